import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { AuthlintError } from '../../src/core/errors.ts'
import { keyRing } from '../../src/jwt/keys.ts'
import { parseKeys, parseSecret, parseSecretFile, secretKey } from '../../src/jwt/load-keys.ts'
import { corpus } from '../corpus.ts'
import { ed25519, issue, openssl, p256, read, rsa } from './openssl.ts'

const load = (content: string | Buffer) => parseKeys(Buffer.from(content as string), 'file key')

const failure = (read: () => unknown): AuthlintError => {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(AuthlintError)
    return error as AuthlintError
  }
  return expect.unreachable('was taken for a key')
}

describe.each([
  ['RSA', rsa, 'RSA 2048'],
  ['EC', p256, 'EC P-256'],
  ['Ed25519', ed25519, 'Ed25519'],
])('an %s key that openssl made', (name, algorithm, description) => {
  let thumbprint = ''
  let forms: [string, string | Buffer][] = []

  beforeAll(() => {
    issue(name, algorithm)
    const privateKey = createPrivateKey(read(`${name}.key`))
    const publicKey = createPublicKey(privateKey)
    const pem = openssl('pkey', '-in', `${name}.key`, '-pubout').toString()
    const certificate = read(`${name}.crt`).toString()
    const jwk = publicKey.export({ format: 'jwk' })
    const padded = Object.fromEntries(Object.entries(jwk).map(([member, value]) => [member, ['n', 'x', 'y'].includes(member) ? Buffer.from(String(value), 'base64url').toString('base64') : value]))
    thumbprint = load(pem)[0]?.reference.thumbprint ?? ''
    forms = [
      ['SPKI PEM', pem],
      ['SPKI PEM with CRLF', pem.replaceAll('\n', '\r\n')],
      ['SPKI PEM with \\n', pem.replaceAll('\n', '\\n')],
      ['SPKI PEM in quotes with \\n', JSON.stringify(pem)],
      ['SPKI PEM on one line', pem.replaceAll('\n', ' ')],
      ['SPKI PEM after a byte order mark', `\ufeff${pem}`],
      ['SPKI DER', openssl('pkey', '-in', `${name}.key`, '-pubout', '-outform', 'DER')],
      ['base64 of DER without armour', publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
      ['PKCS#8 PEM', read(`${name}.key`)],
      ['PKCS#8 DER', privateKey.export({ type: 'pkcs8', format: 'der' })],
      ['certificate PEM', certificate],
      ['certificate with text in front', openssl('x509', '-in', `${name}.crt`, '-text')],
      ['certificate DER', openssl('x509', '-in', `${name}.crt`, '-outform', 'DER')],
      ['private key and certificate', read(`${name}.key`).toString() + certificate],
      ['JWK', JSON.stringify(jwk)],
      ['private JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
      ['JWK in base64 with padding', JSON.stringify(padded)],
      ['key set', JSON.stringify({ keys: [jwk] })],
      ['key set beside keys of unknown types', JSON.stringify({ keys: [{ kty: 'XYZ', kid: 'new' }, { kty: 'RSA' }, 7, jwk] })],
      ['map of certificates', JSON.stringify({ abc: certificate })],
    ]
    if (name === 'RSA') {
      forms.push(['PKCS#1 public PEM', publicKey.export({ type: 'pkcs1', format: 'pem' })], ['PKCS#1 public DER', publicKey.export({ type: 'pkcs1', format: 'der' })])
      forms.push(['PKCS#1 PEM', privateKey.export({ type: 'pkcs1', format: 'pem' })], ['PKCS#1 DER', privateKey.export({ type: 'pkcs1', format: 'der' })])
    }
    if (name === 'EC') forms.push(['SEC1 PEM', privateKey.export({ type: 'sec1', format: 'pem' })], ['SEC1 DER', privateKey.export({ type: 'sec1', format: 'der' })])
  }, 60_000)

  it('loads from every form to the same public key', () => {
    expect(thumbprint).toMatch(/^[\w-]{43}$/)
    for (const [form, content] of forms) {
      const keys = load(content)
      expect(keys.map(({ reference }) => [reference.thumbprint, reference.description]), form).toEqual([[thumbprint, description]])
      expect(keys[0]?.key?.type, form).toBe('public')
      // A private key that passed for a public one would not be reported as exposed.
      expect(keys[0]?.privateKey !== undefined, form).toBe(/^(?:PKCS#8|PKCS#1 (?!public)|SEC1|private)/.test(form))
    }
  })
})

describe('several keys', () => {
  it('of different types leave nothing behind on which the next one fails', () => {
    const pem = (type: 'ec' | 'ed25519') => (type === 'ec' ? generateKeyPairSync(type, { namedCurve: 'P-256' }) : generateKeyPairSync(type)).publicKey.export({ type: 'spki', format: 'pem' })
    expect(parseKeys(Buffer.from(`${pem('ec')}${pem('ed25519')}`), 'a')).toHaveLength(2)
    expect(parseKeys(Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })), 'b')).toHaveLength(1)
  })

  it('in one PEM file are all kept, in order', () => {
    const keys = [1, 2, 3].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)
    const loaded = load(keys.map((key) => key.export({ type: 'spki', format: 'pem' })).join('\nsome text\n'))
    expect(loaded.length).toBe(3)
    expect(loaded.every(({ key }, i) => key?.equals(keys[i]!))).toBe(true)
    // No set that an issuer published: a token need not name one of them.
    expect(keyRing(loaded).isSet).toBe(false)
  })

  it('of a set carry its kids', () => {
    const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    const loaded = load(JSON.stringify({ keys: [{ ...jwk, kid: 'a' }, { ...jwk, kid: 'b' }] }))
    expect(loaded.map(({ reference }) => reference.kid)).toEqual(['a', 'b'])
    expect(keyRing(loaded.slice(0, 1)).isSet).toBe(true)
  })

  it('of two kinds are no set', () => {
    const publicKey = load(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }))
    expect(keyRing([...publicKey, secretKey(randomBytes(32), 'option --secret')]).isSet).toBe(false)
  })

  it('leave out the issuers of a certificate chain', () => {
    issue('chain-root', p256)
    openssl('genpkey', ...p256, '-out', 'chain-leaf.key')
    openssl('req', '-new', '-key', 'chain-leaf.key', '-subj', '/CN=leaf', '-out', 'chain-leaf.csr')
    openssl('x509', '-req', '-in', 'chain-leaf.csr', '-CA', 'chain-root.crt', '-CAkey', 'chain-root.key', '-CAcreateserial', '-days', '3650', '-out', 'chain-leaf.crt')
    const leaf = load(read('chain-leaf.crt'))[0]
    const chain = load(read('chain-leaf.crt').toString() + read('chain-root.crt').toString())
    expect(chain.map(({ reference }) => reference.thumbprint)).toEqual([leaf?.reference.thumbprint])
  })
})

describe('published key sets', () => {
  const rows = corpus<{ id: string; category: string; keyCount: number; jwks: { keys: { kty?: string }[] } }>('jwks.ndjson')?.filter(({ category }) => category === 'published')
  it.skipIf(!rows)('load whole, also those with loose base64', () => {
    for (const { id, jwks } of rows!) {
      const known = jwks.keys.filter(({ kty }) => ['RSA', 'EC', 'OKP'].includes(kty ?? ''))
      if (known.length === 0) continue
      const keys = load(JSON.stringify(jwks))
      expect(keys.length, id).toBe(known.length)
      expect(keys.filter(({ refused }) => refused !== undefined), id).toEqual([])
    }
    expect(rows!.length).toBeGreaterThan(20)
  })
})

describe('a key that anyone can sign with', () => {
  it('is loaded, but refused', () => {
    const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })
    expect(load(JSON.stringify(jwk))[0]?.refused).toBeUndefined()
    expect(load(JSON.stringify({ ...jwk, e: 'AQ' }))[0]?.refused).toContain('exponent')
  })

  it('is a secret in a set of public keys', () => {
    const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    const secret = { kty: 'oct', k: randomBytes(32).toString('base64url') }
    expect(load(JSON.stringify({ keys: [jwk, secret] })).map(({ refused }) => refused)).toEqual([undefined, 'is a secret inside a set of public keys'])
    expect(load(JSON.stringify({ keys: [secret, secret] })).map(({ refused }) => refused)).toEqual([undefined, undefined])
  })
})

describe('what is no key', () => {
  const encrypted = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()
  const locked = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()
  const pem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()

  it.each([
    ['nothing', '', 'is empty'],
    ['white space', ' \r\n', 'is empty'],
    ['an encrypted PKCS#8 key', encrypted, 'passphrase'],
    ['an encrypted PKCS#1 key', locked, 'passphrase'],
    ['an OpenSSH key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUA\n-----END OPENSSH PRIVATE KEY-----\n', 'OpenSSH'],
    ['a public SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBzc me@host', 'SSH'],
    ['an SSH2 key', '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----', 'SSH'],
    ['a token', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA', 'token'],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'web page'],
    ['an address', 'https://issuer.example/.well-known/jwks.json', 'address'],
    ['issuer metadata', '{"issuer":"https://issuer.example","jwks_uri":"https://issuer.example/jwks"}', 'metadata'],
    ['an empty set', '{"keys":[]}', 'holds an empty key set'],
    ['a set without a usable key', '{"keys":[{"kty":"RSA"}]}', 'none of which'],
    ['other JSON', '{"a":1}', 'without a key'],
    ['broken JSON', '{"kty":"RSA",', 'not valid JSON'],
    ['an incomplete JWK', '{"kty":"EC","crv":"P-256","x":"AA"}', 'without y'],
    ['a point off its curve', '{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}', 'damaged'],
    ['an empty secret', '{"kty":"oct","k":""}', 'without k'],
    ['a PEM block that is cut off', pem.slice(0, 60), 'cut off'],
    ['a PEM block that is damaged', pem.replace(/MC/, 'MD'), 'damaged'],
    ['a certificate request', '-----BEGIN CERTIFICATE REQUEST-----\nMAAA\n-----END CERTIFICATE REQUEST-----', 'request'],
    ['a DSA key', dsa, 'signs no tokens'],
    ['text', 'hunter2 hunter2', 'no key of a known form'],
    ['octets', Buffer.concat([Buffer.of(0x80), randomBytes(99)]), 'no key'],
  ])('%s', (_, content, says) => {
    const error = failure(() => load(content))
    expect(error.code).toBe('KEY_UNREADABLE')
    expect(error.message).toContain(says)
    expect(error.message.startsWith('file key ')).toBe(true)
  })

  it('never makes anything but an AuthlintError', () => {
    const seeds = [pem, encrypted, JSON.stringify({ keys: [generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })] })].map((text) => Buffer.from(text))
    seeds.push(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' }))
    for (let round = 0; round < 400; round++) {
      const damaged = Buffer.from(seeds[round % seeds.length]!)
      for (let i = 0; i < 3; i++) damaged[(round * 31 + i * 97) % damaged.length] = (round * 7 + i * 13) & 0xff
      try {
        load(damaged)
      } catch (error) {
        expect(error).toBeInstanceOf(AuthlintError)
      }
    }
  })
})

describe('a shared secret', () => {
  it.each([
    ['hunter2', 'hunter2'],
    ['base64:c2VjcmV0', 'secret'],
    ['base64:c2VjcmV0PT0_-w', Buffer.from('c2VjcmV0PT0/+w==', 'base64').toString('latin1')],
    ['base64url:c2VjcmV0', 'secret'],
    ['hex:736563726574', 'secret'],
    ['{"kty":"oct","k":"c2VjcmV0"}', 'secret'],
    ['pässwörd', Buffer.from('pässwörd').toString('latin1')],
    [' spaces count ', ' spaces count '],
  ])('%s', (given, octets) => expect(parseSecret(given, 'option --secret').secret?.toString('latin1')).toBe(octets))

  const pem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
  it.each([
    ['', 'empty'],
    ['hex:abc', 'not valid hex'],
    ['base64:????', 'not valid base64'],
    ['base64:', 'not valid base64'],
    [pem, 'PEM key'],
    [JSON.stringify({ kty: 'RSA', n: 'AA', e: 'AQAB' }), 'public keys'],
  ])('is not %j', (given, says) => {
    const error = failure(() => parseSecret(given, 'option --secret'))
    expect(error.message).toContain(says)
    if (given.length > 10) expect(`${error.message} ${error.hint}`).not.toContain(given)
  })

  it('in a file is text without its last line break, or octets as they stand', () => {
    const octets = (content: Buffer) => parseSecretFile(content, 'file secret').secret
    expect(octets(Buffer.from('hunter2\n'))).toEqual(Buffer.from('hunter2'))
    expect(octets(Buffer.from('hex:00ff\r\n'))).toEqual(Buffer.from([0, 255]))
    expect(octets(Buffer.from([0xff, 0x0a]))).toEqual(Buffer.from([0xff, 0x0a]))
    expect(failure(() => octets(Buffer.from('\n'))).message).toContain('empty')
  })

  it.each([false, true])('in a file as PowerShell writes it is the text, with the greater octet first: %s', (greaterFirst) => {
    const written = Buffer.from('\ufeffhunter2\r\n', 'utf16le')
    expect(parseSecretFile(greaterFirst ? written.swap16() : written, 'file secret').secret).toEqual(Buffer.from('hunter2'))
    const random = Buffer.from('fffe9c01a2b3c4d5', 'hex')
    expect(parseSecretFile(random, 'file secret').secret).toEqual(random)
  })

  it('is never a public key in any form: with one, every forged token would verify', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const der = publicKey.export({ type: 'spki', format: 'der' })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const forms = [() => parseSecretFile(der, 'file secret'), () => parseSecret(der.toString('base64'), 'x'), () => parseSecret(`base64:${der.toString('base64')}`, 'x'), () => parseSecret(`hex:${Buffer.from(pem).toString('hex')}`, 'x'), () => load(JSON.stringify({ kty: 'oct', k: Buffer.from(pem).toString('base64url') }))]
    for (const form of forms) expect(failure(form).message).toContain('public key, not a shared secret')
  })

  it('never shows in its description', () => {
    const { reference } = parseSecret('base64:c2VjcmV0', 'env SECRET')
    expect(reference).toEqual({ source: 'env SECRET', description: 'secret of 6 octets' })
  })
})

describe('files of keys', () => {
  const jwk = JSON.stringify({ kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', kid: 'a' })

  it('may be in UTF-16 behind a byte order mark', () => {
    const written = Buffer.from(`\ufeff${jwk}\r\n`, 'utf16le')
    expect(parseKeys(written, 'file keys').map(({ jwk }) => jwk?.['kid'])).toEqual(['a'])
    expect(parseKeys(written.swap16(), 'file keys').map(({ jwk }) => jwk?.['kid'])).toEqual(['a'])
  })

  it('are named as compressed when they are', () => {
    expect(() => parseKeys(gzipSync(jwk), 'file keys')).toThrow(/compressed/)
    for (const octets of [Buffer.from(jwk, 'utf16le'), Buffer.from(jwk, 'utf16le').swap16()]) expect(() => parseKeys(octets, 'file keys')).toThrow('is UTF-16 text without a byte order mark')
  })
})
