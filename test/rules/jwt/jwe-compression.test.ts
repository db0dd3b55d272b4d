import rule from '../../../src/rules/jwt/jwe-compression.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const overgrown = { facts: { jwe: { decrypted: false, reason: '', problems: [{ code: 'zip-overgrown', message: 'Its content unfolds to more than 250000 octets.' }], nested: 'unknown' as const } } }

testRule(rule, {
  valid: [
    { name: 'not compressed', code: `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA` },
    { name: 'signed', code: unsigned({ alg: 'ES256' }) },
  ],
  invalid: [
    { name: 'encrypted', code: `${encode({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..AAAA.AAAA.AAAA`, errors: [{ messageId: 'compressed', severity: 'warn', pointer: 'header.zip', says: 'DEF' }] },
    { name: 'grows beyond the limit', code: `${encode({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..AAAA.AAAA.AAAA`, ...overgrown, errors: [{ messageId: 'bomb', severity: 'error', pointer: 'header.zip', says: '250000 octets' }] },
    { name: 'signed, with zip', code: unsigned({ alg: 'ES256', zip: 'DEF' }), errors: [{ messageId: 'meaningless', severity: 'warn' }] },
  ],
})
