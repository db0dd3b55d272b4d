import { formatDuration } from '../../core/time.ts'
import { leastSure } from '../../core/severity.ts'
import { acceptance, stepsWith } from '../../flow/answers.ts'
import type { Credential } from '../../flow/credential-tracks.ts'
import { at, stepName } from '../../flow/flow.ts'
import { endingsOf } from '../../flow/endings.ts'
import { earliest, type Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/access-token-valid-after-logout',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'An access token from before the logout is still accepted after it.',
    rationale: 'Anyone who has a copy of the token, from a log, a stolen device or a script in the page, can continue as the user who believes to be logged out.',
    remediation: 'Let access tokens live for minutes. At logout, put the jti or session id of those still valid on a list that the API checks, or accept the rest of a short lifetime knowingly.',
    references: ['ASVS 7.4.1', 'OWASP JWT Cheat Sheet', 'CWE-613'],
    messages: {
      accepted: 'The {token} was still accepted at {later}, after the logout ({logout}).{rest}',
    },
    examples: {
      bad: [
        `POST https://app.example.com/logout HTTP/1.1
Authorization: Bearer mF_9.B5f-4.1JqM-Zk3vQ9r1T7y

HTTP/1.1 204 No Content

GET https://app.example.com/api/orders HTTP/1.1
Authorization: Bearer mF_9.B5f-4.1JqM-Zk3vQ9r1T7y

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/logout HTTP/1.1
Authorization: Bearer mF_9.B5f-4.1JqM-Zk3vQ9r1T7y

HTTP/1.1 204 No Content

GET https://app.example.com/api/orders HTTP/1.1
Authorization: Bearer mF_9.B5f-4.1JqM-Zk3vQ9r1T7y

HTTP/1.1 401 Unauthorized`,
      ],
    },
    notes: 'Speaks only where the recording sends the old token after the logout: authlint sends nothing itself. Where a preset makes it an error, a token with at most shortRestSeconds left is a warning. Tentative when the recording has no earlier answer to the same request to compare with and no refusal, or when something else from before was sent along.',
  },
  defaults: { shortRestSeconds: 900 },
  check(flow, { options, report }) {
    for (const credential of flow.credentialsOf('access-token')) {
      const [ending] = endingsOf(flow, credential)
      if (!ending) continue
      const { event, step: logout } = ending
      for (const step of stepsWith(flow, credential)) {
        if (step.number <= logout.number || flow.events.some(({ step: number, name }) => number === step.number && name === 'logout')) continue
        const accepted = acceptance(flow, step, credential, logout.number)
        if (!accepted) continue
        const rest = restOf(credential, step)
        const alone = step.sent.every((carried) => flow.credentialOf(carried) === credential)
        report({
          messageId: 'accepted',
          data: { token: credential.label, later: stepName(step), logout: stepName(logout), rest: rest === undefined || rest <= 0 ? '' : ` It has ${formatDuration(rest)} left.` },
          at: at(step),
          confidence: alone ? leastSure(accepted.confidence, event.confidence) : 'tentative',
          ...(rest !== undefined && rest <= options.shortRestSeconds ? { severity: 'warn' as const } : {}),
        })
        break
      }
    }
  },
})

/** Seconds that it still has. */
function restOf({ expiresAt }: Credential, step: Step): number | undefined {
  const time = earliest(step)
  return expiresAt === undefined || time === undefined ? undefined : expiresAt - time
}
