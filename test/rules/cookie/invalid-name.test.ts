import rule from '../../../src/rules/cookie/invalid-name.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1',
    { name: 'names that objects have are names', code: '__proto__=x' },
    'constructor=x; Path=/',
    { name: 'every sign of a token', code: "!#$%&'*+-.^_`|~=x" },
    { name: 'white space around the name is not part of it', code: '  a  =  b ' },
    { name: 'a deletion is left alone', code: 'my cookie=; Max-Age=0' },
    '__Host-sid=1; Secure; Path=/',
    ...['priority=3', 'expires=1795197600', 'path=home', 'domain=sales', 'samesite=on'].map((code) => ({ name: `a cookie that is called like an attribute, ${code}`, code: `${code}; Path=/` })),
  ],
  invalid: [
    // The way in which people ask for flags (mozilla/http-observatory#215).
    { code: 'secure; httponly', errors: [{ messageId: 'flags', severity: 'error', pointer: 'value', says: 'Set-Cookie: name=(value); Secure' }] },
    { code: 'HttpOnly', errors: [{ messageId: 'flags', says: 'HttpOnly' }] },
    { code: 'Path=/; Secure', errors: [{ messageId: 'attribute', severity: 'warn', pointer: 'name' }] },
    ...['Expires=Wed, 21 Oct 2037 07:28:00 GMT', 'max-age=3600', 'Domain=example.com', 'SameSite=Lax', 'Priority=High', 'Secure=true', 'Path='].map((code) => ({ code: `${code}; Secure`, errors: [{ messageId: 'attribute' }] })),
    { code: '', errors: [{ messageId: 'empty', severity: 'error' }] },
    { code: '=', errors: [{ messageId: 'empty' }] },
    { code: '; Secure', errors: [{ messageId: 'empty' }] },
    { code: 'token', errors: [{ messageId: 'nameless', severity: 'error', pointer: 'value', says: 'Firefox takes it for a name' }] },
    { code: '=token', errors: [{ messageId: 'nameless', says: 'Firefox drops the cookie' }] },
    // Chromium 156 drops these two.
    { code: '=Foo=Bar', errors: [{ messageId: 'ambiguous' }] },
    { code: '=__host-x=1', errors: [{ messageId: 'hiddenPrefix', says: '__Host-' }] },
    { code: '__Secure-x', errors: [{ messageId: 'hiddenPrefix' }] },
    { code: 's\tid=a', errors: [{ messageId: 'tab', severity: 'error', says: 'Firefox keeps it' }] },
    { code: 's\u0001id=a', errors: [{ messageId: 'control', severity: 'error', says: 's\\u{1}id' }] },
    { code: 's\u0001id=; Max-Age=0', errors: [{ messageId: 'control' }] },
    { code: 'my cookie=1', errors: [{ messageId: 'characters', severity: 'warn', pointer: 'name', says: 'a space' }] },
    // webhint: invalidName.
    { code: 'cookie\\Name=v; Secure; HttpOnly', errors: [{ messageId: 'characters', severity: 'warn', says: '"\\"' }] },
    { code: 'a[1]=v', errors: [{ messageId: 'characters', says: '"[" and "]"' }] },
    { code: 'größe=v', errors: [{ messageId: 'characters', says: 'größe' }] },
    { name: 'the framework chose the name', code: 'koa:sess=v', errors: [{ messageId: 'characters', severity: 'info' }] },
  ],
})
