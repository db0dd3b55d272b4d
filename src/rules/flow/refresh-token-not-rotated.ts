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
    rationale: 'A stolen refresh token works beside the rightful client for as long as it lives, and nobody notices. With a new token for each use, the second use of the old one reveals the theft.',
    remediation: 'Issue a new refresh token with each refresh and revoke the old one; when an old one comes again, revoke all that came from it. Tokens bound to a key of the client (DPoP, mutual TLS) need no rotation.',
    references: ['RFC 9700 section 2.2.2', 'RFC 9700 section 4.14.2', 'OAuth 2.0 for Browser-Based Applications', 'ASVS 10.4.5', 'CWE-294'],
    messages: {
      kept: 'The refresh ({step}) issued no new refresh token: the {token} stays in use.{again}',
      same: 'The refresh ({step}) issued the same {token} that it was sent.{again}',
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
    notes: 'Silent when the tokens are bound to a key (DPoP, cnf). A note when the client authenticated itself, where standards require no rotation. Also silent once the server has rotated a token in the recording.',
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
        data: { step: stepName(step), token: spent.label, again: again ? ` It worked again at ${stepName(again.step)}.` : '' },
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
