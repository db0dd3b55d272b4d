import rule from '../../../src/rules/cookie/unexpected-attributes.ts'
import type { CookieExpectation } from '../../../src/core/policy.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/login'
const good = 'sid=1; Path=/; Secure; HttpOnly; SameSite=Lax'
const expect = (expectation: CookieExpectation) => ({ url, policy: { cookies: { sid: expectation } } })

testRule(rule, {
  valid: [
    { name: 'nothing expected', code: 'sid=1', url },
    { name: 'of another cookie', code: 'other=1', ...expect({ secure: true }) },
    { name: 'all as expected', code: good, ...expect({ secure: true, httpOnly: true, sameSite: ['Lax', 'Strict'], partitioned: false, hostOnly: true, path: '/', domain: 'app.example.com', maxAge: 3600, session: true }) },
    { name: 'shorter than allowed', code: `${good}; Max-Age=3600`, ...expect({ maxAge: 3600, session: false }) },
    { name: 'a date', code: `${good}; Expires=Fri, 20 Nov 2026 19:00:00 GMT`, ...expect({ maxAge: 3600 }) },
    { name: 'the last one counts, as in a browser', code: `sid=1; Path=/x; Path=/`, ...expect({ path: '/' }) },
    { name: 'a leading dot says nothing', code: 'sid=1; Domain=.example.com', ...expect({ domain: 'example.com' }) },
    { name: 'a deletion', code: 'sid=; Max-Age=0', ...expect({ secure: true }) },
    { name: 'a jar does not keep SameSite', code: 'sid=1; Secure', attributesComplete: false, ...expect({ sameSite: ['Lax'] }) },
    { name: 'the own name counts before a pattern', code: 'sid=1', url, policy: { cookies: { 's*': { secure: true }, sid: {} } } },
    { name: 'no URL, no host', code: 'sid=1', policy: { cookies: { sid: { domain: 'example.com' } } } },
  ],
  invalid: [
    { name: 'flags', code: 'sid=1; Partitioned', ...expect({ secure: true, httpOnly: true, partitioned: false }), errors: [{ messageId: 'differs', severity: 'error', pointer: 'Secure', says: 'Secure of the session cookie sid is off in effect' }, { messageId: 'differs', pointer: 'HttpOnly' }, { messageId: 'differs', pointer: 'Partitioned', says: 'is on' }] },
    { name: 'SameSite', code: 'sid=1; SameSite=None; Secure', ...expect({ sameSite: ['Lax', 'Strict'] }), errors: [{ messageId: 'differs', pointer: 'SameSite', says: 'Lax or Strict' }] },
    { name: 'SameSite that nobody understands', code: 'sid=1; SameSite="Lax"', ...expect({ sameSite: ['Lax'] }), errors: [{ messageId: 'differs', says: 'not set' }] },
    { name: 'a wider scope', code: 'sid=1; Domain=example.com; Path=/', ...expect({ hostOnly: true, path: '/app' }), errors: [{ messageId: 'differs', pointer: 'Path', says: '/app' }, { messageId: 'differs', pointer: 'Domain', says: 'example.com' }] },
    { name: 'another domain', code: 'sid=1; Domain=example.com', ...expect({ domain: 'app.example.com' }), errors: [{ messageId: 'differs', says: 'app.example.com' }] },
    { name: 'too long', code: 'sid=1; Max-Age=86401', ...expect({ maxAge: 3600 }), errors: [{ messageId: 'differs', pointer: 'Max-Age', says: '1 hour at most' }] },
    { name: 'a date too far away', code: 'sid=1; Expires=Sat, 21 Nov 2026 18:00:00 GMT', ...expect({ maxAge: 3600 }), errors: [{ messageId: 'differs', pointer: 'Expires' }] },
    { name: 'a date beside a Max-Age that browsers cannot read', code: 'sid=1; Max-Age=1h; Expires=Sat, 21 Nov 2026 18:00:00 GMT', ...expect({ maxAge: 3600 }), errors: [{ messageId: 'differs', pointer: 'Expires' }] },
    { name: 'persistent', code: 'sid=1; Max-Age=60', ...expect({ session: true }), errors: [{ messageId: 'differs', says: 'browser session' }] },
    { name: 'not persistent', code: 'sid=1', ...expect({ session: false }), errors: [{ messageId: 'differs', says: 'outlives' }] },
    { name: 'by a pattern', code: 'sid=1', url, policy: { cookies: { 's*': { secure: true } } }, errors: [{ messageId: 'differs' }] },
    { name: 'a flag that a jar says', code: 'sid=1; Path=/a', attributesComplete: false, ...expect({ path: '/', sameSite: ['Lax'] }), errors: [{ messageId: 'differs', pointer: 'Path' }] },
  ],
})
