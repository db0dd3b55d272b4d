import rule from '../../../src/rules/cookie/domain-wide.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/login'

testRule(rule, {
  valid: [
    'sid=1; Path=/',
    { code: 'theme=dark; Domain=example.com', url },
    { code: 'AWSALB=1; Domain=example.com', url },
    { name: 'a deletion', code: 'sid=; Max-Age=0; Domain=example.com', url },
    { name: 'empty is host-only', code: 'sid=1; Domain=', url },
    { name: 'dropped anyway', code: 'sid=1; Domain=other.example', url },
    { name: 'dropped as well, since nobody owns it', code: 'sid=1; Domain=com', url },
    { name: 'the suffix itself is host-only', code: 'sid=1; Domain=github.io', url: 'https://github.io/' },
    { name: 'the prefix rule says it', code: '__Host-sid=1; Secure; Path=/; Domain=example.com', url },
    { name: 'a login that comes back', code: 'oauth_state=1; Domain=example.com', url },
  ],
  invalid: [
    { code: 'sid=1; Domain=example.com', url, errors: [{ messageId: 'parent', severity: 'warn', pointer: 'Domain', says: 'goes to every host under example.com, not only to app.example.com' }] },
    { code: 'sid=1; Domain=.example.com', url: 'https://example.com/', errors: [{ messageId: 'below' }] },
    { code: 'csrftoken=1; Domain=example.com', url, errors: [{ messageId: 'parent', severity: 'warn' }] },
    { code: 'refresh_token=1; Domain=example.com', errors: [{ messageId: 'below', says: 'If only one host needs it, send Set-Cookie: __Host-refresh_token=(value)' }] },
    { code: 'legacy_sso=1; Domain=example.com', options: { sharedNames: ['legacy_*'] }, errors: [{ messageId: 'below', severity: 'info', confidence: 'tentative' }] },
  ],
})
