import rule from '../../../src/rules/flow/refresh-token-valid-after-logout.ts'
import { recording } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { access, cookieRefresh, first, login, logout, orders, refresh, refused, second, third } from './refreshing.ts'

testRule(rule, {
  valid: [
    { name: 'refused', code: recording(login(first), logout(first), refresh(first, second, refused)) },
    { name: 'refused in words', code: recording(login(first), logout(first), refresh(first, second, { content: { error: 'invalid_grant' } })) },
    { name: 'a refresh before it', code: recording(login(first), refresh(first, second), logout(second)) },
    { name: 'logged in anew', code: recording(login(first), logout(first), login(second), refresh(second, third)) },
    { name: 'the session of somebody else', code: recording(login(first), login(second), logout(second), refresh(first, third)) },
    { name: 'the access token was revoked, not this', code: recording(login(first), { request: 'POST /oauth/revoke', body: `token=${access(0)}` }, refresh(first, second)) },
    { name: 'a logout that failed', code: recording(login(first), logout(first, { status: 403 }), refresh(first, second)) },
  ],
  invalid: [
    { name: 'new tokens', code: recording(login(first), logout(first), refresh(first, second)), errors: [{ messageId: 'refreshed', severity: 'error', confidence: 'firm', pointer: 'step[3]', says: '#2 POST /auth/logout' }] },
    { name: 'rotated before', code: recording(login(first), refresh(first, second), logout(second), refresh(second, third)), errors: [{ messageId: 'refreshed', says: 'refresh token (2)' }] },
    { name: 'one before the last', code: recording(login(first), refresh(first, second), logout(second), refresh(first, third)), errors: [{ messageId: 'refreshed', says: 'refresh token (1)' }] },
    { name: 'logged out by the access token', code: recording(login(first), { ...logout(first), body: {}, fields: [`Authorization: Bearer ${access(0)}`] }, refresh(first, second)), errors: [{ messageId: 'refreshed', severity: 'error' }] },
    { name: 'revoked by its name', code: recording(login(first), { request: 'POST /oauth/revoke', body: `token=${first}&token_type_hint=refresh_token` }, refresh(first, second)), errors: [{ messageId: 'refreshed' }] },
    { name: 'in a cookie', code: recording(cookieRefresh(first, second), { request: 'POST /auth/logout', fields: [`Cookie: refresh_token=${second}`], status: 204 }, cookieRefresh(second, third)), errors: [{ messageId: 'refreshed' }] },
    { name: 'meant to be used offline', code: recording(login(first, { scope: 'openid offline_access' }), { ...logout(first), body: {}, fields: [`Authorization: Bearer ${access(0)}`] }, refresh(first, second, { says: { scope: 'openid offline_access' } })), errors: [{ messageId: 'refreshed', severity: 'warn' }] },
    { name: 'meant to be used offline, and named', code: recording(login(first), logout(first), refresh(first, second, { says: { scope: 'offline_access' } })), errors: [{ messageId: 'refreshed', severity: 'error' }] },
    { name: 'said once', code: recording(login(first), logout(first), refresh(first, second), orders(1), refresh(first, third)), errors: [{ messageId: 'refreshed' }] },
  ],
})
