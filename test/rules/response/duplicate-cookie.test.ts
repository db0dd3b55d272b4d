import rule from '../../../src/rules/response/duplicate-cookie.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/a/b'
const setting = (...cookies: string[]) => ['HTTP/1.1 200 OK', ...cookies.map((cookie) => `Set-Cookie: ${cookie}`)].join('\n')

testRule(rule, {
  valid: [
    { name: 'different names', code: setting('a=1', 'b=2') },
    { name: 'names compare with case', code: setting('sid=1', 'SID=2') },
    { name: 'parts of a long value', code: setting('session.0=a', 'session.1=b') },
    { name: 'a load balancer in front of another', code: setting('AWSALB=a; Path=/', 'AWSALB=b; Path=/') },
    { name: 'two deletions, for two scopes', code: setting('sid=; Max-Age=0; Path=/', 'sid=; Max-Age=0; Path=/; Domain=example.com'), url },
  ],
  invalid: [
    { name: 'same scope', code: setting('sid=1; Path=/', 'sid=2; Path=/'), url, errors: [{ messageId: 'overwritten', severity: 'warn', pointer: 'header.set-cookie[1]' }] },
    { name: 'without a URL', code: setting('sid=1; Path=/', 'sid=2; Path=/'), errors: [{ messageId: 'overwritten' }] },
    { name: 'the default path is the same path', code: setting('sid=1', 'sid=2; Path=/a'), url, errors: [{ messageId: 'overwritten' }] },
    { name: 'another Path', code: setting('sid=1; Path=/', 'sid=2; Path=/app'), url, errors: [{ messageId: 'shadowed', severity: 'warn', says: 'twice' }] },
    { name: 'host and domain', code: setting('sid=1; Path=/', 'sid=2; Path=/; Domain=example.com'), url, errors: [{ messageId: 'shadowed' }] },
    { name: 'partitioned and not', code: setting('sid=1; Path=/; Secure', 'sid=2; Path=/; Secure; Partitioned'), url, errors: [{ messageId: 'shadowed' }] },
    { name: 'a move', code: setting('sid=; Path=/old; Max-Age=0', 'sid=2; Path=/'), url, errors: [{ messageId: 'replaced', severity: 'info' }] },
    { name: 'each name by itself', code: setting('a=1', 'b=1', 'a=2', 'b=2', 'a=3'), errors: [{ messageId: 'overwritten', says: '3 times' }, { messageId: 'overwritten' }] },
  ],
})
