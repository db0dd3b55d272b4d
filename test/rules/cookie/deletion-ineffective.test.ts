import rule from '../../../src/rules/cookie/deletion-ineffective.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://a.example.com/x/y'

testRule(rule, {
  valid: [
    { code: '__Host-sid=; Max-Age=0; Secure; Path=/', url },
    { code: 'sid=; Max-Age=0; Path=/', url },
    { code: 'sid=; Max-Age=0', url: 'https://a.example.com/logout' },
    { name: 'no path is known', code: 'sid=; Max-Age=0' },
    { name: 'not a deletion', code: '__Host-sid=1', url },
    { name: 'Expires=0 is no deletion', code: '__Host-sid=; Expires=0', url },
    { name: 'no secret', code: 'theme=; Max-Age=0', url },
    { name: 'recorded long ago', code: 'a=b; Expires=Sun, 16 Aug 2026 19:16:39 GMT; SameSite=None', url },
    { name: 'what is missing is unknown', code: '__Host-sid=; Max-Age=0', url, attributesComplete: false },
  ],
  invalid: [
    // NousResearch/hermes-agent#62270, SocialGouv/egapro#3098.
    { code: '__Host-x=; Max-Age=0', url, errors: [{ messageId: 'dropped', severity: 'error', pointer: 'name', says: 'Set-Cookie: __Host-x=; Path=/; Max-Age=0; Secure' }] },
    { code: '__Secure-sid=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT', url, errors: [{ messageId: 'dropped', says: 'requirements of its name prefix' }] },
    { code: 'sid=; Max-Age=0; SameSite=None', url, errors: [{ messageId: 'dropped', says: 'it has SameSite=None without Secure' }] },
    { code: 'sid=; Max-Age=0; Domain=other.example', url, errors: [{ messageId: 'dropped', says: 'Domain' }] },
    { code: 'sid=; Max-Age=0; Secure', url: 'http://a.example.com/', errors: [{ messageId: 'dropped', says: 'Send the deletion over https' }] },
    { code: 'sid=; Max-Age=0; Partitioned', errors: [{ messageId: 'dropped', severity: 'error' }] },
    { code: '__Host-x=; Max-Age=0', errors: [{ messageId: 'dropped', severity: 'error' }] },
    { code: 'AWSALBCORS=; Max-Age=0; SameSite=None', errors: [{ messageId: 'dropped', severity: 'info' }] },
    // payloadcms/payload#351 and others: the path of the deletion differs.
    { code: 'sid=; Max-Age=0', url: 'https://a.example.com/api/auth/logout', errors: [{ messageId: 'path', severity: 'info', says: '/api/auth only' }] },
  ],
})
