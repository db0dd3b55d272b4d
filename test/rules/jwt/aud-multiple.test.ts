import rule from '../../../src/rules/jwt/aud-multiple.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object) => unsigned({ alg: 'ES256' }, claims, 'x')
const access = { policy: { tokenKind: 'access-token' as const } }
const id = { policy: { tokenKind: 'id-token' as const } }
const two = ['https://api.example', 'https://billing.example']

testRule(rule, {
  valid: [
    { name: 'one', code: token({ aud: 'a' }), ...access },
    { name: 'one in a list', code: token({ aud: ['a'] }), ...id },
    { name: 'the same twice', code: token({ aud: ['a', 'a'] }), ...access },
    // As Auth0 issues them for an API with the scope openid.
    { name: 'the userinfo endpoint of the issuer', code: token({ iss: 'https://tenant.auth0.com/', aud: ['https://api.example', 'https://tenant.auth0.com/userinfo'] }), ...access },
    { name: 'bound to a key', code: token({ aud: two, cnf: { jkt: 'x' } }), ...access },
    { name: 'a token of no kind', code: token({ aud: two }) },
    { name: 'a refresh token', code: token({ aud: two, token_type: 'refresh' }) },
  ],
  invalid: [
    { name: 'access', code: token({ aud: two }), ...access, errors: [{ messageId: 'access', severity: 'info', pointer: 'claims.aud', says: 'https://api.example and https://billing.example' }] },
    { name: 'ID', code: token({ aud: ['a', 'b'] }), ...id, errors: [{ messageId: 'id', severity: 'info' }] },
    { name: 'ID, bound to a key', code: token({ aud: ['a', 'b'], cnf: { jkt: 'x' } }), ...id, errors: [{ messageId: 'id' }] },
    { name: 'two beside the issuer', code: token({ iss: 'https://i.example', aud: [...two, 'https://i.example/x'] }), ...access, errors: [{ messageId: 'access', says: 'good for https://api.example and https://billing.example:' }] },
    { name: 'guessed', code: token({ aud: two, scope: 'read' }), errors: [{ messageId: 'access', confidence: 'firm' }] },
  ],
})
