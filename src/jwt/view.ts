import { isObject, type JsonObject, type JsonValue } from '../core/json.ts'
import { findSensitive } from '../core/sensitive.ts'
import type { SubjectView, ViewOptions } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import type { Jwt, ParsedJwt } from './jwt.ts'

/** `eyJhbGci….eyJpc3Mi….(signature of 256 octets)`: enough to recognise a token, not enough to use it. */
export function maskedToken(parsed: ParsedJwt): string {
  const shown = parsed.segments.slice(0, parsed.serialization === 'jwe' ? 1 : 2).map(({ text }) => visible(text.length > 12 ? `${text.slice(0, 8)}…` : text))
  const hidden = parsed.segments.at(-1)
  return [...shown, hidden && parsed.segments.length > 2 ? `(${hidden.name} of ${hidden.bytes.length} octets)` : ''].join('.')
}

const tokenLike = /^[\w-]{8,}\.[\w-]+\.[\w-]*/

/** A part of a token with credentials and personal data masked by path. */
function masked(value: JsonObject, items = findSensitive(value)): JsonObject {
  const masks = new Map(items.map(({ path, mask }) => [path, mask]))
  const walk = (part: JsonValue, path: string): JsonValue => {
    const mask = masks.get(path)
    if (mask !== undefined) return mask
    if (typeof part === 'string') return tokenLike.test(part) ? `(token of ${part.length} characters)` : part
    if (Array.isArray(part)) return part.map((item: JsonValue, i) => walk(item, `${path}[${i}]`))
    if (!isObject(part)) return part
    return walkObject(part, path)
  }
  const walkObject = (part: JsonObject, path: string): JsonObject => {
    const copy: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>
    for (const [name, member] of Object.entries(part)) if (member !== undefined) copy[name] = walk(member, path ? `${path}.${name}` : name)
    return copy
  }
  return walkObject(value, '')
}

/** The value at `header.…` or `claims.…`, masked; undefined when there is none. */
export function maskedAt(jwt: Jwt, pointer: string): JsonValue | undefined {
  const dot = pointer.indexOf('.')
  const whole = pointer.startsWith('header') ? jwt.header : jwt.claims
  const safe = masked(whole)
  if (dot === -1) return safe
  return valueAt(safe, pointer.slice(dot + 1))
}

function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (path === '' || value === undefined) return value
  const item = /^\[(\d+)\]\.?/.exec(path)
  if (item) return Array.isArray(value) ? valueAt(value[Number(item[1])] as JsonValue | undefined, path.slice(item[0].length)) : undefined
  if (!isObject(value)) return undefined
  if (Object.hasOwn(value, path)) return value[path]
  for (const name of Object.keys(value)) {
    if (path.startsWith(`${name}.`)) return valueAt(value[name], path.slice(name.length + 1))
    if (path.startsWith(`${name}[`)) return valueAt(value[name], path.slice(name.length))
  }
  return undefined
}

/** The part of a report that speaks about one token. */
export function jwtView(jwt: Jwt, { showSecrets }: ViewOptions): SubjectView {
  const { parsed, facts, type, claimsCheck } = jwt
  const { input, line, column } = jwt.locate()
  const { signature } = facts
  const show = (part: JsonObject | undefined) => (part === undefined ? null : showSecrets ? part : masked(part))
  return {
    id: jwt.id,
    kind: 'jwt',
    source: { input, line, column },
    jwt: {
      serialization: parsed.serialization,
      carrier: parsed.carrier.name === undefined ? parsed.carrier.kind : `${parsed.carrier.kind} ${visible(parsed.carrier.name)}`,
      ...(parsed.undone.length > 0 ? { undone: parsed.undone } : {}),
      token: showSecrets ? visible(parsed.text, Infinity) : maskedToken(parsed),
      header: show(parsed.header),
      claims: show(parsed.claims),
      ...(parsed.claims === undefined && parsed.claimsPart ? { payload: `(${parsed.claimsPart.text.length} characters that are not a JSON object)` } : {}),
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
    },
  }
}

