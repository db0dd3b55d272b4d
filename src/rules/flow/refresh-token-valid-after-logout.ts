import { leastSure } from '../../core/severity.ts'
import type { Flow } from '../../flow/flow.ts'
import { at, stepName } from '../../flow/flow.ts'
import { endingsOf } from '../../flow/endings.ts'
import { refreshesOf } from '../../flow/refreshes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/refresh-token-valid-after-logout',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'firm',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A refresh token from before the logout still gets new tokens after it.',
    rationale: 'A refresh token lives for days or weeks. Anyone with a copy of it stays logged in as the user who believes to be logged out, however short access tokens live.',
    remediation: 'At logout revoke the refresh token and its whole family on the server, then delete it at the client.',
    references: ['RFC 9700 section 4.14.2', 'OpenID Connect Back-Channel Logout section 2.7', 'ASVS 7.4.1', 'CWE-613'],
    messages: {
      refreshed: 'The {token} from before the logout ({logout}) still got new tokens at {later}.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/auth/logout HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 204 No Content

POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "refresh_token": "Zk3vQ9r1T7yLx2Wm8Nc4Pb"}`,
      ],
      good: [
        `POST https://app.example.com/auth/logout HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 204 No Content

POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 400 Bad Request
Content-Type: application/json

{"error": "invalid_grant"}`,
      ],
    },
    notes: 'A warning when the scope offline_access was granted: such tokens are meant to outlive the session, and only revocation ends them. Revoking another token does not end a refresh token.',
  },
  check(flow, { report }) {
    const said = new Set<string>()
    for (const { step, spent, first, access } of refreshesOf(flow)) {
      const ending = endingsOf(flow, spent).find((each) => each.step.number < step.number)
      // What came of a refresh after the logout is the same defect once more.
      if (!ending || said.has(first.label)) continue
      said.add(first.label)
      const offline = !ending.named && isOffline(flow, [access?.scope, access?.token?.claims['scope'], spent.token?.claims['scope']])
      report({
        messageId: 'refreshed',
        data: { token: spent.label, logout: stepName(ending.step), later: stepName(step) },
        at: at(step),
        confidence: leastSure('certain', ending.event.confidence),
        ...(offline ? { severity: 'warn' as const } : {}),
      })
    }
  },
})

/** OpenID Connect Core section 11: was it asked for, or granted? */
const isOffline = (flow: Flow, scopes: readonly unknown[]): boolean =>
  [...scopes, ...flow.steps.map(({ oauth }) => (oauth && 'scope' in oauth ? oauth.scope : undefined))].some((scope) => typeof scope === 'string' && scope.split(' ').includes('offline_access'))
