import rule from '../../../src/rules/cookie/prefix-violation.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://a.example.com/x/y'

testRule(rule, {
  valid: [
    { code: '__Host-a=b; Secure; Path=/', url },
    { code: '__host-a=b; Path=/; Secure', url },
    { name: 'an empty Domain is none', code: '__Host-a=b; Secure; Path=/; Domain=', url },
    { code: '__Secure-a=b; Secure; Domain=example.com', url },
    { code: '__Secure-a=b; Secure', url: 'http://localhost/' },
    { code: '__Http-a=b; Secure; HttpOnly', url },
    { code: '__Host-Http-a=b; Secure; HttpOnly; Path=/', url },
    { name: 'no prefix that browsers know', code: '__HostHttp-a=b; Secure; Path=/', url },
    { code: 'Host-a=b', url },
    { code: '__Host-a=; Max-Age=0; Secure; Path=/', url },
    { name: 'what is missing is unknown', code: '__Host-a=b', url, attributesComplete: false },
    { name: 'without a name: another rule', code: '=__Host-a', url },
  ],
  invalid: [
    // Chromium 156 drops each of these.
    { code: '__Secure-a=b', url, errors: [{ messageId: 'dropped', severity: 'error', pointer: 'name', says: 'requires Secure' }] },
    { code: '__host-a=b; Path=/', url, errors: [{ messageId: 'dropped', says: 'requires Secure' }] },
    { code: '__Host-a=b; Secure', url, errors: [{ messageId: 'dropped', pointer: 'name', says: 'requires Path=/' }] },
    { code: '__Host-a=b; Secure; Path=/x', url, errors: [{ messageId: 'dropped', pointer: 'Path' }] },
    { code: '__Host-a=b; Secure; Path=/; Path=/x', url, errors: [{ messageId: 'dropped', pointer: 'Path' }] },
    { code: '__Host-a=b; Secure; Path=/; Domain=example.com', url, errors: [{ messageId: 'dropped', pointer: 'Domain', says: 'requires no Domain' }] },
    { code: '__Host-a=b', url, errors: [{ messageId: 'dropped', says: 'requires Secure and Path=/' }] },
    { code: '__Host-a=b; Secure; Path=/', url: 'http://a.example.com/', errors: [{ messageId: 'dropped', pointer: 'Secure', says: 'an https URL' }] },
    // Firefox 153 keeps this one: the default path is / there.
    { code: '__Host-a=b; Secure', url: 'https://a.example.com/', errors: [{ messageId: 'some', says: 'Firefox' }] },
    // It takes the deletion, too: logging out works there and not in Chrome.
    { code: '__Host-a=; Max-Age=0; Secure', url: 'https://a.example.com/', errors: [{ messageId: 'some', says: 'dropped by Chrome and taken by Firefox' }] },
    { name: 'Express, with the setting for the whole', code: '__Host-connect.sid=s%3Ax; HttpOnly; Path=/', url, errors: [{ messageId: 'dropped', says: 'Express (express-session): app.use(session({ name: \'__Host-connect.sid\'' }] },
    { code: '__http-a=b; Secure', url, errors: [{ messageId: 'some', severity: 'error', says: 'requires HttpOnly' }] },
    { code: '__Host-Http-a=b; Secure; Path=/', url, errors: [{ messageId: 'some', severity: 'error', says: 'begins with __Host-Http- requires HttpOnly' }] },
    { code: '__Host-Http-a=b; Secure; HttpOnly; Path=/x', url, errors: [{ messageId: 'dropped', says: 'begins with __Host-Http- requires Path=/' }] },
    // Safari does not know this prefix.
    { name: 'kept by Safari', code: '__Http-a=b; Secure', url, errors: [{ messageId: 'some', pointer: 'name', says: 'Safari' }] },
    // NousResearch/hermes-agent#62270: the deletion is dropped, and logging out does nothing.
    { code: '__Host-x=; Max-Age=0', url, errors: [{ messageId: 'dropped', severity: 'error', says: 'Send Set-Cookie: __Host-x=; Path=/; Max-Age=0; Secure' }] },
  ],
})
