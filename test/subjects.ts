// Makes subjects for tests from what a user would paste.
import { Excerpt, Source } from '../src/core/location.ts'
import { defaultPolicy, type Policy } from '../src/core/policy.ts'
import type { Subject } from '../src/core/subject.ts'
import type { CookieCircumstances, CookieSamples } from '../src/cookie/cookie.ts'
import { makeCookie } from '../src/cookie/make.ts'
import { parseSetCookie } from '../src/cookie/parse.ts'
import type { RoleName } from '../src/core/cookie-roles.ts'
import type { JwtFacts } from '../src/jwt/facts.ts'
import { noFacts } from '../src/jwt/facts.ts'
import { findTokens } from '../src/jwt/find.ts'
import { gatherFacts } from '../src/jwt/gather-facts.ts'
import { parseJwt, type Carrier } from '../src/jwt/jwt.ts'
import { parseKeyDocument } from '../src/jwt/key-document.ts'
import { TokenLedger } from '../src/jwt/token-set.ts'
import { noKeys, type KeyRing } from '../src/jwt/keys.ts'
import { makeJwt } from '../src/jwt/make.ts'
import { makeKeys } from '../src/jwt/make-keys.ts'
import type { NamedEvent } from '../src/flow/events.ts'
import { FlowRecorder } from '../src/flow/recorder.ts'
import { responseOf } from '../src/http/subjects.ts'
import { readCookieInput } from '../src/inputs/cookie-input.ts'

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
  /** Roles that the user gives to this cookie and to others. */
  readonly roles?: Readonly<Record<string, RoleName>>
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
    new Map(Object.entries({ ...options.roles, ...(options.role ? { [parsed.name]: options.role } : {}) })),
  )
}

export interface ResponseCase {
  readonly url?: string
  readonly method?: string
  /** Lower-case names. */
  readonly requestHeaders?: Readonly<Record<string, string>>
  readonly requestBody?: string
  readonly originIsProbe?: boolean
  /** Roles that the user gives to cookies. */
  readonly roles?: Readonly<Record<string, RoleName>>
  /** Cookies that must have been set. */
  readonly expected?: readonly string[]
  /** Added to the transcript. */
  readonly body?: string
  readonly now?: number
}

/** The last response of a transcript, read as an input is. */
export function responseSubject(transcript: string, { url, method, requestHeaders, requestBody, originIsProbe, roles = {}, expected, body = '', now = testNow }: ResponseCase = {}): Subject {
  const text = octets(`${transcript.trimEnd()}${transcript.includes('\n\n') && body === '' ? '' : `\n\n${body}`}`)
  const responses = [...readCookieInput('test', [text], { bodies: true, ...(url === undefined ? {} : { url: new URL(url) }) }).responses]
  const last = responses.at(-1)
  if (!last) throw new Error(`no response in ${transcript}`)
  const exchange = {
    ...last,
    ...(method === undefined ? {} : { requestMethod: method }),
    ...(requestHeaders ? { requestHeaders } : {}),
    ...(requestBody === undefined ? {} : { requestBody }),
    ...(originIsProbe ? { originIsProbe } : {}),
  }
  let ids = 0
  const response = responseOf(exchange, { now, policy: defaultPolicy, roles: new Map(Object.entries(roles)), nextId: (kind) => `${kind}-${++ids}` })
  return expected ? response.with({ names: expected, received: response.cookies }) : response
}

export interface FlowCase {
  /** Events that the user names. */
  readonly events?: readonly NamedEvent[]
  /** Roles that the user gives to cookies. */
  readonly roles?: Readonly<Record<string, RoleName>>
  readonly now?: number
}

/** A recording: requests and responses one after another as HTTP/1.1 messages, or anything else that scan reads. None for fewer than two exchanges. */
export function flowSubjects(recording: string, { events = [], roles = {}, now = testNow }: FlowCase = {}): readonly Subject[] {
  const wanted = new Map(Object.entries(roles))
  const recorder = new FlowRecorder(wanted)
  let ids = 0
  for (const exchange of readCookieInput('test', [octets(recording)], { bodies: true }).responses) {
    recorder.take(responseOf(exchange, { now: exchange.date ?? now, policy: defaultPolicy, roles: wanted, nextId: (kind) => `${kind}-${++ids}` }), now)
  }
  const { flow, unmatched } = recorder.flow('flow-1', events)
  if (unmatched.length > 0) throw new Error(`no exchange for ${JSON.stringify(unmatched)}`)
  return flow ? [flow] : []
}

export interface JwkCase {
  readonly keyRole?: 'public' | 'private'
  /** The set at an earlier time, as text. */
  readonly previous?: string
  readonly fetched?: boolean
}

/** Every key of a JWK, a set, a certificate map or PEM text. */
export function jwkSubjects(text: string, { keyRole: role = 'public', previous, fetched = false }: JwkCase = {}): readonly Subject[] {
  const parse = (document: string) => parseKeyDocument(new Source('test', document))
  let count = 0
  return makeKeys(parse(text), { role, fetched, ...(previous === undefined ? {} : { previous: parse(previous) }) }, () => `jwk-${++count}`)
}

/** All tokens of a text, one a line, as one subject; none when there is nothing to say of them. */
export function tokenSets(text: string, { keys = noKeys, facts, crack = true }: JwtCase = {}): readonly Subject[] {
  const ledger = new TokenLedger()
  for (const { excerpt } of findTokens(new Source('test', text))) {
    const parsed = parseJwt(excerpt)
    ledger.add(parsed, { ...noFacts, ...gatherFacts(parsed, { keys, policy: defaultPolicy, crack }), ...facts })
  }
  return ledger.subject ? [ledger.subject] : []
}
