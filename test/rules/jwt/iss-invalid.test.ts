import rule from '../../../src/rules/jwt/iss-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const iss = (value: unknown, more: object = {}, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, { iss: value, ...more }, 'x')
const warn = (messageId: string, says = '') => [{ messageId, severity: 'warn' as const, pointer: 'claims.iss', says }]
const id = { policy: { tokenKind: 'id-token' as const } }

testRule(rule, {
  valid: [
    { name: 'an https URL', code: iss('https://issuer.example') },
    { name: 'with path and port', code: iss('https://issuer.example:8443/realms/main', {}, 'at+jwt') },
    { name: 'no URL, in general', code: iss('my-auth') },
    { name: 'an e-mail address, in general', code: iss('robot@project.iam.gserviceaccount.com') },
    { name: 'a urn', code: iss('urn:example:issuer') },
    { name: 'a DID', code: iss('did:web:issuer.example') },
    { name: 'a SPIFFE id', code: iss('spiffe://example.org/workload') },
    { name: 'absent', code: unsigned({ alg: 'ES256' }, {}, 'x') },
    { name: 'null is missing', code: iss(null) },
    // OpenID Connect Core section 15.6.2
    { name: 'Google, without https', code: iss('accounts.google.com'), ...id },
    // OpenID Connect Core section 7.4 and its successor: the issuer is the subject
    { name: 'self-issued', code: iss('did:example:1', { sub: 'did:example:1' }), ...id },
    // Cognito issues access tokens under https URLs with a path
    { name: 'Cognito', code: iss('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc', { token_use: 'access' }) },
  ],
  invalid: [
    { name: 'azp is null', code: iss(['https://issuer.example']), errors: warn('notText') },
    { name: 'a space', code: iss('https://issuer.example '), errors: warn('space') },
    { name: 'http', code: iss('http://issuer.example'), errors: warn('http', 'http://issuer.example') },
    { name: 'a user name', code: iss('https://admin:hunter2hunter2@issuer.example'), errors: warn('user') },
    ...['http://localhost:8080/auth', 'https://127.0.0.1', 'http://[::1]:9000', 'http://auth.localhost'].map((url) => ({
      name: url,
      code: iss(url),
      errors: [{ messageId: 'loopback', severity: 'info' as const, pointer: 'claims.iss' }],
    })),
    { name: 'no URL in an ID token', code: iss('my-auth'), ...id, errors: warn('notUrl', 'my-auth') },
    { name: 'no URL under RFC 9068', code: iss('my-auth', {}, 'at+jwt'), errors: warn('notUrl') },
    { name: 'a query', code: iss('https://issuer.example/?tenant=1'), ...id, errors: warn('query') },
    { name: 'a fragment', code: iss('https://issuer.example#x', {}, 'at+jwt'), errors: warn('query') },
    { name: 'a guessed ID token', code: iss('my-auth', { nonce: 'n', amr: ['pwd'] }), errors: [{ messageId: 'notUrl', severity: 'warn', confidence: 'firm' }] },
  ],
})
