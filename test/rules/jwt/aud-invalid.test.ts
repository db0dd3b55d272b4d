import rule from '../../../src/rules/jwt/aud-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const aud = (value: unknown) => unsigned({ alg: 'ES256' }, typeof value === 'string' && value.startsWith('{') ? value : { aud: value }, 'x')
const error = (messageId: string, pointer = 'claims.aud', says = '') => [{ messageId, severity: 'error' as const, pointer, says }]

testRule(rule, {
  valid: [
    { name: 'a text', code: aud('https://api.example') },
    { name: 'a list', code: aud(['a', 'b']) },
    // Keycloak has a client of this name.
    { name: 'account', code: aud('account') },
    { name: 'a name that begins like a wildcard', code: aud('all-services') },
    { name: 'absent', code: aud('{}') },
    { name: 'null is missing', code: aud(null) },
    { name: 'an asterisk in the middle', code: aud('urn:a*b') },
  ],
  invalid: [
    { name: 'a number', code: aud(7), errors: error('notText', 'claims.aud', 'it is a number') },
    { name: 'a huge number', code: aud('{"aud":12345678901234567890}'), errors: error('notText', 'claims.aud', 'a number') },
    { name: 'a boolean', code: aud(true), errors: error('notText', 'claims.aud', 'it is true') },
    { name: 'an object', code: aud({ api: true }), errors: error('notText', 'claims.aud', 'it is an object') },
    { name: 'an object with a member text', code: aud({ text: 'api' }), errors: error('notText', 'claims.aud', 'it is an object') },
    { name: 'an empty list', code: aud([]), errors: error('empty', 'claims.aud', 'The array in aud is empty') },
    { name: 'an empty text', code: aud(''), errors: error('empty', 'claims.aud', 'aud is empty') },
    { name: 'an empty text in a list', code: aud(['a', ' ']), errors: error('empty', 'claims.aud[1]', 'Item 2 of aud is empty') },
    { name: 'a number in a list', code: aud(['a', 7]), errors: error('notText', 'claims.aud[1]', 'item 2 is a number') },
    { name: 'null in a list', code: aud([null]), errors: error('notText', 'claims.aud[0]', 'item 1 is null') },
    ...['*', 'all', 'ANY', 'null', 'undefined'].map((value) => ({ name: value, code: aud(value), errors: error('wildcard', 'claims.aud', value) })),
    { name: 'a wildcard in a list', code: aud(['a', '*']), errors: error('wildcard', 'claims.aud[1]', 'Item 2 of aud is "*"') },
    ...['https://*.example.com', '*.example.com', 'https://api.example/*'].map((value) => ({ name: value, code: aud(value), errors: [{ messageId: 'pattern', severity: 'warn' as const }] })),
    { name: 'twice', code: aud(['a', 'b', 'a']), errors: [{ messageId: 'duplicate', severity: 'info', pointer: 'claims.aud[2]' }] },
  ],
})
