import { formatDuration } from '../../core/time.ts'
import { carries } from '../../flow/answers.ts'
import { at, stepName } from '../../flow/flow.ts'
import { refreshesOf } from '../../flow/refreshes.ts'
import { elapsed } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/refresh-token-reuse-accepted',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A refresh token that was already exchanged works again.',
    rationale: 'The second use of a refresh token is the sign that both a thief and the client have it. A server that answers it gives the thief tokens, and throws that sign away.',
    remediation: 'Remember which refresh tokens were exchanged. When one comes again, refuse it and revoke every token of its family, so that the user logs in again. A grace period of some seconds for retries is enough.',
    references: ['RFC 9700 section 4.14.2', 'ASVS 10.4.5', 'CWE-294'],
    messages: {
      accepted: 'The {token} was exchanged at {step} and still got new tokens at {later}{after}.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 17:00:00 GMT
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "refresh_token": "Zk3vQ9r1T7yLx2Wm8Nc4Pb"}

POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 17:10:00 GMT
Content-Type: application/json

{"access_token": "s3Hd0Gs5JfaEuIoKtB4v", "refresh_token": "Yq7Rt5yBn3xkJ8sLw02mVq"}`,
      ],
      good: [
        `POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 17:00:00 GMT
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "refresh_token": "Zk3vQ9r1T7yLx2Wm8Nc4Pb"}

POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 400 Bad Request
Date: Fri, 20 Nov 2026 17:10:00 GMT
Content-Type: application/json

{"error": "invalid_grant"}`,
      ],
    },
    notes: 'Silent within graceSeconds of the exchange: two tabs or a retry send the same token. Tentative when the recording has no times and the replacement was not used in between. A refresh token that is never replaced is flow/refresh-token-not-rotated.',
  },
  defaults: { graceSeconds: 30 },
  check(flow, { options, report }) {
    const refreshes = refreshesOf(flow)
    const said = new Set<string>()
    for (const { step: later, spent } of refreshes) {
      const exchange = refreshes.find((each) => each.spent === spent && each.renewed !== undefined && each.renewed !== spent && each.step.number < later.number)
      if (!exchange?.renewed || said.has(spent.label)) continue
      const { step, renewed } = exchange
      const seconds = elapsed(step, later)
      if (seconds !== undefined && seconds <= options.graceSeconds) continue
      // A client that went on with the new one does not retry the old one.
      const wentOn = flow.steps.some((each) => each.number > step.number && each.number < later.number && carries(each, renewed))
      said.add(spent.label)
      report({
        messageId: 'accepted',
        data: { token: spent.label, step: stepName(step), later: stepName(later), after: seconds === undefined ? '' : `, ${formatDuration(seconds)} later` },
        at: at(later),
        confidence: seconds === undefined ? (wentOn ? 'firm' : 'tentative') : 'certain',
      })
    }
  },
})
