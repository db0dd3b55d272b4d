import rule from '../../../src/rules/jwt/missing-iat.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const missing = { messageId: 'missing', severity: 'info' as const, pointer: 'claims' }

testRule(rule, {
  valid: [
    { name: 'there', code: token({ iat: testNow }) },
    { name: 'there but unreadable is another rule', code: token({ iat: 'now' }) },
    { name: 'an ID token is held to its profile', code: token({}), policy: { tokenKind: 'id-token' } },
    { name: 'typ at+jwt is held to its profile', code: token({}, 'at+jwt') },
    { name: 'a credential', code: token({}, 'dc+sd-jwt') },
    { name: 'no claims to read', code: token('"x"') },
  ],
  invalid: [
    { name: 'a token', code: token({ sub: '1' }), errors: [missing] },
    { name: 'a refresh token', code: token({ token_type: 'refresh' }), errors: [missing] },
  ],
})
