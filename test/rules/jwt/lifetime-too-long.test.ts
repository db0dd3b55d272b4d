import type { TokenKind } from '../../../src/core/policy.ts'
import type { Severity } from '../../../src/core/severity.ts'
import rule from '../../../src/rules/jwt/lifetime-too-long.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const minutes = 60
const hours = 3600
const days = 86400
const living = (seconds: number, more: object = {}) => unsigned({ alg: 'ES256' }, { iat: testNow, exp: testNow + seconds, ...more }, 'x')
const as = (tokenKind: TokenKind) => ({ policy: { tokenKind } })
const strict = rule.presetOptions?.strict ?? {}
const found = (severity: Severity, says = '', messageId = 'tooLong') => [{ messageId, severity, pointer: 'claims.exp', says }]

testRule(rule, {
  valid: [
    { name: 'access, 15 minutes', code: living(15 * minutes), ...as('access-token') },
    { name: 'ID, 1 hour', code: living(hours), ...as('id-token') },
    { name: 'refresh, 7 days', code: living(7 * days), ...as('refresh-token') },
    { name: 'logout, 2 minutes', code: living(2 * minutes), ...as('logout-token') },
    { name: 'client assertion, 10 minutes', code: living(10 * minutes), ...as('client-assertion') },
    { name: 'no tiers for a DPoP proof', code: living(days), ...as('dpop-proof') },
    { name: 'a credential of years', code: unsigned({ alg: 'ES256', typ: 'dc+sd-jwt' }, { iat: testNow, exp: testNow + 1000 * days }, 'x') },
    { name: 'bound to a key, one step milder than info', code: living(hours, { cnf: { jkt: 'x' } }), ...as('access-token') },
    { name: 'no exp', code: unsigned({ alg: 'ES256' }, { iat: testNow }, 'x') },
    { name: 'an exp in milliseconds', code: living((testNow + 600) * 1000) },
    { name: 'expired, and it does not say since when it was valid', code: unsigned({ alg: 'ES256' }, { exp: testNow - days }, 'x') },
    { name: 'an order that cannot be', code: living(-days) },
    { name: 'nbf in place of iat', code: unsigned({ alg: 'ES256' }, { nbf: testNow + days, exp: testNow + days + 600 }, 'x') },
    { name: 'a tier taken away', code: living(hours), options: { generic: {} } },
  ],
  invalid: [
    { name: 'access, more than 15 minutes', code: living(15 * minutes + 1), ...as('access-token'), errors: found('info', 'This access token is valid for 15 minutes 1 second; at most 15 minutes') },
    { name: 'access, more than an hour', code: living(hours + 1), ...as('access-token'), errors: found('warn') },
    { name: "access, exactly a day, as is Auth0's default", code: living(days), ...as('access-token'), errors: found('warn', 'is valid for 1 day; at most 1 hour') },
    { name: 'access, more than a day', code: living(days + 1), ...as('access-token'), errors: found('error') },
    { name: 'whatever it is', code: living(30 * days), errors: found('error', 'This token is valid for 30 days; at most 1 day') },
    { name: 'ID, more than an hour', code: living(hours + 1), ...as('id-token'), errors: found('info', 'This ID token') },
    { name: 'ID, for ever', code: living(900 * days), ...as('id-token'), errors: found('warn') },
    { name: 'refresh, more than 7 days', code: living(8 * days), ...as('refresh-token'), errors: found('info') },
    { name: 'refresh, more than 30 days', code: living(31 * days), ...as('refresh-token'), errors: found('warn') },
    { name: 'refresh, more than 90 days', code: living(91 * days), ...as('refresh-token'), errors: found('error') },
    { name: 'logout, more than 2 minutes', code: living(2 * minutes + 1), ...as('logout-token'), errors: found('warn') },
    { name: 'bound to a key', code: living(2 * days, { cnf: { jkt: 'x' } }), ...as('access-token'), errors: found('warn') },
    { name: 'no iat: at least what is left', code: unsigned({ alg: 'ES256' }, { exp: testNow + 2 * days }, 'x'), errors: found('error', 'valid for another 2 days', 'atLeast') },
    { name: 'an iat that cannot be read', code: unsigned({ alg: 'ES256' }, { iat: testNow * 1000, exp: testNow + 2 * hours }, 'x'), errors: found('warn', '', 'atLeast') },
    { name: 'nbf counts where there is no iat', code: unsigned({ alg: 'ES256' }, { nbf: testNow, exp: testNow + 2 * hours }, 'x'), errors: found('warn') },
    { name: 'what seems to be a refresh token, nothing marks it', code: living(7 * days, { sub: '1', jti: 'a' }), errors: found('info', 'nothing marks it as one', 'perhapsRefresh') },
    { name: 'strict access, more than 15 minutes', code: living(20 * minutes), ...as('access-token'), options: strict, errors: found('warn') },
    { name: 'strict access, more than an hour', code: living(2 * hours), ...as('access-token'), options: strict, errors: found('error') },
    { name: 'strict refresh, more than 7 days', code: living(8 * days), ...as('refresh-token'), options: strict, errors: found('warn') },
    { name: 'minted from a session', code: living(6 * minutes), options: { sessionMinted: true }, errors: found('warn', 'at most 5 minutes') },
    { name: 'own steps', code: living(2 * hours), options: { generic: { errorAboveSeconds: hours } }, errors: found('error') },
  ],
})
