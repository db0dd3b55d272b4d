import rule from '../../../src/rules/flow/refresh-widens-scope.ts'
import { recording } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, hmac } from '../../tokens.ts'
import { first, login, refresh, second, third } from './refreshing.ts'

const jwt = (n: number, more: object) => hmac('Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jf', { ...goodClaims, jti: `token-number-${n}`, ...more }, { alg: 'HS256', typ: 'at+jwt' })
const logged = (claims: object) => login(first, { access_token: jwt(0, claims) })
const renewed = (claims: object, sent = first, got = second) => refresh(sent, got, { says: { access_token: jwt(1, claims) } })
const asked = (sent: string, got: string, scope: string, answered: string) => ({ request: 'POST /oauth/token', body: `grant_type=refresh_token&refresh_token=${sent}&scope=${scope}`, content: { access_token: `kJ8sLw02mVq7Rt5yBn3x${got}`, refresh_token: got, scope: answered } })

testRule(rule, {
  valid: [
    { name: 'the same', code: recording(login(first, { scope: 'a b' }), refresh(first, second, { says: { scope: 'b a' } })) },
    { name: 'less', code: recording(login(first, { scope: 'a b' }), refresh(first, second, { says: { scope: 'a' } })) },
    { name: 'less, then the whole again', code: recording(login(first, { scope: 'a b' }), refresh(first, second, { says: { scope: 'a' } }), refresh(second, third, { says: { scope: 'a b' } })) },
    { name: 'asked for less, and the login is not recorded', code: recording(asked(first, second, 'a', 'a'), refresh(second, third, { says: { scope: 'a b' } })) },
    { name: 'not said before', code: recording(login(first), refresh(first, second, { says: { scope: 'a b' } })) },
    { name: 'not said after', code: recording(login(first, { scope: 'a' }), refresh(first, second)) },
    { name: 'the same in the claims', code: recording(logged({ scope: 'a b' }), renewed({ scope: 'b a' })) },
    { name: 'said in another way', code: recording(login(first, { scope: 'openid a offline_access', access_token: jwt(0, { scp: ['a'] }) }), renewed({ scp: ['a'] })) },
    { name: 'another audience in place of the first', code: recording(logged({ aud: 'https://a.example' }), renewed({ aud: 'https://b.example' })) },
    { name: 'another login', code: recording(login(first, { scope: 'a' }), login(second, { scope: 'a b', access_token: 'kJ8sLw02mVq7Rt5yBn3x-of-another' }), refresh(second, third, { says: { scope: 'a b' } })) },
  ],
  invalid: [
    { name: 'more', code: recording(login(first, { scope: 'a' }), refresh(first, second, { says: { scope: 'a b c' } })), errors: [{ messageId: 'scope', severity: 'warn', confidence: 'firm', pointer: 'step[2]', says: 'grants b and c' }] },
    { name: 'more, later, said once', code: recording(login(first, { scope: 'a' }), refresh(first, second, { says: { scope: 'a' } }), refresh(second, third, { says: { scope: 'a b' } }), refresh(third, 'Ww4Rt5yBn3xkJ8sLw02mVq', { says: { scope: 'a b c' } })), errors: [{ messageId: 'scope', pointer: 'step[3]' }] },
    { name: 'more in the claims', code: recording(logged({ scope: 'a' }), renewed({ scope: 'a b' })), errors: [{ messageId: 'scope' }] },
    { name: 'a list in scp', code: recording(logged({ scp: ['a'] }), renewed({ scp: ['a', 'b'] })), errors: [{ messageId: 'scope', says: 'grants b' }] },
    { name: 'one more audience', code: recording(logged({ aud: 'https://a.example' }), renewed({ aud: ['https://a.example', 'https://b.example'] })), errors: [{ messageId: 'audience', severity: 'warn', says: 'https://b.example' }] },
    { name: 'one more role', code: recording(logged({ roles: ['reader'] }), renewed({ roles: ['reader', 'admin'] })), errors: [{ messageId: 'roles', severity: 'info', says: 'role admin' }] },
    { name: 'roles of Keycloak', code: recording(logged({ realm_access: { roles: ['a'] } }), renewed({ realm_access: { roles: ['a', 'b', 'c'] } })), errors: [{ messageId: 'roles', says: 'roles b and c' }] },
    { name: 'asked for more', code: recording(login(first, { scope: 'a' }), asked(first, second, 'a%20b', 'a b')), errors: [{ messageId: 'scope' }] },
  ],
})
