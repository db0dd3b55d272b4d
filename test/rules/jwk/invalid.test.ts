import rule from '../../../src/rules/jwk/invalid.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [],
  invalid: [],
})
