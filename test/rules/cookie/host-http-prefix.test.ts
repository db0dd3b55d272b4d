import rule from '../../../src/rules/cookie/host-http-prefix.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    '__Host-Http-sid=1; Secure; HttpOnly; Path=/',
    '__Host-sid=1; Secure; Path=/',
    { name: 'dropped anyway', code: '__Host-sid=1; Secure; HttpOnly' },
    '__Host-csrf=1; Secure; HttpOnly; Path=/',
    '__Secure-sid=1; Secure; HttpOnly',
  ],
  invalid: [{ code: '__Host-sid=1; Secure; HttpOnly; Path=/', errors: [{ messageId: 'stronger', pointer: 'name', says: '__Host-Http-sid' }] }],
})
