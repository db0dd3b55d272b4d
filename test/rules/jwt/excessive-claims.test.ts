import rule from '../../../src/rules/jwt/excessive-claims.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const some = (length: number) => Object.fromEntries(Array.from({ length }, (_, i) => [`c${i}`, 1]))
const groups = (length: number) => Array.from({ length }, (_, i) => `group-${i}`)
const info = (messageId: string, pointer: string, says: string) => [{ messageId, severity: 'info' as const, pointer, says }]
const exactly = (octets: number) => `{"a":"${'x'.repeat(octets - 8)}"}`

testRule(rule, {
  valid: [
    { name: '25 claims', code: token(some(25)) },
    { name: '1024 octets', code: unsigned({ alg: 'ES256' }, exactly(1024), 'x') },
    { name: '50 groups', code: token({ groups: groups(50) }) },
    { name: '60 things that are no rights', code: token({ things: groups(60).map(() => 1) }) },
    { name: 'an ID token', code: token({ token_use: 'id', ...some(40) }) },
    { name: 'a credential', code: token(some(40), 'dc+sd-jwt') },
    { name: 'a refresh token', code: token({ token_use: 'refresh', ...some(40) }) },
  ],
  invalid: [
    { name: '26 claims', code: token(some(26)), errors: info('many', 'claims', '26 claims, more than 25') },
    { name: '1025 octets', code: unsigned({ alg: 'ES256' }, exactly(1025), 'x'), errors: info('large', 'claims', '1025 octets long, more than 1024; a is the largest') },
    { name: 'octets, not characters', code: token({ b: 1, text: 'ü'.repeat(600) }), errors: info('large', 'claims', 'text is the largest') },
    { name: '51 groups', code: token({ groups: groups(51) }), errors: info('items', 'claims.groups', 'groups of this token lists 51 entries, more than 50') },
    { name: 'groups rather than the size they make', code: token({ roles: groups(200) }), errors: info('items', 'claims.roles', '200 entries') },
    { name: 'own limits', code: token(some(3)), options: { maxClaims: 2, maxOctets: 5 }, errors: [{ messageId: 'many' }, { messageId: 'large' }] },
  ],
})
