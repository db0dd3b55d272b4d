// Whatever breaks while a token is verified, the answer is never a pass, and the message says what to do. The built command, real parts.
import { execFileSync, spawn } from 'node:child_process'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, closeSync, mkdtempSync, openSync, readFileSync, readdirSync, truncateSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { closeAll, http, raw } from '../inputs/servers.ts'
import { encode } from '../tokens.ts'
import { authlint, bin, shell, temporary, type Outcome } from './command.ts'

afterAll(closeAll)

const now = 1795197600
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signed = (claims: object = {}, header: object = {}, key: KeyObject = privateKey): string => {
  const input = `${encode({ alg: 'ES256', typ: 'JWT', kid: 'k1', ...header })}.${encode({ iss: 'https://issuer.example', aud: 'https://api.example', sub: 'u_1', iat: now - 5, exp: now + 600, jti: 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5', ...claims })}`
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'ES256' }
const set = JSON.stringify({ keys: [jwk] })
const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
const token = signed()
const keyFile = temporary('faults-key.pem', pem)
const judging = ['--now', String(now), '--no-config']
const fold = (): string => mkdtempSync(join(tmpdir(), 'authlint-faults-'))

/** Not done, for a reason of which the user is told, and what to do about it. */
function expectUndone({ status, out, err }: Outcome, says: string | RegExp, expected = 3): void {
  expect({ status, err }).toEqual({ status: expected, err: expect.stringMatching(says) as string })
  expect(err).toMatch(/\n {2}\S/)
  expect(err).not.toMatch(/internal error|\bat .*\.[cm]?[jt]s:\d+/)
  expect(out).not.toMatch(/"ok": ?true/)
}

describe('the same token and keys, with nothing broken', () => {
  it('pass', async () => {
    expect((await authlint(['jwt', token, '--jwks', await http((_, response) => response.end(set)), ...judging])).status).toBe(0)
    expect((await authlint(['jwt', token, '--key', keyFile, ...judging])).status).toBe(0)
  })
})

describe('a server of keys that', () => {
  const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/jwk-set+json\r\n'
  const another = { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), kid: 'k2', use: 'sig', alg: 'ES256' }
  const answers: readonly (readonly [what: string, serve: () => Promise<string>, says: RegExp])[] = [
    ['closes in the middle of the body', () => raw(`${head}content-length: ${set.length}\r\n\r\n${set.slice(0, 40)}`), /broke off/],
    ['resets the connection', () => raw(`${head}content-length: ${set.length}\r\n\r\n${set.slice(0, 40)}`, (socket) => socket.resetAndDestroy()), /broke off/],
    ['sends a whole set in a body that never ends', () => raw(`${head}transfer-encoding: chunked\r\n\r\n${chunk(set)}`, (socket) => socket.end()), /broke off/],
    ['promises more than it sends, though the set is whole', () => raw(`${head}content-length: ${set.length + 5}\r\n\r\n${set}`), /broke off/],
    ['sends less than it has: JSON that is cut off', () => http((_, response) => response.end(set.slice(0, -9))), /JSON/],
    ['redirects in a circle', () => http(({ url }, response) => response.writeHead(302, { location: url === '/a' ? '/b' : '/a' }).end()), /circle/],
    ['redirects without end', () => http(({ url = '' }, response) => response.writeHead(307, { location: `${url}1` }).end()), /more than 3 redirects/],
    ['redirects to http', () => http((_, response) => response.writeHead(301, { location: 'http://keys.example/jwks.json' }).end()), /not encrypted/],
    ['redirects to nothing', () => http((_, response) => response.writeHead(301, { location: 'https://' }).end()), /no URL/],
    ['redirects to a file', () => http((_, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end()), /only https/],
    ['says 304 though nobody asked', () => http((_, response) => response.writeHead(304).end()), /status 304/],
    ['says 204', () => http((_, response) => response.writeHead(204).end()), /status 204/],
    ['says 206', () => http((_, response) => response.writeHead(206).end(set)), /status 206/],
    ['fails with a set in its answer', () => http((_, response) => response.writeHead(500).end(set)), /status 500/],
    ['sends a web page as JSON', () => http((_, response) => response.setHeader('content-type', 'application/json').end('<html><body>Sign in</body></html>')), /web page/],
    ['sends an empty set', () => http((_, response) => response.end('{"keys":[]}')), /holds an empty key set/],
    ['sends null for keys', () => http((_, response) => response.end('{"keys":null}')), /key/],
    ['sends another object', () => http((_, response) => response.end('{"error":"not_found"}')), /key/],
    ['sends an empty array', () => http((_, response) => response.end('[]')), /key/],
    ['sends a number', () => http((_, response) => response.end('42')), /key/],
    ['sends two sets', () => http((_, response) => response.end(set + set)), /JSON/],
    ['sends octets that are no text', () => http((_, response) => response.end(Buffer.from([0, 1, 2, 0xff, 0xfe, 0]))), /./],
    ['sends a bomb', () => http((_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50_000_000, 0x20)))), /larger than 1024 KiB/],
    ['sends a bomb in two layers', () => http((_, response) => response.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(gzipSync(Buffer.alloc(50_000_000, 0x20))))), /compressed/],
    ['sends half of a compressed set', () => http((_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(set).subarray(0, -12))), /damaged/],
    ['hides the end of a set behind a compressed one', () => http((_, response) => response.setHeader('content-encoding', 'br').end(gzipSync(set))), /damaged/],
    ['sends heads for ever', () => raw(`HTTP/1.1 200 OK\r\n${'x: yyyyyyyyyyyyyyyyyyyyyyyyy\r\n'.repeat(4000)}`), /too large/],
    ['sends a secret as its key', () => http((_, response) => response.end(JSON.stringify({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'k1' }] }))), /./],
  ]
  it.each(answers)('%s', async (what, serve, says) => {
    const outcome = await authlint(['jwt', token, '--jwks', `${await serve()}/a`, ...judging, '--format', 'json'])
    // A set that could be read has keys that do not fit: that is a verdict.
    if (what.includes('a secret')) return expect(verdicts(outcome)).toEqual([1, ['invalid']])
    expectUndone(outcome, says)
    expect(outcome.out).toBe('')
  })

  it('stalls is given up', async () => {
    const started = performance.now()
    const [silent, dripping] = await Promise.all([raw('', () => undefined), http((_, response) => void setInterval(() => response.write(' '), 500).unref())])
    const outcomes = await Promise.all([silent, dripping].map((url) => authlint(['jwt', token, '--jwks', url, ...judging])))
    for (const outcome of outcomes) expectUndone(outcome, /no complete answer within 10 seconds/)
    expect(performance.now() - started).toBeLessThan(25_000)
  }, 40_000)

  it('does not have the key vouches for nothing', async () => {
    for (const [keys, reason] of [
      [[another], 'No key of the set has the kid'],
      [[{ ...another, kid: 'k1' }], 'does not verify'],
      [[{ ...jwk, use: 'enc' }], 'No key you gave may verify'],
      [[{ ...jwk, alg: 'ES384' }], 'No key you gave may verify'],
    ] as const) {
      const outcome = await authlint(['jwt', token, '--jwks', await http((_, response) => response.end(JSON.stringify({ keys }))), ...judging, '--format', 'json'])
      expect(verdicts(outcome)).toEqual([1, ['invalid']])
      expect(outcome.out).toContain(reason)
    }
  })

  it('lies about the type of a good set is believed by what it sends alone', async () => {
    expect((await authlint(['jwt', token, '--jwks', await http((_, response) => response.setHeader('content-type', 'text/html').end(set)), ...judging])).status).toBe(0)
  })

  it('is interrupted by Ctrl-C has said nothing', async () => {
    const child = spawn(process.execPath, [bin, 'jwt', token, '--jwks', await raw('', () => undefined), ...judging])
    let out = ''
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    setTimeout(() => child.kill('SIGINT'), 1500)
    expect([await ending(child), out]).toEqual(['SIGINT', ''])
  })
})

describe('a run of several tokens of which one cannot be judged', () => {
  it.each([
    ['a word', 'hello', ''],
    ['a file that is not there', '@/nowhere/token', ''],
    ['nothing on standard input', '-', ''],
    ['an empty argument', '', ''],
    ['binary data', '-', '\0\0\0\x01'],
  ])('is not done: %s', async (_, operand, input) => {
    for (const operands of [[operand, token, token], [token, operand, token], [token, token, operand]]) {
      const outcome = await authlint(['jwt', ...operands, '--key', keyFile, ...judging, '--format', 'json'], { input })
      expect(verdicts(outcome)).toEqual([3, ['valid', 'valid']])
      expect(outcome.out).toContain('"ok": false')
    }
  })

  it('is not done, whatever is let through', async () => {
    const outcome = await authlint(['jwt', token, 'hello', '--key', keyFile, ...judging, '--fail-on', 'never', '--quiet'])
    expect(outcome.status).toBe(3)
  })
})

describe('a file that', () => {
  // More than 1 MiB, up to where an input is read as a whole; what is said of it is more than a pipe holds.
  const list = Array.from({ length: 60 }, (_, i) => signed({ jti: `Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0G-${i}`, note: 'a long story '.repeat(1800) })).join('\n')

  /** The command waits for the end of its first report, so that a file can be changed while it is read. */
  async function whileRead(change: (path: string) => void): Promise<Outcome> {
    const path = join(fold(), 'tokens.txt')
    writeFileSync(path, list)
    const child = spawn(process.execPath, [bin, 'jwt', `@${path}`, '--key', keyFile, ...judging, '--format', 'ndjson', '--jobs', '1'])
    let [out, err] = ['', '']
    child.stderr.on('data', (data: Buffer) => (err += data.toString()))
    await once(child.stdout, 'readable')
    change(path)
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    const [status] = (await once(child, 'close')) as [number]
    return { status, out, err }
  }

  it('shrinks while it is read is no pass', async () => {
    expectUndone(await whileRead((path) => truncateSync(path, 1_200_000)), /changed while it was read/)
  })

  it('is emptied while it is read is no pass', async () => {
    expectUndone(await whileRead((path) => truncateSync(path, 0)), /changed while it was read/)
  })

  it('is written over while it is read is no pass', async () => {
    const outcome = await whileRead((path) => {
      const descriptor = openSync(path, 'r+')
      writeSync(descriptor, `\n${token}\n`, 1_500_000)
      closeSync(descriptor)
    })
    expectUndone(outcome, /changed while it was read/)
  })

  it('grows while it is read, as logs do, is read to its end', async () => {
    const outcome = await whileRead((path) => appendFileSync(path, `\n${signed({ sub: 'the-last' })}\n`))
    expect(outcome.out).toContain('the-last')
    expect(outcome.err).toBe('')
  })

  it('is removed while it is read is read nevertheless, being open', async () => {
    const outcome = await whileRead((path) => unlinkSync(path))
    expect(outcome.out).toContain('"subjects":60')
  })

  it('shrinks while it is standard input is no pass', async () => {
    const path = join(fold(), 'tokens.txt')
    writeFileSync(path, list)
    const { status, err } = await shell(`authlint jwt --key '${keyFile}' ${judging.join(' ')} --format ndjson --jobs 1 < '${path}' | { head -c 10 > /dev/null; truncate -s 1200000 '${path}'; cat > /dev/null; }; exit "\${PIPESTATUS[0]}"`)
    expectUndone({ status, out: '', err }, /changed while it was read/)
  })

  it('is a pipe with a name is waited for, token or key', async () => {
    const place = fold()
    execFileSync('mkfifo', [join(place, 'token'), join(place, 'key')])
    const { status, out } = await shell(`cd '${place}'; { sleep 0.3; echo ${token} > token; } & { sleep 0.2; cat '${keyFile}' > key; } & authlint jwt @token --key key ${judging.join(' ')} --format json; status=$?; wait; exit $status`)
    expect(verdicts({ status, out, err: '' })).toEqual([0, ['valid']])
  })

  it('is a pipe that says nothing is no pass', async () => {
    const place = fold()
    execFileSync('mkfifo', [join(place, 'pipe')])
    expectUndone(await shell(`cd '${place}'; : > pipe & authlint jwt @pipe --key '${keyFile}'`), /pipe is empty/)
    expectUndone(await shell(`cd '${place}'; : > pipe & authlint jwt ${token} --key pipe`), /pipe/)
  })

  it('never ends is no key', async () => {
    for (const option of ['--key', '--secret']) expectUndone(await authlint(['jwt', token, option, option === '--secret' ? 'file:/dev/zero' : '/dev/zero', ...judging]), /too large/)
  })

  it.each([
    ['empty', ''],
    ['white space', ' \n'],
    ['half a key', pem.slice(0, 100)],
    ['half a set', set.slice(0, -20)],
    ['an empty set', '{"keys":[]}'],
    ['a private file of others', 'ssh-rsa AAAA'],
  ])('holds no key is no pass: %s', async (name, text) => {
    expectUndone(await authlint(['jwt', token, '--key', temporary(`faults-${name}`, text), ...judging]), /./)
  })
})

describe('standard streams', () => {
  it('that are closed from the beginning', async () => {
    expectUndone(await shell(`authlint jwt --key '${keyFile}' <&-`), /empty|no token/)
    expect((await shell(`authlint jwt ${token} --key /nowhere 2>&-`)).status).toBe(3)
  })

  it('of which the one for errors has lost its reader: the status is what it would be', async () => {
    // Two warnings and a message go there.
    for (const [words, status] of [
      [`${token} hello --key '${keyFile}'`, 3],
      [`${token} --key /nowhere`, 3],
      [`${token} --secret wrong --key '${keyFile}' ${judging.join(' ')} --require nope`, 1],
      [`${signed({ exp: 1000 })} --key '${keyFile}' --secret 0123456789012345678901234567890123456789`, 1],
    ] as const) {
      const outcome = await shell(`exec 3> >(exec true); sleep 0.3; authlint jwt ${words} 2>&3`)
      expect([words, outcome.status]).toEqual([words, status])
    }
  })

  it('of which the one for reports has lost its reader in the middle of a run', async () => {
    const list = temporary('faults-many.txt', Array.from({ length: 1000 }, () => token).join('\n'))
    const { out, err } = await shell(`authlint jwt @${list} --key '${keyFile}' ${judging.join(' ')} --format ndjson --jobs 1 | head -n 1 > /dev/null; echo "\${PIPESTATUS[0]}"`)
    expect([out, err]).toEqual(['3\n', ''])
  })

  it.skipIf(process.platform !== 'linux')('that are full', async () => {
    expectUndone(await shell(`authlint jwt ${token} --key '${keyFile}' > /dev/full`), /no space is left/)
    expectUndone(await shell(`authlint jwt ${token} --key '${keyFile}' --output /dev/full`), /no space is left/)
    expect((await shell(`authlint jwt ${token} hello --key '${keyFile}' 2> /dev/full`)).status).not.toBe(0)
    expect((await shell(`authlint jwt ${token} --key '${keyFile}' > /dev/full 2> /dev/full`)).status).not.toBe(0)
  })

  it('that may only be read', async () => {
    expectUndone(await shell(`authlint jwt ${token} --key '${keyFile}' 1< /dev/null`), /cannot write standard output/)
  })
})

describe('a process that is ended', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('by %s in the middle ends by it, and leaves nothing half written', async (signal) => {
    const place = fold()
    const child = spawn(process.execPath, [bin, 'jwt', '-', '--key', keyFile, ...judging, '--format', 'json=report.json', '--format', 'compact'], { cwd: place })
    child.stdin.on('error', () => undefined)
    child.stdin.write(`${token}\n`)
    let out = ''
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    setTimeout(() => child.kill(signal), 1200)
    expect([await ending(child), readdirSync(place), out]).toEqual([signal, [], ''])
  })

  it.skipIf(process.platform !== 'linux' || availableParallelism() < 2)('while it tries words for another one is no pass', async () => {
    const path = join(fold(), 'words.txt')
    writeFileSync(path, 'not-the-secret-of-this-token\n'.repeat(400_000))
    const input = `${encode({ alg: 'HS256' })}.${encode({ sub: 'u_1', exp: now + 600 })}`
    const child = spawn(process.execPath, [bin, 'jwt', `${input}.${'A'.repeat(43)}`, '--wordlist', path, ...judging])
    let [out, err] = ['', '']
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    child.stderr.on('data', (data: Buffer) => (err += data.toString()))
    const children = (): readonly number[] => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
    while (children().length === 0 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
    const [worker] = children()
    process.kill(worker ?? 0, 'SIGKILL')
    expectUndone({ status: (await ending(child)) as number, out, err }, /a process that tried words of the list ended early \(SIGKILL\)/, 70)
    expect(out).toBe('')
  })

  it('because memory ran out is no pass', async () => {
    const large = temporary('faults-large.txt', `${signed({ text: 'y'.repeat(12_000_000) })}\n`)
    const { status, out } = await shell(`ulimit -c 0; authlint jwt @${large} --key '${keyFile}' ${judging.join(' ')} --format json 2> /dev/null`, { NODE_OPTIONS: '--max-old-space-size=16 --max-semi-space-size=1' })
    expect(status).toBeGreaterThan(2)
    expect(out).not.toContain('"ok"')
  })
})

describe('Node told to behave otherwise', () => {
  it.each([
    '--unhandled-rejections=none',
    '--unhandled-rejections=warn',
    '--disable-proto=throw',
    '--disable-proto=delete',
    '--frozen-intrinsics',
    '--disallow-code-generation-from-strings',
    '--stack-trace-limit=0',
    '--no-deprecation --throw-deprecation',
    '--insecure-http-parser',
    '--jitless',
    '--zero-fill-buffers',
    '--icu-data-dir=/nowhere',
    '--tls-min-v1.3 --use-openssl-ca',
  ])('%s judges the same, or not at all', async (options) => {
    const env = { NODE_OPTIONS: options, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    const [good, bad, undone] = await Promise.all([[token, '--key', keyFile], [`${token.slice(0, -8)}AAAAAAAA`, '--key', keyFile], [token, '--key', '/nowhere']].map((words) => authlint(['jwt', ...words, ...judging], { env })))
    expect([bad?.status, undone?.status]).not.toContain(0)
    expect([good?.status, bad?.status, undone?.status]).toEqual([0, 1, 3])
  })
})

describe('a clock that is far off', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 'iat'],
    ['2100-01-01T00:00:00Z', 'exp'],
    ['9999-12-31T23:59:59Z', 'exp'],
  ])('%s: the token is refused', async (time, claim) => {
    const outcome = await authlint(['jwt', token, '--key', keyFile, '--now', time, '--no-config', '--format', 'json'])
    expect(outcome.status).toBe(1)
    expect((JSON.parse(outcome.out) as Report).subjects.map(({ jwt }) => jwt.claimsCheck)).toMatchObject([{ status: 'failed', failed: expect.arrayContaining([claim]) as string[] }])
  })
})

interface Report {
  readonly subjects: readonly { readonly jwt: { readonly signature: { readonly status: string }; readonly claimsCheck: object } }[]
}

const verdicts = ({ status, out }: Outcome): unknown => [status, (JSON.parse(out) as Report).subjects.map(({ jwt }) => jwt.signature.status)]

const ending = async (child: ReturnType<typeof spawn>): Promise<unknown> => {
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null]
  return signal ?? status
}
