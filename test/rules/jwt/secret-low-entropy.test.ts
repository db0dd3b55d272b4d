import rule from '../../../src/rules/jwt/secret-low-entropy.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const code = unsigned({ alg: 'HS256' })
const secret = (facts: object) => ({ facts: { secret: { source: 'option --secret', octets: 32, boundBits: 190, listed: false, ...facts } } })

testRule(rule, {
  valid: [
    { name: 'no secret given', code },
    { name: 'random', code, ...secret({}) },
    { name: '32 hexadecimal digits as text', code, ...secret({ boundBits: 128 }) },
    { name: 'too short is another rule', code, ...secret({ octets: 31, boundBits: 100, listed: true }) },
    { name: 'a token that is not signed with it', code: unsigned({ alg: 'ES256' }), ...secret({ listed: true }) },
  ],
  invalid: [
    { name: 'listed', code, ...secret({ listed: true, structure: 'mostly dictionary words', boundBits: 100 }), errors: [{ messageId: 'listed', severity: 'warn', confidence: 'certain', pointer: 'header.alg', says: 'option --secret' }] },
    { name: 'structured', code, ...secret({ structure: 'one repeated unit', boundBits: 100 }), errors: [{ messageId: 'structure', severity: 'warn', confidence: 'firm', says: 'one repeated unit' }] },
    { name: 'digits only', code, ...secret({ boundBits: 106 }), errors: [{ messageId: 'bound', severity: 'warn', says: '106 bits' }] },
    { name: 'a higher demand', code, ...secret({ boundBits: 128 }), options: { leastBits: 160 }, errors: [{ messageId: 'bound', says: '160' }] },
  ],
})
