import { answersByFormPost, isDeliberateDeletion, isPlaceholder } from './about.ts'
import { utf8, type Cookie } from './cookie.ts'
import { cookiePrefix } from './prefixes.ts'
import { isSensitive, withoutPrefix } from './role.ts'

/** What the caller wants otherwise than it would come out. */
export interface Wanted {
  readonly path?: string
  readonly sameSite?: 'Strict' | 'Lax' | 'None'
  /** Leave the Domain out. */
  readonly hostOnly?: true
  /** Seconds. */
  readonly maxAge?: number
  /** Leave the lifetime out, so that the cookie ends with the browser. */
  readonly session?: true
  readonly partitioned?: boolean
}

/**
 * The header as it should be sent, ready to paste, with `(value)` for the value. What is right stays as it is; what the
 * role needs is added. A deletion stays a deletion.
 */
export function correctedHeader(cookie: Cookie, wanted: Wanted = {}): string {
  const { effective } = cookie.browser
  const prefix = rightPrefix(cookie, wanted)
  const hostBound = prefix === '__Host-' || prefix === '__Host-Http-'
  const path = hostBound ? '/' : (wanted.path ?? validPath(cookie) ?? '/')
  const domain = hostBound || wanted.hostOnly ? undefined : validDomain(cookie)
  const secure = needsSecure(cookie) || prefix !== '' || effective.secure
  const httpOnly = needsHttpOnly(cookie) || effective.httpOnly || prefix === '__Http-' || prefix === '__Host-Http-'
  const parts = [
    `${correctedName(cookie, wanted)}=${deletes(cookie) ? '' : '(value)'}`,
    `Path=${path}`,
    domain === undefined ? '' : `Domain=${domain}`,
    lifetime(cookie, wanted),
    secure ? 'Secure' : '',
    httpOnly ? 'HttpOnly' : '',
    deletes(cookie) && effective.sameSite === null ? '' : `SameSite=${correctedSameSite(cookie, wanted)}`,
    (wanted.partitioned ?? effective.partitioned) ? 'Partitioned' : '',
    ...cookie.attributes('Priority').slice(-1).map(({ value }) => `Priority=${value ?? ''}`),
  ]
  return `Set-Cookie: ${parts.filter((part) => part !== '').join('; ')}`
}

/** The name in that header, with the prefix that the cookie should have. */
export const correctedName = (cookie: Cookie, wanted: Wanted = {}): string => `${rightPrefix(cookie, wanted)}${utf8(withoutPrefix(cookie.name)) || '(name)'}`

/** A written prefix stays. Other credentials get the strongest one that their scope permits; names that programs look for stay. */
function rightPrefix(cookie: Cookie, wanted: Wanted): string {
  const written = cookiePrefix(cookie.name)
  if (written) return written.prefix
  const { role } = cookie
  if (deletes(cookie) || !(isSensitive(role) || (role.role === 'csrf' && role.owner === undefined))) return ''
  const scoped = (!wanted.hostOnly && validDomain(cookie) !== undefined) || (wanted.path ?? validPath(cookie) ?? '/') !== '/'
  return scoped ? '__Secure-' : '__Host-'
}

const validPath = (cookie: Cookie): string | undefined => {
  const value = cookie.attribute('Path')?.value
  return value?.startsWith('/') ? utf8(value) : undefined
}

function validDomain({ browser }: Cookie): string | undefined {
  const { domain, hostOnly } = browser.effective
  return domain === null || hostOnly || browser.reasons.includes('EXCLUDE_INVALID_DOMAIN') ? undefined : domain
}

function lifetime(cookie: Cookie, wanted: Wanted): string {
  if (deletes(cookie)) return 'Max-Age=0'
  if (wanted.session) return ''
  if (wanted.maxAge !== undefined) return `Max-Age=${wanted.maxAge}`
  if (!cookie.browser.effective.persistent) return ''
  const maxAge = cookie.attribute('Max-Age')?.value ?? ''
  if (/^\+?\d+$/.test(maxAge)) return `Max-Age=${maxAge.replace('+', '')}`
  const { expires } = cookie.browser.effective
  if (cookie.isDeletion) return 'Max-Age=(seconds)'
  return expires === null ? '' : `Expires=${new Date(expires).toUTCString()}`
}

const needsSecure = ({ role, browser }: Cookie): boolean => role.role !== 'infrastructure' || browser.effective.sameSite === 'None' || browser.effective.partitioned

/** Scripts read anti-forgery tokens by design, and often preferences and analytics ids. */
const needsHttpOnly = (cookie: Cookie): boolean =>
  !deletes(cookie) && (isSensitive(cookie.role) || cookie.role.role === 'transaction' || cookie.role.role === 'other')

/** A date that has merely passed may be an old recording of a cookie that was meant to be set. */
const deletes = (cookie: Cookie): boolean => isDeliberateDeletion(cookie) || (cookie.isDeletion && isPlaceholder(cookie.value))

/** The SameSite of that header. */
export const correctedSameSite = (cookie: Cookie, wanted: Wanted = {}): 'Strict' | 'Lax' | 'None' => wanted.sameSite ?? cookie.browser.effective.sameSite ?? usualSameSite(cookie)

const usualSameSite = (cookie: Cookie): 'Strict' | 'Lax' | 'None' => {
  if (cookie.role.role === 'transaction' && answersByFormPost(cookie)) return 'None'
  return cookie.role.role === 'refresh' ? 'Strict' : 'Lax'
}

