import rule from '../../../src/rules/jwk/jwks-invalid.ts'
import { ed25519, jwk, jwks, x25519 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    jwks(ed25519, x25519),
    { name: 'a JWK in a file', code: jwk(ed25519) },
    { name: 'other members beside keys (RFC 7517 section 5)', code: JSON.stringify({ keys: [ed25519], issued: 1 }) },
    { name: 'equal names in different keys', code: jwks({ ...ed25519, kid: 'a' }, { ...x25519, kid: 'b' }) },
    { name: 'a fetched set', code: jwks(ed25519), fetched: true },
  ],
  invalid: [
    { name: 'empty', code: '{"keys":[]}', errors: [{ messageId: 'empty', severity: 'error' }] },
    { name: 'an empty array', code: '[]', errors: [{ messageId: 'empty', severity: 'error' }] },
    { name: 'keys is an object', code: JSON.stringify({ keys: ed25519 }), errors: [{ messageId: 'notArray', severity: 'error', pointer: 'keys' }] },
    { name: 'an error response', code: '{"error":"not_found"}', errors: [{ messageId: 'noKeys', severity: 'error' }] },
    { name: 'two kids in one key', code: '{"kty":"OKP","kid":"a","kid":"b"}', errors: [{ messageId: 'duplicate', severity: 'error', pointer: 'kid', says: '"kid"' }] },
    { name: 'two kids in the second key', code: '{"keys":[{"kty":"OKP"},{"kty":"OKP","kid":"a","kid":"b"}]}', errors: [{ messageId: 'duplicate', pointer: 'kid' }] },
    { name: 'two sets in one', code: `{"keys":[${jwk(ed25519)}],"keys":[${jwk(ed25519)}]}`, errors: [{ messageId: 'duplicate', pointer: 'keys', says: '"keys"' }] },
    { name: 'an array', code: JSON.stringify([ed25519, x25519]), errors: [{ messageId: 'bareArray', severity: 'info' }] },
    { name: 'one key at an address', code: jwk(ed25519), fetched: true, errors: [{ messageId: 'single', severity: 'info' }] },
  ],
})
