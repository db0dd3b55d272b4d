import rule from '../../../src/rules/jwt/signature-missing.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

testRule(rule, {
  valid: [
    { name: 'signed', code: unsigned({ alg: 'ES256' }, undefined, 'AAAA') },
    { name: 'unsecured as RFC 7519 section 6 has it', code: unsigned({ alg: 'none' }) },
    { name: 'detached is jwt/malformed', code: `${encode({ alg: 'ES256' })}..AAAA` },
    { name: 'two parts are jwt/malformed', code: `${encode({ alg: 'ES256' })}.${encode({})}` },
    { name: 'an encrypted token', code: `${encode({ alg: 'dir', enc: 'A256GCM' })}....` },
  ],
  invalid: [
    // CVE-2020-28042.
    { name: 'an empty signature', code: unsigned({ alg: 'HS256' }), errors: [{ messageId: 'empty', severity: 'error', pointer: 'signature', says: '"HS256"' }] },
    { name: 'an empty signature and no alg', code: unsigned({}), errors: [{ messageId: 'empty', says: 'alg is missing' }] },
    { name: 'nothing but a header', code: `${encode({ alg: 'ES256' })}..`, errors: [{ messageId: 'empty' }] },
    { name: 'an SD-JWT without signature', code: `${unsigned({ alg: 'ES256' })}~`, errors: [{ messageId: 'empty' }] },
    { name: 'none with a signature', code: unsigned({ alg: 'nOnE' }, undefined, 'AAAA'), errors: [{ messageId: 'unexpected', says: '3 octets' }] },
    { name: 'none with a signature, although none was agreed on', code: unsigned({ alg: 'none' }, undefined, 'AAAA'), policy: { allowUnsecured: true }, errors: [{ messageId: 'unexpected' }] },
  ],
})
