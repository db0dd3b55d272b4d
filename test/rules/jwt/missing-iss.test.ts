import rule from '../../../src/rules/jwt/missing-iss.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const missing = { messageId: 'missing', severity: 'warn' as const, pointer: 'claims' }

testRule(rule, {
  valid: [
    { name: 'any text', code: token({ iss: 'my-app' }) },
    { name: 'what is no text is another rule', code: token({ iss: 7 }) },
    { name: 'when asked for, another rule', code: token({}), policy: { issuers: ['https://issuer.example'] } },
    { name: 'a logout token is held to its profile', code: token({}, 'logout+jwt') },
    { name: 'typ at+jwt is held to its profile', code: token({}, 'at+jwt') },
    { name: 'a DPoP proof', code: token({}, 'dpop+jwt') },
    { name: 'a credential', code: token({}, 'dc+sd-jwt') },
  ],
  invalid: [
    { name: 'absent', code: token({ sub: '1' }), errors: [missing] },
    { name: 'null', code: token({ iss: null }), errors: [missing] },
    { name: 'empty', code: token({ iss: '' }), errors: [missing] },
    // SPIFFE JWT-SVID section 3: the trust domain is in sub, and iss is not used.
    { name: 'a workload', code: token({ sub: 'spiffe://example.org/web', aud: 'spiffe://example.org/db' }), errors: [{ messageId: 'workload', severity: 'info', pointer: 'claims.sub' }] },
    { name: 'a user of that name', code: token({ sub: 'spiffe:x' }), errors: [missing] },
    { name: 'an access token by its vendor', code: token({ token_use: 'access' }), errors: [missing] },
  ],
})
