import rule from '../../../src/rules/flow/refresh-extends-lifetime.ts'
import { recording } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { hmac } from '../../tokens.ts'
import { access, cookieRefresh, first, login, refresh, second, third } from './refreshing.ts'

const at = (seconds: number) => ({ time: testNow + seconds })
const day = 86400
const jwt = (n: number, exp: number) => hmac('Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jf', { iss: 'https://issuer.example', sub: 'u', jti: `token-number-${n}`, exp: testNow + exp }, { alg: 'HS256', typ: 'rt+jwt' })
const set = (value: string, age: number) => `Set-Cookie: refresh_token=${value}; Path=/auth; Secure; HttpOnly; Max-Age=${age}`
const withCookie = (sent: string, got: string, age: number, seconds: number) => ({ ...cookieRefresh(sent, undefined, { answer: [set(got, age)] }), ...at(seconds) })

testRule(rule, {
  valid: [
    { name: 'JWTs of one end', code: recording(login(jwt(1, day)), refresh(jwt(1, day), jwt(2, day), at(600)), refresh(jwt(2, day), jwt(3, day), at(1200))) },
    { name: 'an end that comes nearer', code: recording(refresh(jwt(1, day), jwt(2, day - 60), at(0)), refresh(jwt(2, day - 60), jwt(3, day - 120), at(60))) },
    { name: 'rounding', code: recording(refresh(jwt(1, day), jwt(2, day + 59), at(0)), refresh(jwt(2, day + 59), jwt(3, day + 60), at(60))) },
    { name: 'nobody says when they end', code: recording(login(first), refresh(first, second, at(0)), refresh(second, third, at(600))) },
    { name: 'a cookie that counts down', code: recording(withCookie(first, second, day, 0), withCookie(second, third, day - 600, 600)) },
    { name: 'the same token in a cookie that is set anew', code: recording(withCookie(first, second, day, 0), withCookie(second, second, day, 600)) },
    // Browsers keep a cookie for 400 days at most, so that what they say of the end moves by itself.
    { name: 'a cookie for two years', code: recording(withCookie(first, second, 2 * 365 * day, 0), withCookie(second, third, 2 * 365 * day - 600, 600)) },
    { name: 'a JWT that ends, in a cookie whose end moves', code: recording(withCookie(jwt(1, day), jwt(2, day), day, 0), withCookie(jwt(2, day), jwt(3, day), day, 600)) },
    { name: 'another login', code: recording(login(jwt(1, day), {}, at(0)), login(jwt(2, 2 * day), {}, at(600)), refresh(jwt(2, 2 * day), jwt(3, 2 * day), at(700))) },
    { name: 'an answer without a time', code: recording(refresh(first, second, { says: { refresh_expires_in: 1800 } }), refresh(second, third, { says: { refresh_expires_in: 1800 } })) },
    { name: 'Keycloak of an offline token', code: recording(refresh(first, second, { ...at(0), says: { refresh_expires_in: 0 } }), refresh(second, third, { ...at(600), says: { refresh_expires_in: 0 } })) },
  ],
  invalid: [
    { name: 'a JWT that ends later', code: recording(login(jwt(1, day)), refresh(jwt(1, day), jwt(2, day + 600), at(600))), errors: [{ messageId: 'extended', severity: 'warn', confidence: 'firm', pointer: 'step[2]', says: '10 minutes later' }] },
    { name: 'little by little, said once', code: recording(refresh(jwt(1, day), jwt(2, day + 50), at(0)), refresh(jwt(2, day + 50), jwt(3, day + 100), at(50)), refresh(jwt(3, day + 100), jwt(4, day + 150), at(100))), errors: [{ messageId: 'extended', pointer: 'step[2]', says: 'refresh token (1)' }] },
    { name: 'a cookie', code: recording(withCookie(first, second, day, 0), withCookie(second, third, day, 600)), errors: [{ messageId: 'extended' }] },
    { name: 'refresh_expires_in', code: recording(refresh(first, second, { ...at(0), says: { refresh_expires_in: 1800 } }), refresh(second, third, { ...at(600), says: { refresh_expires_in: 1800 } })), errors: [{ messageId: 'extended', says: '10 minutes later' }] },
    { name: 'inner objects', code: recording(login('x', {}, { content: { data: { tokens: { refreshToken: first, refreshTokenExpiresIn: 1800 } } }, ...at(0) }), { request: 'POST /auth/refresh', body: { refreshToken: first }, content: { data: { tokens: { accessToken: access(1), refreshToken: second, refreshTokenExpiresIn: '1800' } } }, ...at(600) }), errors: [{ messageId: 'extended' }] },
  ],
})
