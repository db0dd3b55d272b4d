import rule from '../../../src/rules/jwk/oct-too-short.ts'
import { ed25519, jwk } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

const oct = (octets: number, more: object = {}) => jwk({ kty: 'oct', k: Buffer.alloc(octets, 0xa5).toString('base64url'), ...more })

testRule(rule, {
  valid: [
    jwk(ed25519),
    // RFC 7518 section 3.2: as many octets as the hash has.
    ...([['HS256', 32], ['HS384', 48], ['HS512', 64]] as const).map(([alg, octets]) => ({ name: alg, code: oct(octets, { alg }) })),
    { name: '32 octets for anything', code: oct(32) },
    { name: 'AES-128', code: oct(16, { alg: 'A128KW' }) },
    { name: 'AES-128-GCM', code: oct(16, { alg: 'A128GCM' }) },
    { name: 'AES-192 key wrap with GCM', code: oct(24, { alg: 'A192GCMKW' }) },
    { name: 'for encryption', code: oct(16, { use: 'enc' }) },
    { name: 'for wrapping', code: oct(16, { key_ops: ['wrapKey'] }) },
    { name: 'a password', code: oct(8, { alg: 'PBES2-HS256+A128KW' }) },
    { name: 'none is another rule', code: '{"kty":"oct","k":""}' },
  ],
  invalid: [
    ...([['HS256', 31], ['HS384', 32], ['HS512', 63], ['A256KW', 31], ['A128CBC-HS256', 16]] as const).map(([alg, octets]) => ({ name: `${alg} with ${octets}`, code: oct(octets, { alg }), errors: [{ messageId: 'tooShort', severity: 'error' as const, pointer: 'k', says: alg }] })),
    { name: '31 octets for anything', code: oct(31), errors: [{ messageId: 'noAlg', severity: 'error', says: '31 octets' }] },
    { name: '15 octets for encryption', code: oct(15, { use: 'enc' }), errors: [{ messageId: 'tooShort', says: 'AES-128' }] },
    { name: 'for signatures', code: oct(16, { key_ops: ['sign', 'verify'] }), errors: [{ messageId: 'noAlg' }] },
  ],
})
