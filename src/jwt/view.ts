import type { JsonObject, JsonValue } from '../core/json.ts'
import { valueAt } from '../core/json-path.ts'
import { maskSensitive } from '../core/sensitive.ts'
import { isToken } from '../core/sensitive-values.ts'
import type { SubjectView, ViewOptions } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import type { JwtDetail } from '../core/view.ts'
import { signatureAlgorithms } from './algorithms.ts'
import type { Jwt, ParsedJwt } from './jwt.ts'

/** `eyJhbGci….eyJpc3Mi….(signature of 256 octets)`: enough to recognise a token, not enough to use it. */
export function maskedToken(parsed: ParsedJwt): string {
  const shown = parsed.segments.slice(0, parsed.serialization === 'jwe' ? 1 : 2).map(({ text }) => visible(text.length > 12 ? `${text.slice(0, 8)}…` : text))
  const hidden = parsed.segments.at(-1)
  return [...shown, hidden && parsed.segments.length > 2 ? `(${hidden.name} of ${hidden.bytes.length} octets)` : ''].join('.')
}

/** A token inside a longer text, such as `Bearer eyJ…`; `eyJ` is base64url of `{"`. */
const embeddedToken = /(?<![\w-])eyJ[\w-]{10,}\.[\w-]{4,}\.[\w-]*/

/** The same header stands in a million tokens. */
const maskedHeaders = new WeakMap<JsonObject, JsonObject>()
/** Each finding on a token shows a part of its claims. */
let lastClaims: { readonly claims: JsonObject; readonly masked: JsonObject } | undefined

function maskedHeader(header: JsonObject): JsonObject {
  let safe = maskedHeaders.get(header)
  if (!safe) maskedHeaders.set(header, (safe = masked(header)))
  return safe
}

function maskedClaims(claims: JsonObject): JsonObject {
  if (lastClaims?.claims !== claims) lastClaims = { claims, masked: masked(claims) }
  return lastClaims.masked
}

/** A part of a token with credentials, personal data and tokens inside it masked. */
const masked = (value: JsonObject): JsonObject => maskSensitive(value, (text) => (isToken(text) || (text.includes('eyJ') && embeddedToken.test(text)) ? `(token of ${text.length} characters)` : text)) as JsonObject

/** The value at `header.…` or `claims.…`, masked; undefined when there is none. */
export function maskedAt(jwt: Jwt, pointer: string): JsonValue | undefined {
  const dot = pointer.indexOf('.')
  const safe = pointer.startsWith('header') ? maskedHeader(jwt.header) : maskedClaims(jwt.claims)
  if (dot === -1) return safe
  return valueAt(safe, pointer.slice(dot + 1))
}

/** The part of a report that speaks about one token. */
export function jwtView(jwt: Jwt, { showSecrets }: ViewOptions): SubjectView {
  const { parsed, facts, type, claimsCheck } = jwt
  const { input, line, column } = jwt.locate()
  const { signature } = facts
  const algorithm = signatureAlgorithms.get(jwt.alg ?? '')?.description
  return {
    id: jwt.id,
    kind: 'jwt',
    source: { input, line, column },
    jwt: {
      serialization: parsed.serialization,
      carrier: parsed.carrier.name === undefined ? parsed.carrier.kind : `${parsed.carrier.kind} ${visible(parsed.carrier.name)}`,
      ...(parsed.undone.length > 0 ? { undone: parsed.undone } : {}),
      token: showSecrets ? visible(parsed.text, Infinity) : maskedToken(parsed),
      header: parsed.header === undefined ? null : showSecrets ? parsed.header : maskedHeader(parsed.header),
      claims: parsed.claims === undefined ? null : showSecrets ? parsed.claims : maskedClaims(parsed.claims),
      ...(parsed.claims === undefined && parsed.claimsPart ? { payload: `(${parsed.claimsPart.text.length} characters that are not a JSON object)` } : {}),
      ...(algorithm === undefined ? {} : { algorithm }),
      type: type.kind,
      typeConfidence: type.confidence,
      typeReason: type.reason,
      signature: {
        status: signature.status,
        reason: signature.reason,
        hints: signature.hints,
        ...(signature.key ? { key: signature.key } : {}),
      },
      claimsCheck: { status: claimsCheck.status, ...(claimsCheck.failed.length > 0 ? { failed: claimsCheck.failed } : {}) },
    } satisfies JwtDetail,
  }
}

