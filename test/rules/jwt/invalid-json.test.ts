import rule from '../../../src/rules/jwt/invalid-json.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const header = encode({ alg: 'ES256' })
const octets = (...bytes: number[]) => Buffer.from(bytes).toString('base64url')
const nested = unsigned({ alg: 'ES256' }, { sub: '1' }, 'AAAA')

testRule(rule, {
  valid: [
    { name: 'white space around and inside', code: `${encode(' {"alg" : "ES256"}\r\n')}.${encode('\t{ "sub": "1" }')}.AAAA` },
    { name: 'a duplicate member is another rule', code: `${header}.${encode('{"a":1,"a":2}')}.AAAA` },
    { name: 'non-ASCII text', code: `${header}.${encode({ name: 'Ægir 😀' })}.AAAA` },
    { name: 'an encrypted token has no claims to read', code: `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA` },
    { name: 'no payload is another rule', code: `${header}..AAAA` },
    { name: 'a JSON text instead of a token is another rule', code: '{"payload":"x","signatures":[]}' },
  ],
  invalid: [
    { name: 'claims that are plain text', code: `${header}.${encode('hello')}.AAAA`, errors: [{ messageId: 'syntax', severity: 'error', pointer: 'claims' }] },
    { name: 'a cut object', code: `${header}.${encode('{"sub":"1"')}.AAAA`, errors: [{ messageId: 'syntax', says: 'the text ends' }] },
    { name: 'single quotes', code: `${header}.${encode("{'sub':'1'}")}.AAAA`, errors: [{ messageId: 'syntax' }] },
    { name: 'a comma too many', code: `${header}.${encode('{"sub":"1",}')}.AAAA`, errors: [{ messageId: 'syntax' }] },
    { name: 'NaN', code: `${header}.${encode('{"exp":NaN}')}.AAAA`, errors: [{ messageId: 'syntax' }] },
    { name: 'an array', code: `${header}.${encode('[1]')}.AAAA`, errors: [{ messageId: 'notObject', says: 'an array' }] },
    { name: 'a string', code: `${header}.${encode('"x"')}.AAAA`, errors: [{ messageId: 'notObject', says: 'a string' }] },
    { name: 'a long number', code: `${header}.${encode('12345678901234567890')}.AAAA`, errors: [{ messageId: 'notObject', says: 'a number' }] },
    { name: 'null', code: `${header}.${encode('null')}.AAAA`, errors: [{ messageId: 'notObject', says: 'null' }] },
    { name: 'text after the object', code: `${header}.${encode('{"sub":"1"}{"sub":"2"}')}.AAAA`, errors: [{ messageId: 'trailing', says: 'character 12' }] },
    { name: 'trailing text in the header', code: `${encode('{"alg":"ES256"}x')}.${encode({})}.AAAA`, errors: [{ messageId: 'trailing', pointer: 'header' }] },
    { name: 'a byte order mark', code: `${header}.${encode('\ufeff{"sub":"1"}')}.AAAA`, errors: [{ messageId: 'byteOrderMark', pointer: 'claims' }] },
    // {"a":"\xff"}
    { name: 'not UTF-8', code: `${header}.${octets(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d)}.AAAA`, errors: [{ messageId: 'encoding', says: 'not valid UTF-8' }] },
    { name: 'hostile nesting', code: `${header}.${encode(`${'['.repeat(10_000)}`)}.AAAA`, errors: [{ messageId: 'syntax', says: 'nested deeper' }] },
    // RFC 7519 section 5.2 and appendix A.2.
    ...['JWT', 'jwt', 'application/jwt'].map((cty) => ({ name: `a nested token, cty ${cty}`, code: `${encode({ alg: 'ES256', cty })}.${encode(nested)}.AAAA`, errors: [{ messageId: 'nested', severity: 'info' as const, pointer: 'claims', says: 'judged next' }] })),
    { name: 'a token in the payload without cty', code: `${header}.${encode(nested)}.AAAA`, errors: [{ messageId: 'syntax' }] },
    { name: 'cty alone does not excuse claims that are no token', code: `${encode({ alg: 'ES256', cty: 'JWT' })}.${encode('hello')}.AAAA`, errors: [{ messageId: 'syntax' }] },
  ],
})
