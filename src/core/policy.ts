/**
 * What the user expects of tokens and cookies, from options and configuration. Everything is optional: what was not
 * asked for is not judged. Durations are seconds.
 */
export interface Policy {
  /** Accepted algorithms; unset means whatever the key's type permits. */
  readonly algorithms?: readonly string[]
  /** Accepted issuers, compared exactly (RFC 7519 section 4.1.1). */
  readonly issuers?: readonly string[]
  /** Accepted audiences; a token needs one of them. */
  readonly audiences?: readonly string[]
  readonly subject?: string
  readonly nonce?: string
  /** Claims that must be there. */
  readonly requiredClaims?: readonly string[]
  /** Expected `typ`. */
  readonly typ?: string
  /** What the token is, when the user says so. */
  readonly tokenKind?: TokenKind
  /** OpenID Connect `max_age`: how long ago the end user may have authenticated. */
  readonly maxAge?: number
  /** Client id that `azp` and the audience of an ID token are held against. */
  readonly clientId?: string
  /** Clock difference that is forgiven. */
  readonly clockTolerance: number
  /** The access token that `at_hash` or `ath` must match. */
  readonly accessToken?: string
  /** The authorization code that `c_hash` must match. */
  readonly authorizationCode?: string
  /** The `state` of the authorization request that `s_hash` must match. */
  readonly state?: string
  /** URLs or prefixes that `jku` and `x5u` may name. */
  readonly allowedKeyUrls?: readonly string[]
  /** Only these claims are expected in tokens. */
  readonly allowedClaims?: readonly string[]
  /** Unsecured tokens were agreed on; silences `jwt/alg-none`. */
  readonly allowUnsecured?: boolean
  /** What cookies must be in effect, by name or pattern with `*`. */
  readonly cookies?: Readonly<Record<string, CookieExpectation>>
  /** Cookies that `cookies` does not name are not expected. */
  readonly onlyTheseCookies?: boolean
}

/** What a cookie must be in effect, after a browser has read it. What is not set is not compared. */
export interface CookieExpectation {
  readonly secure?: boolean
  readonly httpOnly?: boolean
  /** One of these. */
  readonly sameSite?: readonly string[]
  readonly partitioned?: boolean
  readonly hostOnly?: boolean
  readonly path?: string
  readonly domain?: string
  /** Longest lifetime. */
  readonly maxAge?: number
  /** Whether it must end with the browser session. */
  readonly session?: boolean
  /** Not reported when it is not set. */
  readonly optional?: boolean
}

export const tokenKinds = [
  'access-token',
  'id-token',
  'refresh-token',
  'logout-token',
  'dpop-proof',
  'client-assertion',
  'key-binding',
  'security-event',
  'generic',
] as const
export type TokenKind = (typeof tokenKinds)[number]

export const defaultPolicy: Policy = { clockTolerance: 60 }
