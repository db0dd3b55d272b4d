// Makes subjects for tests from what a user would paste.
import { Excerpt, Source } from '../src/core/location.ts'
import { defaultPolicy, type Policy } from '../src/core/policy.ts'
import type { Subject } from '../src/core/subject.ts'
import type { CookieCircumstances, CookieSamples } from '../src/cookie/cookie.ts'
import { makeCookie } from '../src/cookie/make.ts'
import { parseSetCookie } from '../src/cookie/parse.ts'
import type { RoleName } from '../src/cookie/role.ts'
import type { JwtFacts } from '../src/jwt/facts.ts'
import { noFacts } from '../src/jwt/facts.ts'
import { gatherFacts } from '../src/jwt/gather-facts.ts'
import { parseJwt, type Carrier } from '../src/jwt/jwt.ts'
import { noKeys, type KeyRing } from '../src/jwt/keys.ts'
import { makeJwt } from '../src/jwt/make.ts'

/** 2026-11-20 18:00:00 UTC: the clock of every test that names none. */
export const testNow = 1795197600

export interface JwtCase {
  readonly keys?: KeyRing
  readonly policy?: Partial<Policy>
  readonly now?: number
  readonly carrier?: Carrier
  /** Facts that would take keys to find; laid over those that are found. */
  readonly facts?: Partial<JwtFacts>
  readonly crack?: boolean
}

export function jwtSubject(token: string, { keys = noKeys, policy, now = testNow, carrier, facts, crack = true }: JwtCase = {}): Subject {
  const parsed = parseJwt(Excerpt.of(new Source('test', token)), carrier)
  const expected = { ...defaultPolicy, ...policy }
  const found = gatherFacts(parsed, { keys, policy: expected, crack })
  return makeJwt('jwt-1', parsed, expected, now, { ...noFacts, ...found, ...facts })
}

export interface CookieCase {
  readonly url?: string
  readonly now?: number
  readonly role?: RoleName
  readonly status?: number
  readonly requestHeaders?: Readonly<Record<string, string>>
  readonly attributesComplete?: boolean
  readonly framework?: string
  readonly field?: string
  readonly responseKind?: CookieCircumstances['responseKind']
  readonly fieldProblems?: CookieCircumstances['fieldProblems']
  /** Other Set-Cookie values of the same response, before this one. */
  readonly before?: readonly string[]
  /** Other values of the cookie, this one's included. */
  readonly samples?: CookieSamples
}

/** UTF-8 octets, one a character, as inputs are read. */
const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

export function cookieSubject(header: string, options: CookieCase = {}): Subject {
  const parse = (line: string) => parseSetCookie(Excerpt.of(new Source('test', octets(line), { octets: true })))
  const parsed = parse(header)
  const siblings = [...(options.before ?? []).map(parse), parsed]
  return makeCookie(
    'cookie-1',
    parsed,
    {
      attributesComplete: options.attributesComplete ?? true,
      siblings,
      ...(options.samples ? { samples: options.samples } : {}),
      ...(options.url === undefined ? {} : { url: new URL(options.url) }),
      ...(options.status === undefined ? {} : { status: options.status }),
      ...(options.requestHeaders ? { requestHeaders: options.requestHeaders } : {}),
      ...(options.framework ? { framework: options.framework } : {}),
      ...(options.field ? { field: options.field } : {}),
      ...(options.responseKind ? { responseKind: options.responseKind } : {}),
      ...(options.fieldProblems ? { fieldProblems: options.fieldProblems } : {}),
    },
    options.now ?? testNow,
    options.role ? new Map([[parsed.name, options.role]]) : undefined,
  )
}
