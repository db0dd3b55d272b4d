import type { Reading } from './chromium.ts'
import { firefoxCookie } from './firefox.ts'
import { safariReasons } from './safari.ts'
import type { EffectiveCookie, RejectionReason } from './storage.ts'

/** Where another browser decides otherwise than Chromium. */
export interface Difference {
  readonly browser: 'firefox' | 'safari'
  readonly stored: boolean
  /** Only what differs. */
  readonly effective: Partial<EffectiveCookie>
  readonly why: string
}

/** What Firefox 153 and Safari 26 do otherwise. */
export function differences(chromium: Reading, reasons: readonly RejectionReason[], now: number): readonly Difference[] {
  const firefox = firefoxCookie(chromium.parsed, chromium.url, now)
  const [safariReason] = safariReasons(chromium)
  const outcome = outcomeOf(reasons.length > 0, chromium.deletes)
  const firefoxOutcome = outcomeOf(firefox.refusal !== undefined, firefox.deletes)
  const safariOutcome = outcomeOf(safariReason !== undefined, chromium.deletes)
  const kept = (browser: Difference['browser']) => reasons[0] && (reasons[0] === 'EXCLUDE_INVALID_PREFIX' ? asksLess[browser] : takes[reasons[0]])

  const found: Difference[] = []
  const effective = firefoxOutcome === 'kept' ? changes(chromium.effective, firefox.effective) : {}
  const renamed = firefoxOutcome === 'kept' && !chromium.parsed.hasEquals
  if (outcome !== firefoxOutcome || Object.keys(effective).length > 0 || renamed) {
    const why = firefox.refusal ?? kept('firefox') ?? (renamed ? 'It reads a pair without an equals sign as a name with an empty value.' : otherLife(firefoxOutcome, effective))
    found.push({ browser: 'firefox', stored: firefoxOutcome === 'kept', effective, why })
  }
  if (outcome !== safariOutcome) {
    found.push({ browser: 'safari', stored: safariOutcome === 'kept', effective: {}, why: safariReason ? httpsOnly : (kept('safari') ?? takes.EXCLUDE_UNKNOWN_ERROR) })
  }
  return found
}

/** What comes of a lifetime that it reads in its own way. */
function otherLife(outcome: Outcome, { persistent, expires }: Partial<EffectiveCookie>): string {
  if (outcome === 'deletes') return 'It reads the lifetime as over and deletes the cookie.'
  if (persistent === false) return 'It ignores the lifetime: the cookie ends with the browser session.'
  return expires ? `It keeps the cookie until ${expires.slice(0, 10)}.` : 'It reads the attributes differently.'
}

type Outcome = 'kept' | 'deletes' | 'dropped'
const outcomeOf = (dropped: boolean, deletes: boolean): Outcome => (dropped ? 'dropped' : deletes ? 'deletes' : 'kept')

/** The members of `theirs` that are not the same. */
function changes(ours: EffectiveCookie, theirs: EffectiveCookie): Partial<EffectiveCookie> {
  const found: Partial<Record<keyof EffectiveCookie, unknown>> = {}
  for (const name of Object.keys(theirs) as (keyof EffectiveCookie)[]) {
    if (ours[name] !== theirs[name] && !(name === 'expires' && areClose(ours.expires, theirs.expires))) found[name] = theirs[name]
  }
  return found as Partial<EffectiveCookie>
}

/** Half a minute of lifetime is no difference. */
const areClose = (ours: string | null, theirs: string | null): boolean => Math.abs(Date.parse(ours ?? '') - Date.parse(theirs ?? '')) <= 30_000

/** Why a browser keeps what Chromium drops, by Chromium's reason. */
const takes: Readonly<Record<RejectionReason, string>> = {
  EXCLUDE_UNKNOWN_ERROR: 'It accepts the cookie.',
  EXCLUDE_FAILURE_TO_STORE: 'It accepts the cookie.',
  EXCLUDE_NONCOOKIEABLE_SCHEME: 'It accepts cookies from this scheme.',
  EXCLUDE_SECURE_ONLY: 'It trusts this address without encryption.',
  EXCLUDE_SAMESITE_NONE_INSECURE: 'It accepts SameSite=None without Secure.',
  EXCLUDE_INVALID_DOMAIN: 'It reads Domain differently.',
  EXCLUDE_INVALID_PREFIX: 'It requires less for this name prefix.',
  EXCLUDE_INVALID_PARTITIONED: 'It accepts Partitioned without Secure.',
  EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE: 'It accepts a longer name and value.',
  EXCLUDE_DISALLOWED_CHARACTER: 'It accepts a tab inside the cookie.',
  EXCLUDE_NO_COOKIE_CONTENT: 'It accepts a cookie without name and value.',
  EXCLUDE_AMBIGUOUS_SERIALIZATION: 'It accepts an equals sign in the value of a cookie without a name.',
  EXCLUDE_OVERWRITE_SECURE: 'It lets an unencrypted response replace a Secure cookie.',
}

/** What a name prefix demands in Chromium and not there. */
const asksLess: Readonly<Record<Difference['browser'], string>> = {
  firefox: 'It accepts a default path of / in place of Path=/.',
  safari: 'It does not know the prefixes __Http- and __Host-Http-.',
}

/** The one thing that Safari drops and Chromium keeps. */
const httpsOnly = 'It accepts Secure cookies over https only, even from this machine.'
