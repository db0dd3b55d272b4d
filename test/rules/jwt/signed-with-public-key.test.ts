import { generateKeyPairSync } from 'node:crypto'
import { keyRing } from '../../../src/jwt/keys.ts'
import { parseKeys } from '../../../src/jwt/load-keys.ts'
import rule from '../../../src/rules/jwt/signed-with-public-key.ts'
import { testRule } from '../../rule-tester.ts'
import { hmac } from '../../tokens.ts'

const code = hmac('x'.repeat(32))
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
const keys = keyRing(parseKeys(Buffer.from(pem), 'file public.pem'))

testRule(rule, {
  valid: [
    { name: 'no match', code },
    { name: 'no match with the key given', code, keys },
  ],
  invalid: [
    // CVE-2015-9235.
    { name: 'the PEM file as secret', code: hmac(pem), keys, errors: [{ messageId: 'forged', severity: 'error', says: 'file public.pem' }] },
    { name: 'a match', code, facts: { publicKeyAsSecret: { key: 'file public.pem', form: 'PEM with a final newline' } }, errors: [{ messageId: 'forged', severity: 'error', pointer: 'signature', says: 'file public.pem, in the form of PEM with a final newline' }] },
  ],
})
