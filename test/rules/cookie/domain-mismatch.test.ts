import rule from '../../../src/rules/cookie/domain-mismatch.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://a.example.com/x/y'

testRule(rule, {
  valid: [
    { code: 'a=b; Domain=example.com', url },
    { code: 'a=b; Domain=.Example.COM', url },
    { code: 'a=b; Domain=a.example.com', url },
    { code: 'a=b; Domain=', url },
    { code: 'a=b', url },
    { name: 'the last one counts', code: 'a=b; Domain=other.example; Domain=example.com', url },
    { name: 'no URL, no host', code: 'a=b; Domain=other.example' },
    { name: 'a suffix is another rule', code: 'a=b; Domain=github.io', url: 'https://user.github.io/' },
    { name: 'syntax is another rule', code: 'a=b; Domain=example.com:443', url },
    { name: 'its own address', code: 'a=b; Domain=10.0.0.1', url: 'https://10.0.0.1/' },
  ],
  invalid: [
    { code: 'a=b; Domain=b.example.com', url, errors: [{ messageId: 'other', severity: 'error', pointer: 'Domain', says: 'is neither the host a.example.com' }] },
    { code: 'a=b; Domain=x.a.example.com', url, errors: [{ messageId: 'below', says: 'For this host only, send Set-Cookie: a=(value); Path=/; Secure; HttpOnly; SameSite=Lax' }] },
    { code: 'a=b; Domain=ample.com', url, errors: [{ messageId: 'other' }] },
    { name: 'a deletion is dropped too', code: 'a=; Max-Age=0; Domain=other.example', url, errors: [{ messageId: 'other', severity: 'error' }] },
  ],
})
