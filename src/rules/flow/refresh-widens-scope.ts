import { isObject, type JsonObject, type JsonValue } from '../../core/json.ts'
import { list, visible } from '../../core/text.ts'
import type { Credential } from '../../flow/credential-tracks.ts'
import { at, stepName } from '../../flow/flow.ts'
import { refreshesOf } from '../../flow/refreshes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/refresh-widens-scope',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'A refresh issues an access token that grants more than those before it.',
    rationale: 'The user agreed to what was asked for at login. A refresh that adds to it gives a client, or the thief of its refresh token, rights that nobody agreed to.',
    remediation: 'Grant with a refresh at most what was granted at login; for more, send the user through the authorization endpoint again.',
    references: ['RFC 6749 section 6', 'OWASP OAuth 2.0 Cheat Sheet'],
    messages: {
      scope: 'The access token from {step} grants {more}, which no earlier one of this login did.',
      audience: 'The access token from {step} is also for {more}, unlike every earlier one of this login.',
      roles: 'The access token from {step} has the {more}, which no earlier one of this login had.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/oauth/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "refresh_token": "Zk3vQ9r1T7yLx2Wm8Nc4Pb", "scope": "orders:read"}

POST https://app.example.com/oauth/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "s3Hd0Gs5JfaEuIoKtB4v", "refresh_token": "Yq7Rt5yBn3xkJ8sLw02mVq", "scope": "orders:read orders:write"}`,
      ],
      good: [
        `POST https://app.example.com/oauth/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "refresh_token": "Zk3vQ9r1T7yLx2Wm8Nc4Pb", "scope": "orders:read orders:write"}

POST https://app.example.com/oauth/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "s3Hd0Gs5JfaEuIoKtB4v", "refresh_token": "Yq7Rt5yBn3xkJ8sLw02mVq", "scope": "orders:read"}`,
      ],
    },
    notes: 'The measure is all access tokens of one login together, so that going back to the whole after asking for a part is not reported. A new role is a note: somebody may have granted it meanwhile. Another audience in place of the old one is what resource indicators (RFC 8707) are for.',
  },
  check(flow, { report }) {
    const granted = new Map<Credential, Permits>()
    const said = new Set<Credential>()
    for (const { step, first, before, access } of refreshesOf(flow)) {
      if (!access || said.has(first)) continue
      const known = granted.get(first) ?? (before ? permitsOf(before) : {})
      const now = permitsOf(access)
      // Less was asked for: what was granted is not seen here.
      const narrowed = step.oauth?.kind === 'token-request' && step.oauth.scope !== undefined
      granted.set(first, narrowed ? Object.fromEntries(kinds.filter((kind) => known[kind]).map((kind) => [kind, new Set([...(known[kind] ?? []), ...(now[kind] ?? [])])])) : together(known, now))
      const added = (kind: Kind) => [...(now[kind] ?? [])].filter((one) => known[kind] && !known[kind].has(one))
      const scopes = now.said && known.said ? added('said') : added('claimed')
      const audiences = [...(known.audience ?? [])].every((one) => now.audience?.has(one)) ? added('audience') : []
      const roles = added('roles')
      if (scopes.length + audiences.length + roles.length === 0) continue
      said.add(first)
      const name = stepName(step)
      if (scopes.length > 0) report({ messageId: 'scope', data: { step: name, more: words(scopes) }, at: at(step) })
      else if (audiences.length > 0) report({ messageId: 'audience', data: { step: name, more: words(audiences) }, at: at(step) })
      else report({ messageId: 'roles', data: { step: name, more: `role${roles.length > 1 ? 's' : ''} ${words(roles)}` }, at: at(step), severity: 'info' })
    }
  },
})

const kinds = ['said', 'claimed', 'audience', 'roles'] as const
type Kind = (typeof kinds)[number]

/** What tokens permit: by the answer that handed them out, and by their own claims. */
type Permits = Readonly<Partial<Record<Kind, ReadonlySet<string>>>>

function permitsOf({ scope, token }: Credential): Permits {
  const claims: JsonObject = token?.claims ?? {}
  const realm = claims['realm_access']
  const found: Record<Kind, readonly string[]> = {
    said: wordsOf(scope),
    claimed: [...wordsOf(claims['scope']), ...wordsOf(claims['scp'])],
    audience: textsOf(claims['aud']),
    roles: ['roles', 'role', 'permissions', 'groups', 'authorities'].flatMap((name) => textsOf(claims[name])).concat(isObject(realm) ? textsOf(realm['roles']) : []),
  }
  return Object.fromEntries(kinds.filter((kind) => found[kind].length > 0).map((kind) => [kind, new Set(found[kind])]))
}

const together = (a: Permits, b: Permits): Permits =>
  Object.fromEntries(kinds.filter((kind) => a[kind] ?? b[kind]).map((kind) => [kind, new Set([...(a[kind] ?? []), ...(b[kind] ?? [])])]))

const textsOf = (value: JsonValue | undefined): readonly string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

/** A list of words with spaces between them, or one of JSON. */
const wordsOf = (value: JsonValue | undefined): readonly string[] => textsOf(value).flatMap((text) => text.split(/[\s,]+/).filter(Boolean))

const words = (texts: readonly string[]): string => list([...texts.slice(0, 3).map((text) => visible(text, 60)), ...(texts.length > 3 ? [`${texts.length - 3} more`] : [])])
