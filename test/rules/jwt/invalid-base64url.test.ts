import rule from '../../../src/rules/jwt/invalid-base64url.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const header = encode({ alg: 'ES256' })
const claims = encode({ sub: '1' })

testRule(rule, {
  valid: [
    { name: 'a clean token', code: unsigned({ alg: 'ES256' }, undefined, 'AAAA') },
    { name: 'empty parts', code: `${header}..` },
    { name: 'lengths 2 and 3 modulo 4 with unused bits at zero', code: `${header}.${claims}.AAAAAA.AAAAAAA` },
    { name: 'no token at all', code: 'a=b.c+d.e/f' },
    { name: 'other characters are jwt/malformed', code: `${header}.${claims}.AA*A` },
  ],
  invalid: [
    { name: 'padding, as AWS load balancers send it', code: `${header}.eyJzdWIiOiIxMiJ9Cg==.AAAA`, errors: [{ messageId: 'alphabet', severity: 'error', pointer: 'payload', says: '"=" padding' }] },
    { name: 'the standard alphabet', code: `${header}.${claims}.AA+/`, errors: [{ messageId: 'alphabet', pointer: 'signature', says: '"+" or "/"' }] },
    { name: 'both', code: `${header}.${claims}.AA+/AA==`, errors: [{ messageId: 'alphabet', says: 'padding and "+"' }] },
    { name: 'a space', code: `${header}.${claims}.AA AA`, errors: [{ messageId: 'alphabet', says: 'wrapped' }] },
    { name: 'a line break', code: `${header}.${claims.slice(0, 4)}\n${claims.slice(4)}.AAAA`, errors: [{ messageId: 'alphabet', pointer: 'payload', says: 'white space' }] },
    { name: 'an impossible length', code: `${header}.${claims}.AAAAA`, errors: [{ messageId: 'length', pointer: 'signature', says: '5 characters' }] },
    { name: 'each part that is wrong', code: `${header}=.${claims}=.AAA=`, errors: [{ messageId: 'alphabet', pointer: 'header' }, { messageId: 'alphabet' }, { messageId: 'alphabet' }] },
    // "AAB" decodes to the same octets as "AAA": two zero octets.
    { name: 'unused bits', code: `${header}.${claims}.AAB`, errors: [{ messageId: 'trailingBits', severity: 'warn', pointer: 'signature' }] },
    { name: 'unused bits of a nonce in an encrypted token', code: `${encode({ alg: 'dir', enc: 'A256GCM' })}..AB.AAAA.AAAA`, errors: [{ messageId: 'trailingBits', pointer: 'initialization-vector' }] },
  ],
})
