import rule from '../../../src/rules/jwt/oidc-nonce.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const asked = { policy: { nonce: 'n-0S6_WzA2Mj' } }
const url = (name: string) => ({ carrier: { kind: 'url', name } as const })

testRule(rule, {
  valid: [
    { name: 'the same', code: token({ nonce: 'n-0S6_WzA2Mj' }), ...asked },
    { name: 'the code flow does without', code: token({ token_use: 'id' }) },
    { name: 'not asked, but there', code: token({ nonce: 'x', amr: ['pwd'] }), ...url('id_token') },
    { name: 'an access token that came along', code: token({}, 'at+jwt'), ...asked },
    { name: 'a hint goes to the provider', code: token({ iss: 'https://a.example' }), ...url('id_token_hint') },
    { name: 'another token in a URL', code: token({}), ...url('token') },
  ],
  invalid: [
    { name: 'another', code: token({ nonce: 'other', token_use: 'id' }), ...asked, errors: [{ messageId: 'differs', severity: 'error', pointer: 'claims.nonce' }] },
    { name: 'azp is null', code: token({ nonce: 7, token_use: 'id' }), ...asked, errors: [{ messageId: 'differs' }] },
    { name: 'missing', code: token({ token_use: 'id' }), ...asked, errors: [{ messageId: 'missing', severity: 'error', pointer: 'claims' }] },
    { name: 'missing in what could be an ID token', code: token({ sub: '1' }), ...asked, errors: [{ messageId: 'missing', severity: 'error' }] },
    // OpenID Connect Core section 3.2.2.10
    { name: 'through the browser', code: token({ sub: '1' }), ...url('id_token'), errors: [{ messageId: 'frontChannel', severity: 'error', confidence: 'certain' }] },
  ],
})
