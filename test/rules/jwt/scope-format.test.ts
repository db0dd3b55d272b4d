import rule from '../../../src/rules/jwt/scope-format.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object) => unsigned({ alg: 'ES256' }, claims, 'x')
const access = { policy: { tokenKind: 'access-token' as const } }
const info = (messageId: string, pointer = 'claims.scope') => [{ messageId, severity: 'info' as const, pointer }]

testRule(rule, {
  valid: [
    { name: 'spaces', code: token({ scope: 'openid profile' }), ...access },
    { name: 'one value', code: token({ scope: 'read' }), ...access },
    { name: 'a comma in a value', code: token({ scope: 'read https://a.example/b,c' }), ...access },
    { name: 'scp alone', code: token({ scp: ['openid', 'email'] }), ...access },
    { name: 'scp with the same content', code: token({ scope: 'a b', scp: ['b', 'a'] }), ...access },
    { name: 'no scope', code: token({}), ...access },
    { name: 'null', code: token({ scope: null }), ...access },
    { name: 'a token of no kind', code: token({ token_use: 'refresh', scope: ['a'] }) },
  ],
  invalid: [
    { name: 'a list', code: token({ scope: ['read', 'write'] }), errors: info('list') },
    { name: 'commas', code: token({ scope: 'read,write' }), ...access, errors: info('commas') },
    { name: 'commas and spaces', code: token({ scope: 'read, write' }), ...access, errors: info('commas') },
    { name: 'an object', code: token({ scope: { read: true } }), ...access, errors: info('notText') },
    { name: 'scp with an object in it', code: token({ scope: 'a', scp: ['a', { b: 1 }] }), ...access, errors: [{ ...info('differs', 'claims.scp')[0]!, says: 'scp grants "a {"b":1}"' }] },
    { name: 'scp with other content', code: token({ scope: 'a b', scp: ['a'] }), ...access, errors: info('differs', 'claims.scp') },
  ],
})
