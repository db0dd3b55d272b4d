import { utf8, type Cookie } from './cookie.ts'
import { isLoopback, isTrustworthy } from './domain.ts'
import { chromiumMaxAge } from './lifetime.ts'
import { isSensitive } from './role.ts'

/** Small questions that several rules ask of a cookie. */

/** The name for messages; octets are read as UTF-8. */
export const shownName = ({ name }: Cookie): string => (name === '' ? '(no name)' : utf8(name))

/** It sets something that opens a session, rather than deleting it. */
export const setsCredential = (cookie: Cookie): boolean => !cookie.isDeletion && isSensitive(cookie.role)

/** Like `setsCredential`, and the tokens that protect forms and logins. */
export const setsSecret = (cookie: Cookie): boolean => setsCredential(cookie) || (!cookie.isDeletion && (cookie.role.role === 'csrf' || cookie.role.role === 'transaction'))

/** Set by a load balancer, a bot filter or a gateway: the application does not decide its flags. */
export const isInfrastructure = ({ role }: Cookie): boolean => role.role === 'infrastructure'

/** Is an attribute that is not there known to be missing? */
export const isMissing = (cookie: Cookie, attribute: string): boolean => cookie.circumstances.attributesComplete && cookie.attribute(attribute) === undefined

/** Set from this machine, where nobody listens in. */
export const isLocal = ({ circumstances: { url } }: Cookie): boolean => url !== undefined && isLoopback(url)

/** Set by a URL from which browsers take no Secure cookie. */
export const isPlainHttp = ({ circumstances: { url } }: Cookie): boolean => url !== undefined && !isTrustworthy(url)

/** The login that it belongs to comes back by a cross-site POST (OAuth 2.0 Form Post Response Mode). */
export const answersByFormPost = ({ circumstances: { url } }: Pick<Cookie, 'circumstances'>): boolean => url?.searchParams.get('response_mode') === 'form_post'

/** Seconds until it ends, after the 400-day cap; undefined for a browser session and for a deletion. */
export function lifetimeSeconds(cookie: Cookie, now: number): number | undefined {
  const { expires } = cookie.browser.effective
  return expires === null || cookie.isDeletion ? undefined : Date.parse(expires) / 1000 - now
}

/** Which attribute the lifetime comes from: a Max-Age that can be read counts over Expires (RFC 6265bis section 4.1.2.2). */
export const lifetimeAttribute = (cookie: Cookie): 'Max-Age' | 'Expires' => (chromiumMaxAge(cookie.attribute('Max-Age')?.value ?? '', 0) === undefined ? 'Expires' : 'Max-Age')

/** Values that say "nothing here": what frameworks write when they delete a cookie, and bare signs such as `""` and `+`. */
export const isPlaceholder = (value: string): boolean => /^(?:[^A-Za-z0-9]*|deleted?|0|x|none|expired?|null|invalid|void|%20)$/i.test(value)

/** Nobody means a real moment with a date before this: 2001-01-01, in seconds since 1970. */
export const longAgo = 978_307_200

/** Deleted by Max-Age or by a date of long ago; a date that has merely passed may be a mistake or an old recording. */
export const isDeliberateDeletion = (cookie: Cookie): boolean => cookie.isDeletion && Date.parse(cookie.browser.effective.expires ?? '') / 1000 < longAgo
