// npx tsx src/dev/known-keys.ts FILE...: thumbprints of the private and secret JWKs in files of JSON lines, for
// src/jwt/known-keys.ts. A row says where they are published in `rfc`, or in `source` as `owner/repository@commit:path`.
import { readFileSync } from 'node:fs'
import { isObject, parseJson, type JsonObject, type JsonValue } from '../core/json.ts'
import { holdsPrivate } from '../jwt/jwk.ts'
import { thumbprintOf } from '../jwt/jwk-facts.ts'

const rows = new Map<string, string>()

for (const file of process.argv.slice(2)) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const row = parseJson(line).value
    if (isObject(row)) collect(row, placeOf(row))
  }
}

for (const [thumbprint, place] of [...rows].toSorted((a, b) => (a[1] + a[0] < b[1] + b[0] ? -1 : 1))) console.log(`${place}  ${thumbprint}`)

function collect(value: JsonValue, place: string): void {
  if (Array.isArray(value)) return value.forEach((item: JsonValue) => collect(item, place))
  if (!isObject(value)) return
  const thumbprint = holdsPrivate(value) || (value['kty'] === 'oct' && typeof value['k'] === 'string' && value['k'].length >= 16) ? thumbprintOf(value) : undefined
  if (thumbprint !== undefined && !rows.has(thumbprint)) rows.set(thumbprint, place)
  for (const member of Object.values(value)) if (member !== undefined) collect(member, place)
}

/** `RFC 7515 appendix A.2`, `the tests of libjwt`. */
function placeOf({ rfc, id, source }: JsonObject): string {
  if (typeof rfc === 'string') return rfc.replace(' App ', ' appendix ').replace(' §', ' section ')
  const named = /(?:^|\/)rfc(\d+)_([\w.]+?)\.jwk/.exec(String(id))
  if (named) return `RFC ${named[1]} appendix ${named[2]}`
  const repository = /^([\w.-]+\/[\w.-]+)@/.exec(String(source))?.[1] ?? String(source)
  return repository === 'ietf-jose/cookbook' ? 'RFC 7520 section 3' : `the tests of ${repository}`
}
