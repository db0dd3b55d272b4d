import rule from '../../../src/rules/jwk/oct-low-entropy.ts'
import { ed25519, jwk, secret } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

const oct = (octets: string | Buffer) => jwk({ kty: 'oct', k: Buffer.from(octets).toString('base64url') })

testRule(rule, {
  valid: [jwk(ed25519), jwk(secret), { name: 'a few octets that happen to be printable', code: oct('k7#Zq') }],
  invalid: [
    { name: 'the sample of jwt.io', code: oct('your-256-bit-secret'), errors: [{ messageId: 'listed', severity: 'warn', confidence: 'certain', pointer: 'k' }] },
    { name: 'one octet repeated', code: oct(Buffer.alloc(40, 0xc3)), errors: [{ messageId: 'structure', confidence: 'firm', says: 'repeated' }] },
    { name: 'words', code: oct('blue-river-window-security-village'), errors: [{ messageId: 'structure', says: 'words' }] },
    { name: 'a short password', code: oct('kX7#mQ2$vL9@'), errors: [{ messageId: 'weakText', severity: 'warn', says: '12 characters' }] },
    { name: 'base64 taken for octets', code: oct('hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG+Onbc6mxCcYg='), errors: [{ messageId: 'text', severity: 'info' }] },
  ],
})
