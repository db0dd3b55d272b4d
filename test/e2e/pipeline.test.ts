// The whole way of a project: an empty repository, `authlint init`, and the script it prints, run by sh against a server.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authlint, type Outcome } from './command.ts'

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('SKIPPED: curl is not installed, so the pipeline that init prints is not run')

// 32 octets from a random generator, as a server would send them.
const value = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt'
const good = [`__Host-id=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`]
// Over plain http, even on this machine, Secure is not asked for.
const bad = [`sid=${value}; Path=/`]

describe.skipIf(!hasCurl)('a project that starts with init', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'authlint-pipeline-'))
  let server: Server
  let answer: { status: number; cookies: readonly string[] } = { status: 200, cookies: good }
  let script = ''
  const config = join(cwd, 'authlint.config.jsonc')

  beforeAll(async () => {
    // What npx finds in a project that has authlint among its dependencies.
    for (const [name, text] of [
      ['npx', 'exec "$@"'],
      ['authlint', `exec "${process.execPath}" "${join(import.meta.dirname, '../../bin/authlint.cjs')}" "$@"`],
    ] as const) {
      writeFileSync(join(cwd, name), `#!/bin/sh\n${text}\n`)
      chmodSync(join(cwd, name), 0o755)
    }
    server = createServer((_, response) => {
      response.writeHead(answer.status, { 'content-type': 'text/html', 'set-cookie': [...answer.cookies], 'cache-control': 'no-store' })
      response.end('<p>hello</p>')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    spawnSync('git', ['init', '-q', cwd])
    const { out } = await authlint(['init'], { cwd, env: { GITHUB_ACTIONS: '', GITLAB_CI: '', JENKINS_URL: '' } })
    script = out
  })
  afterAll(() => server.close())

  /** Nothing but the address is changed, and in the last runs the time. */
  const pipeline = (now?: string, url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/login`): Promise<Outcome> => {
    const text = script.replaceAll('https://staging.example.com/login', url)
    const child = spawn('sh', ['-c', now === undefined ? text : text.replace(/(npx authlint cookie .*)/, `$1 --now ${now}`)], { cwd, env: { ...process.env, PATH: `${cwd}${delimiter}${process.env['PATH'] ?? ''}`, FORCE_COLOR: '0' } })
    let [out, err] = ['', '']
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    child.stderr.on('data', (data: Buffer) => (err += data.toString()))
    return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })))
  }

  it('is red on a bad response, and says what to send', async () => {
    answer = { status: 200, cookies: bad }
    const { status, out, err } = await pipeline()
    expect([status, err]).toEqual([1, ''])
    expect(out).toMatch(/error {2}cookie\/missing-httponly {2}sid[\s\S]*Fix: Send Set-Cookie: __Host-sid=/)
    expect(readFileSync(join(cwd, 'authlint.html'), 'utf8')).toContain('cookie/missing-httponly')
  })

  it('is green on a good one', async () => {
    answer = { status: 200, cookies: good }
    expect(await pipeline()).toMatchObject({ status: 0, err: '' })
  })

  it.each([
    ['an error page', { status: 502, cookies: [] }],
    ['an error page with cookies', { status: 500, cookies: good }],
  ])('is red on %s, which is not the response that was meant', async (_, wrong) => {
    answer = wrong
    const { status, err } = await pipeline()
    expect([status !== 0, err]).toEqual([true, expect.stringContaining('returned error')])
  })

  it('is red when nobody answers, also when an earlier response is still there', async () => {
    expect((await pipeline(undefined, 'http://127.0.0.1:1/login')).status).not.toBe(0)
  })

  it('is green while a finding is ignored for a reason, and red again when the day has passed', async () => {
    answer = { status: 200, cookies: bad }
    expect((await pipeline('2026-12-01')).status).toBe(1)
    const ignore = (until: string) => writeFileSync(config, readFileSync(config, 'utf8').replace(/"ignore": \[[\s\S]*\]/, `"ignore": [\n    { "rule": "cookie/missing-httponly", "subject": "sid", "reason": "script reads it until the migration ends", "until": "${until}" },\n  ]`))
    ignore('2026-12-31')
    const silenced = await pipeline('2026-12-31T23:59:59Z')
    expect([silenced.status, silenced.err]).toEqual([0, ''])
    expect(silenced.out).toContain('1 known finding left out')
    const over = await pipeline('2027-01-01')
    expect([over.status, over.err]).toEqual([1, expect.stringContaining('ended on 2026-12-31')])
    expect(over.out.replace(/\s+/g, ' ')).toContain('Ignored until 2026-12-31; that day has passed.')
  })
})
