// The built command against keys in files, in pipes, and at servers of this machine.
import { execFileSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeAll, connectProxy, http, listen, raw } from '../inputs/servers.ts'
import { ed25519Private, jwk, jwks } from '../jwks.ts'
import { encode } from '../tokens.ts'
import { authlint, temporary, type Outcome } from './command.ts'

afterAll(closeAll)

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const own = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'ES256' }
const second = { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }), kid: 'k2', use: 'sig', alg: 'EdDSA' }
const keySet = jwks(own, second)

const now = 1795197600
const at = ['--now', String(now)]
const token = (claims: object = {}, header: object = {}): string => {
  const input = `${encode({ alg: 'ES256', typ: 'JWT', kid: 'k1', ...header })}.${encode({ iss: 'https://issuer.example', sub: 'u_42', aud: 'https://api.example', iat: now - 10, exp: now + 300, jti: '6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11', ...claims })}`
  return `${input}.${sign('sha256', Buffer.from(input), { key: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })), dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

const report = ({ out }: Outcome) => JSON.parse(out) as { ok: boolean; subjects: { kind: string; source: { input: string }; jwt?: { signature: { status: string; key?: { source: string } } }; jwk?: Record<string, unknown> }[]; findings: { rule: string; severity: string; location: { line: number } }[] }
const rulesOf = (outcome: Outcome) => report(outcome).findings.map(({ rule }) => rule)

describe('authlint jwks', () => {
  it('passes a sound set', async () => {
    const outcome = await authlint(['jwks', temporary('sound.json', keySet)])
    expect(outcome).toMatchObject({ status: 0, err: '' })
    expect(outcome.out).toContain('EC P-256')
    expect(outcome.out).toContain('k1')
    expect(outcome.out).toContain('Nothing found.')
  })

  it('says what stays, comes and goes, also when nothing is wrong with it', async () => {
    const next = temporary('next.json', jwks({ ...own, kid: 'k1' }, second))
    const { status, out } = await authlint(['jwks', next, '--previous', temporary('current.json', jwks(own))])
    expect([status, out]).toEqual([0, expect.stringMatching(/next\.json: JWK Set, 2 keys; compared\s+with\s+\S+current\.json:\s+1\s+stays\s+\(k1\),\s+1\s+new\s+\(k2\),\s+0\s+gone/)])
  })

  it('says where in the file a defect stands', async () => {
    const outcome = await authlint(['jwks', '-', '--format', 'json'], { input: JSON.stringify({ keys: [own, { ...own, kid: 'k2', d: 'AAAA' }] }, null, 2) })
    expect(outcome.status).toBe(1)
    const text = JSON.stringify({ keys: [own, { ...own, kid: 'k2', d: 'AAAA' }] }, null, 2).split('\n')
    const exposed = report(outcome).findings.find(({ rule }) => rule === 'jwk/private-key-exposed')
    expect(text[(exposed?.location.line ?? 0) - 1]).toContain('"d"')
  })

  it('never prints a private key, in any format', async () => {
    const file = temporary('private.json', jwks(ed25519Private, { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }))
    for (const format of ['pretty', 'json', 'ndjson', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html', 'compact']) {
      const { out, err, status } = await authlint(['jwks', file, '--format', format])
      expect(status, format).toBe(1)
      expect(`${out}${err}`, format).not.toContain(ed25519Private.d)
      expect(`${out}${err}`, format).not.toContain('c2VjcmV0')
    }
  })

  it('is silent on a private file of its owner', async () => {
    const { d } = privateKey.export({ format: 'jwk' })
    expect((await authlint(['jwks', temporary('mine.json', jwk({ ...own, d })), '--role', 'private'])).status).toBe(0)
  })

  it('takes PEM, a map of certificates, an array and the text itself', async () => {
    expect((await authlint(['jwks', '-'], { input: publicKey.export({ type: 'spki', format: 'pem' }) })).status).toBe(0)
    expect((await authlint(['jwks', temporary('map.json', JSON.stringify({ k1: certificate().cert }))])).status).toBe(0)
    expect(rulesOf(await authlint(['jwks', '-', '--format', 'json'], { input: JSON.stringify([own]) }))).toEqual(['jwk/jwks-invalid'])
    expect((await authlint(['jwks', keySet])).status).toBe(0)
  })

  it('compares with an earlier copy', async () => {
    const outcome = await authlint(['jwks', temporary('new.json', jwks(second)), '--previous', temporary('old.json', keySet), '--format', 'json'])
    expect(rulesOf(outcome)).toEqual(['jwk/no-rotation-overlap'])
    expect(rulesOf(await authlint(['jwks', temporary('new.json', jwks(second)), '--previous', temporary('old.json', keySet), '--format', 'json', '--rule', 'jwk/no-rotation-overlap=off']))).toEqual([])
  })

  it.each([
    ['nothing', '', 'empty'],
    ['cut off', keySet.slice(0, 100), 'not valid JSON'],
    ['a web page', '<!doctype html>', 'web page'],
    ['a token', token(), 'token, not a key'],
    ['an SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJtRp me@here', 'SSH'],
    ['metadata', '{"issuer":"https://issuer.example","jwks_uri":"https://issuer.example/jwks"}', 'https://issuer.example/jwks'],
  ])('cannot judge %s, and says so', async (_, input, words) => {
    const { status, err } = await authlint(['jwks', '-'], { input })
    expect(status).toBe(3)
    expect(err).toContain(words)
  })

  it('judges the rest when one part fails', async () => {
    const { status, out, err } = await authlint(['jwks', 'no-such-file.json', temporary('sound.json', keySet)])
    expect(status).toBe(3)
    expect(err).toContain('no such file')
    expect(out).toContain('EC P-256')
  })

  it('wants something to read', async () => {
    expect((await authlint(['jwks', '--role', 'secret', keySet])).status).toBe(2)
  })
})

let made: { key: string; cert: string; path: string } | undefined
/** A certificate for localhost and issuer.test, made by openssl. */
function certificate(): { key: string; cert: string; path: string } {
  if (made) return made
  const [keyFile, path] = [temporary('tls.key'), temporary('tls.crt')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile, '-out', path, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:issuer.test,IP:127.0.0.1'], { stdio: 'ignore' })
  made = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(path, 'utf8'), path }
  return made
}

describe('over https', () => {
  let port = 0
  let env: Record<string, string> = {}
  let plain = ''

  beforeAll(async () => {
    const { key, cert, path } = certificate()
    env = { NODE_EXTRA_CA_CERTS: path }
    plain = await http((_, response) => response.end(keySet))
    port = await listen(
      createHttps({ key, cert }, ({ url, headers }, response) => {
        const issuer = `https://${headers.host}`
        const answers: Record<string, () => unknown> = {
          '/jwks.json': () => response.end(keySet),
          '/secret.json': () => response.end(jwks({ kty: 'oct', kid: 'k1', k: 'udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO3C6oHAvfIVg' })),
          '/.well-known/openid-configuration': () => response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks.json`, id_token_signing_alg_values_supported: ['RS256'] })),
          '/moved': () => response.writeHead(302, { location: '/jwks.json' }).end(),
          '/plain': () => response.writeHead(302, { location: 'http://issuer.test/jwks.json' }).end(),
        }
        const answer = Object.hasOwn(answers, url ?? '') ? answers[url ?? ''] : undefined
        if (answer) answer()
        else response.writeHead(404).end()
      }),
    )
  })

  const base = () => `https://localhost:${port}`
  const signature = (outcome: Outcome) => report(outcome).subjects[0]?.jwt?.signature

  it('a token verifies with a fetched set, and the report says where the key came from', async () => {
    const outcome = await authlint(['jwt', token(), '--jwks', `${base()}/jwks.json`, '--format', 'json', ...at], { env })
    expect(outcome).toMatchObject({ status: 0, err: '' })
    expect(signature(outcome)).toMatchObject({ status: 'valid', key: { source: `${base()}/jwks.json`, kid: 'k1' } })
  })

  it('a redirect within https is followed', async () => {
    expect((await authlint(['jwt', token(), '--jwks', `${base()}/moved`, ...at], { env })).status).toBe(0)
  })

  it('a configuration may name the address', async () => {
    const config = temporary('authlint.config.json', JSON.stringify({ jwt: { jwks: `${base()}/jwks.json` } }))
    expect(signature(await authlint(['jwt', token(), '--config', config, '--format', 'json', ...at], { env }))).toMatchObject({ status: 'valid' })
  })

  it('a set is linted', async () => {
    const outcome = await authlint(['jwks', `${base()}/jwks.json`, '--format', 'json'], { env })
    expect(outcome.status).toBe(0)
    expect(report(outcome).subjects.map(({ kind, source }) => `${kind} ${source.input}`)).toEqual([`jwk ${base()}/jwks.json`, `jwk ${base()}/jwks.json`])
  })

  it('a secret that anyone can fetch verifies nothing', async () => {
    const outcome = await authlint(['jwt', token({}, { alg: 'HS256' }), '--jwks', `${base()}/secret.json`, '--format', 'json', ...at], { env })
    expect(signature(outcome)?.status).not.toBe('valid')
  })

  it('an issuer is discovered, and expected', async () => {
    const good = await authlint(['jwt', token({ iss: base() }), '--discover', base(), '--format', 'json', ...at], { env })
    expect(good.status).toBe(0)
    expect(signature(good)).toMatchObject({ status: 'valid' })
    expect(rulesOf(await authlint(['jwt', token(), '--discover', base(), '--format', 'json', ...at], { env }))).toContain('jwt/iss-mismatch')
  })

  it('what the issuer announces for ID tokens restricts ID tokens only', async () => {
    const claims = { iss: base(), aud: 'client' }
    expect(rulesOf(await authlint(['jwt', token(claims), '--discover', base(), '--kind', 'id-token', '--format', 'json', ...at], { env }))).toContain('jwt/alg-not-allowed')
    expect(rulesOf(await authlint(['jwt', token(claims), '--discover', base(), '--format', 'json', ...at], { env }))).not.toContain('jwt/alg-not-allowed')
  })

  it('goes through the proxy of the system, to a host that only the proxy knows', async () => {
    const { port: proxy, asked } = await connectProxy(port)
    const outcome = await authlint(['jwt', token(), '--jwks', 'https://issuer.test/jwks.json', '--format', 'json', ...at], { env: { ...env, HTTPS_PROXY: `http://127.0.0.1:${proxy}` } })
    expect(outcome.err).toBe('')
    expect(signature(outcome)).toMatchObject({ status: 'valid', key: { source: 'https://issuer.test/jwks.json' } })
    expect(asked).toEqual(['issuer.test:443'])
  })

  it('a proxy that answers in place of the server is not believed', async () => {
    const { port: proxy } = await connectProxy(port)
    const { status, err } = await authlint(['jwt', token(), '--jwks', 'https://other.test/jwks.json', ...at], { env: { ...env, HTTPS_PROXY: `http://127.0.0.1:${proxy}` } })
    expect(status).toBe(3)
    expect(err).toContain('certificate is for another host')
  })

  const failures: readonly { name: string; url: () => string | Promise<string>; words: RegExp; trust?: Record<string, string> }[] = [
    { name: 'a certificate that nobody vouches for', url: () => `${base()}/jwks.json`, words: /self-signed/, trust: {} },
    { name: 'the same, with the check switched off for Node', url: () => `${base()}/jwks.json`, words: /self-signed/, trust: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
    { name: 'plain http', url: () => 'http://issuer.test/jwks.json', words: /not encrypted/ },
    { name: 'a redirect to plain http', url: () => `${base()}/plain`, words: /not encrypted/ },
    { name: 'not there', url: () => `${base()}/none`, words: /status 404/ },
    { name: 'no TLS at that port', url: () => plain.replace('http:', 'https:'), words: /TLS/ },
    { name: 'nothing listens', url: () => 'https://127.0.0.1:1/', words: /refused/ },
    { name: 'no such host', url: () => 'https://no-such-host.invalid/', words: /looked up|no host/ },
    { name: 'closing in the middle', url: () => raw('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"keys":['), words: /broke off/ },
    { name: 'half a set that claims to be whole', url: () => raw(`HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n${keySet}`), words: /not valid JSON/ },
    { name: 'a sign-in page', url: () => http((_, response) => response.end('<html><form>')), words: /web page/ },
  ]

  it.each(failures)('$name: status 3, and nothing is called valid', async ({ url, words, trust }) => {
    const { status, out, err } = await authlint(['jwt', token(), '--jwks', await url(), '--format', 'json', ...at], { env: trust ?? env })
    expect(status).toBe(3)
    expect(err).toMatch(words)
    expect(out).not.toContain('"valid"')
  })

  it('an answer that never comes is given up after ten seconds', async () => {
    const started = Date.now()
    const silent = await listen(createTcp(() => undefined))
    const { status, err } = await authlint(['jwks', `http://127.0.0.1:${silent}/`])
    expect(status).toBe(3)
    expect(err).toContain('within 10 seconds')
    expect(Date.now() - started).toBeLessThan(15_000)
  }, 20_000)

  it('--offline forbids it all', async () => {
    for (const words of [['jwks', `${base()}/jwks.json`], ['jwt', token(), '--jwks', `${base()}/jwks.json`], ['jwt', token(), '--discover', base()]]) {
      const { status, err } = await authlint([...words, '--offline'], { env })
      expect(status).toBe(3)
      expect(err).toContain('--offline')
    }
  })

  it('an address in a token is never fetched', async () => {
    let fetched = 0
    const server = await http((_, response) => {
      fetched++
      response.end(keySet)
    })
    await authlint(['jwt', token({ iss: server }, { jku: `${server}/jwks.json`, x5u: `${server}/cert.pem` }), ...at], { env })
    expect(fetched).toBe(0)
  })
})
