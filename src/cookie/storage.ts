import { readCookie, reasonsAgainst } from './chromium.ts'
import type { ParsedCookie } from './cookie.ts'
import { differences, type Difference } from './differs.ts'

/** What a browser makes of one Set-Cookie header. */
export interface EffectiveCookie {
  /** Lower-case, without a leading dot; null where no URL is known and no Domain was sent. */
  readonly domain: string | null
  readonly hostOnly: boolean
  readonly path: string | null
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null
  readonly persistent: boolean
  /** ISO 8601, after the 400-day cap; null for a session cookie. */
  readonly expires: string | null
  readonly partitioned: boolean
}

/** Chromium's names (`net/cookies/cookie_inclusion_status.h`), the part that one header and a URL decide. */
export type RejectionReason =
  | 'EXCLUDE_UNKNOWN_ERROR'
  | 'EXCLUDE_SECURE_ONLY'
  | 'EXCLUDE_SAMESITE_NONE_INSECURE'
  | 'EXCLUDE_FAILURE_TO_STORE'
  | 'EXCLUDE_NONCOOKIEABLE_SCHEME'
  | 'EXCLUDE_INVALID_DOMAIN'
  | 'EXCLUDE_INVALID_PREFIX'
  | 'EXCLUDE_INVALID_PARTITIONED'
  | 'EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE'
  | 'EXCLUDE_DISALLOWED_CHARACTER'
  | 'EXCLUDE_NO_COOKIE_CONTENT'
  | 'EXCLUDE_AMBIGUOUS_SERIALIZATION'
  /** Decided by a jar that already holds a Secure cookie, never by one header alone. */
  | 'EXCLUDE_OVERWRITE_SECURE'

export interface StorageVerdict {
  /** Kept, by current Chromium. A deletion that browsers accept keeps nothing and has no reasons. */
  readonly stored: boolean
  /** Its lifetime is over on arrival, so that it removes an earlier cookie when there are no reasons against it. */
  readonly deletes: boolean
  readonly reasons: readonly RejectionReason[]
  /** What it is, or would be if it were kept. */
  readonly effective: EffectiveCookie
  readonly differs: readonly Difference[]
  /** What could not be judged, such as host rules without a URL. */
  readonly note?: string
}

const withoutUrl = 'No URL is known, so host, scheme and public suffix were not judged; name the URL of the response to have them judged.'

/**
 * The verdict of current Chromium on one Set-Cookie header (RFC 6265bis sections 5.6 and 5.7 with Chromium's
 * differences), and where Firefox or Safari decide otherwise. Linear in the length of the header; never throws.
 *
 * @param url request URL; without one, host and scheme rules are left out and `note` says so
 * @param now seconds since 1970
 */
export function judgeStorage(parsed: ParsedCookie, url: URL | undefined, now: number): StorageVerdict {
  const reading = readCookie(parsed, url, now)
  const { deletes, effective } = reading
  const reasons = reasonsAgainst(reading)
  return {
    stored: reasons.length === 0 && !deletes,
    deletes,
    reasons,
    effective,
    differs: differences(reading, reasons, now),
    ...(url ? {} : { note: withoutUrl }),
  }
}
