import { isObject, kindOf } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { hasClaim } from '../../jwt/claims.ts'
import { logoutEvent, normalizedTyp } from '../../jwt/token-type.ts'
import { defineRule } from '../define.ts'
import { isKind, profileSeverity } from '../token-kinds.ts'

/** A missing exp is `jwt/missing-exp`. */
const required = ['iss', 'aud', 'iat', 'jti', 'events']

export default defineRule({
  id: 'jwt/logout-token-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The logout token does not follow OpenID Connect Back-Channel Logout.',
    rationale: 'A client that accepts an incomplete logout token lets an attacker sign users out at will, and a logout token that looks like an ID token can be used to sign in.',
    remediation: 'Make logout tokens as OpenID Connect Back-Channel Logout section 2.4 says, and refuse all others.',
    references: ['OpenID Connect Back-Channel Logout section 2.4', 'OpenID Connect Back-Channel Logout section 2.6', 'OpenID Connect Back-Channel Logout section 4', 'ASVS 10.5.5'],
    messages: {
      missing: 'This logout token lacks {missing}.',
      events: 'events of this logout token must be an object with the member {event}.',
      eventValue: 'The member {event} of events is {kind}; it must be an object, such as {}.',
      noSubject: 'This logout token has neither sub nor sid: nothing says whom to sign out.',
      nonce: 'This logout token has a nonce, which it must not: with one it can pass for an ID token.',
      typ: 'typ is {typ}; "logout+jwt" would make sure that this token does not pass for an ID token.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsInR5cCI6ImxvZ291dCtqd3QifQ.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoiY2xpZW50IiwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUxOTc3MjAsImp0aSI6ImJXSnEiLCJzaWQiOiJzIn0.AAAA'],
      good: [
        'eyJhbGciOiJFUzI1NiIsInR5cCI6ImxvZ291dCtqd3QifQ.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoiY2xpZW50IiwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUxOTc3MjAsImp0aSI6ImJXSnEiLCJzdWIiOiJ1XzQyIiwiZXZlbnRzIjp7Imh0dHA6Ly9zY2hlbWFzLm9wZW5pZC5uZXQvZXZlbnQvYmFja2NoYW5uZWwtbG9nb3V0Ijp7fX19.AAAA',
        'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA',
      ],
    },
    notes: 'Only for tokens that typ or events mark as logout tokens, or with --kind logout-token. The typ is only recommended, so a missing one is information. A long life is jwt/lifetime-too-long.',
  },
  check(jwt, { report }) {
    if (!isKind(jwt, 'logout-token')) return
    const { claims, header } = jwt
    const severity = profileSeverity(jwt)
    const missing = required.filter((name) => claims[name] === undefined || claims[name] === null || claims[name] === '')
    if (missing.length > 0) report({ messageId: 'missing', data: { missing: list(missing) }, at: 'claims', severity })
    const { events } = claims
    if (events !== undefined && events !== null && events !== '') {
      const value = isObject(events) && Object.hasOwn(events, logoutEvent) ? events[logoutEvent] : undefined
      if (value === undefined) report({ messageId: 'events', data: { event: logoutEvent }, at: 'claims.events', severity })
      else if (!isObject(value)) report({ messageId: 'eventValue', data: { event: logoutEvent, kind: kindOf(value) }, at: 'claims.events', severity })
    }
    if (!hasClaim(claims, 'sub') && !hasClaim(claims, 'sid')) report({ messageId: 'noSubject', at: 'claims', severity })
    if (claims['nonce'] !== undefined) report({ messageId: 'nonce', at: 'claims.nonce', severity })
    const typ = normalizedTyp(header['typ'])
    if (typ === undefined || typ === 'jwt') report({ messageId: 'typ', data: { typ: typ === undefined ? 'missing' : 'only "JWT"' }, at: typ === undefined ? 'header' : 'header.typ', severity: 'info', fix: 'Set typ to logout+jwt in the header.' })
  },
})
