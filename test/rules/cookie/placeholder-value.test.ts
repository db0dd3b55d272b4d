import rule from '../../../src/rules/cookie/placeholder-value.ts'
import { testRule } from '../../rule-tester.ts'

const session = { role: 'session' as const }

testRule(rule, {
  valid: [
    { name: 'an id', code: 'sid=76667dc1e203e078b760b5d9c1b575df', ...session },
    { name: 'a word in a cookie that is no session', code: 'theme=null' },
    { name: 'a deletion', code: 'sid=null; Max-Age=0', ...session },
    { name: 'a deletion by date', code: 'sid=undefined; Expires=Thu, 01 Jan 1970 00:00:00 GMT', ...session },
    { name: 'empty', code: 'sid=', ...session },
    { name: 'a checkbox', code: 'remember_me=1', role: 'remember' },
    { name: 'a word inside an id', code: 'sid=adminadmin', ...session },
    { name: 'not a session at all', code: 'session_banner_closed=1' },
  ],
  invalid: [
    ...['undefined', 'null', 'NaN', '[object Object]', '%5Bobject%20Object%5D', '"undefined"'].map((value) => ({
      name: value,
      code: `sid=${value}`,
      ...session,
      errors: [{ messageId: 'mistake', severity: 'error' as const, confidence: 'certain' as const, pointer: 'value' }],
    })),
    ...['1', 'true', 'admin', 'test'].map((value) => ({ name: value, code: `sid=${value}`, ...session, errors: [{ messageId: 'word', severity: 'error' as const }] })),
    { name: 'a CSRF token that is missing', code: 'csrftoken=undefined', role: 'csrf', errors: [{ messageId: 'mistake', says: 'csrf' }] },
    { name: 'a remember-me token that is missing', code: 'remember=undefined', role: 'remember', errors: [{ messageId: 'mistake' }] },
    { name: 'Expires that is no date deletes nothing', code: 'sid=null; Expires=0', ...session, errors: [{ messageId: 'mistake' }] },
  ],
})
