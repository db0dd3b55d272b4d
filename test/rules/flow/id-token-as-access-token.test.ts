import rule from '../../../src/rules/flow/id-token-as-access-token.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, hmac } from '../../tokens.ts'

const jwt = (more: object = {}) => hmac('Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jf', { ...goodClaims, iss: 'https://login.example.com', aud: 'web', nonce: 'n-0S6_WzA2Mj', auth_time: goodClaims.iat, name: 'Ada Lovelace', given_name: 'Ada', ...more })
const handedOut = (token: string): Sent => ({ request: 'POST https://login.example.com/token', body: 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&code_verifier=abc', content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x', id_token: token } })
const api = (token: string, url = 'https://api.example.com/orders', status = 200): Sent => ({ request: `GET ${url}`, fields: [`Authorization: Bearer ${token}`], status, content: {} })
const of = (claims: object, url?: string) => recording(handedOut(jwt(claims)), api(jwt(claims), url))

testRule(rule, {
  valid: [
    { name: 'the access token', code: recording(handedOut(jwt()), api('kJ8sLw02mVq7Rt5yBn3x')) },
    { name: 'an access token that is a JWT', code: recording(handedOut(jwt()), api(hmac('k', { ...goodClaims, scope: 'a', client_id: 'c' }, { alg: 'HS256', typ: 'at+jwt' }))) },
    { name: 'refused', code: recording(handedOut(jwt()), api(jwt(), undefined, 401)) },
    { name: 'at the issuer', code: recording(handedOut(jwt()), api(jwt(), 'https://login.example.com/session')) },
    { name: 'the API is the audience', code: of({ aud: 'https://api.example.com' }) },
    { name: 'not a bearer', code: recording(handedOut(jwt()), { request: 'POST /session', body: { id_token: jwt() }, content: {} }) },
    { name: 'Firebase', code: of({ iss: 'https://securetoken.google.com/orders-1234', aud: 'orders-1234' }) },
    { name: 'Cloud Run', code: of({ iss: 'https://accounts.google.com', aud: 'https://orders-abc123-ew.a.run.app' }, 'https://orders-abc123-ew.a.run.app/v1/orders') },
    { name: 'Kubernetes', code: of({}, 'https://10.0.0.1:6443/api/v1/namespaces/default/pods') },
    { name: 'a group of Kubernetes', code: of({}, 'https://k8s.example.com/apis/apps/v1/deployments') },
    { name: 'API Gateway', code: of({ iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1', token_use: 'id' }, 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/orders') },
    { name: 'AppSync', code: of({ iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1', token_use: 'id' }, 'https://a1b2c3.appsync-api.eu-west-1.amazonaws.com/graphql') },
    // What Supabase calls access token has a session and an authentication method in it, and is one.
    { name: 'Supabase', code: recording({ request: 'POST https://ref.supabase.co/auth/v1/token?grant_type=password', body: { email: 'a@example.com', password: 'x' }, content: { access_token: hmac('k', { ...goodClaims, aud: 'authenticated', role: 'authenticated', email: 'a@example.com', phone: '', aal: 'aal1', amr: [{ method: 'password' }], session_id: 'b1' }) } }, api(hmac('k', { ...goodClaims, aud: 'authenticated', role: 'authenticated', email: 'a@example.com', phone: '', aal: 'aal1', amr: [{ method: 'password' }], session_id: 'b1' }), 'https://ref.supabase.co/rest/v1/orders')) },
  ],
  invalid: [
    { name: 'accepted', code: recording(handedOut(jwt()), api(jwt())), errors: [{ messageId: 'accepted', severity: 'error', confidence: 'certain', pointer: 'step[2]', says: 'ID token (1)' }] },
    { name: 'without a scheme', code: recording(handedOut(jwt()), { ...api(jwt()), fields: [`Authorization: ${jwt()}`] }), errors: [{ messageId: 'accepted' }] },
    { name: 'an API under the path of many', code: of({}, 'https://api.example.com/api/v1/orders'), errors: [{ messageId: 'accepted' }] },
    { name: 'by what it says of itself', code: recording(api(jwt({ token_use: 'id' })), api(jwt({ token_use: 'id' }))), errors: [{ messageId: 'accepted', confidence: 'firm', pointer: 'step[1]' }] },
    { name: 'by what it looks like', code: recording(api(jwt({ at_hash: 'x', azp: 'web' })), api('kJ8sLw02mVq7Rt5yBn3x')), errors: [{ messageId: 'accepted', severity: 'warn', confidence: 'tentative' }] },
    { name: 'of Google at a host of its own', code: of({ iss: 'https://accounts.google.com', aud: '1234.apps.googleusercontent.com' }), errors: [{ messageId: 'byDesign', severity: 'info', says: 'Identity-Aware Proxy' }] },
    { name: 'of Cognito at a host of its own', code: of({ iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1', token_use: 'id' }), errors: [{ messageId: 'byDesign', severity: 'info' }] },
    { name: 'of an issuer that only looks like Firebase', code: of({ iss: 'https://securetoken.google.com.example/orders' }), errors: [{ messageId: 'accepted', severity: 'error' }] },
    { name: 'said once', code: recording(handedOut(jwt()), api(jwt()), api(jwt())), errors: [{ messageId: 'accepted' }] },
  ],
})
