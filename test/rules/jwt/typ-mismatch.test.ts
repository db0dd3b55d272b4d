import rule from '../../../src/rules/jwt/typ-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, unsigned } from '../../tokens.ts'

const token = (typ: unknown, claims: object = goodClaims) => unsigned({ alg: 'ES256', typ }, claims)
const asked = (tokenKind: 'access-token' | 'id-token' | 'generic') => ({ policy: { tokenKind } })
const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const at = 'header.typ'

testRule(rule, {
  valid: [
    { name: 'absent', code: unsigned({ alg: 'ES256' }), ...asked('access-token') },
    { name: 'JWT says nothing', code: token('JWT'), ...asked('access-token') },
    { name: 'the right type', code: token('at+jwt'), ...asked('access-token') },
    { name: 'upper case and application/ (RFC 7515 section 4.1.9)', code: token('application/AT+JWT'), policy: { typ: 'at+jwt' } },
    { name: 'an access token that tells how the user signed in (RFC 9068 section 2.2.1)', code: token('at+jwt', { ...goodClaims, client_id: 'web', auth_time: 1, acr: 'x', amr: ['pwd'], name: 'A', email: 'a@b.example' }) },
    { name: 'a type of another trade', code: token('vc+sd-jwt') },
    { name: 'a logout token', code: token('logout+jwt', { events }) },
    { name: 'no particular kind asked for', code: token('dpop+jwt'), ...asked('generic') },
  ],
  invalid: [
    { name: 'not the type asked for', code: token('JWT'), policy: { typ: 'at+jwt' }, errors: [{ messageId: 'expected', severity: 'error', pointer: at, says: 'typ is "JWT"' }] },
    { name: 'no type, but one asked for', code: unsigned({ alg: 'ES256' }), policy: { typ: 'at+jwt' }, errors: [{ messageId: 'expected', says: 'typ is missing' }] },
    { name: 'no string, but a type asked for', code: token(['at+jwt']), policy: { typ: 'at+jwt' }, errors: [{ messageId: 'expected', says: 'typ is an array' }] },
    { name: 'another kind than asked for', code: token('at+jwt'), ...asked('id-token'), errors: [{ messageId: 'otherKind', severity: 'error', says: 'it is an ID token (you said so with --kind or jwt.kind)' }] },
    { name: 'a proof instead of an access token', code: token('dpop+jwt'), ...asked('access-token'), errors: [{ messageId: 'otherKind', says: 'a DPoP proof' }] },
    { name: 'an ID token marked as access token', code: token('at+jwt', { ...goodClaims, nonce: 'n', at_hash: 'h' }), errors: [{ messageId: 'otherKind', severity: 'error', says: 'at_hash and nonce' }] },
    { name: 'a hash alone is a strong sign', code: token('at+jwt', { ...goodClaims, c_hash: 'h' }), errors: [{ messageId: 'otherKind', severity: 'warn', confidence: 'firm' }] },
    { name: 'a logout token marked as access token', code: token('at+jwt', { events }), errors: [{ messageId: 'otherKind', severity: 'error', says: 'a logout token' }] },
    { name: 'a marker of the issuer (Cognito)', code: token('at+jwt', { ...goodClaims, token_use: 'id' }), errors: [{ messageId: 'otherKind', says: 'token_use is id' }] },
    { name: 'in the field of another kind', code: token('at+jwt'), carrier: { kind: 'json', name: 'id_token' }, errors: [{ messageId: 'otherKind' }] },
    { name: 'a type that is not of the kind asked for', code: token('resource+jwt'), ...asked('access-token'), errors: [{ messageId: 'unknownType', severity: 'warn', says: 'which is "at+jwt"' }] },
    { name: 'no string', code: token(['at+jwt']), errors: [{ messageId: 'notString', severity: 'error' }] },
  ],
})
