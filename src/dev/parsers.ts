// Every function that a text from outside reaches, by name: what properties and growth are held to. Each gives what it made of a
// text as data that can be compared.
import { parseDuration } from '../core/duration.ts'
import { textOf } from '../core/encoding.ts'
import type { ErrorCode } from '../core/errors.ts'
import { parseJson, stringifyJson, type JsonNode } from '../core/json.ts'
import { Excerpt, Source } from '../core/location.ts'
import type { Subject } from '../core/subject.ts'
import { matchesPattern } from '../core/pattern.ts'
import { defaultPolicy } from '../core/policy.ts'
import { findSensitive, maskSensitive } from '../core/sensitive.ts'
import { gluedAttributes, meantAttribute } from '../cookie/attribute-names.ts'
import { sensitiveContent } from '../cookie/content.ts'
import { curlReading } from '../cookie/curl.ts'
import { parseChromiumDate, parseCookieDate } from '../cookie/date.ts'
import { canonicalHost, cookieScope } from '../cookie/domain.ts'
import { base64Decoded, hexDecoded, percentDecoded } from '../cookie/encodings.ts'
import { alphabetBound, analyseSamples, randomnessBound } from '../cookie/entropy.ts'
import { CookieExpectations } from '../cookie/expected.ts'
import { firefoxCookie } from '../cookie/firefox.ts'
import { parseFirefoxDate } from '../cookie/firefox-date.ts'
import { embeddedTime, identifier } from '../cookie/identifiers.ts'
import { CookieJar } from '../cookie/jar.ts'
import { chromiumMaxAge } from '../cookie/lifetime.ts'
import { internalAddress } from '../cookie/load-balancer.ts'
import { makeCookie } from '../cookie/make.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { cookiePrefix } from '../cookie/prefixes.ts'
import { SampleCollector } from '../cookie/samples.ts'
import { serializedFormat } from '../cookie/serialized.ts'
import { encryptedForm, signedForm } from '../cookie/signed-forms.ts'
import { judgeStorage } from '../cookie/storage.ts'
import { valueEvidence } from '../cookie/value-shape.ts'
import { describeValue } from '../cookie/value.ts'
import { InlineIgnores } from '../engine/inline.ts'
import { lint } from '../engine/lint.ts'
import { activeRules } from '../engine/settings.ts'
import { parametersOf as requestParameters } from '../flow/parameters.ts'
import { cachingOf } from '../http/cache-control.ts'
import { HttpResponse, type Exchange } from '../http/exchange.ts'
import { shownField } from '../http/masked-fields.ts'
import { responseOf as subjectOf } from '../http/subjects.ts'
import { shownUrl, urlSecrets } from '../core/url-secrets.ts'
import { readCookieInput } from '../inputs/cookie-input.ts'
import { readCookieJar } from '../inputs/cookie-jar.ts'
import { curlTrace, curlVerbose, wgetServerResponse } from '../inputs/dialects.ts'
import { requestLine, statusLine } from '../inputs/head.ts'
import { JsonCursor, BrokenJson, type JsonAt } from '../inputs/json-cursor.ts'
import { jsonResponsesOf } from '../inputs/json-responses.ts'
import { LineFeeder } from '../inputs/line-feeder.ts'
import { LogReader } from '../inputs/log-reader.ts'
import { BareReader, ConfigurationReader, FieldLinesReader } from '../inputs/loose-readers.ts'
import { PlainReader } from '../inputs/plain-reader.ts'
import { PrefixedReader } from '../inputs/prefixed-reader.ts'
import { RequestTrail } from '../inputs/request-trail.ts'
import { dateOf, urlOf, type CapturedResponse } from '../inputs/responses.ts'
import { sniff } from '../inputs/sniff.ts'
import { cleanLine, cleanText } from '../inputs/terminal.ts'
import { notAToken, TokenParts, tokensInArgument, whyNoToken } from '../inputs/token-input.ts'
import type { TranscriptReader } from '../inputs/transcript.ts'
import { decodeBase64url } from '../jwt/base64url.ts'
import { findPasted, findTokens, type FoundToken } from '../jwt/find.ts'
import { gatherFacts } from '../jwt/gather-facts.ts'
import { judgeUndecrypted } from '../jwt/jwe-header.ts'
import { gatherKeyFacts } from '../jwt/jwk-facts.ts'
import { parseJwt } from '../jwt/jwt.ts'
import { keyRing, noKeys, type VerificationKey } from '../jwt/keys.ts'
import { makeKeys } from '../jwt/make-keys.ts'
import { makeJwt } from '../jwt/make.ts'
import { parseKeyDocument } from '../jwt/key-document.ts'
import { parseKeys, parseSecret, parseSecretFile } from '../jwt/load-keys.ts'
import { packKeys, unpackKeys } from '../jwt/pack-keys.ts'
import { judgeSdJwt } from '../jwt/sd-jwt.ts'
import { tokenType } from '../jwt/token-type.ts'
import { wordsIn } from '../jwt/wordlist.ts'
import { rules } from '../rules/index.ts'

/** 2026-11-20 18:00:00 UTC. */
const now = 1795197600
const url = new URL('https://app.example.com/account/login')

export interface Parser {
  /** What it makes of a text that comes in pieces; all that is not marked as `streams` puts them together. */
  readonly read: (pieces: readonly string[]) => unknown
  /** It takes pieces as they come, and must not mind where they are cut. */
  readonly streams: boolean
  /** Codes of the AuthlintError that it may answer with; without one it never throws. */
  readonly refuses: readonly ErrorCode[]
  /** What it reads, for texts to be made from; a line each. */
  readonly like: readonly string[]
}

const whole = (read: (text: string) => unknown, like: readonly string[], refuses: readonly ErrorCode[] = []): Parser => ({ read: (pieces) => read(pieces.join('')), streams: false, refuses, like })
const streamed = (read: (pieces: readonly string[]) => unknown, like: readonly string[], refuses: readonly ErrorCode[] = []): Parser => ({ read, streams: true, refuses, like })

/* What parsers give out, as data */

const source = (text: string, octets = true): Source => new Source('input', text, { octets })
const excerpt = (text: string): Excerpt => Excerpt.of(source(text))

/** A text with the place of each of its ends. */
const placed = (piece: Excerpt) => [piece.text, piece.locate()]

const tokenOf = ({ excerpt: piece, carrier, undone, jsonForm }: FoundToken) => ({ token: placed(piece), carrier, undone, jsonForm: stringifyJson(jsonForm) })

const responseOf = ({ url: at, headers, setCookies, start, body, ...rest }: CapturedResponse) => ({
  ...rest,
  url: at?.href,
  headers: headers.map(({ name, value, problems }) => [name, placed(value), problems]),
  setCookies: setCookies.map(({ field, value, problems }) => [field, placed(value), problems]),
  start: start && placed(start),
  body: body && [placed(body.excerpt), body.cut],
})

const keyOf = ({ key, privateKey, jwk, ...rest }: VerificationKey) => ({ ...rest, key: key?.export({ format: 'der', type: 'spki' }), hasPrivate: privateKey !== undefined, jwk: jwk && stringifyJson(jwk) })

const jsonOf = (text: string) => {
  const { value, root, problems } = parseJson(text)
  return { value: value === undefined ? undefined : stringifyJson(value), root, problems }
}

function transcriptOf(make: (name: string) => TranscriptReader): (pieces: readonly string[]) => unknown {
  return (pieces) => {
    const reader = make('input')
    const responses: CapturedResponse[] = []
    for (const piece of pieces) {
      reader.push(piece)
      responses.push(...reader.take())
    }
    reader.end()
    responses.push(...reader.take())
    return { responses: responses.map(responseOf), notes: reader.notes, form: reader.form, complaint: reader.complaint }
  }
}

/** A response with one field, or the request body. */
const responseWith = (parts: Partial<Exchange>): HttpResponse =>
  new HttpResponse('response-1', { url, requestMethod: 'POST', requestHeaders: {}, status: 200, kind: 'final', headers: [], setCookies: [], attributesComplete: true, ...parts }, { cookies: [], tokens: [] })

const cookieOf = (text: string) => {
  const parsed = parseSetCookie(excerpt(text))
  const { name, value, hasEquals, nameRange, valueRange, attributes } = parsed
  return { parsed, said: { name, value, hasEquals, nameRange, valueRange, attributes: attributes.map((one) => [one.name, one.value, one.start, one.end]) } }
}

function walked(cursor: JsonCursor, value: JsonAt, depth = 0): unknown {
  if (depth > 20) return cursor.endOf(value)
  if (value.kind === 'object') return [...cursor.members(value)].map((member) => [member.name, walked(cursor, member.value, depth + 1)])
  if (value.kind === 'array') return [...cursor.items(value)].map((item) => walked(cursor, item, depth + 1))
  return [value.kind, value.start, cursor.endOf(value), value.kind === 'string' ? placed(cursor.string(value)) : cursor.raw(value), cursor.number(value)]
}

function allDocuments(text: string): unknown {
  const cursor = new JsonCursor(source(text))
  const values: unknown[] = []
  try {
    for (const value of cursor.documents()) values.push(walked(cursor, value))
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error
    return { values, broken: [error.at, error.message] }
  }
  return { values }
}

/** Lines as calls: what a capture says of its requests, one after the other. */
function trailOf(text: string): unknown {
  const trail = new RequestTrail(text.startsWith('!') ? url : undefined)
  return text.split('\n').map((line) => {
    trail.noise(line)
    const request = requestLine(line)
    if (request) trail.request(request.method, request.target, { host: 'app.example.com' })
    else if (line.startsWith('http')) trail.requestUrl(line)
    else if (line.startsWith('body')) trail.requestBody(line)
    const status = statusLine(line)
    const context = { ...trail.context, url: trail.context.url?.href }
    if (status) trail.answered(status.status, status.reason)
    return context
  })
}

function samplesOf(text: string): unknown {
  const collector = new SampleCollector()
  const cookies = text.split('\n').map((line) => parseSetCookie(excerpt(line)))
  const given = cookies.flatMap((parsed, i) => collector.take(makeCookie(`cookie-${i}`, parsed, { attributesComplete: true, siblings: [parsed] }, now), now, now))
  return { given: given.length, rest: collector.rest().map(({ cookie }) => cookie.circumstances.samples), counts: collector.counts }
}

function jarOf(text: string): unknown {
  const jar = new CookieJar()
  const decisions = text.split('\n').map((line) => jar.set(parseSetCookie(excerpt(line)), url, now))
  return { decisions, sent: jar.cookiesFor(url, now), all: jar.all(now) }
}

function expectedOf(text: string): unknown {
  const [first = '', ...lines] = text.split('\n')
  const expectations = new CookieExpectations({ [first]: {} })
  expectations.take(lines.map((line, i) => {
    const parsed = parseSetCookie(excerpt(line))
    return makeCookie(`cookie-${i}`, parsed, { attributesComplete: true, siblings: [parsed] }, now)
  }))
  return expectations.expected?.received.map(({ id }) => id)
}

function tokenPartsOf(pieces: readonly string[]): unknown {
  const parts = new TokenParts('input')
  const found: FoundToken[] = []
  for (const piece of pieces) {
    const part = parts.push(piece)
    if (part) found.push(...findTokens(part))
  }
  const { source: rest, isPaste } = parts.end()
  found.push(...(isPaste ? findPasted(rest) : findTokens(rest)))
  if (found.length === 0) throw parts.nothingFound(rest)
  return found.map(tokenOf)
}

function linesOf(pieces: readonly string[]): unknown {
  const lines: unknown[] = []
  const feeder = new LineFeeder((line, number) => {
    lines.push([number, line])
    // What some readers ask for: to leave octets out, to look ahead, and to have a line once more.
    if (line === 'skip') feeder.skip(7, (text, first) => void lines.push(['skipped', text, first]))
    if (line === 'peek') feeder.peek((text, last) => text.length >= 4 || last)
    if (line === 'again') feeder.giveBack('once\nmore\n', number)
  })
  for (const piece of pieces) feeder.push(piece)
  feeder.end()
  // How what is left out comes in pieces is of no account.
  return joinedSkips(lines)
}

function joinedSkips(lines: readonly unknown[]): unknown {
  const joined: unknown[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    if (Array.isArray(line) && Array.isArray(last) && line[0] === 'skipped' && last[0] === 'skipped') joined[joined.length - 1] = ['skipped', `${String(last[1])}${String(line[1])}`, last[2]]
    else joined.push(line)
  }
  return joined
}

function ignoresOf(pieces: readonly string[]): unknown {
  const ignores = new InlineIgnores()
  for (const _ of ignores.watch('input', pieces)) continue
  return ignores.notes()
}

const half = (text: string): readonly [string, string] => {
  const at = text.indexOf('\n')
  return at === -1 ? [text.slice(0, text.length >> 1), text.slice(text.length >> 1)] : [text.slice(0, at), text.slice(at + 1)]
}

const strict = activeRules(rules, 'strict')

/** All that is said of a subject. */
const judged = (subject: Subject) => ({ found: lint(subject, strict.get(subject.kind) ?? [], { policy: defaultPolicy, now }), shown: subject.show(), view: stringifyJson(subject.view({ showSecrets: false })) })

const judgedToken = (header: object, claims: object) => {
  const [first, second] = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const parsed = parseJwt(excerpt(`${first}.${second}.c2lnbmF0dXJl`))
  return judged(makeJwt('jwt-1', parsed, defaultPolicy, now, gatherFacts(parsed, { keys: noKeys, policy: defaultPolicy, crack: false })))
}

function judgedResponse(text: string): unknown {
  const line = text.replace(/[\r\n]+/g, ' ')
  const fields = ['cache-control', 'content-security-policy', 'strict-transport-security', 'www-authenticate', 'clear-site-data', 'location', 'refresh', 'link', 'vary', 'referrer-policy', 'server'].map((name) => ({ name, lower: name, value: excerpt(line) }))
  const sets = [{ field: 'Set-Cookie', value: excerpt('sid=4V0nHg5kq2J7mP8xYb1RzQHk2mT0; Path=/') }]
  const { exchange } = responseWith({ headers: [...fields, { name: 'Content-Type', lower: 'content-type', value: excerpt('text/html') }], setCookies: sets, requestBody: text, requestHeaders: { cookie: line, authorization: line, origin: 'null' }, body: { excerpt: excerpt(text), cut: false } })
  return judged(subjectOf(exchange, { now, policy: defaultPolicy, nextId: (kind) => `${kind}-1`, sentTokens: () => true }))
}

/** Every offset of a JSON document, for callers that look whether they are in order. */
export const offsetsIn = ({ start, end, members = [], items = [] }: JsonNode): readonly number[] => [start, ...members.flatMap(({ nameStart, nameEnd, value }) => [nameStart, nameEnd, ...offsetsIn(value)]), ...items.flatMap(offsetsIn), end]

/* Texts that they read */

const header = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0'
const payload = 'eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoidV80MiIsImV4cCI6MTc5NTE5ODIwMH0'
const jwt = `${header}.${payload}.c2lnbmF0dXJl`
const sdJwt = `${jwt}~WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0~${jwt}`
const jwe = 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AAAA.BBBB.CCCC.DDDD'
const setCookie = '__Host-sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Domain=.example.com; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Max-Age=3600; Secure; HttpOnly; SameSite=Lax'
const jwk = '{"kty":"EC","crv":"P-256","kid":"k1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}'
const json = '{"a": [1, -2.5e3, "x\\u00fc\\"", {"b": null}], "c": true, "12345678901234567890": 12345678901234567890}'
const date = 'Wed, 21-Oct-2037 07:28:00 GMT+0200 (CET)'
const curlV = ['* Connected to app.example.com (192.0.2.1) port 443', '> GET /login HTTP/1.1', '> Host: app.example.com', '> ', '< HTTP/1.1 302 Found', `< Set-Cookie: ${setCookie}`, '< Location: /account', '< ', '{ [5 bytes data]']
const plain = ['HTTP/1.1 302 Found', `Set-Cookie: ${setCookie}`, 'Location: /next', 'Content-Length: 5', '', 'hello', 'HTTP/1.1 200 OK', ' folded', 'Date: Wed, 21 Oct 2037 07:28:00 GMT']
const trace = ['<= Recv header, 17 bytes (0x11)', '0000: HTTP/1.1 200 OK', '<= Recv header, 76 bytes (0x4c)', '0000: Set-Cookie: sid=1; Path=/', '== Info: Connected', '=> Send header, 5 bytes (0x5)']
const wget = ['--2026-11-20 17:02:07--  http://app.example.com/', '  HTTP/1.1 200 OK', '  Set-Cookie: a=1', 'Length: 5']
const har = '{"log":{"version":"1.2","creator":{"name":"Firefox"},"entries":[{"startedDateTime":"2026-11-20T18:00:00.000Z","request":{"method":"GET","url":"https://app.example.com/","headers":[]},"response":{"status":200,"headers":[{"name":"Set-Cookie","value":"sid=1; Path=/"}],"content":{"text":"{}"}}}]}}'
const unreadable = ['INPUT_EMPTY', 'INPUT_UNRECOGNISED', 'INPUT_TOO_LARGE', 'INPUT_SANITISED'] as const

export const parsers: Readonly<Record<string, Parser>> = {
  // core
  'json': whole(jsonOf, [json, '[[1],{}]', '"\\ud800"', '{"a":1,"a":2}']),
  'duration': whole(parseDuration, ['60', '15m', '7d', '1 h']),
  'pattern': whole((text) => matchesPattern(...half(text)), ['a*b*\nx', 'a*b*\nab', '*.example.com\napp.example.com', 'cookie/*\ncookie/x']),
  'octets of a file': whole((text) => textOf(Buffer.from(text, 'latin1')), ['\xff\xfea\0', '\xfe\xff\0a', '\xef\xbb\xbfx', '\xc3\xbc']),
  'sensitive values': whole((text) => [findSensitive(parseJson(text).value ?? text), stringifyJson(maskSensitive(parseJson(text).value ?? text))], [json, '{"password":"hunter2","mail":"ada@example.org"}', '4539 5787 6362 1486', 'postgres://a:bcdefg@h', 'ada@a.example.org', '-----BEGIN PRIVATE KEY-----', 'A b c!']),
  // engine
  'comments that ignore': streamed(ignoresOf, ['# authlint-ignore jwt/alg-none, cookie/* -- why not */', 'authlint-ignore', 'x\r']),
  // jwt
  'base64url': whole((text) => decodeBase64url(text), ['AQID', 'AQ==', 'A+/_', 'A Q']),
  'tokens in a text': whole((text) => [...findTokens(source(text))].map(tokenOf), [`Authorization: Bearer ${jwt}`, `Set-Cookie: sid=${jwt}; Path=/`, `{"access_token": "${jwt}"}`, `https://a.example/?t=${sdJwt}`, jwt.replaceAll('.', '%2e')]),
  'a pasted token': whole((text) => findPasted(source(text)).map(tokenOf), [`Bearer ${header}\n.${payload}`, `"${jwt}"`, `${jwt}=`, `{"payload":"${payload}","signatures":[{"protected":"${header}","signature":"AA"}]}`]),
  'a token': whole((text) => {
    const { segments, headerPart, claimsPart, disclosures, serialization } = parseJwt(excerpt(text))
    return { segments, disclosures, serialization, header: headerPart.document.problems, claims: claimsPart?.document.problems }
  }, [jwt, jwe, sdJwt, `${header}.${payload}.`]),
  'SD-JWT': whole((text) => judgeSdJwt(parseJwt(excerpt(text))), [sdJwt, `${jwt}~`, `${jwt}~WyJzYWx0IiwieCJd~~`]),
  'JWE header': whole((text) => judgeUndecrypted(parseJwt(excerpt(text))), [jwe, jwt, `${Buffer.from('{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":99999999,"zip":"DEF"}').toString('base64url')}.A.B.C.D`]),
  'token facts': whole((text) => {
    const parsed = parseJwt(excerpt(text))
    return [gatherFacts(parsed, { keys: noKeys, policy: { ...defaultPolicy, accessToken: jwt }, crack: false }), tokenType(parsed)]
  }, [jwt, jwe, sdJwt, `${Buffer.from(`{"typ":"dpop+jwt","alg":"ES256","jwk":${jwk}}`).toString('base64url')}.e30.AAAA`]),
  'key document': whole((text) => {
    const { form, entries, problems } = parseKeyDocument(source(text, false))
    return { form, problems, entries: entries.map(({ value, ...rest }) => [stringifyJson(value), rest]), facts: gatherKeyFacts(entries.map(({ value }) => value)) }
  }, [jwk, `{"keys":[${jwk},{}]}`, `[${jwk}]`, '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----'], ['KEY_UNREADABLE', ...unreadable]),
  'keys': whole((text) => parseKeys(Buffer.from(text, 'latin1'), 'input').map(keyOf), [jwk, `{"keys":[${jwk},{}]}`, '{"k1":"-----BEGIN CERTIFICATE-----"}', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----', 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=', '0*0\x05\x06\x03+ep'], ['KEY_UNREADABLE']),
  'packed keys': whole((text) => {
    const ring = keyRing(parseKeys(Buffer.from(text, 'latin1'), 'input'))
    return { before: ring.keys.map(keyOf), after: unpackKeys(packKeys(ring)).keys.map(keyOf) }
  }, [jwk, `{"keys":[${jwk}]}`, '{"kty":"oct","k":"c2VjcmV0"}'], ['KEY_UNREADABLE']),
  'a secret': whole((text) => keyOf(parseSecret(text, 'input')), ['secret', 'base64:c2VjcmV0', 'hex:00ff', 'base64url:_-8', '{"kty":"oct","k":"c2VjcmV0"}'], ['KEY_UNREADABLE']),
  'a file with a secret': whole((text) => keyOf(parseSecretFile(Buffer.from(text, 'latin1'), 'input')), ['secret\n', '\xff\xfes\0e\0', 'base64:c2VjcmV0', '\0\x01\x02'], ['KEY_UNREADABLE']),
  'word list': streamed((pieces) => [...wordsIn(pieces.map((piece) => Buffer.from(piece, 'latin1')))].map((word) => Buffer.from(word).toString('latin1')), ['secret', 'pass\r', '\xe9', '']),
  // cookie
  'Set-Cookie': whole((text) => cookieOf(text).said, [setCookie, 'a', '=b;;', 'a=1; secure ; =x; Path']),
  'what browsers keep': whole((text) => {
    const { parsed } = cookieOf(text)
    return [judgeStorage(parsed, url, now), judgeStorage(parsed, undefined, now), firefoxCookie(parsed, url, now)]
  }, [setCookie, 'a=1; Domain=com', '__secure-a=1', 'a=1; Max-Age=-1; Expires=x']),
  'what curl keeps': whole((text) => curlReading(text, url, now), [setCookie, 'a=1;domain=.example.com', 'a="b\t"', 'a=1; max-age="5']),
  'dates': whole((text) => [parseCookieDate(text), parseChromiumDate(text), parseFirefoxDate(text)], [date, 'Thu, 01 Jan 1970 00:00:00 GMT', '06/21/95 7:28 PM', '1-2-3:4:5']),
  'Max-Age': whole((text) => chromiumMaxAge(text, now), ['3600', '-1', '+5', '99999999999999999999x']),
  'hosts': whole((text) => [canonicalHost(text), cookieScope(text, url.hostname)], ['.Example.com', 'app.example.com', '[::1]', '127.1', 'xn--mnchen-3ya.de', 'b\xc3\xbccher.de', 'a%2eb']),
  'attribute names': whole((text) => [meantAttribute(text), gluedAttributes(text), cookiePrefix(text)], ['HttpOnlySecure', 'http-only', 'Same_Site', '__Host-', 'expire']),
  'cookie value': whole((text) => {
    const value = describeValue(text)
    return [value, value.text, randomnessBound(value), alphabetBound(text)]
  }, ['s%3A4V0nHg5kq2J7mP8xYb1RzQ.c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0', '"eyJhIjoxfQ=="', jwt, 'O:8:"stdClass":1:{}', 'a=1&b=2', '018f2c9e-7c5a-7000-8000-000000000000', 'sess_4V0nHg5kq2J7mP8xYb1RzQ!123', 'gAAAAABk', `%7b%22a%22:1%7d`]),
  'content of a cookie': whole((text) => {
    const { parsed } = cookieOf(text)
    return [sensitiveContent(parsed), valueEvidence(parsed)]
  }, [`user=ada@example.org|1700000000`, `sid=${Buffer.from('ada:hunter2hunter2').toString('base64')}`, setCookie]),
  'encodings': whole((text) => [percentDecoded(text), base64Decoded(text), hexDecoded(text)], ['%41%', 'QUJD', 'QUJD=\n', '0011aabb']),
  'forms of a value': whole((text) => [serializedFormat(text), signedForm(text), encryptedForm(text), identifier(text), embeddedTime(text), internalAddress(text)], ['a:1:{i:0;s:1:"x";}', '\xac\xed\0\x05sr\0\x0faaaa', 'BAh7--0123456789012345678901234567890123456789', '2|1:0|10:1700000000|1:a|4:AAAA|', 'BIGipServer', '1677787402.20480.0000', '10.0.0.1:8080', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '1700000000']),
  'samples': whole((text) => analyseSamples(text.split('\n')), ['4V0nHg5kq2J7mP8xYb1RzQ', 'aaaaaaaaaaaaaaaaaaaaaa', '0000001', '']),
  'collected samples': whole(samplesOf, ['sid=4V0nHg5kq2J7mP8xYb1RzQ', 'sid=x', 'csrf=aaaaaaaaaaaaaaaaaaaaaa', '=']),
  'cookie jar of a browser': whole(jarOf, [setCookie, 'a=1', 'a=2; Path=/account', 'a=; Max-Age=0', 'a=3; Secure; Domain=example.com']),
  'expected cookies': whole(expectedOf, ['__Host-*', 'sid=1', '__Host-sid=1; Secure; Path=/', '*', 'a*b']),
  // http and flow
  'Cache-Control': whole((text) => cachingOf(responseWith({ headers: ['cache-control', 'expires', 'pragma', 'vary'].map((name) => ({ name, lower: name, value: excerpt(text) })), date: now })), ['no-store', 'private="Set-Cookie", max-age=5', 'public, s-maxage="60"', 'max-age=1, max-age=2', 'Cookie, *']),
  'secrets in a URL': whole((text) => [urlSecrets(text), shownUrl(text)], [`https://u:p@a.example/x;jsessionid=4V0nHg5kq2J7mP8xYb1RzQ?access_token=${jwt}#id_token=x`, '/path?a=1&amp;b=2', '?sid=4V0nHg5kq2J7mP8xYb1RzQ']),
  'shown fields': whole((text) => ['set-cookie', 'location', 'www-authenticate', 'server', 'x-token'].map((name) => shownField({ name, lower: name, value: excerpt(text) })), [setCookie, 'https://a.example/?code=abc', 'Digest realm="x", nonce="abcdef", opaque="x"']),
  'request parameters': whole((text) => ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', undefined].map((type) => requestParameters(responseWith({ requestBody: text, requestHeaders: type === undefined ? {} : { 'content-type': type } }))), ['user=ada&password=x%20y', json, '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--']),
  // inputs
  'any capture': streamed((pieces) => {
    const input = readCookieInput('input', pieces, { bodies: true })
    const responses = [...input.responses]
    return { responses: responses.map(responseOf), form: input.form, notes: input.notes, described: input.describe() }
  }, [...plain, ...curlV, har, 'sid=1; Path=/'], unreadable),
  'plain': streamed(transcriptOf((name) => new PlainReader(name, undefined, { bodies: true })), plain, ['INPUT_TOO_LARGE']),
  'curl -v': streamed(transcriptOf((name) => new PrefixedReader(name, curlVerbose, undefined, { bodies: true })), curlV, ['INPUT_TOO_LARGE']),
  'curl --trace-ascii': streamed(transcriptOf((name) => new PrefixedReader(name, curlTrace, undefined, { bodies: true })), trace, ['INPUT_TOO_LARGE']),
  'wget -S': streamed(transcriptOf((name) => new PrefixedReader(name, wgetServerResponse)), wget, ['INPUT_TOO_LARGE']),
  'header lines': streamed(transcriptOf((name) => new FieldLinesReader(name)), [`Set-Cookie: ${setCookie}`, 'set-cookie : a=1', ' folded', 'Server: x', '', '- Set-Cookie: "a=1"'], unreadable),
  'log': streamed(transcriptOf((name) => new LogReader(name)), ['-> "HTTP/1.1 200 OK\\r\\n"', `header: Set-Cookie: ${setCookie}`, '-> "Set-Cookie: a=1\\r\\n"', '12: set-cookie: b=1[\\r][\\n]', '<-- 200 https://a.example/'], unreadable),
  'bare cookies': streamed(transcriptOf((name) => new BareReader(name)), [setCookie, '"a=1"', '# note', '', 'b=2'], unreadable),
  'configuration of a server': streamed(transcriptOf((name) => new ConfigurationReader(name)), ['add_header Set-Cookie "sid=1; Path=/";', 'Header always set Set-Cookie "a=1"', 'header Set-Cookie "b=1"', 'proxy_cookie_path / "/; Secure";'], unreadable),
  'JSON captures': streamed((pieces) => {
    const notes: string[] = []
    return { responses: [...jsonResponsesOf('input', pieces, undefined, notes, true)].map(responseOf), notes }
  }, [har, '{"set-cookie":["a=1; Path=/"]}', '[{"name":"sid","value":"1","domain":"a.example"}]', '{"cookies":[{"name":"a","value":"1","domain":"a.example","path":"/","expires":-1}],"origins":[]}', '"a=1; Path=/"', '{"url_effective":"https://a.example/","http_code":200}'], unreadable),
  'JSON cursor': whole(allDocuments, [json, '[[],{}]', '"\\ud83d\\ude00"', '{"a":{"b":[1,2]}}']),
  'trail of requests': whole(trailOf, ['! GET', 'GET /a HTTP/1.1', 'HTTP/1.1 302 /next?x=1', 'HTTP/1.1 401 x', 'https://b.example/', 'CONNECT a:443 HTTP/1.1', 'Connected to a.example (192.0.2.1) port 443', 'body=1']),
  'lines': streamed(linesOf, ['a line', 'skip', 'peek', 'again', '\r', '']),
  'cookie jar': whole((text) => {
    const { responses, notes } = readCookieJar(source(text), undefined)
    return { responses: responses.map(responseOf), notes }
  }, ['# Netscape HTTP Cookie File', '.example.com\tTRUE\t/\tTRUE\t1800000000\tsid\tvalue; x', '#HttpOnly_a.example\tFALSE\t/x\tFALSE\t0\tn', 'broken\tline']),
  'form of an input': whole((text) => [sniff(text, true), sniff(text, false)], [...plain, ...curlV.slice(0, 2), ...trace.slice(0, 2), ...wget.slice(0, 2), har, 'curl https://a.example', 'a=1; Path=/']),
  'tokens in pieces': streamed(tokenPartsOf, [jwt, `${header}.`, `${payload}.`, 'x'], unreadable),
  'an argument': whole((text) => [tokensInArgument('argument 1', text)?.map(tokenOf), whyNoToken(text), notAToken('argument 1', text).message], [jwt, 'v4.local.x', '-----BEGIN RSA PRIVATE KEY-----', '<!doctype html>', 's%3Aabc.def']),
  'lines of a terminal': whole((text) => text.split('\n').map((line, i) => [cleanText(line), placed(cleanLine('input', line, i + 1))]), ['\x1b[1mSet-Cookie\x1b[0m: a=1\r', '\x1b]8;;x\x1b\\HTTP/1.1 200 OK', '  % Total\r100  1\rHTTP/1.1 200']),
  'lines of a head': whole((text) => text.split('\n').map((line) => [statusLine(line), requestLine(line), urlOf(line)?.href, dateOf([{ name: 'Date', lower: 'date', value: excerpt(line) }])]), ['HTTP/2 200 ', 'GET /x HTTP/1.1', 'https://a.example/\\x', 'Wed, 21 Oct 2037 07:28:00 GMT']),
  // rules
  'rules about a token': whole((text) => judgedToken({ alg: 'RS256', kid: text, typ: text, jku: text, crit: [text] }, { iss: text, sub: text, scope: text, [text]: text, exp: now + 60, nested: { list: [text] } }), ['../../etc/passwd', "' or 1=1 --", 'union select', 'https://issuer.example/#1', 'a b c', 'did:example:1', '%2e%2e', '$(x)']),
  'rules about a cookie': whole((text) => {
    const parsed = parseSetCookie(excerpt(text))
    return judged(makeCookie('cookie-1', parsed, { url, attributesComplete: true, siblings: [parsed] }, now, new Map([['sid', 'session']])))
  }, [setCookie, `sid=${jwt}`, 'sid={"a":1}', 'sid=1795197600-ada@example.org|10.0.0.1:80', 'sid=a%41&b=2:c--d']),
  'rules about a response': whole(judgedResponse, ['<meta http-equiv="content-security-policy" content="', "default-src 'nonce-abc'; ", '<a href="https://a.example/?token=', 'href = ', 'max-age=31536000; includeSubDomains', 'Basic realm="x"', 'private, no-store', 'url=', 'sid=1; ', `Bearer ${jwt}`, 'user=ada&password=x', '{"access_token":"kJ8sLw02mVq7Rt5yBn3x"}']),
  'rules about a key': whole((text) => makeKeys(parseKeyDocument(source(text, false)), { role: 'public' }, () => 'jwk-1').map(judged), [jwk, `{"keys":[${jwk},{"kty":"oct","k":"c2VjcmV0"}]}`, '{"kty":"RSA","n":"AQAB","e":"AQAB","use":"sig","kid":"1"}'], ['KEY_UNREADABLE', ...unreadable]),
}
