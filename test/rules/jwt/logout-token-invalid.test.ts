import rule from '../../../src/rules/jwt/logout-token-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'
// OpenID Connect Back-Channel Logout section 2.4
const example = { iss: 'https://server.example.com', sub: '248289761001', aud: 's6BhdRkqt3', iat: 1471566154, exp: 1471569754, jti: 'bWJq', sid: '08a5019c-17e1-4977-8f42-65a12843ea02', events: { [event]: {} } }
const token = (changes: object = {}, typ: string | undefined = 'logout+jwt') => unsigned({ alg: 'RS256', ...(typ ? { typ } : {}) }, { ...example, ...changes }, 'x')
const error = (messageId: string, pointer: string, says = '') => [{ messageId, severity: 'error' as const, pointer, says }]

testRule(rule, {
  valid: [
    { name: 'the example of the standard', code: token() },
    { name: 'the full media type', code: token({}, 'application/logout+jwt') },
    { name: 'sub alone', code: token({ sid: undefined }) },
    { name: 'sid alone', code: token({ sub: undefined }) },
    { name: 'a missing exp is another rule', code: token({ exp: undefined }) },
    { name: 'several events', code: token({ events: { [event]: {}, 'urn:other': {} } }) },
    { name: 'another security event', code: unsigned({ alg: 'RS256', typ: 'secevent+jwt' }, { events: { 'urn:x': {} } }, 'x') },
  ],
  invalid: [
    { name: 'missing claims', code: token({ iss: undefined, aud: null, jti: '' }), errors: error('missing', 'claims', 'iss, aud and jti') },
    { name: 'no events', code: token({ events: undefined }), errors: error('missing', 'claims', 'lacks events') },
    { name: 'another event', code: token({ events: { 'urn:x': {} } }), errors: error('events', 'claims.events', event) },
    { name: 'events in a list', code: token({ events: [event] }), errors: error('events', 'claims.events') },
    { name: 'a value that is no object', code: token({ events: { [event]: true } }), errors: error('eventValue', 'claims.events') },
    { name: 'nobody', code: token({ sub: undefined, sid: '' }), errors: error('noSubject', 'claims') },
    { name: 'a nonce', code: token({ nonce: 'n' }), errors: error('nonce', 'claims.nonce') },
    { name: 'no typ', code: token({}, ''), errors: [{ messageId: 'typ', severity: 'info', pointer: 'header', says: 'typ is missing' }] },
    { name: 'typ JWT', code: token({}, 'JWT'), errors: [{ messageId: 'typ', severity: 'info', pointer: 'header.typ', says: 'only "JWT"' }] },
    { name: 'an ID token passed off', code: unsigned({ alg: 'RS256', typ: 'logout+jwt' }, { iss: 'a', aud: 'b', iat: 1, exp: 2, jti: 'c', sub: 'd', nonce: 'n' }, 'x'), errors: [{ messageId: 'missing' }, { messageId: 'nonce' }] },
  ],
})
