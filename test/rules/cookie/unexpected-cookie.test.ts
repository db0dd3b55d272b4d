import rule from '../../../src/rules/cookie/unexpected-cookie.ts'
import { testRule } from '../../rule-tester.ts'

const only = { onlyTheseCookies: true, cookies: { sid: {}, 'pref-*': {} } }

testRule(rule, {
  valid: [
    { name: 'nothing said about others', code: 'x=1', policy: { cookies: { sid: {} } } },
    { name: 'named', code: 'sid=1', policy: only },
    { name: 'fits a pattern', code: 'pref-theme=1', policy: only },
    { name: 'a deletion', code: 'x=; Max-Age=0', policy: only },
  ],
  invalid: [
    { name: 'not named', code: 'x=1', policy: only, errors: [{ messageId: 'unexpected', severity: 'error', pointer: 'name' }] },
    { name: 'case counts', code: 'SID=1', policy: only, errors: [{ messageId: 'unexpected' }] },
    { name: 'a name that every object has', code: 'constructor=1', policy: only, errors: [{ messageId: 'unexpected' }] },
    { name: 'nothing is expected at all', code: 'sid=1', policy: { onlyTheseCookies: true }, errors: [{ messageId: 'unexpected' }] },
  ],
})
