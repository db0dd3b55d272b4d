import rule from '../../../src/rules/jwt/shared-weak-secret.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, hmac } from '../../tokens.ts'

const lines = (...tokens: readonly string[]) => tokens.join('\n')
const token = (secret: string, jti: string) => hmac(secret, { ...goodClaims, jti })
const strong = 'udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO3C6oHAvfIVg'

testRule(rule, {
  valid: [
    { name: 'one token', code: token('secret', 'a') },
    { name: 'one weak among strong ones', code: lines(token('secret', 'a'), token(strong, 'b'), token(strong, 'c')) },
    { name: 'different weak secrets', code: lines(token('secret', 'a'), token('password', 'b')) },
  ],
  invalid: [{ name: 'twice the same', code: lines(token('secret', 'a'), token('password', 'x'), token('secret', 'b')), errors: [{ messageId: 'shared', severity: 'info', says: '2 of 3 tokens' }] }],
})
