import rule from '../../../src/rules/jwt/sensitive-claim.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const token = (claims: unknown) => unsigned({ alg: 'ES256' }, claims, 'x')
const error = (pointer: string, says = '') => [{ messageId: 'credential', severity: 'error' as const, pointer, says }]

testRule(rule, {
  valid: [
    { name: 'ordinary claims', code: token({ sub: 'u_42', scope: 'openid', sid: '6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11', roles: ['secret-keeper'] }) },
    { name: 'names that only speak of a password', code: token({ password_changed_at: 1795197600, pwd_exp: '1013', pwd_url: 'https://x.example', password_expired: true, mfa_secret_set: 'yes' }) },
    { name: 'nothing behind the name', code: token({ password: '', secret: null, api_key: false }) },
    { name: 'personal data is another rule', code: token({ email: 'alice@mail.example' }) },
    { name: 'a software statement', code: token({ software_statement: unsigned({ alg: 'ES256' }, {}) }) },
    ...[{ cnf: { jwk: { kty: 'oct', k: 'AAAA' } } }, { sub_jwk: { kty: 'EC', d: 'c' } }, { jwk: { kty: 'EC', d: 'c' } }].map((claims) => ({ name: `a key in ${Object.keys(claims)[0]} is another rule`, code: token(claims) })),
    { name: 'methods of authentication', code: token({ amr: ['pwd', 'otp'] }) },
    { name: 'encrypted', code: `${encode({ alg: 'dir', enc: 'A128GCM' })}..a.b.c` },
  ],
  invalid: [
    { name: 'a password', code: token({ password: 'hunter2' }), errors: error('claims.password', 'claims.password holds a secret (password)') },
    { name: 'deep inside', code: token({ user: { accounts: [{ clientSecret: 's3cr3t' }] } }), errors: error('claims.user.accounts[0].clientSecret') },
    { name: 'a hash', code: token({ pw: `$2b$12$${'a'.repeat(53)}` }), errors: error('claims.pw', 'password hash') },
    { name: 'a card number', code: token({ card: '4539 5787 6362 1486' }), errors: error('claims.card', 'payment card number') },
    { name: 'a refresh token', code: token({ rt: unsigned({ alg: 'ES256' }, {}) }), errors: error('claims.rt', 'token') },
    { name: 'a connection string', code: token({ db: 'postgres://app:hunter2@db.example/app' }), errors: error('claims.db') },
    { name: 'a private key', code: token({ key: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'c' } }), errors: error('claims.key', 'private key') },
    { name: 'a private key in cnf that is no JWK', code: token({ cnf: { pem: '-----BEGIN PRIVATE KEY-----' } }), errors: error('claims.cnf.pem', 'private key') },
    { name: 'a private key in jwk that is no JWK', code: token({ jwk: '-----BEGIN PRIVATE KEY-----' }), errors: error('claims.jwk', 'private key') },
    { name: 'what may be a card number is a guess', code: token({ x: '4539578763621486' }), errors: [{ messageId: 'credential', severity: 'warn', confidence: 'tentative' }] },
    { name: 'a test card number', code: token({ card: '4111111111111111' }), errors: [{ messageId: 'sample', severity: 'info' }] },
    { name: 'each on its own', code: token({ pin: 1234, ssn: '212-09-7694' }), errors: [...error('claims.pin'), ...error('claims.ssn')] },
  ],
})
