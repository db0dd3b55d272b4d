// What the README promises about input from an attacker, tried on the built command.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encode, unsigned } from '../tokens.ts'
import { authlint } from './command.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signed = (header: object, claims: object, key: KeyObject = privateKey): string => {
  const input = `${encode({ alg: 'ES256', ...header })}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

describe('what comes in', () => {
  let server: Server
  let requests = 0
  let url = ''
  beforeAll(async () => {
    server = createServer((_, response) => {
      requests++
      response.end(JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] }))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  it('has nothing fetched, whatever addresses it names', async () => {
    const token = signed({ kid: 'k1', jku: `${url}/jwks.json`, x5u: `${url}/cert.pem` }, { iss: url, sub: 'u_1' })
    await authlint(['jwt', token])
    await authlint(['jwt', '-'], { input: `{"access_token":"${token}","jwks_uri":"${url}/jwks.json"}` })
    await authlint(['cookie', '-'], { input: `HTTP/1.1 302 Found\r\nlocation: ${url}/next\r\nset-cookie: sid=${token}; Path=/; Domain=127.0.0.1\r\n\r\n` })
    const har = { log: { version: '1.2', entries: [{ startedDateTime: '2026-11-20T18:00:00Z', request: { method: 'GET', url: `${url}/login`, headers: [] }, response: { status: 302, headers: [{ name: 'Location', value: `${url}/next` }, { name: 'Set-Cookie', value: `sid=${token}` }], redirectURL: `${url}/next` } }] } }
    expect((await authlint(['scan', '-'], { input: JSON.stringify(har) })).out).toContain('sid')
    await authlint(['jwks', '-'], { input: JSON.stringify({ keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB', x5u: `${url}/cert.pem` }] }) })
    expect(requests).toBe(0)
  })

  it('never becomes valid by a key that it carries itself', async () => {
    const token = signed({ jwk: publicKey.export({ format: 'jwk' }) }, { iss: url, sub: 'u_1' })
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }) as string
    for (const words of [[], ['--key', other]]) {
      const { status, out } = await authlint(['jwt', token, ...words, '--format', 'json'])
      expect([status, (JSON.parse(out) as { subjects: [{ jwt: { signature: { status: string } } }] }).subjects[0].jwt.signature.status]).toEqual([1, words.length > 0 ? 'invalid' : 'not-checked'])
    }
  })

  it('leaves no file behind, neither here nor in the temporary folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'authlint-traces-'))
    const places = { cwd: join(folder, 'work'), TMPDIR: join(folder, 'temporary'), HOME: join(folder, 'home') }
    for (const place of Object.values(places)) mkdirSync(place)
    const token = signed({}, { sub: 'u_1' })
    for (const words of [['jwt', token], ['scan', '-'], ['cookie', '-']]) await authlint(words, { cwd: places.cwd, env: { TMPDIR: places.TMPDIR, HOME: places.HOME }, input: 'HTTP/1.1 200 OK\r\nset-cookie: sid=1\r\n\r\n' })
    expect(Object.values(places).map((place) => readdirSync(place))).toEqual([[], [], []])
  })
})

describe('a configuration', () => {
  it('that points its baseline at another file has nothing overwritten', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'authlint-baseline-'))
    writeFileSync(join(cwd, '.profile'), 'PATH=/bin\n')
    writeFileSync(join(cwd, 'package.json'), '{ "version": 1, "name": "x" }')
    for (const file of ['.profile', 'package.json']) {
      writeFileSync(join(cwd, 'authlint.config.json'), JSON.stringify({ baseline: file }))
      const before = readFileSync(join(cwd, file), 'utf8')
      const { status, err } = await authlint(['jwt', unsigned({ alg: 'none' }), '--update-baseline'], { cwd })
      expect([status, err, readFileSync(join(cwd, file), 'utf8')]).toEqual([2, expect.stringContaining('is no baseline'), before])
    }
  })

  it('that switches everything off still says what it ignores', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'authlint-silent-'))
    writeFileSync(join(cwd, 'authlint.config.json'), JSON.stringify({ ignore: [{ rule: 'jwt/*', reason: 'because' }] }))
    const { status, out } = await authlint(['jwt', unsigned({ alg: 'none' }), '--format', 'json'], { cwd })
    expect([status, (JSON.parse(out) as { suppressed: unknown[] }).suppressed.length > 0]).toEqual([0, true])
  })
})
