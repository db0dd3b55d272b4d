import { hasClaim, leastLifetime } from '../../jwt/claims.ts'
import type { TokenKind } from '../../core/policy.ts'
import type { Severity } from '../../core/severity.ts'
import { formatDuration } from '../../core/time.ts'
import { defineRule } from '../define.ts'
import { kindWords } from '../token-kinds.ts'

const minutes = 60
const hours = 60 * minutes
const days = 24 * hours

/** Lifetimes in seconds above which a finding is an info, a warning, an error; a tier left out does not exist. */
interface Tiers {
  readonly infoAboveSeconds?: number
  readonly warnAboveSeconds?: number
  readonly errorAboveSeconds?: number
}

type Options = { readonly [kind in TokenKind]: Tiers } & {
  /** Access tokens are minted from a server session on demand, so that minutes are enough. */
  readonly sessionMinted: boolean
  readonly sessionMintedWarnAboveSeconds: number
}

const accessTiers: Tiers = { infoAboveSeconds: 15 * minutes, warnAboveSeconds: 60 * minutes, errorAboveSeconds: 24 * hours }
const strictAccessTiers: Tiers = { warnAboveSeconds: 15 * minutes, errorAboveSeconds: 60 * minutes }

const defaults: Options = {
  'access-token': accessTiers,
  generic: accessTiers,
  'id-token': { infoAboveSeconds: hours, warnAboveSeconds: 24 * hours },
  'refresh-token': { infoAboveSeconds: 7 * days, warnAboveSeconds: 30 * days, errorAboveSeconds: 90 * days },
  'logout-token': { warnAboveSeconds: 2 * minutes },
  'client-assertion': { infoAboveSeconds: 10 * minutes, warnAboveSeconds: hours },
  // Judged by their iat, or not meant to end.
  'dpop-proof': {},
  'key-binding': {},
  'security-event': {},
  sessionMinted: false,
  sessionMintedWarnAboveSeconds: 5 * minutes,
}

export default defineRule({
  id: 'jwt/lifetime-too-long',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'info', 'asvs-l3': 'info', 'oidc-id-token': 'warn' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token lives longer than its kind should.',
    rationale: 'A token cannot be called back: whoever steals one can use it until exp, and until then verifiers believe the roles and rights in it.',
    remediation: 'Set exp closer to iat: minutes for access tokens, which are refreshed, and days for refresh tokens, which are rotated (expiresIn: \'15m\' in jsonwebtoken, setExpirationTime(\'15m\') in jose).',
    references: ['RFC 6750 section 5.3', 'OpenID Connect Core section 16.18', 'OpenID Connect Back-Channel Logout section 4', 'ASVS 10.4.8', 'ASVS 10.5.5', 'CWE-613'],
    messages: {
      tooLong: 'This {kind} is valid for {life}; at most {limit} is advised.',
      atLeast: 'This {kind} is valid for another {life}; at most {limit} is advised in all, and it does not say since when (iat).',
      perhapsRefresh: 'This token is valid for {life}. That is fine for a refresh token, which it seems to be, but nothing marks it as one.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjE3OTUxOTc2MDAsImV4cCI6MTc5NTIwNDgwMH0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3OTc3ODk2MDB9.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjE3OTUxOTc2MDAsImV4cCI6MTc5NTE5ODUwMH0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'],
    },
    notes:
      'The steps for each kind are options, in seconds. A sender-constrained token (cnf) is judged one step milder, since it is of no use to a thief without the key. Without iat and nbf the time that is left counts, as the least it can be.',
  },
  defaults,
  presetOptions: { strict: { 'access-token': strictAccessTiers, generic: strictAccessTiers, 'refresh-token': { warnAboveSeconds: 7 * days, errorAboveSeconds: 90 * days } } },
  check({ parsed, type, claims }, { options, now, report }) {
    if (!parsed.claims || type.ownProfile) return
    const life = leastLifetime(claims, now)
    if (!life) return
    const at = 'claims.exp'
    const crossed = tierOf(life.seconds, tiersOf(type.kind, options))
    const severity = hasClaim(claims, 'cnf') ? crossed && milderBy[crossed.severity] : crossed?.severity
    const said = formatDuration(life.seconds)
    if (crossed && severity) {
      report({ messageId: life.exact ? 'tooLong' : 'atLeast', data: { kind: kindWords(type.kind), life: said, limit: formatDuration(crossed.limit) }, at, severity })
    } else if (!crossed && type.kind === 'refresh-token' && type.confidence !== 'certain' && tierOf(life.seconds, options.generic)?.severity === 'error') {
      report({ messageId: 'perhapsRefresh', data: { life: said }, at, severity: 'info', confidence: 'firm', fix: 'Mark it, such as by "token_use":"refresh", so that no API takes it for an access token.' })
    }
  },
})

const milderBy: Readonly<Record<Severity, Severity | undefined>> = { error: 'warn', warn: 'info', info: undefined }

const tiersOf = (kind: TokenKind, options: Options): Tiers => {
  const tiers = options[kind]
  const isAccess = kind === 'access-token' || kind === 'generic'
  return isAccess && options.sessionMinted ? { ...tiers, warnAboveSeconds: options.sessionMintedWarnAboveSeconds } : tiers
}

/** The gravest step that a lifetime is above. */
function tierOf(seconds: number, { errorAboveSeconds, warnAboveSeconds, infoAboveSeconds }: Tiers): { severity: Severity; limit: number } | undefined {
  if (errorAboveSeconds !== undefined && seconds > errorAboveSeconds) return { severity: 'error', limit: errorAboveSeconds }
  if (warnAboveSeconds !== undefined && seconds > warnAboveSeconds) return { severity: 'warn', limit: warnAboveSeconds }
  if (infoAboveSeconds !== undefined && seconds > infoAboveSeconds) return { severity: 'info', limit: infoAboveSeconds }
  return undefined
}
