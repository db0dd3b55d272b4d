import { createHash, createPublicKey, X509Certificate, type JsonWebKey } from 'node:crypto'
import rule from '../../../src/rules/jwk/x5c-mismatch.ts'
import { ed25519 as openssl25519, issue, openssl, read } from '../../jwt/openssl.ts'
import { ed25519, jwk, jwks } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

issue('own', openssl25519)
issue('other', openssl25519)
// Valid for one day.
openssl('req', '-new', '-key', 'own.key', '-subj', '/CN=old', '-out', 'old.csr')
openssl('x509', '-req', '-in', 'old.csr', '-signkey', 'own.key', '-days', '1', '-out', 'old.crt')

const der = (name: string): Buffer => new X509Certificate(read(`${name}.crt`)).raw
const key = createPublicKey(read('own.crt')).export({ format: 'jwk' }) as JsonWebKey & { kty: string }
const x5c = [der('own').toString('base64')]
const digest = (hash: string) => createHash(hash).update(der('own'))
/** Seconds since 1970, within the life of the certificates that were made a moment ago. */
const now = Date.parse(new X509Certificate(read('own.crt')).validFrom) / 1000 + 60
const year = 365 * 86_400

testRule(rule, {
  valid: [
    jwk(ed25519),
    { name: 'its own certificate', code: jwk({ ...key, x5c, x5t: digest('sha1').digest('base64url'), 'x5t#S256': digest('sha256').digest('base64url') }), now },
    { name: 'a thumbprint without a certificate', code: jwk({ ...key, x5t: 'AAAA' }), now },
    { name: 'PEM', code: read('own.crt').toString(), now },
  ],
  invalid: [
    { name: 'the certificate of another key', code: jwks({ ...key, x5c: [der('other').toString('base64')] }), now, errors: [{ messageId: 'otherKey', severity: 'error', pointer: 'x5c' }] },
    { name: 'a thumbprint of something else', code: jwk({ ...key, x5c, x5t: digest('sha1').digest('base64url'), 'x5t#S256': 'AAAA' }), now, errors: [{ messageId: 'thumbprint', severity: 'error', pointer: 'x5t#S256' }] },
    { name: 'a SHA-1 thumbprint of something else', code: jwk({ ...key, x5c, x5t: 'AAAA' }), now, errors: [{ messageId: 'thumbprint', pointer: 'x5t' }] },
    { name: 'a thumbprint in hexadecimal digits', code: jwk({ ...key, x5c, x5t: Buffer.from(digest('sha1').digest('hex').toUpperCase()).toString('base64url') }), now, errors: [{ messageId: 'hex', severity: 'info', pointer: 'x5t' }] },
    { name: 'a thumbprint in ordinary base64', code: jwk({ ...key, x5c, x5t: digest('sha1').digest('base64') }), now, errors: [{ messageId: 'base64', severity: 'info', pointer: 'x5t' }] },
    // RFC 7517 section 4.7: base64, not base64url. Go's encoding/json refuses the set.
    { name: 'a certificate in base64url', code: jwk({ ...key, x5c: [x5c[0]?.replaceAll('+', '-').replaceAll('/', '_')] }), now, errors: [{ messageId: 'alphabet', severity: 'warn', pointer: 'x5c' }] },
    { name: 'no certificate', code: jwk({ ...key, x5c: ['AAAA'] }), now, errors: [{ messageId: 'unreadable', severity: 'error', says: 'x5c[0]' }] },
    { name: 'no list', code: jwk({ ...key, x5c: 'AAAA' }), now, errors: [{ messageId: 'unreadable' }] },
    { name: 'a chain that is none', code: jwk({ ...key, x5c: [...x5c, der('other').toString('base64')] }), now, errors: [{ messageId: 'chain', severity: 'warn' }] },
    { name: 'expired', code: jwk({ ...key, x5c }), now: now + 11 * year, errors: [{ messageId: 'expired', severity: 'warn' }] },
    { name: 'expired, in a map of certificates', code: JSON.stringify({ k1: read('old.crt').toString() }), now: now + year, errors: [{ messageId: 'expired', severity: 'warn' }] },
    { name: 'not yet valid', code: jwk({ ...key, x5c }), now: now - year, errors: [{ messageId: 'notYet', severity: 'warn' }] },
  ],
})
