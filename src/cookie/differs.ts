import type { ParsedCookie } from './cookie.ts'
import { firefoxCookie } from './firefox.ts'
import { safariCookie } from './safari.ts'
import type { Decision, EffectiveCookie, RejectionReason } from './storage.ts'

/** Where another browser decides otherwise than Chromium. */
export interface Difference {
  readonly browser: 'firefox' | 'safari'
  readonly stored: boolean
  /** Only what differs. */
  readonly effective: Partial<EffectiveCookie>
  readonly why: string
}

/** What Firefox 153 and Safari 26 do otherwise. */
export function differences(chromium: Decision, parsed: ParsedCookie, url: URL | undefined, now: number): Difference[] {
  const firefox = firefoxCookie(parsed, url, now)
  const safari = safariCookie(parsed, url, now)
  const found: Difference[] = []
  const compare = (browser: Difference['browser'], other: Pick<Decision, 'deletes' | 'effective'>, refusal: string | undefined, remark?: string) => {
    const outcome = outcomeOf(chromium.reasons.length === 0, chromium.deletes)
    const otherOutcome = outcomeOf(refusal === undefined, other.deletes)
    const effective = otherOutcome === 'kept' ? changes(chromium.effective, other.effective) : {}
    if (outcome === otherOutcome && Object.keys(effective).length === 0 && !(remark && otherOutcome === 'kept')) return
    const why = refusal ?? (chromium.reasons[0] ? takes[chromium.reasons[0]] : (remark ?? 'It reads the lifetime otherwise.'))
    found.push({ browser, stored: otherOutcome === 'kept', effective, why })
  }
  compare('firefox', firefox, firefox.refusal, parsed.hasEquals ? undefined : 'A pair without an equals sign is a name with an empty value to it.')
  compare('safari', safari, safari.reasons[0] && refuses[safari.reasons[0]])
  return found
}

type Outcome = 'kept' | 'deletes' | 'dropped'
const outcomeOf = (accepted: boolean, deletes: boolean): Outcome => (!accepted ? 'dropped' : deletes ? 'deletes' : 'kept')

/** The members of `theirs` that are not the same. Half a minute of lifetime is no difference. */
function changes(ours: EffectiveCookie, theirs: EffectiveCookie): Partial<EffectiveCookie> {
  const names = Object.keys(theirs) as (keyof EffectiveCookie)[]
  return Object.fromEntries(names.filter((name) => !isSame(ours[name], theirs[name], name)).map((name) => [name, theirs[name]]))
}

const isSame = (ours: unknown, theirs: unknown, name: keyof EffectiveCookie): boolean =>
  ours === theirs || (name === 'expires' && Math.abs(Date.parse(String(ours)) - Date.parse(String(theirs))) <= 30_000)

/** Why a browser keeps what Chromium drops, by Chromium's reason. */
const takes: Readonly<Record<RejectionReason, string>> = {
  EXCLUDE_UNKNOWN_ERROR: 'It takes the cookie.',
  EXCLUDE_FAILURE_TO_STORE: 'It takes the cookie.',
  EXCLUDE_NONCOOKIEABLE_SCHEME: 'It takes cookies from this scheme.',
  EXCLUDE_SECURE_ONLY: 'It trusts this address without encryption.',
  EXCLUDE_SAMESITE_NONE_INSECURE: 'It takes SameSite=None without Secure.',
  EXCLUDE_INVALID_DOMAIN: 'It reads the Domain otherwise.',
  EXCLUDE_INVALID_PREFIX: 'It asks less of this name prefix: a default path of / will do, and not every browser knows the Http prefixes.',
  EXCLUDE_INVALID_PARTITIONED: 'It asks less of Partitioned.',
  EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE: 'It allows a longer name and value.',
  EXCLUDE_DISALLOWED_CHARACTER: 'It allows a tab inside.',
  EXCLUDE_NO_COOKIE_CONTENT: 'It takes a cookie without name and value.',
  EXCLUDE_AMBIGUOUS_SERIALIZATION: 'It takes an equals sign in the value of a cookie without a name.',
  EXCLUDE_OVERWRITE_SECURE: 'It lets an unencrypted response replace a Secure cookie.',
}

/** Why a browser drops what Chromium keeps. */
const refuses: Readonly<Record<RejectionReason, string>> = {
  ...(Object.fromEntries(Object.keys(takes).map((reason) => [reason, 'It drops this cookie.'])) as Record<RejectionReason, string>),
  EXCLUDE_SECURE_ONLY: 'It takes Secure cookies over https only, even from this machine.',
  EXCLUDE_INVALID_PREFIX: 'It takes cookies with this name prefix over https only, even from this machine.',
  EXCLUDE_INVALID_PARTITIONED: 'It takes Partitioned cookies over https only, even from this machine.',
}
