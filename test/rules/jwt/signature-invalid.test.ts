import { keyRing } from '../../../src/jwt/keys.ts'
import { parseSecret } from '../../../src/jwt/load-keys.ts'
import rule from '../../../src/rules/jwt/signature-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, hmac, unsigned } from '../../tokens.ts'

const code = unsigned({ alg: 'HS256' }, undefined, 'AAAA')
const verdict = (status: 'valid' | 'invalid' | 'not-checked', codeOf: 'mismatch' | 'unsigned' | 'verified' | 'no-key' | 'kid-unknown', hints: string[] = []) => ({
  facts: { signature: { status, code: codeOf, reason: 'The key of file k.pem does not fit.', hints } },
})

testRule(rule, {
  valid: [
    { name: 'valid', code, ...verdict('valid', 'verified') },
    { name: 'verified with the secret', code: hmac('a'.repeat(32)), keys: keyRing([parseSecret('a'.repeat(32), 'option --secret')]) },
    { name: 'not checked', code, ...verdict('not-checked', 'no-key') },
    { name: 'unsigned tokens have their own rules', code: unsigned({ alg: 'none' }), ...verdict('invalid', 'unsigned') },
  ],
  invalid: [
    { name: 'a mismatch', code, ...verdict('invalid', 'mismatch'), errors: [{ messageId: 'invalid', severity: 'error', pointer: 'signature', says: 'The key of file k.pem does not fit. Nothing in this token can be believed.\nRefuse the token.' }] },
    {
      name: 'an encrypted token that does not open',
      code: `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`,
      facts: { signature: { status: 'invalid', code: 'encrypted', reason: 'The tag does not fit.', hints: [] } },
      errors: [{ messageId: 'undecryptable', severity: 'error', pointer: undefined, says: 'The tag does not fit.' }],
    },
    { name: 'found out with the secret', code: hmac('a'.repeat(32)), keys: keyRing([parseSecret('b'.repeat(32), 'option --secret')]), errors: [{ messageId: 'invalid', says: 'option --secret' }] },
    { name: 'never quietly, whatever the reason', code, ...verdict('invalid', 'kid-unknown'), errors: [{ messageId: 'invalid' }] },
    { name: 'the diagnosis is the fix', code, ...verdict('invalid', 'mismatch', ['It verifies with the secret decoded from base64.']), errors: [{ messageId: 'invalid', says: 'decoded from base64' }] },
  ],
})
