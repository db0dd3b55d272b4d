import rule from '../../../src/rules/cookie/field-syntax.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['sid=1; Secure', { code: 'sid=1', fieldProblems: [] }, 'sid=1;\tSecure'],
  invalid: [
    { code: 'sid=1; Secure', fieldProblems: ['obs-fold'], errors: [{ messageId: 'obs-fold', severity: 'error' }] },
    { code: 'sid=1', field: 'Set-Cookie', fieldProblems: ['space-before-colon'], errors: [{ messageId: 'space-before-colon', severity: 'error', says: 'Set-Cookie and the colon' }] },
    { code: 'sid=1\rx', fieldProblems: ['bare-cr'], errors: [{ messageId: 'bare-cr' }] },
    { code: 'sid=1', fieldProblems: ['bare-cr', 'obs-fold'], errors: [{ messageId: 'obs-fold' }, { messageId: 'bare-cr' }] },
    { code: 'sid=1\nSet-Cookie: admin=1', errors: [{ messageId: 'line-break', severity: 'error' }] },
  ],
})
