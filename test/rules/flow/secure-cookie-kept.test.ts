import rule from '../../../src/rules/flow/secure-cookie-kept.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

// RFC 6265bis section 5.7, step 16; Chromium calls it EXCLUDE_OVERWRITE_SECURE.
const set = (name = 'sid', request = 'GET https://app.example.com/'): Sent => ({ request, answer: [`Set-Cookie: ${name}=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax`] })
const over = (request: string, cookie: string): Sent => ({ request, answer: [`Set-Cookie: ${cookie}`] })

testRule(rule, {
  valid: [
    { name: 'over https', code: recording(set(), over('POST https://app.example.com/logout', 'sid=; Max-Age=0; Path=/')) },
    { name: 'of another name', code: recording(set(), over('POST http://app.example.com/logout', 'lang=de; Path=/')) },
    { name: 'of a path above it', code: recording({ ...set(), answer: ['Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/app; Secure; HttpOnly'] }, over('POST http://app.example.com/logout', 'sid=; Max-Age=0; Path=/')) },
    { name: 'of another host', code: recording(set(), over('POST http://other.example/logout', 'sid=; Max-Age=0; Path=/')) },
    { name: 'on this machine', code: recording(set('sid', 'GET https://localhost/'), over('POST http://localhost/logout', 'sid=; Max-Age=0; Path=/')) },
    { name: 'with Secure, which is dropped for that', code: recording(set(), over('POST http://app.example.com/logout', 'sid=; Max-Age=0; Path=/; Secure')) },
  ],
  invalid: [
    { name: 'a deletion', code: recording(set(), over('POST http://app.example.com/logout', 'sid=; Max-Age=0; Path=/')), errors: [{ messageId: 'deletion', severity: 'warn', pointer: 'step[2].set-cookie[0]' }] },
    { name: 'a session cookie, which is said elsewhere', code: recording(set(), over('GET http://app.example.com/', 'sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/')), errors: [{ messageId: 'replacement', severity: 'info' }] },
    { name: 'another cookie, once', code: recording(set('cart'), over('GET http://app.example.com/', 'cart=3; Path=/'), over('GET http://app.example.com/', 'cart=4; Path=/')), errors: [{ messageId: 'replacement', severity: 'warn' }] },
  ],
})
