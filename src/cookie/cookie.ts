import { individual } from '../core/individual.ts'
import type { Excerpt, Location } from '../core/location.ts'
import type { Subject, SubjectView, ViewOptions } from '../core/subject.ts'
import { count, visible } from '../core/text.ts'
import { shownUrl } from '../core/url-secrets.ts'
import type { CookieDetail, CookieReading } from '../core/view.ts'
import { isoTime } from './lifetime.ts'
import type { Likeness } from './mould.ts'
import { noRoles, roleNoun, type CookieRole } from './role.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import type { EffectiveCookie, StorageVerdict } from './storage.ts'
import type { CookieValue } from './value.ts'

/** One `; name=value` part, as sent. Offsets are octets of the header value. */
export interface CookieAttribute {
  readonly name: string
  /** Null when there is no `=`. White space around it is gone, quotes stay. */
  readonly value: string | null
  readonly start: number
  readonly end: number
}

/** What the text of a Set-Cookie header value says (RFC 6265bis section 5.6), nothing dropped. */
export interface ParsedCookie {
  /** The header value; each character is one octet. */
  readonly excerpt: Excerpt
  readonly text: string
  /** Empty for a cookie without a name. */
  readonly name: string
  readonly value: string
  /** What the value is made of, its framing undone. */
  readonly decoded: CookieValue
  /** False for `token` without an equals sign. */
  readonly hasEquals: boolean
  readonly nameRange: readonly [number, number]
  readonly valueRange: readonly [number, number]
  /** In order, duplicates and unknown ones included. */
  readonly attributes: readonly CookieAttribute[]
}

/** Where a cookie was met. */
export interface CookieCircumstances {
  /** Request URL, when known. */
  readonly url?: URL
  /** Status of the response, when there was one. */
  readonly status?: number
  /** What kind of response it was: `informational` is 1xx, `connect` a proxy's answer to CONNECT. */
  readonly responseKind?: 'final' | 'informational' | 'connect' | 'not-modified' | 'unknown'
  /** What is wrong with the field line that carried it (RFC 9112 sections 2.2, 5.1 and 5.2). */
  readonly fieldProblems?: readonly ('obs-fold' | 'space-before-colon' | 'bare-cr')[]
  /** The request took a password or an authorization code, and was not refused. */
  readonly answersLogin?: boolean
  /** Request headers that were seen with it, lower-case names. */
  readonly requestHeaders?: Readonly<Record<string, string>>
  /** False for sources that do not keep every attribute (a cookie jar, a browser's storage state): what is missing is unknown. */
  readonly attributesComplete: boolean
  /** Name of the framework, when the user named it. */
  readonly framework?: string
  /** Which header carried it: `Set-Cookie`, or something people mistake for it. */
  readonly field?: string
  /** Other cookies of the same response, in order, this one included. */
  readonly siblings: readonly ParsedCookie[]
  /** Values that the server gave this cookie at other times, when several were collected. */
  readonly samples?: CookieSamples
}

export interface CookieSamples {
  /** As sent, in order of issue, this cookie's value included. */
  readonly values: readonly string[]
  /** Seconds since 1970 for each (the Date header), when all are known. */
  readonly issuedAt?: readonly number[]
}

/** What takes cryptography to find out. */
export interface CookieFacts {
  /** The signature in the value verifies with a guessable secret. The secret itself is not kept. */
  readonly weakSignature?: {
    /** Whose way of signing: `Express`, `Flask or Starlette`. */
    readonly scheme: string
    /** Name of the list that holds the secret, and its place there, counted from 1. */
    readonly list: string
    readonly position: number
  }
}

interface Known {
  readonly circumstances: CookieCircumstances
  readonly browser: StorageVerdict
  readonly role: CookieRole
  readonly roles?: ReadonlyMap<string, RoleName>
  readonly facts?: CookieFacts
  readonly readings?: readonly CookieReading[]
  /** Seconds since 1970 as of which it was judged. */
  readonly judgedAt?: number
  /** What it shares with others; anything more that is known about it is its own. */
  readonly likeness?: Likeness | undefined
}

/** A Set-Cookie header with everything that is known about it, as rules see it. */
export class Cookie implements Subject {
  readonly kind = 'cookie'
  readonly parsed: ParsedCookie
  readonly browser: StorageVerdict
  readonly role: CookieRole
  /** Names or patterns with `*` that the user gave roles to. */
  readonly roles: ReadonlyMap<string, RoleName>
  readonly facts: CookieFacts
  /** How other programs read it, when somebody asked. */
  readonly readings: readonly CookieReading[] | undefined
  readonly judgedAt: number | undefined
  readonly likeness: Likeness | undefined
  readonly #id: string
  readonly #circumstances: CookieCircumstances

  constructor(id: string, parsed: ParsedCookie, known: Known) {
    this.#id = id
    this.parsed = parsed
    this.#circumstances = known.circumstances
    this.browser = known.browser
    this.role = known.role
    this.roles = known.roles ?? noRoles
    this.facts = known.facts ?? {}
    this.readings = known.readings
    this.judgedAt = known.judgedAt
    this.likeness = known.likeness
  }

  get id(): string {
    return individual(this.#id)
  }

  /** How it came, but for what else was in the message. */
  get circumstances(): Omit<CookieCircumstances, 'siblings' | 'requestHeaders'> {
    return this.#circumstances
  }

  /** Cookies of the same response, in order, this one included. */
  get siblings(): readonly ParsedCookie[] {
    return individual(this.#circumstances.siblings)
  }

  /** Request headers that were seen with it, lower-case names. */
  get requestHeaders(): Readonly<Record<string, string>> {
    return individual(this.#circumstances.requestHeaders ?? {})
  }

  /** The same cookie with more known about it. */
  with({ samples, ...known }: Partial<Known> & Pick<CookieCircumstances, 'samples'>): Cookie {
    const { id, parsed, browser, role, roles, facts, readings, judgedAt } = this
    const circumstances = samples ? { ...this.#circumstances, samples } : this.#circumstances
    return new Cookie(id, parsed, { circumstances, browser, role, roles, facts, ...(readings ? { readings } : {}), ...(judgedAt === undefined ? {} : { judgedAt }), ...known })
  }

  get name(): string {
    return this.parsed.name
  }

  get words(): Readonly<Record<'cookie', string>> {
    return { cookie: `${roleNoun[this.role.role]} ${this.name === '' ? '(no name)' : visible(utf8(this.name), 60)}` }
  }

  get value(): string {
    return this.parsed.value
  }

  /** Does it delete rather than set? Decided by the lifetime that counts, not by an empty value. */
  get isDeletion(): boolean {
    return this.browser.deletes
  }

  /** The attribute that counts: the last one of that name, as browsers read it; names compare without case. */
  attribute(name: string): CookieAttribute | undefined {
    return this.parsed.attributes.findLast((attribute) => attribute.name.toLowerCase() === name.toLowerCase())
  }

  /** All attributes of that name, in order. */
  attributes(name: string): readonly CookieAttribute[] {
    return this.parsed.attributes.filter((attribute) => attribute.name.toLowerCase() === name.toLowerCase())
  }

  /** `name`, `value`, or an attribute name such as `SameSite`; `SameSite[0]` is the first of several. */
  locate(pointer?: string): Location {
    if (pointer === undefined) return this.parsed.excerpt.locate()
    const [start, end] = this.#range(pointer)
    return this.parsed.excerpt.locate(start, end, pointer)
  }

  /** The header with its value masked: `Set-Cookie: sid=(36 characters); Path=/`. */
  show(_pointer?: string): string {
    return `Set-Cookie: ${maskedSetCookie(this.parsed)}`
  }

  view(options: ViewOptions): SubjectView {
    return cookieView(this, options)
  }

  #range(pointer: string): readonly [number, number] {
    if (pointer === 'name') return this.parsed.nameRange
    if (pointer === 'value') return this.parsed.valueRange
    const indexed = /^(.*)\[(\d+)\]$/.exec(pointer)
    const attribute = indexed ? this.attributes(indexed[1] ?? '')[Number(indexed[2])] : this.attribute(pointer)
    return attribute ? [attribute.start, attribute.end] : this.parsed.nameRange
  }
}

const maskedValue = (value: string): string => (value === '' ? '' : `(${count(value.length, 'octet')})`)

export function maskedSetCookie({ name, value, hasEquals, attributes }: ParsedCookie): string {
  const pair = hasEquals ? `${visible(utf8(name), 80)}=${maskedValue(value)}` : maskedValue(value)
  return [pair, ...attributes.map((a) => visible(utf8(a.value === null ? a.name : `${a.name}=${a.value}`), 120))].join('; ')
}

/** Octets (one a character) as text; left alone when they are not UTF-8. */
export function utf8(octets: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(octets)) return octets
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(octets, 'latin1'))
  } catch {
    return octets
  }
}

function cookieView(cookie: Cookie, { showSecrets }: ViewOptions): SubjectView {
  const { input, line, column } = cookie.locate()
  const { id, parsed, likeness, judgedAt } = cookie
  const value = showSecrets ? visible(utf8(parsed.value), Infinity) : maskedValue(parsed.value)
  const detail = likeness && !showSecrets ? likeness.details.recall(`${value} ${judgedAt}`, () => detailOf(cookie, value)) : detailOf(cookie, value)
  return { id, kind: 'cookie', source: { input, line, column }, cookie: detail }
}

function detailOf({ parsed, role, browser, circumstances, readings, judgedAt }: Cookie, value: string): CookieDetail {
  return {
    name: visible(utf8(parsed.name)),
    value,
    ...(circumstances.url ? { url: shownUrl(`${circumstances.url.origin}${circumstances.url.pathname}`) } : {}),
    ...(judgedAt === undefined ? {} : { judgedAt: isoTime(judgedAt) }),
    role: role.role,
    roleConfidence: role.confidence,
    roleReason: role.reason,
    deletes: browser.deletes,
    attributes: parsed.attributes.map((a) => ({ name: visible(utf8(a.name)), value: a.value === null ? null : visible(utf8(a.value)) })),
    browser: {
      stored: browser.stored,
      reasons: browser.reasons,
      effective: shownEffective(browser.effective),
      differs: browser.differs.map((difference) => ({ ...difference, effective: shownEffective(difference.effective) })),
      ...(browser.note ? { note: browser.note } : {}),
    },
    ...(readings ? { compare: readings.map((reading) => ({ ...shownEffective(reading), name: visible(utf8(reading.name)), sameSite: reading.sameSite === null ? null : visible(reading.sameSite) })) } : {}),
  }
}

/** Domain and path come from the header, as octets. */
function shownEffective<T extends Partial<Pick<EffectiveCookie, 'domain' | 'path'>>>(effective: T): T {
  const { domain, path } = effective
  return { ...effective, ...(domain ? { domain: visible(utf8(domain)) } : {}), ...(path ? { path: visible(utf8(path)) } : {}) }
}
