import rule from '../../../src/rules/jwt/kind-ambiguous.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const both = { aud: 'client', nonce: 'n', scope: 'openid' }

testRule(rule, {
  valid: [
    { name: 'one kind', code: token({ aud: 'client', nonce: 'n', amr: ['pwd'] }) },
    { name: 'no kind', code: token({ sub: '1' }) },
    { name: 'marked', code: token(both, 'at+jwt') },
    { name: 'marked by its issuer', code: token({ ...both, typ: 'Bearer' }) },
    { name: 'as you say', code: token(both), policy: { tokenKind: 'id-token' } },
    { name: 'one far ahead', code: token({ ...both, client_id: 'c', aud: 'https://api.example' }) },
  ],
  invalid: [
    { name: 'ID or access', code: token(both), errors: [{ messageId: 'ambiguous', severity: 'warn', pointer: 'claims', says: 'could be an ID token or an access token: nonce speaks for one kind, scope for another' }] },
    { name: 'access or refresh', code: token({ scope: 'read' }), carrier: { kind: 'cookie', name: 'refresh' }, errors: [{ messageId: 'ambiguous', says: 'an access token or a refresh token' }] },
  ],
})
