import rule from '../../../src/rules/cookie/domain-invalid.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://a.example.com/x/y'

// Each `url` case was asked of Chromium 156.
testRule(rule, {
  valid: [
    { code: 'a=b; Domain=example.com', url },
    { code: 'a=b; Domain=EXAMPLE.COM', url },
    { code: 'a=b; Domain=', url },
    { code: 'a=b; Domain=localhost', url: 'https://localhost/' },
    { code: 'a=b; Domain=10.0.0.1', url: 'https://10.0.0.1/' },
    { code: 'a=b; Domain=.10.0.0.1', url: 'https://10.0.0.1/' },
    { name: 'the suffix itself may', code: 'a=b; Domain=github.io', url: 'https://github.io/' },
    { name: 'mismatch is another rule', code: 'a=b; Domain=other.example', url },
    { name: 'without a URL', code: 'a=b; Domain=app.example.com' },
    { name: 'a single label may be the host', code: 'a=b; Domain=intranet' },
    'a=b',
  ],
  invalid: [
    { code: 'a=b; Domain=example.com:443', url, errors: [{ messageId: 'syntax', severity: 'error', pointer: 'Domain', says: 'a port' }] },
    { code: 'a=b; Domain=https://example.com', url, errors: [{ messageId: 'syntax', says: 'a scheme' }] },
    { code: 'a=b; Domain=example.com/app', url, errors: [{ messageId: 'syntax', says: 'a path' }] },
    { code: 'a=b; Domain=*.example.com', url, errors: [{ messageId: 'syntax', says: 'an asterisk' }] },
    { code: 'a=b; Domain="example.com"', url, errors: [{ messageId: 'syntax', says: 'quotation marks' }] },
    { code: 'a=b; Domain=..example.com', url, errors: [{ messageId: 'notHost' }] },
    { code: 'a=b; Domain=example.com.', url, errors: [{ messageId: 'trailingDot' }] },
    { code: 'a=b; Domain=com', url, errors: [{ messageId: 'suffix', severity: 'error' }] },
    { code: 'a=b; Domain=github.io', url: 'https://user.github.io/', errors: [{ messageId: 'suffix', says: 'public suffix' }] },
    { code: 'a=; Max-Age=0; Domain=herokuapp.com', url: 'https://app.herokuapp.com/', errors: [{ messageId: 'suffix', severity: 'error' }] },
    { code: 'a=b; Domain=10.0.0.2', url, errors: [{ messageId: 'address' }] },
    { code: 'a=b; Domain=0.0.1', url: 'https://10.0.0.1/', errors: [{ messageId: 'address' }] },
    { code: 'a=b; Domain=example.com', url: 'https://10.0.0.1/', errors: [{ messageId: 'addressHost', says: '10.0.0.1' }] },
    { code: 'a=b; Domain=bücher.example', url: 'https://www.bücher.example/', errors: [{ messageId: 'nonAscii', severity: 'warn', says: 'xn--bcher-kva.example' }] },
    { code: 'a=b; Domain=example.com:443', errors: [{ messageId: 'syntax', severity: 'error' }] },
    { code: 'a=b; Domain=github.io', errors: [{ messageId: 'perhapsSuffix', severity: 'warn' }] },
  ],
})
