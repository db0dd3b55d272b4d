// Real curl against a real server, piped into the built command as a user would.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authlint, shell, temporary, type Outcome } from './command.ts'

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('SKIPPED: curl is not installed, so its output is not tried')

const value = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt'
const responses: Readonly<Record<string, readonly [status: number, headers: Record<string, string | string[]>, body: string]>> = {
  '/good': [200, { 'Set-Cookie': [`__Host-sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`, 'theme=dark; Path=/; Max-Age=86400; Secure; SameSite=Lax'] }, 'Set-Cookie: body=1; Path=/\r\n\r\nHTTP/1.1 200 OK\r\nSet-Cookie: fake=1\r\n'],
  '/bad': [200, { 'Set-Cookie': `sid=${value}; Path=/` }, ''],
  '/none': [200, {}, 'hello'],
  '/redirect': [302, { 'Set-Cookie': `sid=${value}; Path=/`, Location: '/good' }, ''],
  '/error': [500, { 'Set-Cookie': 'a=1; SameSite=None' }, 'oops'],
}

let server: Server
let base: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, headers, body] = responses[request.url ?? ''] ?? [404, {}, '']
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

interface Report {
  readonly subjects: { readonly id: string; readonly kind: string; readonly cookie: { readonly name: string; readonly browser: { readonly stored: boolean; readonly effective: Record<string, unknown> } } }[]
  readonly findings: { readonly rule: string; readonly severity: string; readonly subject: string; readonly location: { readonly line: number } }[]
}
const report = ({ out }: Outcome): Report => JSON.parse(out) as Report
const names = (outcome: Outcome): string[] => report(outcome).subjects.filter(({ kind }) => kind === 'cookie').map(({ cookie }) => cookie.name)
const https = '--url https://app.example.com/login --format json'

describe.skipIf(!hasCurl)('curl piped into authlint cookie', () => {
  it.each([
    ['-si', 'curl -si $BASE/good'],
    ['-sI', 'curl -sI $BASE/good'],
    ['-sS -D -', 'curl -sS -D - -o /dev/null $BASE/good'],
    ['-sv, standard error merged in', 'curl -sv $BASE/good 2>&1'],
    ['-sL -i', 'curl -sL -i $BASE/good'],
  ])('passes a good response: %s', async (_, curl) => {
    const outcome = await shell(`${curl} | authlint cookie ${https}`, { BASE: base })
    expect([outcome.status, names(outcome)]).toEqual([0, ['__Host-sid', 'theme']])
    expect(report(outcome).findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  it('fails a bare session cookie, with its place', async () => {
    const outcome = await shell(`curl -si $BASE/bad | authlint cookie ${https}`, { BASE: base })
    expect(outcome.status).toBe(1)
    expect(report(outcome).findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['cookie/missing-secure', 'cookie/missing-httponly', 'cookie/missing-samesite']))
    expect(report(outcome).findings[0]?.location.line).toBe(2)
  })

  it('reads each response of a redirect chain', async () => {
    const outcome = await shell(`curl -sL -i $BASE/redirect | authlint cookie ${https}`, { BASE: base })
    expect(names(outcome)).toEqual(['sid', '__Host-sid', 'theme'])
  })

  it('takes the URL from a verbose transcript', async () => {
    const outcome = await shell('curl -sv $BASE/bad 2>&1 | authlint cookie --format json', { BASE: base })
    expect(report(outcome).subjects[0]?.cookie.browser.effective['domain']).toBe('127.0.0.1')
  })

  it('says that a browser drops SameSite=None without Secure, also on an error response', async () => {
    const outcome = await shell(`curl -si $BASE/error | authlint cookie ${https}`, { BASE: base })
    expect(report(outcome).subjects[0]?.cookie.browser.stored).toBe(false)
    expect(outcome.status).toBe(1)
  })

  it('passes a response without cookies with a note, but no empty pipe', async () => {
    expect((await shell(`curl -si $BASE/none | authlint cookie ${https}`, { BASE: base })).status).toBe(0)
    const failed = await shell('curl -s http://127.0.0.1:1/ | authlint cookie')
    expect(failed.status).toBe(3)
    expect(failed.err).toContain('empty')
  })
})

describe('authlint cookie', () => {
  it('takes a header line as an argument, but no request', async () => {
    for (const text of ['Set-Cookie: sid=1; Path=/', 'sid=1; Path=/']) expect(names(await authlint(['cookie', text, '--format', 'json']))).toEqual(['sid'])
    const file = temporary('a=1; b', 'Set-Cookie: in-a-file=1\n')
    expect(names(await authlint(['cookie', file, '--format', 'json']))).toEqual(['in-a-file'])
    const { status, err } = await authlint(['cookie', 'https://app.example/login?access_token=s3cretvalue'])
    expect([status, err]).toEqual([2, expect.stringMatching(/sends no requests[^]*authlint scan https:\/\/app\.example\/login/)])
    expect(err).not.toContain('s3cretvalue')
  })

  it.each([
    ['HTTP/1.1 302 Found\r\nLocation: /home?code=s3cretvalue\r\n\r\n', /it leads to \/home\?code=\S+, where\s+the\s+cookie\s+may\s+be\s+set:\s+curl\s+-L\s+follows/],
    ['HTTP/1.1 500 Oops\r\n\r\n<html>', /status 500 is no login that worked/],
    ['HTTP/1.1 200 OK\r\n\r\n', /--expect NAME/],
  ])('says why there may be no cookie: %j', async (input, says) => {
    const { status, out } = await authlint(['cookie'], { input })
    expect([status, out]).toEqual([0, expect.stringMatching(says)])
    expect(out).not.toContain('s3cretvalue')
  })

  it('names the hosts where a recording has several, and a Domain that browsers refuse', async () => {
    const entry = (url: string, ...values: readonly string[]) => ({ request: { method: 'GET', url, headers: [] }, response: { status: 200, headers: values.map((value) => ({ name: 'set-cookie', value })) } })
    const har = { log: { version: '1.2', entries: [entry('https://app.example.com/', 'a=1; Path=/', 'b=1; Path=/; Domain=example.org'), entry('https://cdn.example.net/', 'c=1; Path=/')] } }
    const { out } = await authlint(['cookie', '-'], { input: JSON.stringify(har) })
    for (const scope of ['app.example.com, /', '*.example.org, /', 'cdn.example.net, /']) expect(out).toContain(`  ${scope}  `)
    expect((await authlint(['cookie'], { input: 'HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=1; Path=/\r\n\r\n' })).out).toContain('  this host, /  ')
  })

  it('wants a name to expect', async () => expect(await authlint(['cookie', '--expect', 'sid=session'], { input: 'Set-Cookie: sid=1' })).toMatchObject({ status: 2, err: expect.stringContaining('"cookies": { "expect"') as unknown }))

  it('reads several files, and bare lines', async () => {
    const first = temporary('a.txt', `Set-Cookie: a=1; Path=/; Secure; SameSite=Lax\n`)
    const second = temporary('b.txt', `b=2; Path=/; Secure; SameSite=Lax\n`)
    expect(names(await authlint(['cookie', first, second, '--format', 'json']))).toEqual(['a', 'b'])
  })

  it('judges the token that a cookie carries', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"1"}').toString('base64url')}.`
    const outcome = await authlint(['cookie', '--format', 'json'], { input: `Set-Cookie: auth=${unsigned}; Path=/; Secure; HttpOnly; SameSite=Lax\n` })
    expect(outcome.status).toBe(1)
    expect(report(outcome).findings.find(({ rule }) => rule === 'jwt/alg-none')?.subject).toBe('jwt-1')
  })

  it('holds no cookie value in any format', async () => {
    const { formats } = await import('../../src/reporters/index.ts')
    const secret = 'SentinelValue0123456789abcdefghijklmnop'
    for (const format of formats) {
      const { out, err } = await authlint(['cookie', '--format', format], { input: `Set-Cookie: sid=${secret}; Path=/\nSet-Cookie: ${secret}\nSet-Cookie: x="${secret}"; Path=/; Path=/a\n` })
      expect(out.length, format).toBeGreaterThan(0)
      expect(out + err, format).not.toContain(secret)
    }
    const shown = await authlint(['cookie', '--format', 'json', '--show-secrets'], { input: `Set-Cookie: sid=${secret}; Path=/\n` })
    expect(shown.out).toContain(secret)
  })

  it.each([
    ['an empty pipe', [], '', 3, /empty/],
    ['a missing file', ['/nowhere/x'], '', 3, /no such file/],
    ['binary data', [], Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 3, /binary|recognis/],
    ['prose', [], 'hello world\nthis is nothing\n', 3, /./],
    ['a URL without a scheme', ['--url', 'app.example.com', '-'], 'a=1', 2, /https:\/\/app\.example\.com/],
    ['an unknown framework', ['--framework', 'expres', '-'], 'a=1', 2, /express/],
    ['an unknown role', ['--role', 'sid=sesion', '-'], 'a=1', 2, /session/],
    ['a role without a name', ['--role', 'session', '-'], 'a=1', 2, /NAME=ROLE/],
  ] as const)('says what is wrong with %s', async (_, words, input, status, says) => {
    const outcome = await authlint(['cookie', ...words], { input })
    expect([outcome.status, outcome.err]).toEqual([status, expect.stringMatching(says)])
    expect(outcome.err).not.toMatch(/\bat .*\.[cm]?[jt]s:\d+|internal error/)
  })
})

describe('--samples', () => {
  const line = (value: string) => `HTTP/1.1 200 OK\nSet-Cookie: sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax\n\n`
  const random = ['c7f2a91be0d34586a1f09e7b2d6c4835', '19be05d7f3a8462cb7e1d0943f5a6c82', 'e84d3b6f07a1c952d3f8b60e9174ac2d']

  it('finds over several files what no file tells alone', async () => {
    const files = ['00004711', '00004712', '00004713'].map((value, i) => temporary(`counter-${i}.txt`, line(`9f3c${value}aa`)))
    const outcome = await authlint(['cookie', '--samples', '--format', 'json', '--fail-on', 'warn', ...files])
    const found = report(outcome).findings.filter(({ rule }) => rule === 'cookie/session-id-predictable')
    expect([outcome.status, found.map(({ subject, severity }) => [subject, severity])]).toEqual([1, [['cookie-3', 'warn']]])
    expect(report(outcome).subjects.map(({ id }) => id)).toEqual(['cookie-1', 'cookie-2', 'cookie-3'])
  })

  it('says what it compared, and what that shows', async () => {
    const outcome = await authlint(['cookie', '--samples', '--url', 'https://a.example/'], { input: random.map(line).join('') })
    expect([outcome.status, outcome.out.replace(/\s+/g, ' ')]).toEqual([0, expect.stringMatching(/sid: 3 values compared\. 3 samples show repetition and counting only/)])
    const one = await authlint(['cookie', '--samples'], { input: line(random[0] ?? '') })
    expect(one.out.replace(/\s+/g, ' ')).toContain('sid: one value, which says nothing about others')
    expect((await authlint(['cookie', '--samples'], { input: 'Set-Cookie: theme=dark; Path=/; Secure; SameSite=Lax\n' })).out).toContain('nothing to compare')
  })

  it('finds an id that was given out twice', async () => {
    const outcome = await authlint(['cookie', '--samples', '--format', 'json', '--preset', 'strict'], { input: [random[0], random[1], random[0]].map((value) => line(value ?? '')).join('') })
    expect(report(outcome).findings.filter(({ rule }) => rule === 'cookie/session-id-predictable').map(({ severity }) => severity)).toEqual(['error'])
  })
})

describe('--compare', () => {
  const header = 'Set-Cookie: flash="two%20words"; Secure=true; Path=/a/\n'
  it('shows who reads a header how', async () => {
    const { out } = await authlint(['cookie', '--compare', '--url', 'https://app.example.com/'], { input: header })
    expect(out).toMatch(/Chromium, Firefox, Safari.* yes .*13 .*yes[\s\S]*curl +yes +13 +no/)
    const json = await authlint(['cookie', '--compare', '--format', 'json'], { input: header })
    const [subject] = (JSON.parse(json.out) as { subjects: { cookie: { compare: { reader: string }[] } }[] }).subjects
    expect(subject?.cookie.compare.map(({ reader }) => reader)).toEqual(['Chromium', 'Firefox', 'Safari', 'curl', 'set-cookie-parser', 'tough-cookie'])
  })
  it('is silent unless asked', async () => expect((await authlint(['cookie', '--format', 'json'], { input: header })).out).not.toContain('compare'))
})

describe('configuration', () => {
  const cookie = 'Set-Cookie: legacy=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Domain=example.com; Path=/; Secure; HttpOnly; SameSite=Lax\n'
  const words = ['cookie', '--role', 'legacy=session', '--fail-on', 'warn', '--url', 'https://app.example.com/']
  const config = (content: object) => ['--config', temporary(`config-${Math.abs(JSON.stringify(content).length)}.json`, JSON.stringify(content))]

  it('ignores a finding for a reason, until its day has passed', async () => {
    expect((await authlint([...words, '--no-config'], { input: cookie })).status).toBe(1)
    const ignoring = config({ ignore: [{ rule: 'cookie/domain-wide', subject: 'legacy', reason: 'shared login', until: '2027-03-31' }] })
    expect((await authlint([...words, ...ignoring, '--now', '2027-03-31T23:00:00Z'], { input: cookie })).status).toBe(0)
    const late = await authlint([...words, ...ignoring, '--now', '2027-04-01T00:00:00Z'], { input: cookie })
    expect(late.status).toBe(1)
    expect(late.err).toContain('ended on 2027-03-31')
    const json = await authlint([...words, ...ignoring, '--now', '2027-03-01', '--format', 'json'], { input: cookie })
    expect((JSON.parse(json.out) as { suppressed: { rule: string }[] }).suppressed.map(({ rule }) => rule)).toEqual(['cookie/domain-wide'])
  })

  it('takes a comment in the input', async () => {
    const commented = `# authlint-ignore cookie/domain-wide -- shared login\n${cookie}`
    expect((await authlint(words, { input: commented })).status).toBe(0)
    const unused = await authlint(words, { input: `# authlint-ignore cookie/too-large -- why\n${cookie}` })
    expect([unused.status, unused.err]).toEqual([1, expect.stringContaining('not needed')])
  })

  it('knows what a baseline lists, and only that', async () => {
    const baseline = temporary('baseline.json')
    const { rmSync } = await import('node:fs')
    rmSync(baseline)
    expect((await authlint([...words, '--baseline', baseline], { input: cookie })).status).toBe(2)
    expect((await authlint([...words, '--baseline', baseline, '--update-baseline'], { input: cookie })).status).toBe(0)
    expect((await authlint([...words, '--baseline', baseline], { input: `\n\n${cookie}` })).status).toBe(0)
    expect((await authlint([...words, '--baseline', baseline], { input: cookie.replace('; HttpOnly', '') })).status).toBe(1)
    const stale = await authlint([...words, '--baseline', baseline], { input: 'Set-Cookie: theme=dark; Path=/; Secure; SameSite=Lax\n' })
    expect(stale.err).toContain('did not come again')
    expect((await authlint([...words, '--baseline', temporary('no-baseline.json', '[]')], { input: cookie })).status).toBe(2)
  })

  it('sets severities, with overrides for single cookies', async () => {
    const off = config({ rules: { 'cookie/domain-wide': 'off' } })
    expect((await authlint([...words, ...off], { input: cookie })).status).toBe(0)
    const other = config({ overrides: [{ cookies: ['other*'], rules: { 'cookie/domain-wide': 'off' } }] })
    expect((await authlint([...words, ...other], { input: cookie })).status).toBe(1)
    const this_ = config({ overrides: [{ cookies: ['leg*'], hosts: ['*.example.com'], rules: { 'cookie/domain-wide': 'off' } }] })
    expect((await authlint([...words, ...this_], { input: cookie })).status).toBe(0)
    expect((await authlint([...words, ...this_, '--rule', 'cookie/domain-wide=error'], { input: cookie })).status).toBe(1)
  })
})
