import { utf8 } from '../../cookie/cookie.ts'
import type { EventName } from '../../core/event-names.ts'
import { privilegeChanges } from '../../flow/events.ts'
import { at, stepName } from '../../flow/flow.ts'
import { unchangedIds } from '../../flow/rotation.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/session-id-not-rotated-on-privilege-change',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The session id stays the same when the session gains rights, or when the password changes.',
    rationale: 'Whoever saw the id while it was worth little has it when it is worth more. And a password is often changed because somebody else is in the account: with the same id they stay in.',
    remediation: 'Make a new session id when a role, the password or a second factor changes, as at login, and end the other sessions of the user.',
    references: ['OWASP Session Management Cheat Sheet', 'ASVS 7.2.4', 'ASVS 7.4.3', 'CWE-384'],
    messages: {
      same: 'The session cookie {name} sent with {step} is still in use with the same value at {later}: {event} did not change it.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/account/password HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ
Content-Type: application/x-www-form-urlencoded

current_password=correct-horse&new_password=battery-staple

HTTP/1.1 303 See Other
Location: /account

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/account/password HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ
Content-Type: application/x-www-form-urlencoded

current_password=correct-horse&new_password=battery-staple

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly; SameSite=Lax

GET https://app.example.com/account HTTP/1.1
Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'A password change is recognised by its form. The others have to be named: --event role-change=#12, or step-up and mfa-change.',
  },
  check(flow, { report }) {
    for (const { name: event, step: number, confidence } of flow.eventsNamed(...privilegeChanges)) {
      const step = flow.step(number)
      if (!step) continue
      for (const { id, used } of unchangedIds(flow, step)) {
        report({
          messageId: 'same',
          data: { name: utf8(id.name), step: stepName(step), later: stepName(used), event: words[event] ?? event },
          at: at(step),
          confidence: id.role?.confidence === 'tentative' ? 'tentative' : confidence,
        })
      }
    }
  },
})

const words: Readonly<Partial<Record<EventName, string>>> = {
  'password-change': 'the change of the password',
  'role-change': 'the change of the role',
  'step-up': 'the step-up',
  'mfa-change': 'the change of the second factor',
}
