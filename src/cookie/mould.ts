import { Excerpt, Source } from '../core/location.ts'
import { Memory } from '../core/remember.ts'
import type { CookieDetail } from '../core/view.ts'
import { maxPairOctets } from './attributes.ts'
import type { CookieCircumstances, ParsedCookie } from './cookie.ts'
import { defaultPath } from './domain.ts'
import { parseSetCookie } from './parse.ts'
import { cookieRole, type CookieRole } from './role.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import { judgeStorage, type StorageVerdict } from './storage.ts'
import { valueEvidence, type ValueEvidence } from './value-shape.ts'

/**
 * What the cookies of a site have in common: a server sends the same name and attributes over and over with other values, and
 * what browsers make of them does not depend on the value as long as it is an ordinary one.
 */
export interface Mould {
  readonly browser: StorageVerdict
  /** What they are for, by what their values show. */
  readonly roles: Memory<ValueEvidence, CookieRole>
  readonly likenesses: Memory<CookieRole, Memory<string, Likeness>>
}

/** Cookies of one mould, with the same role, that came under the same circumstances but for what else was in the message. */
export interface Likeness {
  /** What reports show of such cookies, by what of it is not the same. */
  readonly details: Memory<string, CookieDetail>
}

/** More than a site has; headers made up to be different cannot make it grow. */
const mostMoulds = 256
const mostAlike = 64
const longestHeader = 1024
/** By the roles that the user gave. */
const moulds = new WeakMap<ReadonlyMap<string, RoleName>, Memory<string, Mould>>()

/** The mould of a cookie with an ordinary value; undefined for others, on which browsers decide by the value, too. */
export function mouldOf(parsed: ParsedCookie, url: URL | undefined, now: number, roles: ReadonlyMap<string, RoleName>): Mould | undefined {
  const { name, value, hasEquals, text } = parsed
  if (!hasEquals || name === '' || name.length + value.length > maxPairOctets || controlCharacter.test(value)) return undefined
  const semicolon = text.indexOf(';')
  const rest = semicolon === -1 ? '' : text.slice(semicolon)
  if (name.length + rest.length > longestHeader) return undefined
  const header = `${name}=x${rest}`
  // Of the URL browsers ask no more than this, of the time only where something ends.
  const key = `${header}\n${url ? `${url.protocol}//${url.hostname}${defaultPath(url)}` : ''}\n${lifetime.test(rest) ? now : ''}`
  let known = moulds.get(roles)
  if (!known) moulds.set(roles, (known = new Memory(mostMoulds)))
  return known.recall(key, () => ({ browser: judgeStorage(parseSetCookie(Excerpt.of(new Source('', header))), url, now), roles: new Memory(), likenesses: new Memory(mostAlike) }))
}

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/
const lifetime = /expires|max-age/i

/** What a cookie of this mould is for. */
export const roleIn = (mould: Mould, parsed: ParsedCookie, roles: ReadonlyMap<string, RoleName>): CookieRole => mould.roles.recall(valueEvidence(parsed), () => cookieRole(parsed, roles))

export function likenessOf({ likenesses }: Mould, role: CookieRole, { url, status, responseKind, field, fieldProblems = [], framework, attributesComplete }: CookieCircumstances): Likeness {
  const key = `${status} ${responseKind} ${attributesComplete} ${framework} ${fieldProblems.join()} ${field} ${url?.href}`
  return likenesses.recall(role, () => new Memory(mostAlike)).recall(key, () => ({ details: new Memory() }))
}
