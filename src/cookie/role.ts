import type { RoleName } from '../core/cookie-roles.ts'
import { isObject } from '../core/json.ts'
import { matchesPattern } from '../core/pattern.ts'
import { Memory } from '../core/remember.ts'
import type { Confidence } from '../core/severity.ts'
import { list } from '../core/text.ts'
import type { CookieCircumstances, ParsedCookie } from './cookie.ts'
import { companionWords, harmlessWords, knownNames, roleWords, type KnownName } from './names.ts'
import { cookiePrefix } from './prefixes.ts'
import { valueEvidence, type ValueEvidence } from './value-shape.ts'
import { signatureCookie } from './value.ts'

/** What a cookie is for, which drives most severities, and how that is known. */
export interface CookieRole {
  readonly role: RoleName
  readonly confidence: Confidence
  /** From which name, value shape or attribute that is concluded. */
  readonly reason: string
  /** Framework whose settings decide this cookie's flags, such as `express` or `django`, when its name or value shows it. */
  readonly framework?: string
  /** Whose published name this is, such as `Express`; absent for names that an application chose. */
  readonly owner?: string
}

/** Whoever holds the value is the user. */
export const isSensitive = ({ role }: Pick<CookieRole, 'role'>): boolean => role === 'session' || role === 'auth' || role === 'refresh' || role === 'remember'

/**
 * What a cookie is for, from what the user said, its name, its value and its flags (in this order).
 *
 * @param roles names or patterns with `*` that the user gave roles to
 */
export function cookieRole(parsed: ParsedCookie, roles: ReadonlyMap<string, RoleName> = noRoles): CookieRole {
  const httpOnly = parsed.attributes.some((attribute) => attribute.name.toLowerCase() === 'httponly')
  return roleFrom(parsed.name, valueEvidence(parsed), httpOnly, roles)
}

/**
 * The role with what the message around the cookie adds. When somebody logs in, what is drawn at random, signed or encrypted is
 * what they are known by from now on, whatever its name; and what is signed in a `.sig` cookie beside it, and random or the state of a session library, is one as well.
 */
export function roleAmong(role: CookieRole, parsed: ParsedCookie, { siblings, answersLogin = false }: Pick<CookieCircumstances, 'siblings' | 'answersLogin'>): CookieRole {
  const signsBeside = signatureCookie(parsed, siblings) !== undefined
  if (!signsBeside && !(answersLogin && isOpen(role))) return role
  const { drawn, sealed, what } = valueEvidence(parsed)
  const library = signsBeside ? libraryBeside(parsed) : undefined
  const framework = role.framework ?? library
  const opens = (answersLogin ? isOpen(role) : role.role === 'other' && role.owner === undefined) && (drawn || library !== undefined)
  const made = signsBeside ? 'a value that the cookie beside it signs' : what
  const judgement: Judgement = { role: 'session', confidence: answersLogin && (sealed || signsBeside) ? 'firm' : 'tentative', reason: `from ${made}${answersLogin ? ' in the answer to a login' : ''}` }
  const known = additions.recall(role, () => new Memory())
  return known.recall(opens ? `${judgement.confidence} ${judgement.reason} ${framework}` : `${framework}`, () => ({ ...role, ...(opens ? judgement : {}), ...(framework === undefined ? {} : { framework }) }))
}

/** Nothing but the value says what it is for, if that. */
const isOpen = ({ role, confidence, owner }: CookieRole): boolean => owner === undefined && confidence === 'tentative' && (role === 'other' || role === 'session')

/** The same object for the same role, so that what follows from it can be remembered by it. */
const additions = new Memory<CookieRole, Memory<string, CookieRole>>(64)

/** cookie-session and koa-session both keep JSON in base64 there; the latter notes beside it how long it lives. */
function libraryBeside({ decoded: { shape, undone } }: ParsedCookie): string | undefined {
  if (shape.kind !== 'json' || !isObject(shape.value) || !undone.includes('base64')) return undefined
  return ['_expire', '_maxAge', '_session'].some((member) => Object.hasOwn(shape.value as object, member)) ? 'koa' : 'cookie-session'
}

export const noRoles: ReadonlyMap<string, RoleName> = new Map()

function roleFrom(name: string, value: ValueEvidence, httpOnly: boolean, roles: ReadonlyMap<string, RoleName>): CookieRole {
  const known = knownName(name)
  const made = { ...frameworkOf(known, value), ...(known?.owner === undefined ? {} : { owner: known.owner }) }
  const said = roles.get(name) ?? [...roles].find(([pattern]) => matchesPattern(pattern, name))?.[1]
  if (said) return { role: said, confidence: 'certain', reason: 'you said so', ...made }
  return { ...judge(name, known, value, httpOnly), ...made }
}

type Judgement = Pick<CookieRole, 'role' | 'confidence' | 'reason'>

function judge(cookieName: string, known: KnownName | undefined, { jwt, random, sessionForm, what, balancer }: ValueEvidence, httpOnly: boolean): Judgement {
  const words = wordsOf(withoutPrefix(cookieName))
  const named = known ? { role: known.role, confidence: known.confidence } : roleFromWords(words)
  const name = `its name ${cookieName}${known?.owner ? ` (${known.owner})` : ''}`
  if (named) {
    const { role, confidence } = named
    if (isSensitive(named) && random) {
      return { role, confidence: confidence === 'certain' ? 'certain' : 'firm', reason: `from ${list([name, what])}` }
    }
    if (role === 'transaction' && confidence === 'tentative' && random) return { role, confidence: 'firm', reason: `from ${list([name, what])}` }
    return { role, confidence, reason: `from ${name}` }
  }
  if (balancer) return { role: 'infrastructure', confidence: 'firm', reason: 'from its value, which names a server behind a load balancer' }
  const harmless = harmlessWords.find((row) => row.words.some((word) => words.includes(word)))?.role
  if (jwt && !harmless) return { role: 'auth', confidence: 'firm', reason: 'from its value, which is a JWT' }
  if (harmless) return { role: harmless, confidence: 'tentative', reason: `from ${name}` }
  if (random && httpOnly) return { role: 'session', confidence: 'firm', reason: `from ${what} together with HttpOnly` }
  // No script can make use of what only the server reads: without HttpOnly it is the same session, left open.
  if (sessionForm) return { role: 'session', confidence: 'firm', reason: `from ${what}, as session libraries write it` }
  return { role: 'other', confidence: 'tentative', reason: 'nothing tells what it is for' }
}

/** An explicit mark in the value beats the name: `SESSION` with Express's signature is Express. */
function frameworkOf(known: KnownName | undefined, value: ValueEvidence): { framework?: string } {
  const framework = (known?.confidence === 'certain' ? known.framework : undefined) ?? value.framework ?? known?.framework
  return framework === undefined ? {} : { framework }
}

/** `sid` of `__Host-sid`. */
export const withoutPrefix = (name: string): string => name.slice(cookiePrefix(name)?.prefix.length)

/** The row of `knownNames` for this name, as written or without a prefix; exact spelling goes before another case. */
function knownName(name: string): KnownName | undefined {
  const candidates = [...new Set([name, withoutPrefix(name)])]
  for (const candidate of candidates) {
    const exact = rowsByName.get(candidate)
    if (exact) return exact
  }
  for (const candidate of candidates) {
    const pattern = patternRows.find(([p]) => (typeof p === 'string' ? matchesPattern(p, candidate) : p.test(candidate)))
    if (pattern) return pattern[1]
  }
  for (const candidate of candidates) {
    const row = rowsByLowerName.get(candidate.toLowerCase())
    // In another case it is somebody else's name with the same meaning.
    if (row) return { names: row.names, role: row.role, confidence: row.confidence === 'certain' ? 'firm' : row.confidence, source: row.source }
  }
  return undefined
}

const rowsByName = new Map<string, KnownName>()
const rowsByLowerName = new Map<string, KnownName>()
const patternRows: (readonly [string | RegExp, KnownName])[] = []
for (const row of knownNames) {
  for (const name of row.names) {
    if (typeof name !== 'string' || name.includes('*')) patternRows.push([name, row])
    else {
      rowsByName.set(name, row)
      if (!rowsByLowerName.has(name.toLowerCase())) rowsByLowerName.set(name.toLowerCase(), row)
    }
  }
}

/** Whole words only: `assessment_id` holds no session. A guess from words alone stays a guess. */
function roleFromWords(words: readonly string[]): { role: RoleName; confidence: Confidence } | undefined {
  const phrase = ` ${words.join(' ')} `
  const row = roleWords.find((candidate) => candidate.words.some((word) => phrase.includes(` ${word} `)))
  if (!row) return undefined
  if (row.role === 'csrf') return { role: 'csrf', confidence: 'firm' }
  return words.some((word) => companionWords.has(word)) ? undefined : { role: row.role, confidence: 'tentative' }
}

/** `mySessionId`, `my-session.id` and `MY_SESSION_ID` are three words each; lower-cased. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 256)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}

/** A name for what the value is, to be put after "this" or "the". */
export const roleNoun: Readonly<Record<RoleName, string>> = {
  session: 'session cookie',
  auth: 'token cookie',
  refresh: 'refresh token cookie',
  remember: 'remember-me cookie',
  csrf: 'CSRF cookie',
  transaction: 'login state cookie',
  infrastructure: 'infrastructure cookie',
  analytics: 'analytics cookie',
  preference: 'preference cookie',
  other: 'cookie',
}
