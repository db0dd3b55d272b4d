/** Credentials in URLs: which parameters hold them, and how a URL is shown without them. */
import { visible } from './text.ts'

/** What a parameter of a URL gives away. */
export interface UrlSecret {
  /** Name of the parameter, or `path` for a token that stands in the path by itself. */
  readonly name: string
  readonly where: 'query' | 'fragment' | 'path'
  /** As it stands, percent-encoding and all. */
  readonly value: string
  /** What tells: the name of a kind of token, the name of a session id, the value alone, or no more than the name `token`. */
  readonly kind: 'token' | 'session' | 'jwt' | 'generic'
}

const tokenNames = new Set('access_token accesstoken id_token idtoken refresh_token refreshtoken jwt auth_token authtoken bearer_token bearer session_token api_token'.split(' '))
const sessionNames = new Set('jsessionid phpsessid aspsessionid asp.net_sessionid sessionid session_id sessid sid cfid cftoken connect.sid'.split(' '))
const genericNames = new Set(['token'])

/**
 * Parameters whose value may be a JWT by design: RFC 9101 section 5 (request), RFC 7523 section 2.2 (client_assertion),
 * OpenID Connect RP-Initiated Logout section 2 (id_token_hint), OpenID Connect Core section 6, and state, which is the client's own.
 */
const jwtByDesign = new Set('request client_assertion id_token_hint logout_token logout_hint login_hint login_hint_token state response software_statement assertion nonce'.split(' '))

/** By its name, does a parameter hold a JWT that standards put there? */
export const holdsJwtByDesign = (name: string): boolean => jwtByDesign.has(name.toLowerCase())

/** Values that a template or a person put where a token will be. */
const placeholder = /^(?:[{<[$%].*|x+|\.{3}|\*+|(?:your|my|the)[_-].*|undefined|null|true|false|none|token|redacted)$/i
const jwtPattern = /^ey[\w-]{8,}(?:\.|%2e)[\w-]{8,}(?:\.|%2e)[\w-]*$/i

/** Name and value of each parameter of a URL or a relative reference, in order; those of the path (`;jsessionid=`) too. */
export function* parametersOf(text: string): Generator<{ readonly name: string; readonly value: string; readonly where: UrlSecret['where'] }> {
  const hash = text.indexOf('#')
  const beforeFragment = hash === -1 ? text : text.slice(0, hash)
  const question = beforeFragment.indexOf('?')
  const path = question === -1 ? beforeFragment : beforeFragment.slice(0, question)
  for (const part of path.split(/[/;]/)) {
    const equals = part.indexOf('=')
    if (equals > 0) yield { name: part.slice(0, equals), value: part.slice(equals + 1), where: 'path' }
    else if (jwtPattern.test(part)) yield { name: 'path', value: part, where: 'path' }
  }
  const groups = [
    ['query', question === -1 ? '' : beforeFragment.slice(question + 1)],
    ['fragment', hash === -1 ? '' : text.slice(hash + 1)],
  ] as const
  for (const [where, group] of groups) {
    for (const part of group.replace(/^[?!/]+/, '').split(/[&;]/)) {
      const equals = part.indexOf('=')
      if (equals > 0) yield { name: part.slice(0, equals), value: part.slice(equals + 1), where }
    }
  }
}

/** Tokens and session ids in a URL or a relative reference. */
export function urlSecrets(text: string): readonly UrlSecret[] {
  const found: UrlSecret[] = []
  for (const { name, value, where } of parametersOf(text.slice(0, longestUrl))) {
    const kind = kindOf(name.replace(/^amp;/, ''), value)
    if (kind) found.push({ name: name.replace(/^amp;/, ''), where, value, kind })
  }
  return found
}

/** Longer ones are data: URLs and the like. In characters. */
const longestUrl = 16 * 1024

function kindOf(name: string, value: string): UrlSecret['kind'] | undefined {
  if (value.length < 8 || placeholder.test(value)) return undefined
  const lower = name.toLowerCase()
  if (jwtByDesign.has(lower)) return undefined
  if (tokenNames.has(lower)) return 'token'
  if (jwtPattern.test(value)) return 'jwt'
  if (sessionNames.has(lower)) return isSessionLike(value) ? 'session' : undefined
  return genericNames.has(lower) && value.length >= 16 ? 'generic' : undefined
}

/** Numbers and words name something; a session id is long and mixed. */
const isSessionLike = (value: string): boolean => value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value)

/** Parameters whose values are nobody's business, besides tokens: codes, signatures, passwords, keys. */
const secretWords = /(?:^|[_.-])(?:code|state|nonce|sig|sign|signature|secret|password|passwd|pwd|pass|key|apikey|hash|token|jwt|auth|session|sid|ticket|otp|pin|assertion|credential|saml\w{0,40}|hint|verifier|challenge|email|mail|user|login|request)$/i

/** A URL, or a reference relative to one, as messages and reports show it: without user name, tokens, and values that may be secret; the same for every value, so that it names the place from run to run. */
export function shownUrl(text: string, limit = 300): string {
  const withoutUser = text.replace(/^([a-z][a-z\d+.-]{0,20}:\/\/)[^/?#@]{0,1000}@/i, '$1')
  const mask = (whole: string, mark: string, name: string, value: string) => (value !== '' && isSecretValue(name, value) ? `${mark}${name}=...` : whole)
  // A parameter of the path ends where the path or its segment does.
  const masked = withoutUser.replace(/(;)([^=&#;?/]{1,200})=([^&#;?/]*)/g, mask).replace(/([?&#])([^=&#;?/]{1,200})=([^&#;]*)/g, mask)
  return visible(
    masked.replace(/[^/?&#=;:]{20,}/g, (part) => (jwtPattern.test(part) || looksRandom(part) ? '...' : part)),
    limit,
  )
}

/** Long, or of small and capital letters and digits mixed: as ids of sessions are, which some put into the path. */
const looksRandom = (part: string): boolean =>
  /^[\w.~%-]+$/.test(part) && /\d/.test(part) && !/\.\w{2,5}$/.test(part) && (part.length >= 40 ? /[a-z]/i.test(part) : (/[a-z]/.test(part) && /[A-Z]/.test(part) && !part.includes('.')) || /^[\da-f]{32,}$/i.test(part))

const isSecretValue = (name: string, value: string): boolean =>
  secretWords.test(name) || tokenNames.has(name.toLowerCase()) || sessionNames.has(name.toLowerCase()) || (value.length >= 20 && /^[\w.~%+/=-]+$/.test(value) && /\d/.test(value))
