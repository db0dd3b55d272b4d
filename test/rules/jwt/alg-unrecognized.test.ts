import rule from '../../../src/rules/jwt/alg-unrecognized.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const encrypted = (header: object) => `${encode(header)}.AAAA.AAAA.AAAA.AAAA`
const signed = (alg: unknown) => unsigned({ alg }, undefined, 'AAAA')

testRule(rule, {
  valid: [
    // IANA JOSE registry, signature algorithms.
    ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'ES256K', 'EdDSA', 'Ed25519', 'Ed448', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'].map((alg) => ({ name: alg, code: signed(alg) })),
    ...['none', 'NONE', ' none'].map((alg) => ({ name: `"${alg}" is another rule`, code: signed(alg) })),
    { name: 'prohibited is another rule', code: signed('RS1') },
    ...['RSA-OAEP-256', 'dir', 'ECDH-ES+A256KW', 'PBES2-HS256+A128KW', 'A256GCMKW'].map((alg) => ({ name: alg, code: encrypted({ alg, enc: 'A256GCM' }) })),
    { name: 'a cut encrypted token is jwt/malformed', code: unsigned({ alg: 'RSA-OAEP', enc: 'A256GCM' }) },
    { name: 'a signed token with dots behind it is jwt/malformed', code: `${signed('RS256')}..` },
    { name: 'no header to read', code: 'AAAA.AAAA.AAAA' },
  ],
  invalid: [
    { name: 'no alg', code: unsigned({ typ: 'JWT' }), errors: [{ messageId: 'missing', severity: 'error', pointer: 'header' }] },
    { name: 'an empty alg', code: signed(''), errors: [{ messageId: 'missing' }] },
    { name: 'a number', code: signed(256), errors: [{ messageId: 'notString', severity: 'error', pointer: 'header.alg' }] },
    { name: 'an array', code: signed(['HS256']), errors: [{ messageId: 'notString' }] },
    { name: 'null', code: signed(null), errors: [{ messageId: 'notString' }] },
    { name: 'wrong case', code: signed('hs256'), errors: [{ messageId: 'spelling', severity: 'warn', says: '"HS256"' }] },
    { name: 'ED25519', code: signed('ED25519'), errors: [{ messageId: 'spelling', says: '"Ed25519"' }] },
    { name: 'white space', code: signed('ES256 '), errors: [{ messageId: 'spelling' }] },
    { name: 'XML Signature', code: signed('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'), errors: [{ messageId: 'xmlSignature', severity: 'warn' }] },
    { name: 'unknown', code: signed('SLH-DSA-SHA2-128s'), errors: [{ messageId: 'unknown', severity: 'warn' }] },
    { name: 'a blank', code: signed(' '), errors: [{ messageId: 'unknown', severity: 'warn' }] },
    { name: 'a member of Object.prototype', code: signed('constructor'), errors: [{ messageId: 'unknown' }] },
    { name: 'key wrapping in a signed token', code: signed('RSA-OAEP'), errors: [{ messageId: 'notSigning', severity: 'warn' }] },
    { name: 'content encryption in a signed token', code: signed('A256GCM'), errors: [{ messageId: 'notSigning', severity: 'warn' }] },
    // RFC 7516 section 4.1.2: content encryption stands in enc; alone, with a shared key, alg is dir.
    { name: 'content encryption for the key of an encrypted token', code: encrypted({ alg: 'A256GCM', enc: 'A256GCM' }), errors: [{ messageId: 'contentOnly', severity: 'warn' }] },
    { name: 'a signature algorithm in an encrypted token', code: encrypted({ alg: 'RS256', enc: 'A256GCM' }), errors: [{ messageId: 'notEncrypting', severity: 'warn' }] },
    { name: 'no enc', code: encrypted({ alg: 'dir' }), errors: [{ messageId: 'encMissing', severity: 'error' }] },
    { name: 'an unknown enc', code: encrypted({ alg: 'dir', enc: 'A128CBC' }), errors: [{ messageId: 'encUnknown', severity: 'warn', pointer: 'header.enc' }] },
  ],
})
