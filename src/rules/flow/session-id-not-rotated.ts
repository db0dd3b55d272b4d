import { utf8 } from '../../cookie/cookie.ts'
import { at, stepName } from '../../flow/flow.ts'
import { unchangedIds } from '../../flow/rotation.ts'
import { changesState } from '../../flow/step.ts'
import { cookiePrefix } from '../../cookie/prefixes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/session-id-not-rotated',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'firm',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The session id from before the login is still the session id after it.',
    rationale: 'Session fixation: whoever planted or saw the id before the login is logged in as the victim after it. An id can be planted from a sibling subdomain, over plain http or by a link, wherever one of these works.',
    remediation: 'Make a new session id when somebody logs in, and drop the old one: regenerate in express-session, cycle_key in Django, reset_session in Rails, session_regenerate_id(true) in PHP, changeSessionId in servlets.',
    references: ['ASVS 7.2.4', 'WSTG-SESS-03', 'OWASP Session Management Cheat Sheet', 'CWE-384'],
    messages: {
      same: 'The {name} sent with the login ({login}) is still in use with the same value at {later}: logging in did not change it.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/login HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ
Content-Type: application/x-www-form-urlencoded

user=ada&password=correct-horse

HTTP/1.1 302 Found
Location: /account

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/login HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ
Content-Type: application/x-www-form-urlencoded

user=ada&password=correct-horse

HTTP/1.1 302 Found
Location: /account
Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly; SameSite=Lax

GET https://app.example.com/account HTTP/1.1
Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Silent when the login sets another session cookie that is sent from then on: the earlier one may be for something else. A warning for cookies whose name has a prefix, which cannot be planted from outside.',
  },
  check(flow, { report }) {
    for (const { step: number, confidence } of flow.eventsNamed('login')) {
      const login = flow.step(number)
      if (!login) continue
      for (const { id, used } of unchangedIds(flow, login)) {
        report({
          messageId: 'same',
          data: { name: `session cookie ${utf8(id.name)}`, login: stepName(login), later: stepName(used) },
          at: at(login),
          confidence: id.role?.confidence === 'tentative' || confidence === 'tentative' ? 'tentative' : changesState(login) ? 'certain' : 'firm',
          ...(cookiePrefix(id.name) ? { severity: 'warn' as const } : {}),
        })
      }
    }
  },
})
