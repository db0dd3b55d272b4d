import rule from '../../../src/rules/cookie/domain-ignored.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://a.example.com/x/y'

testRule(rule, {
  valid: [
    'sid=1',
    { code: 'sid=1; Domain=example.com', url },
    { code: 'sid=1; Domain=com', url },
    { name: 'not under your control', code: '__cf_bm=1; Domain=.example.com' },
    { name: 'a deletion', code: 'sid=; Max-Age=0; Domain=.example.com' },
  ],
  invalid: [
    { code: 'sid=1; Domain', errors: [{ messageId: 'empty', severity: 'info', pointer: 'Domain' }] },
    { code: 'sid=1; Domain=example.com; Domain=', url, errors: [{ messageId: 'empty' }] },
    { code: 'sid=1; Domain=.example.com', url, errors: [{ messageId: 'dot', says: 'Send Domain=example.com.' }] },
    { code: 'sid=1; Domain=github.io', url: 'https://github.io/', errors: [{ messageId: 'suffix', severity: 'info' }] },
    { code: 'sid=1; Domain=10.0.0.1', url: 'https://10.0.0.1/', errors: [{ messageId: 'address' }] },
    { code: 'sid=1; Domain=localhost', url: 'https://localhost/', errors: [{ messageId: 'label' }] },
  ],
})
