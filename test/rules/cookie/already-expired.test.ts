import rule from '../../../src/rules/cookie/already-expired.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'cart=3',
    'cart=3; Max-Age=60',
    // PHP, Rails and Tomcat, Go, vk.com.
    ...['deleted', '', '""', 'DELETED'].map((value) => `cart=${value}; Expires=Thu, 01 Jan 1970 00:00:00 GMT`),
    { name: 'deletion-keeps-value says it', code: 'sid=k7Qx2mPz9RtL4vWn; Max-Age=0' },
    // As cookie-session and Koa delete: the signature of nothing stays.
    { name: 'the signature of a deletion', code: 'cart.sig=XdvXuBVVYI2kJ3mbZUOao0bvx0w; Expires=Thu, 01 Jan 1970 00:00:00 GMT', before: ['cart=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'] },
    { name: 'not under your control', code: 'AWSALB=ooUPTWmLTojp4gTNDd9b; Expires=Tue, 06 Feb 2024 09:17:14 GMT; Path=/' },
    { name: 'at its own time', code: 'cart=3; Expires=Thu, 20 Feb 2025 04:01:39 GMT', now: 1740024000 - 3600 },
  ],
  invalid: [
    { code: 'cart=3; Expires=Thu, 20 Feb 2025 04:01:39 GMT', errors: [{ messageId: 'past', severity: 'warn', pointer: 'Expires', says: '2025-02-20' }] },
    { code: 'sid=abc; Expires=Fri, 20 Nov 2026 17:59:59 GMT', errors: [{ messageId: 'past', severity: 'warn', says: '--now' }] },
    { code: '_ga=GA1.2; Expires=Thu, 20 Feb 2025 04:01:39 GMT', errors: [{ messageId: 'past', severity: 'info' }] },
    { code: 'cart=3; Max-Age=-1', errors: [{ messageId: 'leftover', severity: 'info', pointer: 'value' }] },
    { name: 'a signature of something else', code: 'cart.sig=XdvXuBVVYI2kJ3mbZUOao0bvx0w; Max-Age=0', before: ['shop=; Max-Age=0'], errors: [{ messageId: 'leftover' }] },
    { code: 'cart=3; Expires=Thu, 01-Jan-1970 00:00:01 GMT', errors: [{ messageId: 'leftover', severity: 'info' }] },
  ],
})
