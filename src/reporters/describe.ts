// What there is to say about a subject, in words and before any layout. Every text given out here is safe to print.
import type { Finding } from '../core/finding.ts'
import { algorithmGlossary, claimGlossary, headerGlossary } from '../core/glossary.ts'
import { stringifyJson, type JsonObject, type JsonValue } from '../core/json.ts'
import { millisecondsFrom, numberOf, timeClaim } from '../core/lifetime.ts'
import type { Location } from '../core/location.ts'
import { lookUp } from '../core/look-up.ts'
import { rejections } from '../core/rejections.ts'
import type { Judged, Report, Summary } from '../core/report.ts'
import type { Severity } from '../core/severity.ts'
import type { SubjectKind, SubjectView } from '../core/subject.ts'
import { count, list, visible } from '../core/text.ts'
import { formatDuration, formatRelative, formatUtc } from '../core/time.ts'
import type { CookieDetail, CookieReading, JwkDetail, JwtDetail, ResponseDetail, TokenSetDetail } from '../core/view.ts'

/** Text of any length, safe to print. */
export const safe = (text: string): string => visible(text, Infinity)

/** Lines of a text in which line feeds are ours, such as a fix. */
export const linesOf = (text: string): readonly string[] => text.split('\n').map(safe)

/** `stdin:4:1`. */
export const place = ({ input, line, column }: Pick<Location, 'input' | 'line' | 'column'>): string => `${safe(input)}:${line}:${column}`

/** Where a subject was found, and in what: `argument 1`, `tokens.txt:3:1`, `stdin:4:13, in cookie sid`. */
export function origin(view: SubjectView): string {
  const { source } = view
  const carrier = view.jwt?.carrier ?? 'bare'
  return `${source.line === 1 && source.column === 1 ? safe(source.input) : place(source)}${carrier === 'bare' ? '' : `, in ${safe(carrier)}`}`
}

const kindNames: Record<SubjectKind, string> = { jwt: 'JWT', 'jwt-set': 'All tokens', cookie: 'Cookie', jwk: 'Key', response: 'Response', flow: 'Flow' }

/** `JWT 1`, `Cookie sid`. */
export function title(view: SubjectView): string {
  const { cookie } = view
  const number = /(?<!\d)\d+$/.exec(view.id)?.[0] ?? ''
  return cookie ? `Cookie ${nameOf(cookie)}` : `${kindNames[view.kind]} ${number}`.trim()
}

/** At most 80 characters of it. */
export const nameOf = ({ name }: CookieDetail): string => (name === '' ? '(no name)' : visible(name, 80))

/** `access token (typ is at+jwt)`. */
export function subtitle({ jwt, jwk, response, flow, cookie }: SubjectView): string {
  if (jwt) return `${safe(jwt.type === 'generic' ? 'token' : jwt.type.replaceAll('-', ' '))} (${safe(jwt.typeReason)})`
  if (jwk) return safe(jwk.description)
  if (response) return answered(response)
  if (flow) return safe(flow.design.title)
  return cookie ? `${safe(cookie.role)} (${safe(cookie.roleReason)})` : ''
}

/** `GET https://app.example.com/login: status 200`. */
function answered({ method, url, status }: ResponseDetail): string {
  const request = [method, url].filter((part) => part !== undefined).map(safe).join(' ')
  return `${request === '' ? '' : `${request}: `}${status === undefined ? 'status not known' : `status ${status}`}`
}

/** A response that carries nothing and has nothing to report: of many, only the number is worth a line. */
export const isPlain = ({ subject: { response }, findings, suppressed }: Judged): boolean =>
  response !== undefined && findings.length === 0 && suppressed.length === 0 && response.carries.length === 0

export const plainWords = (n: number): string => (n === 1 ? 'One response carries no cookie and no token, and there is nothing to report.' : `${n} responses carry no cookie and no token, and there is nothing to report.`)

export type Tone = 'good' | 'bad' | 'plain'

/** One of the three questions that a token is asked. */
export interface Axis {
  readonly name: 'signature' | 'claims' | 'lint'
  readonly status: string
  readonly tone: Tone
  readonly words: string
  /** What else may help to understand the status. */
  readonly hints: readonly string[]
}

const tones: Readonly<Record<string, Tone>> = { valid: 'good', ok: 'good', invalid: 'bad', failed: 'bad' }

export function axes({ subject, findings }: Judged): readonly Axis[] {
  const { jwt } = subject
  const lint: Axis = { name: 'lint', tone: worst(findings) === 'error' ? 'bad' : findings.length === 0 ? 'good' : 'plain', status: counts(tally(findings)) || 'nothing found', words: '', hints: [] }
  if (!jwt) return [lint]
  const { signature, claimsCheck } = jwt
  return [
    { name: 'signature', status: signature.status.replace('-', ' '), tone: tones[signature.status] ?? 'plain', words: safe(signatureWords(jwt)), hints: signature.hints.map(safe) },
    { name: 'claims', status: claimsCheck.status.replace('-', ' '), tone: tones[claimsCheck.status] ?? 'plain', words: safe(list(claimsCheck.failed ?? [])), hints: [] },
    lint,
  ]
}

const worst = (findings: readonly Finding[]): Severity | undefined => findings[0]?.severity

function tally(findings: readonly Finding[]): Record<Severity, number> {
  const tallied = { error: 0, warn: 0, info: 0 }
  for (const { severity } of findings) tallied[severity]++
  return tallied
}

/** `1 error, 2 warnings, 1 note`; empty when there is nothing. */
export const counts = ({ error, warn, info }: Pick<Summary, Severity>): string =>
  [error > 0 ? count(error, 'error') : '', warn > 0 ? count(warn, 'warning') : '', info > 0 ? count(info, 'note') : ''].filter(Boolean).join(', ')

function signatureWords({ header, signature: { status, key, reason } }: JwtDetail): string {
  if (status !== 'valid' || !key) return reason
  const alg = header?.['alg']
  return `${typeof alg === 'string' ? `${alg} by ` : ''}${key.kid === undefined ? '' : `key ${key.kid} of `}${key.source} (${key.description})`
}

/** Is the evidence a whole part of a token, which the report shows already? */
export const isShownWhole = ({ location: { pointer = '' } }: Finding, { kind }: SubjectView): boolean => kind === 'jwt' && ['header', 'claims', 'signature'].includes(pointer)

/** A member of a header or of the claims, or any other name with a value. */
export interface Row {
  readonly name: string
  readonly value: string
  /** What the value means, when more can be said than it says itself. */
  readonly note: string
}

export interface Part {
  readonly heading: string
  readonly rows: readonly Row[]
  /** Instead of rows. */
  readonly instead?: string
}

/** The decoded thing, part by part. */
export function parts({ jwt, jwk, response, 'jwt-set': tokens }: SubjectView, now: number): readonly Part[] {
  if (jwt) {
    return [
      jwt.header ? { heading: 'header', rows: rows(jwt.header, (name, value) => headerRow(name, value, jwt)) } : { heading: 'header', rows: [], instead: 'not a JSON object' },
      jwt.claims
        ? { heading: 'claims', rows: rows(jwt.claims, (name, value, claims) => claimRow(name, value, claims, now)) }
        : { heading: 'claims', rows: [], instead: safe(jwt.payload ?? (jwt.serialization === 'jwe' ? 'encrypted' : 'none')) },
    ]
  }
  if (jwk) return [{ heading: '', rows: keyRows(jwk, now) }]
  if (response) return response.carries.length + (response.body ? 1 : 0) === 0 ? [] : [{ heading: '', rows: responseRows(response) }]
  return tokens ? [{ heading: '', rows: tokenSetRows(tokens) }] : []
}

const tokenSetRows = ({ tokens, remembered }: TokenSetDetail): readonly Row[] => [
  { name: 'tokens', value: String(tokens), note: '' },
  ...(remembered === undefined ? [] : [{ name: 'remembered', value: remembered, note: '' }]),
]

const responseRows = ({ carries, body }: ResponseDetail): readonly Row[] => [
  ...(carries.length > 0 ? [{ name: 'carries', value: safe(list(carries)), note: '' }] : []),
  ...(body ? [{ name: 'body', value: count(body.octets, 'octet'), note: body.cut ? 'only its beginning was kept' : '' }] : []),
]

function keyRows({ kid, alg, use, operations, thumbprint, certificate, half, position, of }: JwkDetail, now: number): readonly Row[] {
  const row = (name: string, value: string | undefined, note: string): readonly Row[] => (value === undefined ? [] : [{ name, value: valueText(value), note }])
  const end = certificate === undefined ? undefined : Date.parse(certificate.notAfter) / 1000
  return [
    ...row('kid', kid, ''),
    ...row('alg', alg, wordsFor(algorithmGlossary, alg)),
    ...row('use', use, wordsFor(useGlossary, use)),
    ...row('key_ops', operations && list(operations), ''),
    ...(thumbprint === undefined ? [] : [{ name: 'thumbprint', value: safe(thumbprint), note: 'RFC 7638, SHA-256' }]),
    ...(end === undefined ? [] : [{ name: 'certificate', value: `until ${formatUtc(end)}`, note: formatRelative(end, now) }]),
    ...row('holds', { public: 'the public half', private: 'the private half, not shown', secret: 'a secret, not shown', none: undefined }[half], of > 1 ? `key ${position} of ${of}` : ''),
  ]
}

const useGlossary: Readonly<Record<string, string>> = { sig: 'signatures', enc: 'encryption' }

const rows = (members: JsonObject, row: (name: string, value: JsonValue, members: JsonObject) => Row): readonly Row[] =>
  Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [row(name, value, members)]))

/** The words for a name; empty where the glossary has none. */
export const wordsFor = (glossary: Readonly<Record<string, string>>, name: unknown): string => (typeof name === 'string' ? (lookUp(glossary, name) ?? '') : '')

const headerRow = (name: string, value: JsonValue, { algorithm }: JwtDetail): Row => ({
  name: safe(name),
  value: valueText(value),
  note: name === 'alg' ? safe(algorithm ?? wordsFor(algorithmGlossary, value)) : name === 'enc' ? wordsFor(algorithmGlossary, value) : wordsFor(headerGlossary, name),
})

const timeClaims = ['iat', 'nbf', 'exp', 'auth_time', 'updated_at']

function claimRow(name: string, value: JsonValue, claims: JsonObject, now: number): Row {
  const meaning = wordsFor(claimGlossary, name)
  if (timeClaims.includes(name)) {
    const seconds = timeClaim(claims, name)
    if (seconds !== undefined) return { name, value: formatUtc(seconds), note: `${formatRelative(seconds, now)}${meaning ? ` (${meaning})` : ''}` }
    const milliseconds = numberOf(value)
    if (milliseconds !== undefined && milliseconds >= millisecondsFrom) return { name, value: valueText(value), note: `in milliseconds it would be ${formatUtc(milliseconds / 1000)}` }
  }
  return { name: safe(name), value: valueText(value), note: meaning }
}

/** A string as it is, unless it could be taken for something else; the rest as JSON. */
export function valueText(value: JsonValue): string {
  if (typeof value === 'string' && !mistakable.test(value)) return safe(value)
  return safe(stringifyJson(value, 1).replace(/\n */g, ' '))
}

/** Empty, with space at an end, or like a number, a word or an opening of JSON. */
const mistakable = /^$|^[\s"[{]|\s$|^-?\d+(?:\.\d+)?$|^(?:true|false|null)$/

/** A cookie as one line of a table. */
export interface CookieCells {
  readonly cookie: string
  readonly role: string
  readonly kept: string
  readonly secure: string
  readonly httpOnly: string
  readonly sameSite: string
  readonly scope: string
  readonly lives: string
}

export const cookieHeadings: Readonly<Record<keyof CookieCells, string>> = {
  cookie: 'cookie',
  role: 'role',
  kept: 'kept',
  secure: 'Secure',
  httpOnly: 'HttpOnly',
  sameSite: 'SameSite',
  scope: 'scope',
  lives: 'lives',
}

/** It removes an earlier cookie, and browsers let it. */
const isDeletion = ({ deletes, browser }: CookieDetail): boolean => deletes && browser.reasons.length === 0

/** Of a saved response what it sets lives on from its own time. */
const timeOf = ({ judgedAt }: CookieDetail, now: number): number => (judgedAt === undefined ? now : Date.parse(judgedAt) / 1000)

/** @param several the cookies of the table come from several hosts, so that each has to name its own */
export function cookieCells(cookie: CookieDetail, now: number, several: boolean): CookieCells {
  const { role, deletes, attributes, browser } = cookie
  const { effective, stored } = browser
  const saysSameSite = attributes.some(({ name }) => name.toLowerCase() === 'samesite')
  return {
    cookie: nameOf(cookie),
    role: safe(role),
    kept: stored ? 'yes' : isDeletion(cookie) ? 'deleted' : 'no',
    secure: effective.secure ? 'yes' : 'no',
    httpOnly: effective.httpOnly ? 'yes' : role === 'csrf' ? 'readable' : 'no',
    sameSite: effective.sameSite ?? (saysSameSite ? 'invalid' : 'not set'),
    scope: scope(cookie, several),
    lives: deletes ? 'ends at once' : lives(cookie, timeOf(cookie, now)),
  }
}

/** How some programs read a cookie, as one line of a table. */
export interface ReadingCells {
  readonly reader: string
  readonly kept: string
  readonly name: string
  readonly value: string
  readonly secure: string
  readonly httpOnly: string
  readonly sameSite: string
  readonly scope: string
  readonly lives: string
}

export const readingHeadings: Readonly<Record<keyof ReadingCells, string>> = {
  reader: 'read by',
  kept: 'kept',
  name: 'name',
  value: 'value',
  secure: 'Secure',
  httpOnly: 'HttpOnly',
  sameSite: 'SameSite',
  scope: 'scope',
  lives: 'lives',
}

/** How browsers and other programs read a cookie, as a table; undefined when nobody asked. */
export function readingsTable(cookie: CookieDetail, now: number): { readonly columns: readonly (keyof ReadingCells)[]; readonly rows: readonly ReadingCells[] } | undefined {
  if (!cookie.compare) return undefined
  const rows = readingCells(cookie, now)
  // The name is worth a column only where somebody reads another one.
  const named = rows.some((row) => row.name !== '' && row.name !== nameOf(cookie))
  const columns = (Object.keys(readingHeadings) as (keyof ReadingCells)[]).filter((column) => named || column !== 'name')
  return { columns, rows }
}

/** Programs that read it alike share a line. Of what is dropped nothing else is said. */
function readingCells(cookie: CookieDetail, now: number): readonly ReadingCells[] {
  const alike = new Map<string, { cells: Omit<ReadingCells, 'reader'>; readers: string[] }>()
  for (const reading of cookie.compare ?? []) {
    const cells = cellsOfReading(reading, timeOf(cookie, now))
    const key = JSON.stringify(cells)
    const row = alike.get(key) ?? { cells, readers: [] }
    row.readers.push(safe(reading.reader))
    alike.set(key, row)
  }
  return [...alike.values()].map(({ cells, readers }) => ({ reader: readers.join(', '), ...cells }))
}

function cellsOfReading(reading: CookieReading, now: number): Omit<ReadingCells, 'reader'> {
  const { outcome, name, valueOctets, domain, hostOnly, path, secure, httpOnly, sameSite, expires } = reading
  if (outcome === 'dropped') return { kept: 'no', name: '', value: '', secure: '', httpOnly: '', sameSite: '', scope: '', lives: '' }
  const seconds = expires === null ? undefined : roundedLife(Math.max(0, Date.parse(expires) / 1000 - now))
  return {
    kept: outcome === 'kept' ? 'yes' : 'deleted',
    name: name === '' ? '(no name)' : visible(name, 60),
    value: String(valueOctets),
    secure: secure ? 'yes' : 'no',
    httpOnly: httpOnly ? 'yes' : 'no',
    // Some leave the case as it is, which makes no difference.
    sameSite: sameSite === null ? 'not set' : safe(sameSite.slice(0, 1).toUpperCase() + sameSite.slice(1).toLowerCase()),
    scope: [hostOnly ? 'this host' : `*.${safe(domain ?? '')}`, path === null ? '' : safe(path)].filter(Boolean).join(', '),
    lives: outcome === 'deletes' ? 'ends at once' : seconds === undefined ? 'browser session' : formatDuration(seconds),
  }
}

export const haveSeveralHosts = (cookies: readonly CookieDetail[]): boolean => new Set(cookies.flatMap(({ browser: { effective } }) => (effective.hostOnly && effective.domain !== null ? [effective.domain] : []))).size > 1

function scope({ attributes, browser: { effective } }: CookieDetail, several: boolean): string {
  // A Domain that browsers refuse leaves none; what was asked for says more than nothing.
  const asked = attributes.findLast(({ name }) => name.toLowerCase() === 'domain')?.value?.replace(/^\./, '')
  const host = effective.hostOnly ? ((several ? effective.domain : null) ?? 'this host') : `*.${effective.domain ?? asked ?? ''}`
  return [safe(host), effective.path === null ? '' : safe(effective.path), effective.partitioned ? 'partitioned' : ''].filter(Boolean).join(', ')
}

function lives({ browser: { effective } }: CookieDetail, now: number): string {
  const expires = effective.expires === null ? NaN : Date.parse(effective.expires) / 1000
  return effective.persistent && Number.isFinite(expires) ? formatDuration(roundedLife(Math.max(0, expires - now))) : 'browser session'
}

/** Cookies that look all the same share a line, which says how many they are. */
export function cookieRows(cookies: readonly CookieDetail[], now: number): readonly CookieCells[] {
  const several = haveSeveralHosts(cookies)
  const alike = new Map<string, { cells: CookieCells; times: number }>()
  for (const cookie of cookies) {
    const cells = cookieCells(cookie, now, several)
    const key = JSON.stringify(cells)
    const row = alike.get(key)
    if (row) row.times++
    else alike.set(key, { cells, times: 1 })
  }
  return [...alike.values()].map(({ cells, times }) => (times === 1 ? cells : { ...cells, cookie: `${cells.cookie} (${times}x)` }))
}

/** A moment lies between setting a cookie and judging it: a year stays a year. */
const roundedLife = (seconds: number): number => (seconds < 3600 ? Math.round(seconds) : Math.round(seconds / 60) * 60)

/** What browsers do with a cookie that the table cannot say. */
export function cookieRemarks(cookie: CookieDetail): readonly string[] {
  const { browser, deletes } = cookie
  const fate = deletes ? 'does not delete anything' : 'is not kept'
  const why = browser.reasons.map((reason) => [wordsFor(rejections, reason), `(Chromium: ${safe(reason)})`].filter(Boolean).join(' '))
  const browserName = (name: string) => safe(name.slice(0, 1).toUpperCase() + name.slice(1))
  return [
    ...(browser.stored || isDeletion(cookie) ? [] : [`${nameOf(cookie)} ${fate}: ${why.length === 0 ? 'the browser does not say why' : list(why)}.`]),
    ...browser.differs.map(({ browser: name, stored, why: reason }) => `${nameOf(cookie)} in ${browserName(name)}: ${stored === browser.stored ? '' : stored ? 'kept. ' : 'not kept. '}${safe(reason)}`),
  ]
}

/** What to open for more: the rule that fired worst, most often. */
export function worstRule({ fired }: Pick<Report, 'fired'>): string | undefined {
  const order: Record<Severity, number> = { error: 3, warn: 2, info: 1 }
  let found: string | undefined
  let weight = 0
  for (const [rule, { severity, times }] of fired) {
    const own = order[severity] * 1e12 + times
    if (own > weight) [found, weight] = [rule, own]
  }
  return found
}

/** For a run in which nothing was held against some signatures. */
export const unverifiedWords = (unverified: number): string =>
  unverified === 1 ? 'The signature was not checked, so nothing here says that the token is genuine.' : `${unverified} signatures were not checked, so nothing here says that these tokens are genuine.`

/** Above the requirements that a report leaves to people. */
export const manualHeading = (manual: readonly unknown[]): string => `${count(manual.length, 'requirement')} for people to look at: not judged here, so never passed.`

/** The last line: fit to pass or not, and on what grounds. */
export function verdict({ ok, summary, problems }: Pick<Report, 'ok' | 'summary' | 'problems'>): string {
  const found = counts(summary)
  const undone = problems.length > 0 ? `${problems.length === 1 ? 'One part' : `${problems.length} parts`} of the input could not be judged.` : ''
  if (summary.subjects === 0) return undone || 'Nothing was found to judge.'
  if (!ok && undone === '') return `${found}: not fit to pass.`
  if (undone) return found === '' ? `${undone} Nothing was found in the rest.` : `${undone} In the rest: ${found}.`
  if (found === '') return 'Nothing found.'
  return summary.error === 0 ? `No errors. ${counts({ ...summary, error: 0 })}.` : `${found}: let pass, as the gate was set.`
}
