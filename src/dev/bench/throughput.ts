// Many tokens, many cookies and long word lists, each over a bare loop of Node that does the same job without judging anything.
import { spawnSync } from 'node:child_process'
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Excerpt, Source } from '../../core/location.ts'
import { parseSetCookie } from '../../cookie/parse.ts'
import { callTime, folder, interleaved, peakMemory, processTime, ratios, type Figure } from './measure.ts'
import { peer } from './peers.ts'

const bin = join(import.meta.dirname, '../../../bin/authlint.cjs')
const raw = (name: string): string => join(import.meta.dirname, 'raw', name)

const hasParallel = spawnSync('parallel', ['--version'], { stdio: 'ignore' }).status === 0

/** Enough of a run for the start not to count, few enough rounds for a coffee. */
const most = 5

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = Math.floor(Date.now() / 1000)

/** Different tokens of about 300 octets under a dozen headers, one a line. */
function tokens(count: number, alg: string, signed: (input: string) => Buffer): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const claims = { iss: 'https://issuer.example', sub: `u_${i}`, aud: 'https://api.example', client_id: 'web', iat: seconds, exp: seconds + 900, jti: randomBytes(16).toString('base64url'), scope: 'read' }
    const input = `${part({ alg, typ: 'at+jwt', kid: `k${i % 12}` })}.${part(claims)}`
    return `${input}.${signed(input).toString('base64url')}\n`
  })
  return lines.join('')
}

const atLeast = (what: string, against: string, limit: number, base: readonly number[] | undefined, times: readonly number[] | undefined): Figure => ({ what, against, bound: 'least', limit, ratios: ratios(base, times) })

export function manyTokens(rounds: number): readonly Figure[] {
  const secret = randomBytes(24).toString('base64url')
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = join(folder, 'public.pem')
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
  const mac = tokens(60_000, 'HS256', (input) => createHmac('sha256', secret).update(input).digest())
  const rsa = tokens(15_000, 'RS256', (input) => sign('sha256', Buffer.from(input), privateKey))
  const options = { env: { BENCH_SECRET: secret } }
  const authlint = (jobs: number, ...words: readonly string[]) => [bin, 'jwt', '-', '--format', 'ndjson', '--no-config', '--jobs', String(jobs), ...words]
  // Two runs beside each other, as on two machines.
  const blocks = ['--pipe', '--keep-order', '-j2', '--block', `${Math.ceil(mac.length / 2 / 1e6)}M`, `${process.execPath} ${authlint(1, '--secret', 'env:BENCH_SECRET').join(' ')}`]
  const [rawMac, ourMac, dividedMac, blocksMac, rawRsa, ourRsa, dividedRsa] = interleaved(Math.min(rounds, most), [
    () => processTime([raw('tokens.mjs'), secret], { input: mac }),
    () => processTime(authlint(1, '--secret', 'env:BENCH_SECRET'), { input: mac, ...options }),
    () => processTime(authlint(2, '--secret', 'env:BENCH_SECRET'), { input: mac, ...options }),
    () => (hasParallel ? processTime(blocks, { input: mac, ...options, program: 'parallel' }) : NaN),
    () => processTime([raw('tokens.mjs'), '--key', key], { input: rsa }),
    () => processTime(authlint(1, '--key', key), { input: rsa }),
    () => processTime(authlint(2, '--key', key), { input: rsa }),
  ])
  const peak = peakMemory(authlint(1, '--secret', 'env:BENCH_SECRET'), { input: mac.repeat(2), ...options })
  const dividedPeak = peakMemory(authlint(2, '--secret', 'env:BENCH_SECRET'), { input: mac.repeat(2), ...options })
  return [
    atLeast('tokens: 60,000 HS256, verified and linted', 'bare loop', 0.6, rawMac, ourMac),
    atLeast('tokens: the same with two threads', 'with one', 1.6, ourMac, dividedMac),
    ...(hasParallel ? [atLeast('tokens: the same by GNU parallel, two blocks', 'with one', 1.7, ourMac, blocksMac)] : []),
    atLeast('tokens: 15,000 RS256, verified and linted', 'bare loop', 0.8, rawRsa, ourRsa),
    atLeast('tokens: the same with two threads', 'with one', 1.6, ourRsa, dividedRsa),
    { what: 'tokens: peak memory of 120,000', against: '200 MB', bound: 'most', limit: 1, ratios: [peak / 200] },
    { what: 'tokens: the same with two threads', against: '200 MB', bound: 'most', limit: 1, ratios: [dividedPeak / 200] },
  ]
}

export function wordLists(rounds: number): readonly Figure[] {
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'https://issuer.example', sub: 'u_42', exp: 1 })}`
  const token = `${input}.${createHmac('sha256', 'not-in-the-list').update(input).digest('base64url')}`
  const list = (name: string, count: number) => {
    const path = join(folder, name)
    writeFileSync(path, Array.from({ length: count }, (_, i) => i.toString(36).padStart(6, 'x')).join('\n'))
    return path
  }
  // 7 MB are tried by one process, 14 MB by one for each core.
  const small = list('small.txt', 1_000_000)
  const large = list('large.txt', 2_000_000)
  const authlint = (file: string) => [bin, 'jwt', token, '--no-crack', '--no-config', '--format', 'ndjson', '--wordlist', file]
  const cracker = peer('jwt-cracker', 'src/index.js')
  const [bare, one, all, other] = interleaved(Math.min(rounds, most), [
    () => processTime([raw('words.mjs'), token, small]),
    () => processTime(authlint(small)),
    () => processTime(authlint(large)),
    () => processTime([cracker, '-t', token, '-d', large]),
  ])
  return [
    atLeast('words: 1,000,000, one process', 'bare loop', 4, bare, one),
    atLeast('words: 2,000,000, all cores', 'jwt-cracker', 6, other, all),
    { what: 'words: peak memory of 2,000,000', against: '100 MB', bound: 'most', limit: 1, ratios: [peakMemory(authlint(large)) / 100] },
  ]
}

/** @param megabytes length of the long transcript */
export function manyCookies(rounds: number, megabytes: number): readonly Figure[] {
  const body = '{"a":1}\n'.padEnd(250, 'x')
  const response = () => {
    const id = randomBytes(24).toString('base64url')
    return `HTTP/1.1 200 OK\r\nDate: Fri, 20 Nov 2026 18:00:00 GMT\r\nContent-Type: application/json\r\nServer: nginx\r\nCache-Control: no-store\r\nSet-Cookie: __Host-sid=${id}; Path=/; Secure; HttpOnly; SameSite=Lax\r\nContent-Length: 250\r\nX-Request-Id: ${id}\r\nVary: Accept-Encoding\r\nStrict-Transport-Security: max-age=31536000\r\n\r\n${body}\n`
  }
  const transcript = Array.from({ length: 20_000 }, response).join('')
  const headers = Array.from({ length: 100_000 }, (_, i) => `sid=${i}-${'x'.repeat(20)}; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax`)
  const excerpts = headers.map((header) => Excerpt.of(new Source('bench', header)))
  const authlint = [bin, 'cookie', '-', '--format', 'ndjson', '--no-config']
  const [lines, cookies, singlePass, parse] = interleaved(Math.min(rounds, most), [
    () => processTime([raw('lines.mjs'), '--count'], { input: transcript }),
    () => processTime(authlint, { input: transcript }),
    () => callTime(() => headers.forEach(cutOnce)),
    () => callTime(() => excerpts.forEach((header) => parseSetCookie(header))),
  ])
  const long = join(folder, 'long.txt')
  const repeats = Math.ceil((megabytes * 1e6) / transcript.length)
  for (let i = 0; i < repeats; i++) appendFileSync(long, transcript)
  const [longLines, longCookies] = interleaved(megabytes > 100 ? 1 : Math.min(rounds, most), [
    () => processTime([raw('lines.mjs'), '--count'], { file: long }),
    () => processTime(authlint, { file: long }),
  ])
  const peak = peakMemory(authlint, { file: long })
  rmSync(long)
  const har = recording(megabytes)
  const harPeak = peakMemory([bin, 'scan', har, '--format', 'ndjson', '--no-config'])
  rmSync(har)
  return [
    atLeast('cookies: a transcript of 12 MB', 'splitting it into lines', 0.1, lines, cookies),
    atLeast(`cookies: a transcript of ${megabytes} MB`, 'splitting it into lines', 0.1, longLines, longCookies),
    atLeast('cookies: parsing', 'hand-written single pass', 0.5, singlePass, parse),
    { what: `cookies: peak memory of ${megabytes} MB`, against: '200 MB', bound: 'most', limit: 1, ratios: [peak / 200] },
    { what: `scan: peak memory of a HAR of ${megabytes} MB`, against: '100 MB', bound: 'most', limit: 1, ratios: [harPeak / 100] },
  ]
}

/** A HAR file of pages of 40 kB that each set a cookie. */
function recording(megabytes: number): string {
  const path = join(folder, 'long.har')
  const text = 'x'.repeat(40_000)
  const entry = (i: number) => ({
    startedDateTime: new Date((seconds + i) * 1000).toISOString(),
    request: { method: 'GET', url: `https://app.example.com/${i}`, headers: [{ name: 'Host', value: 'app.example.com' }] },
    response: { status: 200, headers: [{ name: 'Set-Cookie', value: `__Host-sid=${randomBytes(24).toString('base64url')}; Path=/; Secure; HttpOnly; SameSite=Lax` }], content: { mimeType: 'text/html', text } },
  })
  writeFileSync(path, '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[')
  for (let i = 0; i * text.length < megabytes * 1e6; i++) appendFileSync(path, `${i === 0 ? '' : ','}${JSON.stringify(entry(i))}`)
  appendFileSync(path, ']}}')
  return path
}

/** Name, value and attributes of a Set-Cookie line, in one pass and with nothing else. */
function cutOnce(header: string): { name: string; value: string; attributes: [string, string][] } {
  let end = header.indexOf(';')
  if (end === -1) end = header.length
  const equals = header.indexOf('=')
  const attributes: [string, string][] = []
  for (let from = end + 1; from < header.length; ) {
    let stop = header.indexOf(';', from)
    if (stop === -1) stop = header.length
    const sign = header.indexOf('=', from)
    const split = sign === -1 || sign > stop ? stop : sign
    attributes.push([header.slice(from, split).trim().toLowerCase(), header.slice(Math.min(split + 1, stop), stop).trim()])
    from = stop + 1
  }
  return { name: header.slice(0, equals).trim(), value: header.slice(equals + 1, end).trim(), attributes }
}
