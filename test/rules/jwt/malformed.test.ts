import rule from '../../../src/rules/jwt/malformed.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const header = encode({ alg: 'ES256' })
const claims = encode({ sub: '1' })
const encrypted = encode({ alg: 'dir', enc: 'A256GCM' })

testRule(rule, {
  valid: [
    { name: 'three parts', code: unsigned({ alg: 'ES256' }) },
    { name: 'unsecured: the third part is empty', code: `${encode({ alg: 'none' })}.${claims}.` },
    { name: 'five parts of an encrypted token, no encrypted key', code: `${encrypted}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA` },
    { name: 'an SD-JWT', code: `${header}.${claims}.AAAA~WyJzYWx0Il0~` },
    { name: 'an opaque value with two dots, such as a signed Flask cookie', code: 'InVzZXIi.ZxYabc.8aZ_kk3' },
    { name: 'a host name', code: 'www.example.com' },
    { name: 'loose base64url is another rule', code: `${header}.${claims}==.AA+/` },
    { name: 'JSON that is no JWS', code: '{"access_token":"x"}' },
  ],
  invalid: [
    { name: 'two parts', code: `${header}.${claims}`, errors: [{ messageId: 'parts', severity: 'error', says: 'cut off' }] },
    { name: 'one part', code: header, errors: [{ messageId: 'parts', says: '1 part ' }] },
    { name: 'four parts', code: `${header}.${claims}.AAAA.AAAA`, errors: [{ messageId: 'parts', says: '4 parts' }] },
    { name: 'two tokens joined', code: `${header}.${claims}.AAAA.${header}.${claims}.AAAA`, errors: [{ messageId: 'parts', says: '6 parts' }] },
    { name: 'a cut encrypted token', code: `${encrypted}..aXY`, errors: [{ messageId: 'encryptedParts', says: 'needs 5 parts' }] },
    { name: 'a cut tag', code: `${encrypted}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAA`, errors: [{ messageId: 'encrypted', severity: 'error', says: 'tag has 6 octets; A256GCM needs 16. Nobody can decrypt' }] },
    { name: 'an encrypted key where there is none', code: `${encrypted}.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`, errors: [{ messageId: 'encrypted', says: 'Have the issuer write the alg' }] },
    { name: 'an SD-JWT without a signature part', code: `${header}.${claims}~WyJzYWx0Il0~`, errors: [{ messageId: 'sdJwtParts' }] },
    { name: 'detached (RFC 7515 appendix F)', code: `${header}..AAAA`, errors: [{ messageId: 'detached', pointer: 'payload' }] },
    { name: 'nothing but a header', code: `${header}..`, errors: [{ messageId: 'headerOnly' }] },
    { name: 'a signed token with dots behind it', code: `${header}.${claims}.AAAA..`, errors: [{ messageId: 'parts', says: 'This token has 5 parts between dots, but alg "ES256" is for signed tokens, which have 3.' }] },
    { name: 'a stray character', code: `${header}.${claims}.AAA*AAAA`, errors: [{ messageId: 'character', pointer: 'signature', says: 'Character 4 of the signature is "*"' }] },
    { name: 'an emoji, whole', code: `${header}.${claims}.AAA😀`, errors: [{ messageId: 'character', says: '"😀"' }] },
    { name: 'a terminal control character, escaped', code: `${header}.${claims}.AA\u001bAA`, errors: [{ messageId: 'character', says: '\\u{1b}' }] },
    // The three JSON forms of RFC 7515 section 7.2 and RFC 7516 section 7.2.
    { name: 'flattened JSON', code: JSON.stringify({ payload: claims, protected: header, signature: 'AAAA' }), errors: [{ messageId: 'jsonForm' }] },
    { name: 'general JSON', code: ` ${JSON.stringify({ payload: claims, signatures: [] })}`, errors: [{ messageId: 'jsonForm' }] },
    { name: 'encrypted JSON', code: JSON.stringify({ protected: encrypted, iv: 'AA', ciphertext: 'AA', tag: 'AA' }), errors: [{ messageId: 'jsonForm' }] },
  ],
})
