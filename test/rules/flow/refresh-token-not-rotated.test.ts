import rule from '../../../src/rules/flow/refresh-token-not-rotated.ts'
import { recording } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'
import { access, cookieRefresh, first, login, orders, refresh, refused, second, third } from './refreshing.ts'

const bound = `${unsigned({ alg: 'ES256', typ: 'at+jwt' }, { sub: 'u', cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' } })}c2lnbmF0dXJl`
const form = (token: string, more = '') => ({ request: 'POST /oauth/token', body: `grant_type=refresh_token&client_id=web&refresh_token=${token}${more}` })

testRule(rule, {
  valid: [
    { name: 'a new one', code: recording(refresh(first, second), refresh(second, third)) },
    { name: 'a new cookie', code: recording(cookieRefresh(first, second), orders(1)) },
    { name: 'a new one now and then', code: recording(refresh(first, undefined), refresh(first, second)) },
    { name: 'bound by DPoP', code: recording(refresh(first, undefined, { fields: ['DPoP: eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.c2ln'] }), orders(1)) },
    { name: 'bound by a certificate', code: recording(refresh(first, undefined, { content: { access_token: bound } }), orders(1)) },
    { name: 'refused', code: recording(refresh(first, undefined, refused), orders(1)) },
    { name: 'no refresh token to be seen', code: recording({ request: 'POST /auth/refresh', content: { access_token: access(1) } }, orders(1)) },
    { name: 'a login with an old refresh cookie', code: recording(login(first, {}, { fields: [`Cookie: refresh_token=${second}`] }), orders()) },
    { name: 'another name in the answer', code: recording(refresh(first, undefined, { says: { data: { refreshToken: second } } }), orders(1)) },
  ],
  invalid: [
    { name: 'none', code: recording(login(first), refresh(first, undefined)), errors: [{ messageId: 'kept', severity: 'warn', confidence: 'firm', pointer: 'step[2]', says: 'refresh token (1)' }] },
    { name: 'the same', code: recording(login(first), refresh(first, first)), errors: [{ messageId: 'same', confidence: 'firm' }] },
    { name: 'twice', code: recording(login(first), refresh(first, undefined), refresh(first, undefined)), errors: [{ messageId: 'kept', confidence: 'certain', pointer: 'step[2]', says: '#3 POST /auth/refresh' }] },
    { name: 'the same cookie', code: recording(cookieRefresh(first, first), cookieRefresh(first, first)), errors: [{ messageId: 'same', says: 'refresh token refresh_token (1)' }] },
    { name: 'a cookie that stays', code: recording(cookieRefresh(first, undefined), orders(1)), errors: [{ messageId: 'kept' }] },
    { name: 'the same in cookie and body, percent-encoded there', code: recording(cookieRefresh('4V0nHg5kq2J7%2FmP8xYb1RzQ%3D%3D', undefined, { content: { access_token: access(1), refresh_token: '4V0nHg5kq2J7/mP8xYb1RzQ==' } }), orders(1)), errors: [{ messageId: 'same' }] },
    { name: 'by OAuth', code: recording({ ...form(first), content: { access_token: access(1), token_type: 'Bearer' } }, orders(1)), errors: [{ messageId: 'kept', severity: 'warn' }] },
    { name: 'of a client with a secret', code: recording({ ...form(first, '&client_secret=s3cr3t-s3cr3t'), content: { access_token: access(1), token_type: 'Bearer' } }, orders(1)), errors: [{ messageId: 'kept', severity: 'info' }] },
    { name: 'named by the user', code: recording({ request: 'POST /api/session', body: { refreshToken: first }, content: { accessToken: access(1) } }, orders(1)), events: [{ name: 'refresh', at: 1 }], errors: [{ messageId: 'kept' }] },
  ],
})
