/** What a name prefix promises, and what a cookie must therefore have: always Secure, set over an encrypted or trusted connection. */
export interface CookiePrefix {
  readonly prefix: string
  /** With HttpOnly. */
  readonly httpOnly: boolean
  /** For this host alone: with Path=/ and without Domain. */
  readonly host: boolean
}

/** Longest first, since `__Host-Http-` also starts with `__Host-`. RFC 6265bis section 4.1.3; the Http ones: Chromium 140, Firefox 143. */
export const cookiePrefixes: readonly CookiePrefix[] = [
  { prefix: '__Host-Http-', httpOnly: true, host: true },
  { prefix: '__Secure-', httpOnly: false, host: false },
  { prefix: '__Host-', httpOnly: false, host: true },
  { prefix: '__Http-', httpOnly: true, host: false },
]

/** The prefix that a name starts with; browsers compare without case (RFC 6265bis section 5.4). */
export function cookiePrefix(name: string, known: readonly CookiePrefix[] = cookiePrefixes): CookiePrefix | undefined {
  if (!name.startsWith('__')) return undefined
  return known.find(({ prefix }) => name.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase())
}
