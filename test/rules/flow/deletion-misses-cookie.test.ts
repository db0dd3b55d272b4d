import rule from '../../../src/rules/flow/deletion-misses-cookie.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const value = '4V0nHg5kq2J7mP8xYb1RzQ'
const login = (attributes: string, name = 'sid'): Sent => ({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 303, answer: ['Location: /account', `Set-Cookie: ${name}=${value}; Secure; HttpOnly; SameSite=Lax; ${attributes}`] })
const logout = (...answer: readonly string[]): Sent => ({ request: 'POST /auth/logout', fields: [`Cookie: sid=${value}`], status: 303, answer: ['Location: /', ...answer] })
const deletion = (attributes: string, name = 'sid') => `Set-Cookie: ${name}=; Max-Age=0; Secure; HttpOnly; ${attributes}`
const page: Sent = { request: 'GET /orders', fields: [`Cookie: sid=${value}`], content: '<p>...</p>' }

testRule(rule, {
  valid: [
    { name: 'the same scope', code: recording(login('Path=/'), logout(deletion('Path=/'))) },
    { name: 'the same Domain with a dot', code: recording(login('Path=/; Domain=example.com'), logout(deletion('Path=/; Domain=.example.com'))) },
    { name: 'a cookie from before the recording', code: recording(page, logout(deletion('Path=/auth'))) },
    { name: 'nothing was set', code: recording({ request: 'GET /', content: 'x' }, logout(deletion('Path=/'))) },
    { name: 'two deletions, of which one fits', code: recording(login('Path=/; Domain=example.com'), logout(deletion('Path=/'), deletion('Path=/; Domain=example.com'))) },
    { name: 'moved to another path', code: recording(login('Path=/'), { ...page, answer: [deletion('Path=/old'), `Set-Cookie: sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`] }) },
    { name: 'the cookie of another host', code: recording(login('Path=/'), { ...logout(deletion('Path=/')), request: 'POST https://id.example.com/logout' }) },
    { name: 'a cookie that is over', code: recording({ ...login('Path=/; Max-Age=60'), time: 1795190000 }, { ...logout(deletion('Path=/auth')), time: 1795197000 }) },
    { name: 'Clear-Site-Data takes it along', code: recording(login('Path=/'), logout(deletion('Path=/auth'), 'Clear-Site-Data: "cookies"')) },
    { name: 'the page behind the redirect deletes it', code: recording(login('Path=/'), { ...logout(deletion('Path=/auth')), answer: ['Location: /bye', deletion('Path=/auth')] }, { request: 'GET /bye', fields: [`Cookie: sid=${value}`], answer: [deletion('Path=/')], content: 'x' }) },
    { name: 'a cookie of analytics', code: recording({ request: 'GET /', answer: ['Set-Cookie: _ga=GA1.2.123456789.123456789; Path=/; Domain=example.com'] }, logout('Set-Cookie: _ga=; Max-Age=0; Path=/')) },
  ],
  invalid: [
    { name: 'without its Domain', code: recording(login('Path=/; Domain=example.com'), logout(deletion('Path=/'))), errors: [{ messageId: 'missed', severity: 'error', confidence: 'certain', pointer: 'step[2].set-cookie[0]', says: 'Path=/; Domain=example.com; Secure' }] },
    { name: 'with a Domain too many', code: recording(login('Path=/'), logout(deletion('Path=/; Domain=example.com'))), errors: [{ messageId: 'missed', says: 'the host app.example.com only' }] },
    { name: 'another Path', code: recording(login('Path=/'), logout(deletion('Path=/auth'))), errors: [{ messageId: 'missed', says: 'Path=/auth' }] },
    { name: 'no Path, so that of the logout', code: recording(login('Path=/'), logout(deletion('SameSite=Lax'))), errors: [{ messageId: 'missed', says: 'Path=/auth' }] },
    { name: 'without Partitioned', code: recording(login('Path=/; Partitioned'), logout(deletion('Path=/'))), errors: [{ messageId: 'missed', says: 'Partitioned' }] },
    { name: 'outside a logout', code: recording(login('Path=/'), { ...page, answer: [deletion('Path=/orders')] }, { ...page, answer: [deletion('Path=/orders')] }), errors: [{ messageId: 'missed', severity: 'warn', confidence: 'tentative' }] },
    { name: 'a cookie that opens nothing', code: recording({ request: 'GET /', answer: ['Set-Cookie: flash=saved; Path=/; Secure; HttpOnly'] }, { request: 'GET /orders/17', answer: ['Set-Cookie: flash=; Max-Age=0; Secure'] }), errors: [{ messageId: 'missed', severity: 'info' }] },
  ],
})
