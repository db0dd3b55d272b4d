import rule from '../../../src/rules/cookie/value-structured.ts'
import { testRule } from '../../rule-tester.ts'

const session = { role: 'session' as const }

testRule(rule, {
  valid: [
    { name: 'an opaque id', code: 'sid=76667dc1e203e078b760b5d9c1b575df', ...session },
    { name: 'encrypted by Laravel', code: `sid=${Buffer.from('{"iv":"a","value":"b","mac":"c"}').toString('base64')}`, ...session },
    { name: 'encrypted by Rails', code: 'sid=8%2F6TddXKqUG7vRsPJEy%2FcM7c--Y2lwaGVydGV4dDEy--dGFnLXRhZy10YWctdGFnLQ%3D%3D', ...session },
    { name: 'a JWT is another rule', code: 'sid=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x', ...session },
    { name: 'serialised objects are another rule', code: 'sid=rO0ABXNyABFqYXZhLmxhbmcuSW50ZWdlcg==', ...session },
    { name: 'one name around an opaque id', code: 'sid=id=76667dc1e203e078b760b5d9c1b575df', ...session },
    { name: 'preferences may be readable', code: 'prefs=eyJ0aGVtZSI6ImRhcmsifQ==' },
    { name: 'a deletion', code: 'sid=eyJ1c2VyIjo0Mn0=; Max-Age=0', ...session },
  ],
  invalid: [
    { name: 'base64 JSON', code: 'sid=eyJ1c2VyIjo0Mn0=', ...session, errors: [{ messageId: 'unsigned', severity: 'warn', pointer: 'value', says: 'JSON' }] },
    { name: 'plain JSON', code: 'sid=%7B%22user%22%3A42%7D', ...session, errors: [{ messageId: 'unsigned' }] },
    { name: 'name=value pairs', code: 'sid=user=42&admin=0', ...session, errors: [{ messageId: 'unsigned', says: 'name=value pairs' }] },
    { name: 'cookie-session', code: 'session=eyJ1c2VyIjo0Mn0=', ...session, before: ['session.sig=yIUynYMA5NxnxfOOj1VOzQzi680'], errors: [{ messageId: 'signed', severity: 'info' }] },
    { name: 'the signature of another cookie', code: 'session=eyJ1c2VyIjo0Mn0=', ...session, before: ['other.sig=yIUynYMA5NxnxfOOj1VOzQzi680'], errors: [{ messageId: 'unsigned' }] },
    { name: 'a signature of its own', code: 'sid=uid=42&sig=76667dc1e203e078b760b5d9c1b575df', ...session, errors: [{ messageId: 'signed', severity: 'info', says: 'it seems' }] },
    { name: 'one name around a number', code: 'sid=uid=42', ...session, errors: [{ messageId: 'unsigned' }] },
    { name: 'Flask', code: 'session=eyJ1c2VyIjo0Mn0.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas', ...session, errors: [{ messageId: 'signed', severity: 'info', says: 'Flask' }] },
    { name: 'Flask, compressed', code: 'session=.eJyrViotTi1SsjIx0lGqULJSSkxKHnJIqRYAMKpJ6g.awCejw.eP7C92-vA5IIaKVaYKkPsd70mNE', ...session, errors: [{ messageId: 'signed', severity: 'info', says: 'compressed' }] },
    { name: 'Django', code: 'sessionid=eyJfYXV0aF91c2VyX2lkIjoiNDIifQ:1xUUEJ:2ZMUFtgxEK_jOvIS23c0U2zUoU6OOC5gvdQ8upH1PHQ', ...session, errors: [{ messageId: 'signed', severity: 'info', says: 'Django' }] },
  ],
})
