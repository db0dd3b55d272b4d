import { kindOf } from '../../core/json.ts'
import { lookUp } from '../../core/look-up.ts'
import { count, list } from '../../core/text.ts'
import { decodeBase64url } from '../../jwt/base64url.ts'
import { curves, mlDsaPublicOctets, privateMembers, requiredMembers } from '../../jwt/jwk-members.ts'
import type { Jwk } from '../../jwt/jwk.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/invalid',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The key is not a well-formed JWK.',
    rationale: 'Verifiers read a malformed key differently, or not at all: tokens are refused at one of them and accepted at another. A point that is not on its curve can give away the private key of whoever computes with it.',
    remediation: 'Export the key again with a maintained library, and publish what it writes unchanged.',
    references: ['RFC 7517 section 4.1', 'RFC 7518 section 6.2.1', 'RFC 7518 section 6.3.1.1', 'RFC 8037 section 2', 'RFC 8725 section 3.4', 'ASVS 11.6.1', 'CWE-20'],
    messages: {
      notObject: 'This entry of the key set is {kind}, not a key: a key is a JSON object.',
      noType: 'The key does not say what type it is: kty is {kty}.',
      typeCase: 'kty is "{kty}", but it is case-sensitive and must be "{right}".',
      unknownType: 'kty is "{kty}", a type that authlint does not know. Verifiers that do not know it either skip this key.',
      missing: 'This {kty} key lacks {members}.',
      notText: '{name} is {kind}, not a string.',
      otherCurve: 'crv is "{curve}", a curve of keys with kty "{right}", but kty is "{kty}": no library reads this key.',
      damaged: '{name} cannot be decoded: it is not base64url.',
      loose: '{name} is base64 {how}, not base64url without padding: strict libraries refuse it.',
      width: '{name} has {octets}; {algorithm} needs exactly {width}.',
      leadingZero: '{name} starts with a zero octet that does not belong there: strict libraries refuse it, and it changes the thumbprint.',
      offCurve: 'The point (x, y) is not on the curve {curve}: this is no public key.',
      offEdwards: 'x encodes no point of the curve {curve}: this is no public key.',
      smallOrder: 'x is one of the few points of small order: anybody can make signatures that this key verifies.',
    },
    examples: {
      bad: ['{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}', '{"kty":"OKP","crv":"Ed25519","x":"AAAA"}', '{"n":"AQAB","e":"AQAB"}'],
      good: ['{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}'],
    },
    notes: 'Base64 with padding or in the standard alphabet, and leading zeros in n and e, are warnings: most readers agree on what they mean. null in place of kid, use or alg is information.',
  },
  check(jwk, { report }) {
    const { value, key, facts, isJwk } = jwk
    if (value === undefined || !isJwk) return
    if (key !== value) return report({ messageId: 'notObject', data: { kind: kindOf(value) } })
    const { kty } = key
    if (typeof kty !== 'string') return report({ messageId: 'noType', data: { kty: kty === undefined ? 'missing' : `${kindOf(kty)}, not a string` }, ...(kty === undefined ? {} : { at: 'kty' }) })
    const required = lookUp(requiredMembers, kty)
    if (!required) {
      const right = Object.keys(requiredMembers).find((known) => known.toLowerCase() === kty.toLowerCase())
      if (right === undefined) report({ messageId: 'unknownType', data: { kty }, at: 'kty', severity: 'info' })
      else report({ messageId: 'typeCase', data: { kty, right }, at: 'kty', fix: `Write "kty":"${right}".` })
      return
    }
    const { crv } = key
    const right = typeof crv === 'string' ? lookUp(curves, crv)?.kty : undefined
    if (required.includes('crv') && right !== undefined && right !== kty) return report({ messageId: 'otherCurve', data: { curve: String(crv), right, kty }, at: 'crv', fix: `Write "kty":"${right}", or the curve that is meant.` })
    const missing = required.filter((name) => key[name] === undefined || key[name] === '')
    if (missing.length > 0) report({ messageId: 'missing', data: { kty, members: list(missing) } })
    let sound = missing.length === 0
    for (const name of new Set([...required, ...privateMembers, ...descriptive])) sound = isSound(jwk, name, report) && sound
    if (!sound) return
    if (facts.point === 'off-curve') report({ messageId: kty === 'EC' ? 'offCurve' : 'offEdwards', data: { curve: String(crv) }, at: 'x' })
    if (facts.point === 'small-order') report({ messageId: 'smallOrder', at: 'x' })
  },
})

/** Strings that say what the key is for (RFC 7517 sections 4.2, 4.4 and 4.5). */
const descriptive = ['kid', 'use', 'alg']

type Report = (found: { messageId: 'notText' | 'damaged' | 'loose' | 'width' | 'leadingZero'; data?: Record<string, string | number>; at: string; severity?: 'warn' | 'info'; fix?: string }) => void

/** Looks at one member; false when its value cannot be relied on. */
function isSound({ key }: Jwk, name: string, report: Report): boolean {
  const value = key[name]
  // Some serialisers write every member of a class.
  if (value === undefined || value === '' || name === 'oth' || (value === null && privateMembers.includes(name))) return true
  if (typeof value !== 'string') {
    report({ messageId: 'notText', data: { name, kind: kindOf(value) }, at: name, ...(value === null && descriptive.includes(name) ? { severity: 'info' as const } : {}) })
    return false
  }
  if (name === 'crv' || descriptive.includes(name)) return true
  const { bytes, problems } = decodeBase64url(value)
  const codes = problems.map(({ code }) => code)
  if (codes.some((code) => code === 'character' || code === 'whitespace' || code === 'length')) {
    report({ messageId: 'damaged', data: { name }, at: name })
    return false
  }
  if (codes.length > 0) report({ messageId: 'loose', data: { name, how: list(codes.map((code) => looseness[code] ?? code)) }, at: name, severity: 'warn' })
  if ((name === 'n' || name === 'e') && bytes.length > 1 && bytes[0] === 0)
    report({ messageId: 'leadingZero', data: { name }, at: name, severity: 'warn', fix: `Strip leading zero octets from ${name} before encoding it${name === 'n' ? ': BigInteger.toByteArray() of Java adds one' : ''}.` })
  const width = widthOf(key, name)
  if (width === undefined || bytes.length === width.octets) return true
  const isShortened = key['kty'] === 'EC' && bytes.length < width.octets
  report({ messageId: 'width', data: { name, octets: count(bytes.length, 'octet'), algorithm: width.algorithm, width: width.octets }, at: name, ...(isShortened ? { fix: `Put zero octets in front of ${name} until it has ${width.octets}, then encode it.` } : {}) })
  return false
}

/** How many octets a member has to have, and by what curve or parameter set. */
function widthOf({ kty, crv, alg }: Jwk['key'], name: string): { readonly octets: number; readonly algorithm: string } | undefined {
  const algorithm = kty === 'AKP' ? alg : crv
  if (typeof algorithm !== 'string') return undefined
  const octets = name === 'pub' ? lookUp(mlDsaPublicOctets, algorithm) : kty !== 'RSA' && ['x', 'y', 'd'].includes(name) ? lookUp(curves, algorithm)?.octets : undefined
  return octets === undefined ? undefined : { octets, algorithm }
}

const looseness: Readonly<Record<string, string>> = { padding: 'with padding', 'standard-alphabet': 'in the standard alphabet (+ and /)', 'trailing-bits': 'with stray bits at the end' }
