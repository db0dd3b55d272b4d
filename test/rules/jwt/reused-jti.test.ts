import rule from '../../../src/rules/jwt/reused-jti.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, unsigned } from '../../tokens.ts'

const lines = (...tokens: readonly string[]) => tokens.join('\n')
const token = (claims: object, header: object = { alg: 'ES256', typ: 'JWT' }) => unsigned(header, { ...goodClaims, ...claims }, 'AAAA')

testRule(rule, {
  valid: [
    { name: 'one token', code: token({}) },
    { name: 'the same token twice', code: lines(token({}), token({})) },
    { name: 'different ids', code: lines(token({ jti: 'a' }), token({ jti: 'b' })) },
    { name: 'no ids', code: lines(token({ jti: undefined, sub: 'a' }), token({ jti: undefined, sub: 'b' })) },
    { name: 'different issuers', code: lines(token({ iss: 'a' }), token({ iss: 'b' })) },
    { name: 'an access token and an ID token', code: lines(token({ aud: 'a' }, { alg: 'ES256', typ: 'at+jwt' }), token({ aud: 'b' })) },
    { name: 'a forgery proves nothing', code: lines(token({ sub: 'a' }), token({ sub: 'b' })), facts: { signature: { status: 'invalid', code: 'mismatch', reason: '', hints: [] } } },
  ],
  invalid: [
    { name: 'another subject', code: lines(token({ sub: 'a' }), token({ sub: 'b' })), errors: [{ messageId: 'reused', severity: 'warn', pointer: 'jti', says: '1 of 2 tokens has the jti' }] },
    { name: 'three of a kind', code: lines(token({ sub: 'a' }), token({ jti: 'x' }), token({ sub: 'b' }), token({ sub: 'c' })), errors: [{ messageId: 'reused', says: '2 of 4 tokens have the jti' }] },
  ],
})
