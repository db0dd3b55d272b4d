import rule from '../../../src/rules/flow/oauth-request-weak.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
const ask = (more: Record<string, string> = {}, sent: Partial<Sent> = {}): Sent => ({
  request: `GET https://login.example.com/authorize?${new URLSearchParams({ response_type: 'code', client_id: 'web', redirect_uri: 'https://app.example.com/callback', ...more })}`,
  status: 302,
  answer: ['Location: https://app.example.com/callback'],
  ...sent,
})
const back = (more = ''): Sent => ({ request: `GET /callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj${more}`, content: 'x' })
const state = { state: 'af0ifjsldkj' }
const nonce = { nonce: 'n-0S6_WzA2Mj' }
const redeem = (more = '&code_verifier=dBjftJeZ4CVP'): Sent => ({ request: 'POST https://login.example.com/token', body: `grant_type=authorization_code&client_id=web&code=SplxlOBeZQQYbYS6WxSbIA${more}`, content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x' } })
const metadata: Sent = { request: 'GET https://login.example.com/.well-known/openid-configuration', content: { issuer: 'https://login.example.com', authorization_endpoint: 'https://login.example.com/authorize', token_endpoint: 'https://login.example.com/token', authorization_response_iss_parameter_supported: true } }

testRule(rule, {
  valid: [
    { name: 'a code with PKCE and state', code: recording(ask({ ...pkce, ...state }), back(), redeem()) },
    // RFC 9700 section 2.1.1 and 4.7.1: PKCE does what state is for.
    { name: 'PKCE alone', code: recording(ask(pkce), back()) },
    { name: 'code id_token', code: recording(ask({ ...pkce, ...nonce, response_type: 'code id_token' }), back()) },
    { name: 'an ID token alone', code: recording(ask({ ...nonce, response_type: 'id_token' }), back()) },
    { name: 'by reference', code: recording(ask({ request_uri: 'urn:ietf:params:oauth:request_uri:bwc4JK', response_type: 'code' }), back()) },
    { name: 'a native client on loopback', code: recording(ask({ ...pkce, redirect_uri: 'http://127.0.0.1:51004/callback' }), back()) },
    { name: 'a native client with a scheme of its own', code: recording(ask({ ...pkce, redirect_uri: 'com.example.app:/oauth' }), back()) },
    { name: 'refused', code: recording(ask({ response_type: 'token' }, { status: 400, answer: [] }), back()) },
    { name: 'the answer says who it is from', code: recording(metadata, ask(pkce), back('&iss=https%3A%2F%2Flogin.example.com')) },
    { name: 'a server that promises nothing', code: recording({ ...metadata, content: { ...(metadata.content as object), authorization_response_iss_parameter_supported: false } }, ask(pkce), back()) },
    { name: 'another server promises', code: recording({ ...metadata, content: { ...(metadata.content as object), authorization_endpoint: 'https://other.example/authorize' } }, ask(pkce), back()) },
    { name: 'other grants', code: recording(redeem(), { request: 'POST https://login.example.com/token', body: 'grant_type=client_credentials&client_id=job&client_secret=s', content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x' } }) },
  ],
  invalid: [
    { name: 'a token in the redirect', code: recording(ask({ response_type: 'token', ...state }), back()), errors: [{ messageId: 'implicit', severity: 'error', confidence: 'certain', pointer: 'step[1]', says: 'response_type=token' }] },
    { name: 'id_token token', code: recording(ask({ response_type: 'id_token token', ...nonce }), back()), errors: [{ messageId: 'implicit' }] },
    { name: 'code token', code: recording(ask({ response_type: 'code token', ...pkce }), back()), errors: [{ messageId: 'implicit' }] },
    { name: 'the password grant', code: recording({ request: 'POST https://login.example.com/token', body: 'grant_type=password&client_id=web&username=ada&password=x', content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x' } }, back()), errors: [{ messageId: 'password', severity: 'error' }] },
    { name: 'nothing that binds', code: recording(ask(), back()), errors: [{ messageId: 'unbound', severity: 'error' }] },
    { name: 'state alone, of a client that is not known', code: recording(ask(state), back()), errors: [{ messageId: 'noPkce', severity: 'warn' }] },
    { name: 'state alone, of a public client', code: recording(ask(state), back(), redeem('')), errors: [{ messageId: 'noPkce', severity: 'error', confidence: 'firm' }] },
    { name: 'state alone, of a client with a secret', code: recording(ask(state), back(), redeem('&client_secret=s3cr3t')), errors: [{ messageId: 'noPkce', severity: 'warn' }] },
    { name: 'state and nonce, of a client with a secret', code: recording(ask({ ...state, ...nonce }), back(), redeem('&client_secret=s3cr3t')), errors: [{ messageId: 'noPkce', severity: 'info' }] },
    { name: 'state and nonce, of a public client', code: recording(ask({ ...state, ...nonce }), back(), redeem('')), errors: [{ messageId: 'noPkce', severity: 'error' }] },
    { name: 'plain', code: recording(ask({ ...pkce, ...state, code_challenge_method: 'plain' }), back()), errors: [{ messageId: 'plain', severity: 'warn' }] },
    { name: 'no method, which is plain (RFC 7636 section 4.3)', code: recording(ask({ code_challenge: pkce.code_challenge, ...state }), back(), redeem()), errors: [{ messageId: 'plain', severity: 'error' }] },
    { name: 'a redirect over http', code: recording(ask({ ...pkce, redirect_uri: 'http://app.example.com/callback' }), back()), errors: [{ messageId: 'redirect', severity: 'error', says: 'http://app.example.com/callback' }] },
    { name: 'nobody says who answers', code: recording(metadata, ask(pkce), back()), errors: [{ messageId: 'issuer', severity: 'info', pointer: 'step[3]' }] },
    { name: 'pushed', code: recording({ request: 'POST https://login.example.com/par', body: 'response_type=code&client_id=web&redirect_uri=https://app.example.com/callback', status: 201, content: { request_uri: 'urn:x:y' } }, ask({ request_uri: 'urn:x:y' })), errors: [{ messageId: 'unbound', pointer: 'step[1]' }] },
    { name: 'once for each client', code: recording(ask(), ask(), ask({ client_id: 'other' })), errors: [{ messageId: 'unbound' }, { messageId: 'unbound' }] },
  ],
})
