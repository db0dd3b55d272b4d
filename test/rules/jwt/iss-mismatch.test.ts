import rule from '../../../src/rules/jwt/iss-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const iss = (value: unknown) => unsigned({ alg: 'ES256' }, { iss: value }, 'x')
const asked = (...issuers: string[]) => ({ policy: { issuers } })
const error = (messageId: string, says = '') => [{ messageId, severity: 'error' as const, says }]

testRule(rule, {
  valid: [
    { name: 'not asked', code: iss('https://issuer.example') },
    { name: 'equal', code: iss('https://issuer.example/'), ...asked('https://issuer.example/') },
    { name: 'one of several', code: iss('https://b.example'), ...asked('https://a.example', 'https://b.example') },
    { name: 'no claims to read', code: unsigned({ alg: 'ES256' }, '[]', 'x'), ...asked('https://a.example') },
  ],
  invalid: [
    { name: 'another', code: iss('https://evil.example'), ...asked('https://issuer.example'), errors: error('other', 'from https://evil.example, not from https://issuer.example.') },
    { name: 'of several', code: iss('https://c.example'), ...asked('https://a.example', 'https://b.example'), errors: error('other', 'https://a.example or https://b.example') },
    { name: 'a slash too many', code: iss('https://issuer.example/'), ...asked('https://issuer.example'), errors: error('slash', 'iss is https://issuer.example/, but https://issuer.example is accepted') },
    { name: 'a slash too few', code: iss('https://a.example'), ...asked('https://b.example', 'https://a.example/'), errors: error('slash', 'but https://a.example/ is accepted') },
    { name: 'http for https', code: iss('http://issuer.example'), ...asked('https://issuer.example'), errors: error('scheme') },
    { name: 'https for http', code: iss('https://issuer.example/'), ...asked('http://issuer.example'), errors: error('scheme') },
    { name: 'letter case', code: iss('https://Issuer.example'), ...asked('https://issuer.example'), errors: error('letterCase') },
    { name: 'a prefix is another', code: iss('https://issuer.example.evil.example'), ...asked('https://issuer.example'), errors: error('other') },
    { name: 'missing', code: unsigned({ alg: 'ES256' }, {}, 'x'), ...asked('https://issuer.example'), errors: [{ messageId: 'missing', pointer: 'claims' }] },
    { name: 'a list', code: iss(['https://issuer.example']), ...asked('https://issuer.example'), errors: [{ messageId: 'notText', pointer: 'claims.iss' }] },
    { name: 'text that would move the cursor', code: iss('a\u001b[1A'), ...asked('b'), errors: error('other', 'a\\u{1b}[1A') },
  ],
})
