import type { Credential } from '../../flow/credential-tracks.ts'
import { at, stepName } from '../../flow/flow.ts'
import { refreshesOf, type Refresh } from '../../flow/refreshes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/refresh-token-not-rotated',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'error' },
    since: '0.1.0',
    summary: 'A refresh token stays the same when it is used.',
    rationale: 'A stolen refresh token works for as long as it lives, beside the rightful client, and nobody notices: with a new one for each use, the second use of the old one gives the theft away.',
    remediation: 'Hand out a new refresh token with each refresh and end the old one; when an old one comes again, end all that came from it. Tokens bound to a key of the client (DPoP, mutual TLS) need no rotation.',
    references: ['RFC 9700 section 2.2.2', 'RFC 9700 section 4.14.2', 'OAuth 2.0 for Browser-Based Applications', 'ASVS 10.4.5', 'CWE-294'],
    messages: {
      kept: 'The refresh ({step}) handed out no new refresh token: the {token} stays in use.{again}',
      same: 'The refresh ({step}) handed out the {token} that it was sent.{again}',
    },
    examples: {
      bad: [
        `POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

GET https://app.example.com/api/orders HTTP/1.1
Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/auth/refresh HTTP/1.1
Content-Type: application/json

{"refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "refresh_token": "Zk3vQ9r1T7yLx2Wm8Nc4Pb"}

GET https://app.example.com/api/orders HTTP/1.1
Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Silent when the tokens are bound to a key (DPoP, cnf). A note when the client authenticated itself, where standards ask for no rotation. A server that rotates only now and then is silent once it did.',
  },
  check(flow, { report }) {
    const refreshes = refreshesOf(flow)
    const endpoints = new Set(refreshes.map(endpointOf))
    for (const endpoint of endpoints) {
      const [first, ...later] = refreshes.filter((refresh) => endpointOf(refresh) === endpoint)
      if (!first || [first, ...later].some((refresh) => isRotated(refresh) || isBound(refresh))) continue
      const { step, spent, renewed } = first
      const again = later.find((refresh) => refresh.spent === spent)
      report({
        messageId: renewed ? 'same' : 'kept',
        data: { step: stepName(step), token: spent.label, again: again ? ` It worked once more at ${stepName(again.step)}.` : '' },
        at: at(step),
        confidence: again ? 'certain' : 'firm',
        ...(step.clientAuthenticated ? { severity: 'info' as const } : {}),
      })
    }
  },
})

const endpointOf = ({ step: { url } }: Refresh): string => `${url?.host ?? ''}${url?.pathname ?? ''}`

const isRotated = ({ spent, renewed }: Refresh): boolean => renewed !== undefined && renewed !== spent

/** Proof of possession (RFC 9449), or a token that names the key of its holder (RFC 7800, RFC 8705). */
const isBound = ({ step, spent, access }: Refresh): boolean => step.dpop || [spent, access].some(holdsKey)
const holdsKey = (credential: Credential | undefined): boolean => credential?.token?.claims['cnf'] !== undefined
