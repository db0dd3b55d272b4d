// A long list is judged by several threads: what comes out must be what one process says, and nothing of it a part alone.
import { spawn } from 'node:child_process'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { CompactEncrypt } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { encode as part, goodClaims, hmac } from '../tokens.ts'
import { authlint, shell, temporary } from './command.ts'

const bin = join(import.meta.dirname, '../../bin/authlint.cjs')
const now = 1795197600
const secret = 'Wm8Nc4Pb6Hd0Gs5JfaZk3vQ9r1T7yLx2'
const signed = (claims: object, header: object = {}): string => {
  const input = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part({ iss: 'https://issuer.example', aud: 'https://api.example', exp: now + 600, iat: now, ...claims })}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
const many = (count: number, from = 0): string[] => Array.from({ length: count }, (_, i) => signed({ sub: `u_${from + i}`, jti: `Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5-${from + i}` }))

/** More than the 1 MiB that count as one paste, and nothing to do. */
const filler = Array.from({ length: 1100 }, () => '-'.repeat(1000))
/** Several parts of 64 KB behind that. */
const long = [...filler, ...many(1000)]

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const secretFile = temporary('jobs-secret', secret)
const keyFile = temporary('jobs-key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }))
const words = (jobs: number, ...more: readonly string[]) => ['jwt', '-', '--jobs', String(jobs), '--now', String(now), '--secret', `file:${secretFile}`, ...more]
const ndjson = ['--format', 'ndjson', '--no-config']

describe('two jobs say what one says', () => {
  let mixed: string
  beforeAll(async () => {
    const lines = [...long]
    // What two tokens far apart have in common.
    lines[2000] = signed({ sub: 'other', jti: 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5-3' })
    const input = `${part({ alg: 'RS256' })}.${part({ sub: 'rsa', exp: now + 60 })}`
    lines[1400] = `Authorization: Bearer ${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    lines[1500] = 'not a token; caf\u00e9 \u65e5\u672c'
    lines[1501] = `${lines[1501]}x`
    // Two tokens come out of this one.
    lines[1800] = await new CompactEncrypt(Buffer.from(signed({ sub: 'inner' }))).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM', cty: 'JWT' }).encrypt(publicKey)
    mixed = `${lines.join('\n')}\n`
  })

  it.each([
    ['ndjson', ['--format', 'ndjson', '--no-config', '--key', keyFile]],
    ['compact, errors only', ['--format', 'compact', '--no-config', '--quiet']],
    ['a preset and a rule', [...ndjson, '--preset', 'strict', '--rule', 'jwt/missing-jti=error', '--fail-on', 'info', '--stdin-filename', 'tokens.txt']],
    ['another format', ['--format', 'json', '--no-config']],
  ])('%s', async (_, more) => {
    const [one, two] = await Promise.all([authlint(words(1, ...more), { input: mixed }), authlint(words(2, ...more), { input: mixed })])
    expect(two.status).toBe(one.status)
    expect(two.err).toBe(one.err)
    expect(two.out === one.out).toBe(true)
    expect(two.out.length).toBeGreaterThan(500)
  })

  it('of tokens that need more memory than a worker has, too', async () => {
    const lines = [...long]
    lines[1600] = signed({ sub: 'deep', groups: Array.from({ length: 300_000 }, () => [{}]) })
    const [one, two] = await Promise.all([1, 2].map((jobs) => authlint(words(jobs, ...ndjson), { input: lines.join('\n') })))
    expect(two?.status).toBe(one?.status)
    expect(two?.out === one?.out).toBe(true)
    expect(two?.out).toContain('"sub":"deep"')
  })

  it('and guesses no more than one', async () => {
    const lines = many(5000).map((line, i) => (i % 50 === 0 ? hmac('nacos', { ...goodClaims, sub: `u_${i}` }) : line)).join('\n')
    const all = (jobs: number) => authlint(['jwt', '-', '--jobs', String(jobs), '--now', String(now), ...ndjson], { input: lines })
    const [one, two] = await Promise.all([all(1), all(2)])
    expect(two.out === one.out).toBe(true)
    expect(one.out).toContain('jwt/weak-secret')
    expect(one.out.trimEnd().split('\n').at(-1)).toContain('likeliest secrets only')
  })

  it('sees across the parts', async () => {
    const { out, status } = await authlint(words(2, ...ndjson), { input: mixed })
    const rows = out.trimEnd().split('\n').map((line) => JSON.parse(line) as { subject?: { id: string }; findings?: { rule: string; location: { line: number } }[]; summary?: { subjects: number } })
    expect(rows.at(-2)?.findings).toMatchObject([{ rule: 'jwt/reused-jti', location: { line: 2001 } }])
    expect(rows.at(-1)?.summary?.subjects).toBe(1000)
    expect(rows.slice(0, -2).map(({ subject }) => subject?.id)).toEqual(Array.from({ length: 999 }, (_, i) => `jwt-${i + 1}`))
    expect(status).toBe(1)
  })

  it('with comments and a configuration that ignore findings', async () => {
    const config = temporary('jobs-config.json', JSON.stringify({ ignore: [{ rule: 'jwt/symmetric-alg-shared', reason: 'known' }, { rule: 'cookie/*', reason: 'not needed' }] }))
    const lines = long.map((line, i) => (i === 1944 ? `${line} # authlint-ignore jwt/missing-jti -- said so` : line))
    const more = ['--format', 'ndjson', '--config', config]
    const [one, two] = await Promise.all([authlint(words(1, ...more), { input: lines.join('\n') }), authlint(words(2, ...more), { input: lines.join('\n') })])
    expect(two.out === one.out).toBe(true)
    expect(two).toMatchObject({ status: one.status, err: one.err })
    expect(one.err).toContain('cookie/*')
  })
})

describe('a run of several threads', () => {
  it('shows the first result before the input ends', async () => {
    const child = spawn(process.execPath, [bin, ...words(2, ...ndjson)], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.write(`${long.join('\n')}\n`)
    const [first] = (await once(child.stdout, 'data')) as [Buffer]
    expect(first.toString()).toContain('"id":"jwt-1"')
    child.stdout.resume()
    child.stdin.end()
    const [status] = (await once(child, 'close')) as [number]
    expect(status).toBe(0)
  })

  it('ends with its reader', async () => {
    const list = temporary('jobs-list.txt', [...filler, ...many(3000)].join('\n'))
    const { out } = await shell(`authlint ${words(2, ...ndjson).join(' ')} < ${list} | head -1; echo "\${PIPESTATUS[0]}"`)
    const [row, status] = out.trimEnd().split('\n')
    expect(row).toContain('"id":"jwt-1"')
    // It was not done, so it was no pass.
    expect(status).toBe('3')
  })

  it('wants a number of threads', async () => {
    expect(await authlint(['jwt', '-', '--jobs', '0'], { input: long[0] ?? '' })).toMatchObject({ status: 2, err: expect.stringContaining('--jobs') as string })
    expect((await authlint(['jwt', '-', '--jobs', 'all'], { input: long[0] ?? '' })).status).toBe(2)
  })
})
