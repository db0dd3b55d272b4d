// What a run on one token or one response costs, over starting Node at all and beside the npm package jwt-cli.
import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder, interleaved, peakMemory, processTime, ratios, type Figure } from './measure.ts'
import { peer } from './peers.ts'

const bin = join(import.meta.dirname, '../../../bin/authlint.cjs')

export function startUp(rounds: number): readonly Figure[] {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = join(folder, 'public.pem')
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
  const seconds = Math.floor(Date.now() / 1000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'RS256', typ: 'at+jwt', kid: 'k1' })}.${part({ iss: 'https://issuer.example', sub: 'u_42', aud: 'https://api.example', client_id: 'web', iat: seconds, exp: seconds + 600, jti: 'b2c7' })}`
  const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
  const response = 'HTTP/2 200 \r\nset-cookie: __Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; Secure; HttpOnly; SameSite=Lax\r\nset-cookie: theme=dark; Path=/; Max-Age=86400; Secure; SameSite=Lax\r\ncontent-length: 0\r\n\r\n'
  const jwtCli = peer('jwt-cli', 'index.js')

  const judgingToken = [bin, 'jwt', token, '--key', key]
  const judgingCookies = [bin, 'cookie', '--url', 'https://app.example.com/login', '-']
  const [base, version, jwt, cookie, other] = interleaved(rounds, [
    () => processTime(['-e', '0']),
    () => processTime([bin, '--version']),
    () => processTime(judgingToken),
    () => processTime(judgingCookies, { input: response }),
    () => processTime([jwtCli, token], { input: token }),
  ])
  const figure = (what: string, against: string, limit: number, times: readonly number[] | undefined, beside: readonly number[] | undefined): Figure => ({
    what,
    against,
    bound: 'most',
    limit,
    ratios: ratios(times, beside),
  })
  return [
    figure('start: --version', 'node -e 0', 1.1, version, base),
    figure('start: jwt, decode + verify RS256 + lint', 'node -e 0', 1.6, jwt, base),
    figure('start: cookie, one response', 'node -e 0', 1.6, cookie, base),
    figure('start: jwt, decode + verify RS256 + lint', 'jwt-cli, plain decode', 0.75, jwt, other),
    figure('start: cookie, one response', 'jwt-cli, plain decode', 0.75, cookie, other),
    { what: 'start: peak memory of jwt', against: '48 MB', bound: 'most', limit: 1, ratios: [peakMemory(judgingToken) / 48] },
    { what: 'start: peak memory of cookie', against: '48 MB', bound: 'most', limit: 1, ratios: [peakMemory(judgingCookies, { input: response }) / 48] },
  ]
}
