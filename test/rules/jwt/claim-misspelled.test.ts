import rule from '../../../src/rules/jwt/claim-misspelled.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const warn = (messageId: string, pointer: string, says = '') => [{ messageId, severity: 'warn' as const, pointer, says }]

testRule(rule, {
  valid: [
    { name: 'registered names', code: token({ iss: 'a', sub: 'b', aud: 'c', exp: 1, nbf: 2, iat: 3, jti: 'd', nonce: 'e', scope: 'f' }) },
    { name: 'an alias beside the registered claim', code: token({ exp: 1, expires: '2026', issuer: 'a', iss: 'b', EXP: 1 }) },
    { name: 'private claims in capitals', code: token({ Name: 'a', Email: 'b', Roles: [] }) },
    { name: 'names that contain one', code: token({ expertise: 'a', issue: 'b', subject_type: 'c', exp_data: 1 }) },
    // W3C Verifiable Credentials call it issuer.
    { name: 'a credential', code: token({ issuer: 'https://issuer.example' }, 'vc+jwt') },
    { name: 'a name of the prototype', code: token('{"constructor":1,"toString":2}') },
  ],
  invalid: [
    { name: 'EXP', code: token({ EXP: 1795198500 }), errors: warn('spelling', 'claims.EXP', 'the registered claim is exp') },
    { name: 'Aud', code: token({ Aud: 'a' }), errors: warn('spelling', 'claims.Aud') },
    { name: 'a space', code: token({ 'iss ': 'a' }), errors: warn('spelling', 'claims.iss ') },
    { name: 'ClientId is another word, Client_ID is not', code: token({ ClientId: 'a', Client_ID: 'b' }), errors: warn('spelling', 'claims.Client_ID') },
    // Options of jsonwebtoken that were put into the payload.
    ...Object.entries({ expiresIn: 'exp', issuer: 'iss', audience: 'aud', subject: 'sub', notBefore: 'nbf', jwtid: 'jti', issued_at: 'iat', expiry: 'exp', expires_in: 'exp' }).map(([alias, claim]) => ({
      name: alias,
      code: token({ [alias]: 'x' }),
      errors: warn('alias', `claims.${alias}`, `and this token has no ${claim}`),
    })),
    { name: 'the registered claim is empty', code: token({ issuer: 'a', iss: '' }), errors: warn('alias', 'claims.issuer') },
  ],
})
