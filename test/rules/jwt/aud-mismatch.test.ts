import rule from '../../../src/rules/jwt/aud-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const aud = (value: unknown, more: object = {}) => unsigned({ alg: 'ES256' }, { aud: value, ...more }, 'x')
const asked = (...audiences: string[]) => ({ policy: { audiences } })
const error = (messageId: string, says = '') => [{ messageId, severity: 'error' as const, says }]
const idToken = { tokenKind: 'id-token' as const }

testRule(rule, {
  valid: [
    { name: 'not asked', code: aud('a') },
    { name: 'equal', code: aud('https://api.example'), ...asked('https://api.example') },
    { name: 'one of the list', code: aud(['a', 'b']), ...asked('b', 'c') },
    { name: 'an ID token is for its client', code: aud('client'), policy: { ...idToken, clientId: 'client', audiences: ['https://api.example'] } },
    { name: 'no claims to read', code: unsigned({ alg: 'ES256' }, '7', 'x'), ...asked('a') },
  ],
  invalid: [
    { name: 'another', code: aud('https://other.example'), ...asked('https://api.example'), errors: error('other', 'for https://other.example, not for https://api.example.') },
    { name: 'several on both sides', code: aud(['a', 'b']), ...asked('c', 'd'), errors: error('other', 'for a and b, not for c or d.') },
    { name: 'a slash', code: aud('https://api.example/'), ...asked('https://api.example'), errors: error('slash', 'slash at the end') },
    { name: 'letter case', code: aud(['x', 'API']), ...asked('api'), errors: error('letterCase', 'for API, not for api') },
    { name: 'a longer path', code: aud('https://api.example/v1'), ...asked('https://api.example'), errors: error('other') },
    { name: 'missing', code: aud(undefined), ...asked('a'), errors: [{ messageId: 'missing', pointer: 'claims' }] },
    { name: 'an empty list', code: aud([]), ...asked('a'), errors: [{ messageId: 'unreadable', pointer: 'claims.aud' }] },
    { name: 'a number', code: aud(7), ...asked('7'), errors: error('unreadable') },
    { name: 'an ID token for another client', code: aud('other'), policy: { ...idToken, clientId: 'client' }, errors: error('other', 'not for client') },
  ],
})
