import rule from '../../../src/rules/jwt/sub-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const sub = (value: unknown) => unsigned({ alg: 'ES256' }, typeof value === 'string' && value.startsWith('{') ? value : { sub: value }, 'x')
const asked = (subject: string) => ({ policy: { subject } })
const error = (messageId: string, pointer = 'claims.sub') => [{ messageId, severity: 'error' as const, pointer }]

testRule(rule, {
  valid: [
    { name: 'not asked', code: sub('u_42') },
    { name: 'equal', code: sub('u_42'), ...asked('u_42') },
  ],
  invalid: [
    { name: 'another', code: sub('u_43'), ...asked('u_42'), errors: error('other') },
    { name: 'letter case', code: sub('U_42'), ...asked('u_42'), errors: error('letterCase') },
    { name: 'a number', code: sub(42), ...asked('42'), errors: error('number') },
    { name: 'a number that JavaScript would round', code: sub('{"sub":12345678901234567890}'), ...asked('12345678901234567890'), errors: error('number') },
    { name: 'another number', code: sub(43), ...asked('42'), errors: error('other') },
    { name: 'missing', code: sub('{}'), ...asked('u_42'), errors: error('missing', 'claims') },
    { name: 'null', code: sub(null), ...asked('u_42'), errors: error('missing', 'claims') },
  ],
})
