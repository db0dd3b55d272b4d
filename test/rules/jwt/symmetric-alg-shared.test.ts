import rule from '../../../src/rules/jwt/symmetric-alg-shared.ts'
import { testRule } from '../../rule-tester.ts'
import { hmac } from '../../tokens.ts'

const token = (claims: object, header = { alg: 'HS256' }) => hmac('x'.repeat(64), claims, header)

testRule(rule, {
  valid: [
    { name: 'a public key algorithm', code: 'eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOlsiYSIsImIiXX0.AAAA' },
    { name: 'no audience', code: token({ iss: 'https://a.example', client_id: 'web' }) },
    { name: 'an application for itself', code: token({ iss: 'https://app.example', aud: 'https://app.example/api' }) },
    { name: 'two audiences that are both the issuer', code: token({ iss: 'https://app.example', aud: ['https://app.example/api', 'https://app.example/userinfo'] }) },
    { name: 'one audience twice', code: token({ iss: 'app', aud: ['app', 'app'] }) },
    { name: 'the same over http', code: token({ iss: 'http://localhost:3000', aud: ['http://localhost:3000/api', 'http://localhost:3000/userinfo'] }) },
    { name: 'names that are no URLs say nothing about hosts', code: token({ iss: 'auth', aud: 'api' }) },
    // Supabase signs access tokens with the secret of the project.
    { name: 'an issuer URL and a plain audience', code: token({ iss: 'https://abc.supabase.co/auth/v1', aud: 'authenticated', role: 'authenticated' }) },
    // RFC 9068 section 2.2 demands client_id; that client need not verify anything.
    { name: 'an issuer that is the API as well', code: token({ iss: 'https://app.example', aud: 'https://app.example/api', client_id: 'web' }) },
    { name: 'the client is the audience', code: token({ iss: 'a', aud: 'web', azp: 'web' }) },
    { name: 'client_secret_jwt (OpenID Connect Core section 9)', code: token({ iss: 'web', sub: 'web', aud: ['https://login.example/token', 'https://login.example'] }) },
    { name: 'an ID token is another rule', code: token({ iss: 'https://login.example', aud: ['a', 'b'] }), policy: { tokenKind: 'id-token' } },
  ],
  invalid: [
    { name: 'two audiences', code: token({ iss: 'auth', aud: ['orders', 'billing'] }), errors: [{ messageId: 'audiences', severity: 'warn', confidence: 'firm', pointer: 'claims.aud', says: 'orders and billing' }] },
    { name: 'two hosts', code: token({ iss: 'https://login.example/', aud: 'https://api.example/' }), errors: [{ messageId: 'hosts', says: 'login.example' }] },
    { name: 'two hosts over http', code: token({ iss: 'http://login.example', aud: 'http://api.example' }), errors: [{ messageId: 'hosts', says: 'from login.example to http://api.example' }] },
    { name: 'two ports are two services', code: token({ iss: 'https://a.example', aud: 'https://a.example:8443' }, { alg: 'HS512' }), errors: [{ messageId: 'hosts', says: 'HS512' }] },
    { name: 'a client that is not the audience', code: token({ iss: 'auth', aud: 'orders', client_id: 'web' }), errors: [{ messageId: 'client', says: 'issued to web' }] },
    { name: 'an authorized party that is not the audience', code: token({ iss: 'auth', aud: 'orders', azp: 'web' }), policy: { tokenKind: 'access-token' }, errors: [{ messageId: 'client' }] },
  ],
})
