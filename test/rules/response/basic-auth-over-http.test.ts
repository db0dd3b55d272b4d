import rule from '../../../src/rules/response/basic-auth-over-http.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'http://app.example.com/'
// RFC 7617 section 2
const asking = (challenge: string) => `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: ${challenge}`

testRule(rule, {
  valid: [
    { name: 'https', code: asking('Basic realm="WallyWorld"'), url: 'https://app.example.com/' },
    { name: 'this machine', code: asking('Basic realm="WallyWorld"'), url: 'http://localhost:8080/' },
    { name: 'Bearer', code: asking('Bearer realm="basic, digest"'), url },
    { name: 'not asked for', code: 'HTTP/1.1 200 OK\nWWW-Authenticate: Basic realm="a"', url },
  ],
  invalid: [
    { name: 'Basic', code: asking('Basic realm="WallyWorld"'), url, errors: [{ messageId: 'basic', severity: 'error', pointer: 'header.www-authenticate' }] },
    { name: 'Digest', code: asking('Digest realm="a", nonce="dcd98b7102dd2f0e"'), url, errors: [{ messageId: 'digest', severity: 'warn' }] },
    { name: 'the weaker of two', code: asking('Digest realm="a", basic realm="b"'), url, errors: [{ messageId: 'basic' }] },
    { name: 'a proxy', code: 'HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm="a"', url, errors: [{ messageId: 'basic', pointer: 'header.proxy-authenticate' }] },
  ],
})
