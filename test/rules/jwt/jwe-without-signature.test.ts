import type { JwtFacts } from '../../../src/jwt/facts.ts'
import rule from '../../../src/rules/jwt/jwe-without-signature.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const encrypted = (alg: string, cty?: string) => `${encode({ alg, enc: 'A256GCM', cty })}.AAAA.AAAA.AAAA.AAAA`
const opened = (nested: NonNullable<JwtFacts['jwe']>['nested']) => ({ facts: { jwe: { decrypted: true, reason: '', problems: [], nested } } })

testRule(rule, {
  valid: [
    { name: 'says that a token is inside', code: encrypted('RSA-OAEP', 'JWT') },
    { name: 'in the long form', code: encrypted('ECDH-ES', 'application/jwt') },
    { name: 'with an explicit type', code: encrypted('ECDH-ES', 'at+jwt') },
    { name: 'opened, signed inside', code: encrypted('RSA-OAEP'), ...opened('jws') },
    { name: 'a signed token', code: unsigned({ alg: 'RS256' }) },
    { name: 'an unknown algorithm', code: encrypted('XY') },
  ],
  invalid: [
    { name: 'closed', code: encrypted('RSA-OAEP-256'), errors: [{ messageId: 'closed', severity: 'warn', confidence: 'firm', pointer: 'header.alg' }] },
    { name: 'opened, only claims inside', code: encrypted('ECDH-ES+A256KW', 'JWT'), ...opened('claims'), errors: [{ messageId: 'opened', severity: 'warn', confidence: 'certain', says: 'ECDH-ES+A256KW' }] },
    // The form of session cookies in Auth.js.
    { name: 'a shared key', code: `${encode({ alg: 'dir', enc: 'A256CBC-HS512' })}..AAAA.AAAA.AAAA`, errors: [{ messageId: 'sharedKey', severity: 'info' }] },
    { name: 'a wrapped key', code: encrypted('A256GCMKW'), errors: [{ messageId: 'sharedKey' }] },
  ],
})
