import rule from '../../../src/rules/jwt/oidc-azp.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const client = { policy: { clientId: 'client' } }

testRule(rule, {
  valid: [
    { name: 'yours', code: token({ token_use: 'id', azp: 'client', aud: ['client', 'b'] }), ...client },
    { name: 'none, and one audience', code: token({ token_use: 'id', aud: ['client', 'client'] }), ...client },
    { name: 'not asked', code: token({ token_use: 'id', azp: 'x', aud: 'x' }) },
    { name: 'an access token of another client that came along', code: token({ azp: 'x' }, 'at+jwt'), ...client },
    { name: 'several audiences of an access token', code: token({ aud: ['a', 'b'] }, 'at+jwt') },
  ],
  invalid: [
    { name: 'another', code: token({ token_use: 'id', azp: 'x' }), ...client, errors: [{ messageId: 'other', severity: 'warn', pointer: 'claims.azp', says: 'azp is x' }] },
    { name: 'azp is null', code: token({ token_use: 'id', azp: null }), ...client, errors: [{ messageId: 'other', says: 'azp is null' }] },
    { name: 'none, and several audiences', code: token({ token_use: 'id', aud: ['a', 'b'] }), errors: [{ messageId: 'missing', severity: 'info', pointer: 'claims.aud' }] },
  ],
})
