import { formatDuration, formatUtc } from '../../core/time.ts'
import type { Credential } from '../../flow/credential-tracks.ts'
import { at, stepName } from '../../flow/flow.ts'
import { refreshesOf } from '../../flow/refreshes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/refresh-extends-lifetime',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A refresh token that replaces another one expires later than the first one would have.',
    rationale: 'With each use the expiry moves on, so a login never ends: a stolen refresh token that is used now and then works for ever.',
    remediation: 'Give each new refresh token the expiry that was set at login, or move it only up to a fixed time after the login, when the user has to log in again.',
    references: ['OAuth 2.0 for Browser-Based Applications', 'ASVS 10.4.8'],
    messages: {
      extended: 'The {token} from {step} expires at {end}, {longer} later than the first one of its family ({first}).',
    },
    examples: {
      bad: [
        `POST https://app.example.com/auth/refresh HTTP/1.1
Cookie: refresh_token=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 17:00:00 GMT
Set-Cookie: refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/auth; Max-Age=604800; Secure; HttpOnly; SameSite=Strict

POST https://app.example.com/auth/refresh HTTP/1.1
Cookie: refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 18:00:00 GMT
Set-Cookie: refresh_token=Yq7Rt5yBn3xkJ8sLw02mVq; Path=/auth; Max-Age=604800; Secure; HttpOnly; SameSite=Strict`,
      ],
      good: [
        `POST https://app.example.com/auth/refresh HTTP/1.1
Cookie: refresh_token=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 17:00:00 GMT
Set-Cookie: refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/auth; Max-Age=604800; Secure; HttpOnly; SameSite=Strict

POST https://app.example.com/auth/refresh HTTP/1.1
Cookie: refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 18:00:00 GMT
Set-Cookie: refresh_token=Yq7Rt5yBn3xkJ8sLw02mVq; Path=/auth; Max-Age=601200; Secure; HttpOnly; SameSite=Strict`,
      ],
    },
    notes: 'The expiry is the exp of a JWT, else refresh_expires_in of the answer or the lifetime of the cookie. A server may move it and still set a limit that the recording is too short to show: never more than a warning by default. A cookie that is set again with the same value is not a new token.',
  },
  defaults: { toleranceSeconds: 60 },
  check(flow, { options, report }) {
    const ends = new Map<Credential, { readonly credential: Credential; readonly end: number }>()
    const said = new Set<Credential>()
    for (const { step, spent, renewed, first } of refreshesOf(flow)) {
      const known = ends.get(first) ?? endOf(first) ?? endOf(spent)
      if (known) ends.set(first, known)
      const moved = renewed && renewed !== spent ? endOf(renewed) : undefined
      if (!moved || said.has(first)) continue
      if (!known) {
        ends.set(first, moved)
        continue
      }
      // What a token says of itself and what is said of its cookie are different ends.
      if ((known.credential.token === undefined) !== (moved.credential.token === undefined)) continue
      const longer = moved.end - known.end
      if (longer <= options.toleranceSeconds) continue
      said.add(first)
      report({
        messageId: 'extended',
        data: { token: moved.credential.label, step: stepName(step), end: formatUtc(moved.end), longer: formatDuration(longer), first: known.credential.label },
        at: at(step),
      })
    }
  },
})

const endOf = (credential: Credential): { readonly credential: Credential; readonly end: number } | undefined =>
  credential.expiresAt === undefined ? undefined : { credential, end: credential.expiresAt }
