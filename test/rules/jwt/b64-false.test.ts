import rule from '../../../src/rules/jwt/b64-false.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

testRule(rule, {
  valid: [
    { name: 'none', code: unsigned({ alg: 'ES256' }) },
    { name: 'true', code: unsigned({ alg: 'ES256', b64: true, crit: ['b64'] }) },
  ],
  invalid: [
    { name: 'false', code: unsigned({ alg: 'ES256', b64: false, crit: ['b64'] }), errors: [{ messageId: 'unencoded', severity: 'error', pointer: 'header.b64' }] },
    { name: 'false without crit', code: unsigned({ alg: 'ES256', b64: false }), errors: [{ messageId: 'unencoded' }] },
    { name: 'a string', code: unsigned({ alg: 'ES256', b64: 'false' }), errors: [{ messageId: 'notBoolean' }] },
  ],
})
