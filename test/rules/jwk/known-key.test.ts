import rule from '../../../src/rules/jwk/known-key.ts'
import { ed25519, ed25519Private, jwk, jwks, p256, rsa2048, secret, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

// RFC 7515 appendix A.1.
const hmacKey = { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow' }
// The sample that jwt.io signs RS256 and ES256 tokens with.
const jwtIoEc = { kty: 'EC', crv: 'P-256', x: 'EVs_o5-uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf84', y: 'kGe5DgSIycKp8w9aJmoHhB1sB3QTugfnRWm5nU_TzsY' }

testRule(rule, {
  valid: [
    jwk(secret),
    jwk(x25519),
    { name: 'an example cut short', code: jwk({ ...ed25519, x: ed25519.x.slice(0, 40) }) },
  ],
  invalid: [
    { name: 'RFC 8037', code: jwk(ed25519), errors: [{ messageId: 'published', severity: 'error', pointer: 'x', says: 'RFC 8037' }] },
    { name: 'with its private half', code: jwk(ed25519Private), keyRole: 'private', errors: [{ messageId: 'published' }] },
    { name: 'RFC 7515', code: jwk(p256), errors: [{ messageId: 'published', says: 'RFC 7515 appendix A.3' }] },
    { name: 'RFC 7517, under another name and use', code: jwks({ ...rsa2048, kid: 'prod', use: 'enc' }), errors: [{ messageId: 'published', pointer: 'n', says: 'RFC 7517' }] },
    { name: 'written otherwise', code: jwk({ ...rsa2048, n: `${Buffer.concat([Buffer.of(0), Buffer.from(rsa2048.n, 'base64url')]).toString('base64')}` }), errors: [{ messageId: 'published' }] },
    { name: 'a secret', code: jwks(hmacKey), errors: [{ messageId: 'publishedSecret', pointer: 'k', says: 'RFC 7515 appendix A.1' }] },
    { name: 'jwt.io', code: jwk(jwtIoEc), errors: [{ messageId: 'published', says: 'jwt.io' }] },
  ],
})
