import { kindOf } from '../../core/json.ts'
import { lookUp } from '../../core/look-up.ts'
import { list } from '../../core/text.ts'
import { algorithmStanding, contentEncryptionAlgorithms, signatureAlgorithms, type KeyType } from '../../jwt/algorithms.ts'
import { privateMembers, requiredMembers } from '../../jwt/jwk-members.ts'
import type { Jwk } from '../../jwt/jwk.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/use-conflict',
  meta: {
    kind: 'jwk',
    severity: 'error',
    presets: { 'asvs-l1': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The members that say what the key is for contradict each other.',
    rationale: 'One verifier follows use, another key_ops, a third alg. Where they disagree, a key is used for what it was not made for, or refused.',
    remediation: 'Keep either use or key_ops, and make alg one that fits the type and curve of the key.',
    references: ['RFC 7517 section 4.3', 'OWASP JWT Cheat Sheet', 'CWE-1240'],
    messages: {
      operationsForm: 'key_ops is {kind}, not an array of strings.',
      duplicateOperation: 'key_ops lists "{operation}" twice.',
      mixed: 'key_ops permits both signatures and encryption ({operations}), but a key must have one purpose.',
      useAgainstOperations: 'use is "{use}", but key_ops permits {operations}.',
      useAgainstCurve: '{member}, but {curve} is a curve for signatures only.',
      privateOperations: 'key_ops permits only {operations}, which takes the private half, and this is a public key: nothing may be done with it.',
      both: 'The key has both use and key_ops. They agree, but one of them is enough.',
      algAgainstUse: 'alg is {alg}, which is for {purpose}, but {member}.',
      algAgainstKey: 'alg is {alg}, which does not work with this type of key ({key}).',
      none: 'alg is "none", which stands for unsigned tokens and needs no key.',
      unknownAlg: 'alg is "{alg}", which is no registered algorithm: verifiers skip this key.',
      otherUse: 'use is "{use}", but verifiers know only "sig" and "enc".',
    },
    examples: {
      bad: ['{"kty":"OKP","crv":"Ed25519","use":"enc","key_ops":["verify"],"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}', '{"kty":"OKP","crv":"Ed25519","alg":"ES256","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
      good: ['{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
    },
    notes: 'Both members present and consistent is only information: RFC 7517 advises against it.',
  },
  check({ key }, { report }) {
    const { use, kty, crv, key_ops: given } = key
    const operations = Array.isArray(given) ? given.filter((name): name is string => typeof name === 'string') : []
    if (given !== undefined && (!Array.isArray(given) || operations.length < given.length)) report({ messageId: 'operationsForm', data: { kind: Array.isArray(given) ? 'an array with something else in it' : kindOf(given) }, at: 'key_ops' })
    const twice = operations.find((name, i) => operations.indexOf(name) < i)
    if (twice !== undefined) report({ messageId: 'duplicateOperation', data: { operation: twice }, at: 'key_ops' })
    const permitted = new Set(operations.flatMap((name) => lookUp(purposeOf, name) ?? []))
    const inWords = list([...new Set(operations)])
    if (permitted.size > 1) report({ messageId: 'mixed', data: { operations: inWords }, at: 'key_ops', severity: 'warn' })
    if (use === 'sig' || use === 'enc') {
      if (permitted.size > 0 && [...permitted].some((purpose) => purpose !== use)) report({ messageId: 'useAgainstOperations', data: { use, operations: inWords }, at: 'use' })
      else if (given !== undefined) report({ messageId: 'both', at: 'key_ops', severity: 'info' })
    } else if (typeof use === 'string') report({ messageId: 'otherUse', data: { use }, at: 'use', severity: 'info' })
    if (typeof crv === 'string' && crv.startsWith('Ed') && (use === 'enc' || permitted.has('enc')))
      report({ messageId: 'useAgainstCurve', data: { member: use === 'enc' ? 'use is "enc"' : `key_ops permits ${inWords}`, curve: crv }, at: use === 'enc' ? 'use' : 'key_ops' })
    const isPublic = kty !== 'oct' && !privateMembers.some((name) => key[name] !== undefined)
    if (isPublic && operations.length > 0 && operations.every((name) => privateOperations.has(name))) report({ messageId: 'privateOperations', data: { operations: inWords }, at: 'key_ops', severity: 'warn', fix: 'Name what verifiers do with the public half, such as "verify", or leave key_ops out.' })
    const { alg } = key
    if (typeof alg !== 'string') return
    const at = 'alg'
    const standing = algorithmStanding(alg)
    if (standing === 'unsecured') return report({ messageId: 'none', at })
    if (standing === 'unknown') return report({ messageId: 'unknownAlg', data: { alg }, at, severity: 'info' })
    if (standing === 'prohibited') return
    const purpose = standing === 'signature' ? 'sig' : 'enc'
    const member = (use === 'sig' || use === 'enc') && use !== purpose ? `use is "${use}"` : permitted.size > 0 && !permitted.has(purpose) ? `key_ops permits ${inWords}` : undefined
    if (member !== undefined) report({ messageId: 'algAgainstUse', data: { alg, purpose: standing === 'signature' ? 'signatures' : 'encryption', member }, at })
    if (!fits(key, alg)) report({ messageId: 'algAgainstKey', data: { alg, key: [key['kty'], key['crv']].filter((part) => typeof part === 'string').join(' ') }, at })
  },
})

/** RFC 7517 section 4.3, and the `use` that each belongs to. */
const purposeOf: Readonly<Record<string, 'sig' | 'enc'>> = {
  sign: 'sig',
  verify: 'sig',
  encrypt: 'enc',
  decrypt: 'enc',
  wrapKey: 'enc',
  unwrapKey: 'enc',
  deriveKey: 'enc',
  deriveBits: 'enc',
}

/** RFC 7517 section 4.3: what takes a private key. */
const privateOperations = new Set(['sign', 'decrypt', 'unwrapKey'])

/** Types and curves that do not stand in the tables, and curves that never sign, are left to other rules. */
function fits({ kty, crv }: Jwk['key'], alg: string): boolean {
  if (typeof kty !== 'string' || !Object.hasOwn(requiredMembers, kty)) return true
  const signature = signatureAlgorithms.get(alg)
  if (signature && kty === 'OKP' && typeof crv === 'string' && crv.startsWith('X') && signature.family === 'EdDSA') return true
  if (signature) return signature.keyTypes.includes(kty as KeyType) && (!signature.curves || typeof crv !== 'string' || signature.curves.includes(crv))
  if (alg.startsWith('RSA')) return kty === 'RSA'
  if (alg.startsWith('ECDH')) return kty === 'EC' || (kty === 'OKP' && !(typeof crv === 'string' && crv.startsWith('Ed')))
  return kty === 'oct' || !(contentEncryptionAlgorithms.has(alg) || /^(?:dir$|A\d|PBES2)/.test(alg))
}
