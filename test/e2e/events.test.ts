// What happened when in a recording: found, named on the command line, or named in the configuration.
import { describe, expect, it } from 'vitest'
import { recording, type Sent } from '../flows.ts'
import { authlint, temporary, type Outcome } from './command.ts'

const cookie = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const login: Sent = { request: 'POST /api/enter', fields: [cookie], body: { pin: '1234' }, content: { ok: true }, answer: ['Cache-Control: no-store'] }
const account: Sent = { request: 'GET /account', fields: [cookie], content: { user: 'ada' } }
const file = temporary('enter.http', recording(login, account))

interface Report {
  readonly subjects: readonly { readonly kind: string; readonly flow?: { readonly events: readonly { readonly name: string; readonly step: number; readonly why: string }[] } }[]
  readonly problems?: readonly { readonly code: string }[]
}
const events = ({ out }: Outcome) => (JSON.parse(out) as Report).subjects.find(({ kind }) => kind === 'flow')?.flow?.events
const scan = (...words: readonly string[]) => authlint(['scan', file, '--format', 'json', '--no-config', ...words])

describe('events', () => {
  it('are not guessed from nothing', async () => {
    const outcome = await scan()
    expect(events(outcome)).toEqual([])
    expect(outcome.status).toBe(0)
    expect(outcome.out).not.toContain('"rule": "flow/session-id-not-rotated"')
    expect((await authlint(['scan', file, '--no-config'])).out).toContain("--login '#2'")
  })

  it.each([['#1'], ['1'], ['/api/enter'], ['/api/*'], ['https://app.example.com/api/enter']])('are what --login %s says', async (where) => {
    const outcome = await scan('--login', where)
    expect(events(outcome)).toMatchObject([{ name: 'login', step: 1, why: 'you said so' }])
    expect(outcome.status).toBe(1)
    expect(outcome.out).toContain('flow/session-id-not-rotated')
  })

  it('of other names come with --event', async () => {
    expect(events(await scan('--event', 'password-change=#2'))).toMatchObject([{ name: 'password-change', step: 2 }])
  })

  it.each([
    [['--login', 'login'], 2, '--login takes the number of an exchange or a path, not "login"'],
    [['--event', 'pasword-change=#1'], 2, 'password-change'],
    [['--login', '#9'], 3, 'there is no #9'],
    [['--logout', '/bye'], 3, '/bye'],
  ])('%j ends with %d', async (words, status, says) => {
    const outcome = await scan(...words)
    expect(outcome.status).toBe(status)
    expect(outcome.err).toContain(says)
  })

  it('are named in the configuration, for recordings that have them', async () => {
    const config = temporary('flow.json', JSON.stringify({ flow: { login: '/api/enter', logout: ['/bye', '/adieu'], events: { 'role-change': '/api/role' } } }))
    const outcome = await authlint(['scan', file, '--format', 'json', '--config', config])
    expect(events(outcome)).toMatchObject([{ name: 'login', step: 1 }])
    expect(outcome.status).toBe(1)
    const broken = temporary('broken-flow.json', JSON.stringify({ flow: { login: 'enter' } }))
    expect(await authlint(['scan', file, '--config', broken])).toMatchObject({ status: 2, err: expect.stringContaining('is no path') as unknown })
  })
})

it('a recording that was cleaned of its cookies is no pass', async () => {
  const clean = temporary('clean.http', recording({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account'] }, { request: 'GET /account', content: { user: 'ada' } }))
  const outcome = await authlint(['scan', clean, '--no-config'])
  expect(outcome.status).toBe(3)
  expect(outcome.err).toContain('no cookie and no token anywhere')
})

it('several files are one recording', async () => {
  const [first, second] = [temporary('first.http', recording(login)), temporary('second.http', recording(account))]
  expect((await authlint(['scan', first, second, '--format', 'json', '--no-config', '--login', '#1'])).out).toContain('flow/session-id-not-rotated')
})
