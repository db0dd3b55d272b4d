import rule from '../../../src/rules/jwt/missing-jti.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const missing = { messageId: 'missing', severity: 'info' as const, pointer: 'claims' }

testRule(rule, {
  valid: [
    { name: 'there', code: token({ jti: 'a' }) },
    { name: 'a weak one is another rule', code: token({ jti: 1 }) },
    { name: 'an ID token is held to its profile', code: token({}), policy: { tokenKind: 'id-token' } },
    { name: 'typ at+jwt is held to its profile', code: token({}, 'at+jwt') },
    { name: 'a credential', code: token({}, 'dc+sd-jwt') },
    { name: 'no claims to read', code: token('"x"') },
  ],
  invalid: [
    { name: 'empty', code: token({ jti: '' }), errors: [missing] },
    { name: 'a token', code: token({ sub: '1' }), errors: [missing] },
    { name: 'a refresh token', code: token({ token_type: 'refresh' }), errors: [missing] },
  ],
})
