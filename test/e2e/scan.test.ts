// The built command against real servers and real files.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server as TcpServer } from 'node:net'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issue, p256, path, read } from '../jwt/openssl.ts'
import { unsigned } from '../tokens.ts'
import { authlint, shell, temporary, type Outcome } from './command.ts'

interface Report {
  readonly subjects: readonly { readonly id: string; readonly kind: string; readonly response?: { readonly url?: string; readonly status?: number; readonly method?: string; readonly carries: readonly string[] } }[]
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly location: { readonly input: string; readonly line: number } }[]
  readonly notes?: readonly string[]
}
const report = ({ out }: Outcome): Report => JSON.parse(out) as Report
const kinds = (outcome: Outcome): string[] => report(outcome).subjects.map(({ kind }) => kind)
const rules = (outcome: Outcome, family = 'response/'): string[] => [...new Set(report(outcome).findings.map(({ rule }) => rule).filter((rule) => rule.startsWith(family)))].sort()

const value = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt'
const jwt = `${unsigned({ alg: 'ES256', typ: 'JWT' })}c2lnbmF0dXJlc2lnbmF0dXJl`
const good = `__Host-sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`

const servers: (Server | TcpServer)[] = []
const seen: { readonly method: string | undefined; readonly url: string | undefined; readonly headers: IncomingMessage['headers']; readonly body: string }[] = []

const listen = async (server: Server | TcpServer): Promise<number> => {
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return (server.address() as AddressInfo).port
}

const answer: RequestListener = (request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    seen.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() })
    const reply = (status: number, headers: Record<string, string | string[]>, body = '') => response.writeHead(status, headers).end(body)
    const routes: Record<string, () => void> = {
      '/good': () => reply(200, { 'Cache-Control': 'no-store', 'Set-Cookie': good, 'Content-Type': 'application/json' }, '{"user":"u1"}'),
      '/bad': () => reply(200, { 'Cache-Control': 'public, max-age=60', 'Set-Cookie': `sid=${value}; Path=/; HttpOnly`, 'Content-Type': 'application/json' }, `{"sid":"${value}","token":"${jwt}"}`),
      '/cors': () => reply(200, { 'Access-Control-Allow-Credentials': 'true', ...(request.headers.origin ? { 'Access-Control-Allow-Origin': request.headers.origin } : {}) }),
      '/login': () => reply(request.method === 'POST' ? 302 : 200, { Location: '/home', 'Set-Cookie': good, 'Cache-Control': 'no-store' }),
      '/home': () => reply(request.headers.cookie?.includes(value) ? 200 : 401, { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' }),
      '/303': () => reply(303, { Location: '/home' }),
      '/307': () => reply(307, { Location: '/good' }),
      '/loop': () => reply(302, { Location: '/loop' }),
      '/hang': () => undefined,
      '/endless': () => void response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n'),
      '/large': () => reply(200, { 'Content-Type': 'text/plain' }, 'x'.repeat(3_000_000)),
    }
    const elsewhere = /^\/to\?(.*)$/.exec(request.url ?? '')?.[1]
    if (elsewhere) return reply(302, { Location: decodeURIComponent(elsewhere) })
    ;(routes[request.url ?? ''] ?? (() => reply(404, {})))()
  })
}

let base: string
let other: string
let secure: string
beforeAll(async () => {
  base = `http://127.0.0.1:${await listen(createServer(answer))}`
  other = `http://localhost:${await listen(createServer(answer))}`
  issue('127.0.0.1', p256)
  secure = `https://127.0.0.1:${await listen(createHttps({ key: read('127.0.0.1.key'), cert: read('127.0.0.1.crt') }, answer))}`
})
afterAll(() => servers.forEach((server) => {
  if ('closeAllConnections' in server) server.closeAllConnections()
  server.close()
}))

const scan = (...words: string[]): Promise<Outcome> => authlint(['scan', ...words, '--no-config', '--format', 'json'])

describe('a URL', () => {
  it('that is good passes', async () => {
    const outcome = await scan(`${base}/good`)
    expect([outcome.status, outcome.err, kinds(outcome)]).toEqual([0, '', ['response', 'cookie']])
    expect(report(outcome).subjects[0]?.response).toMatchObject({ method: 'GET', status: 200, carries: ['session cookie __Host-sid'] })
    expect(report(outcome).findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  it('is whole: a host alone is no file either', async () => {
    for (const [host, url] of [['localhost:3000/login', 'http://localhost:3000/login'], ['app.example.com/login', 'https://app.example.com/login']] as const) {
      expect(await authlint(['scan', host])).toMatchObject({ status: 2, err: expect.stringContaining(`authlint scan ${url}`) as unknown })
    }
    expect(await authlint(['scan', 'no-such.har'])).toMatchObject({ status: 3, err: expect.stringContaining('there is no such file') as unknown })
  })

  it('that is bad fails, in the response, its cookie and its token', async () => {
    const outcome = await scan(`${base}/bad`)
    expect([outcome.status, kinds(outcome)]).toEqual([1, ['response', 'cookie', 'jwt']])
    expect(rules(outcome)).toEqual(expect.arrayContaining(['response/secret-duplicated-to-script', 'response/set-cookie-cacheable', 'response/token-cacheable']))
    expect(rules(outcome, 'cookie/')).toContain('cookie/missing-samesite')
    expect(outcome.out + outcome.err).not.toContain(value)
    expect(outcome.out).not.toContain(jwt)
    const where = report(outcome).findings.find(({ rule }) => rule === 'cookie/missing-samesite')?.location
    expect(where).toMatchObject({ input: `${base}/bad`, line: 3 })
  })

  it('is asked with method, fields and body, credentials out of variables and files', async () => {
    const fields = temporary('fields.txt', '# for the test\nX-One: 1\n\nX-Two: 2\n')
    const outcome = await authlint(['scan', `${base}/good`, '--data', 'a=1', '-H', 'Authorization: Bearer env:SCAN_TOKEN', '-H', `@${fields}`, '--no-config'], { env: { SCAN_TOKEN: 'mF_9.B5f-4.1JqM' } })
    expect([outcome.status, outcome.err]).toEqual([0, ''])
    expect(seen.at(-1)).toMatchObject({ method: 'POST', body: 'a=1', headers: { authorization: 'Bearer mF_9.B5f-4.1JqM', 'x-one': '1', 'x-two': '2', 'content-type': 'application/x-www-form-urlencoded' } })
    expect(outcome.out).not.toContain('mF_9')
    const literal = await authlint(['scan', `${base}/good`, '--header', 'Authorization: Bearer mF_9.B5f-4.1JqM', '--no-config'])
    expect(literal.err).toMatch(/^authlint: warning: Authorization is on the command line/)
    expect(literal.err).not.toContain('mF_9')
  })

  it('is followed as browsers do: POST becomes GET, cookies go along', async () => {
    const outcome = await scan(`${base}/login`, '--data', 'user=a&password=b')
    expect(report(outcome).subjects.flatMap(({ response }) => (response ? [`${response.method} ${response.status}`] : []))).toEqual(['POST 302', 'GET 200'])
    expect(seen.at(-1)).toMatchObject({ url: '/home', body: '', headers: { cookie: `__Host-sid=${value}` } })
    await scan(`${base}/303`, '-X', 'PUT', '--data', 'x')
    expect(seen.at(-1)).toMatchObject({ method: 'GET', url: '/home', body: '' })
    await scan(`${base}/307`, '--data', 'x')
    expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/good', body: 'x' })
  })

  it('keeps credentials from another origin', async () => {
    await scan(`${base}/to?${encodeURIComponent(`${other}/good`)}`, '-H', 'Authorization: Bearer abc', '-H', 'Cookie: sid=1', '-H', 'X-Api-Key: k', '-H', 'Accept: text/html')
    expect(seen.at(-1)?.headers).toMatchObject({ accept: 'text/html' })
    expect(Object.keys(seen.at(-1)?.headers ?? {})).toEqual(expect.not.arrayContaining(['authorization', 'cookie', 'x-api-key']))
  })

  it('follows no more redirects than it may', async () => {
    const loop = await scan(`${base}/loop`)
    expect([loop.status, kinds(loop).length]).toEqual([3, 6])
    expect(loop.err).toContain('more than 5 redirects')
    const none = await scan(`${base}/loop`, '--max-redirects', '0')
    expect([none.status, kinds(none).length, none.err]).toEqual([0, 1, ''])
  })

  it('is asked as another origin only when told to', async () => {
    expect(rules(await scan(`${base}/cors`))).toEqual([])
    expect(seen.at(-1)?.headers.origin).toBeUndefined()
    const probed = await scan(`${base}/cors`, '--origin', 'https://attacker.example')
    expect([probed.status, rules(probed)]).toEqual([1, expect.arrayContaining(['response/cors-credentials'])])
  })

  it.each([
    ['nobody listens', () => 'http://127.0.0.1:1/', 'refused'],
    ['no such host', () => 'http://nowhere.invalid/', 'nowhere.invalid'],
    ['a certificate that nobody vouches for', () => `${secure}/good`, 'self-signed'],
    ['https where http is spoken', () => base.replace('http:', 'https:'), 'TLS'],
  ])('says in one line why not: %s', async (_, url, words) => {
    const outcome = await scan(url())
    expect(outcome.status).toBe(3)
    expect(outcome.err.split('\n')[0]).toMatch(/^authlint: cannot scan /)
    expect(outcome.err).toContain(words)
    expect(outcome.err.trim().split('\n').length).toBeLessThanOrEqual(2)
    expect(report(outcome).subjects).toEqual([])
  })

  it('over https, with an authority of its own', async () => {
    const outcome = await authlint(['scan', `https://127.0.0.1:${new URL(secure).port}/good`, '--no-config', '--format', 'json'], { env: { NODE_EXTRA_CA_CERTS: path('127.0.0.1.crt'), NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    // The certificate names no address, so that even a trusted one is for another host.
    expect([outcome.status, /another host|self-signed/.test(outcome.err)]).toEqual([3, true])
  })

  it('waits no longer than it may', async () => {
    const hanging = await scan(`${base}/hang`, '--timeout', '1s')
    expect([hanging.status, hanging.err]).toEqual([3, expect.stringContaining('no answer within 1 seconds')])
    const endless = await scan(`${base}/endless`, '--timeout', '1s')
    expect([endless.status, kinds(endless)]).toEqual([0, ['response']])
  })

  it('takes no more than it can hold', async () => {
    const outcome = await authlint(['scan', `${base}/large`, '--no-config'])
    expect([outcome.status, outcome.out]).toEqual([0, expect.stringContaining('larger than 1 MB')])
  })

  it('that is not HTTP', async () => {
    const port = await listen(createTcp((socket) => socket.end('SSH-2.0-OpenSSH\r\n')))
    const outcome = await scan(`http://127.0.0.1:${port}/`)
    expect([outcome.status, outcome.err]).toEqual([3, expect.stringContaining('not HTTP')])
  })

  it.each([
    [['--offline'], 3, 'network access is forbidden'],
    [['--header', 'no colon'], 2, 'not a header'],
    [['--header', 'A: env:NOT_SET_ANYWHERE'], 2, 'NOT_SET_ANYWHERE'],
    [['--header', 'A: b\r\nHost: c'], 2, 'characters that a header cannot'],
    [['--header', 'Content-Length: 5'], 2, 'authlint sets the header'],
    [['--origin', 'https://a.example/path'], 2, '--origin'],
    [['--max-redirects', '99'], 2, '--max-redirects'],
    [['--timeout', 'soon'], 2, '--timeout'],
    [['--method', 'CONNECT'], 2, '--method'],
  ] as const)('refuses %j', async (words, status, says) => {
    const before = seen.length
    const outcome = await authlint(['scan', `${base}/good`, ...words, '--no-config'])
    expect([outcome.status, outcome.err]).toEqual([status, expect.stringContaining(says)])
    expect(seen.length).toBe(before)
  })

  it('with a password in it is refused', async () => {
    const outcome = await authlint(['scan', 'https://user:hunter2@example.com/'])
    expect([outcome.status, outcome.err.includes('hunter2')]).toEqual([2, false])
  })
})

describe('files', () => {
  const entry = (url: string, headers: readonly (readonly [string, string])[], text = '') => ({
    request: { method: 'GET', url, headers: [] },
    response: { status: 200, headers: headers.map(([name, v]) => ({ name, value: v })), content: { text, mimeType: 'application/json' } },
  })
  const har = (entries: readonly object[], creator = 'Firefox') => JSON.stringify({ log: { version: '1.2', creator: { name: creator }, entries } })

  it('HAR: every response, its cookies and tokens', async () => {
    const file = temporary('two.har', har([entry('https://app.example.com/login', [['Set-Cookie', `sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`]]), entry('https://app.example.com/token', [], `{"access_token":"${jwt}","token_type":"Bearer"}`)]))
    const outcome = await scan(file)
    expect([outcome.status, kinds(outcome)]).toEqual([1, ['response', 'cookie', 'response', 'jwt', 'flow']])
    expect(rules(outcome)).toEqual(['response/missing-hsts', 'response/set-cookie-cacheable', 'response/token-cacheable'])
  })

  it.each([['[]'], ['[{"request":{"method":"GET","url":"https://app.example.com/","headers":[]}}]']])('a HAR without a response is no pass: %s', async (entries) => {
    for (const command of ['scan', 'cookie']) {
      const outcome = await authlint([command, temporary('none.har', `{"log":{"version":"1.2","entries":${entries}}}`), '--no-config'])
      expect([outcome.status, outcome.err]).toEqual([3, expect.stringContaining('none.har is a HAR file without a response')])
    }
  })

  it('a HAR without cookies says that they may have been removed', async () => {
    const outcome = await authlint(['scan', temporary('clean.har', har([entry('https://app.example.com/', [])], 'WebInspector')), '--no-config'])
    expect([outcome.status, outcome.out]).toEqual([0, expect.stringContaining('with sensitive data')])
  })

  it('a truncated HAR is judged as far as it goes, and is no pass', async () => {
    const whole = har([entry('https://app.example.com/', [['Set-Cookie', `sid=${value}; Path=/`]]), entry('https://app.example.com/b', [])])
    const outcome = await scan(temporary('cut.har', whole.slice(0, -60)))
    expect([outcome.status, kinds(outcome).includes('cookie')]).toEqual([3, true])
    expect(outcome.err).toContain('broken JSON')
  })

  it('several, in order, and standard input', async () => {
    const first = temporary('first.txt', 'HTTP/1.1 200 OK\r\nCache-Control: no-store\r\n\r\n')
    const outcome = await authlint(['scan', first, '-', '--no-config', '--format', 'json'], { input: `HTTP/1.1 302 Found\r\nLocation: /?access_token=${value}\r\n\r\n` })
    expect(report(outcome).subjects.map(({ id }) => id)).toEqual(['response-1', 'response-2', 'flow-1'])
    expect([outcome.status, rules(outcome)]).toEqual([1, ['response/token-in-url']])
    expect(outcome.out).not.toContain(value)
  })

  it('that hold cookies only belong to another command', async () => {
    const outcome = await authlint(['scan', '-', '--no-config'], { input: 'Set-Cookie: sid=1\n' })
    expect([outcome.status, outcome.err]).toEqual([3, expect.stringContaining('authlint cookie')])
  })

  it('options of a request need one', async () => {
    const outcome = await authlint(['scan', '-', '--method', 'POST', '--no-config'], { input: 'HTTP/1.1 200 OK\r\n\r\n' })
    expect([outcome.status, outcome.err]).toEqual([2, expect.stringContaining('no URL was given')])
  })

  it('an empty pipe is no pass', async () => expect((await authlint(['scan', '--no-config'])).status).toBe(3))

  it('every format tells of responses', async () => {
    const file = temporary('bad.txt', `HTTP/1.1 200 OK\r\nCache-Control: public\r\nSet-Cookie: sid=${value}; Path=/; Secure; HttpOnly\r\n\r\n`)
    for (const format of ['pretty', 'compact', 'ndjson', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html']) {
      const outcome = await authlint(['scan', file, '--no-config', '--format', format])
      expect([format, outcome.status, outcome.out.includes('response/set-cookie-cacheable'), outcome.out.includes(value)]).toEqual([format, 1, true, false])
    }
  })
})

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('SKIPPED: curl is not installed, so its output is not tried')

describe.skipIf(!hasCurl)('curl piped in', () => {
  it('finds the same as asking by itself', async () => {
    const piped = await shell('curl -si $BASE/bad | authlint scan --no-config --format json --url $BASE/bad', { BASE: base })
    expect([piped.status, rules(piped)]).toEqual([1, rules(await scan(`${base}/bad`))])
  })
})
