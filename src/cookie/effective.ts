import { sameSiteOf, type Attributes } from './attributes.ts'
import { defaultPath } from './domain.ts'
import { capped, isoTime } from './lifetime.ts'
import type { EffectiveCookie } from './storage.ts'

/** What a browser has decided for itself before the rest follows in the same way for all. */
export interface Decided {
  readonly attributes: Attributes
  /** Undefined when the host may not set a cookie for that Domain. */
  readonly scope: { readonly domain: string | null; readonly hostOnly: boolean } | undefined
  /** Seconds since 1970; undefined for a session cookie. */
  readonly expiry: number | undefined
  readonly url: URL | undefined
  /** Seconds since 1970. */
  readonly now: number
}

/** The attributes in effect (RFC 6265bis section 5.7), once scope and expiry are known. */
export function effectiveCookie({ attributes, scope, expiry, url, now }: Decided): EffectiveCookie {
  const path = attributes.get('path') ?? ''
  return {
    domain: scope?.domain ?? null,
    hostOnly: scope?.hostOnly ?? !attributes.get('domain'),
    path: path.startsWith('/') ? path : url ? defaultPath(url) : null,
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    sameSite: sameSiteOf(attributes),
    persistent: expiry !== undefined,
    expires: expiry === undefined ? null : isoTime(capped(expiry, now)),
    partitioned: attributes.has('partitioned'),
  }
}
