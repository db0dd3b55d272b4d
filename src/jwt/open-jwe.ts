import { Excerpt, Source } from '../core/location.ts'
import type { JsonObject } from '../core/json.ts'
import type { JwtFacts } from './facts.ts'
import { gatherFacts, type Examination } from './gather-facts.ts'
import { decryptJwe } from './jwe.ts'
import { parseJwt, type ParsedJwt } from './jwt.ts'

/** An encrypted token after every effort to open it. */
export interface OpenedJwe {
  /** Of the outer token. Its signature is that of the token inside, since there is no other. */
  readonly facts: JwtFacts
  /** The token inside, with its own facts, to be judged beside the outer one. */
  readonly inner?: { readonly parsed: ParsedJwt; readonly facts: JwtFacts }
  /** Claims that stand inside without a signature. */
  readonly claims?: JsonObject
}

/** Decrypts a token with the keys handed in and examines what is inside. Loads more code than `gatherFacts`, so only for encrypted tokens. */
export async function openJwe(parsed: ParsedJwt, examination: Examination): Promise<OpenedJwe> {
  const outer = gatherFacts(parsed, examination)
  const { facts: jwe, failed, token, claims, key } = await decryptJwe(parsed, examination.keys)
  if (!jwe.decrypted) {
    const signature = { ...outer.signature, reason: jwe.reason, ...(failed ? { status: 'invalid' as const, code: 'mismatch' as const } : {}) }
    return { facts: { ...outer, jwe, signature } }
  }
  if (token === undefined || jwe.nested !== 'jws') {
    const reason = claims ? 'Nothing inside the encrypted token is signed.' : 'Inside the encrypted token is no signed token.'
    return { facts: { ...outer, jwe, signature: { ...outer.signature, reason, ...(key ? { key: key.reference } : {}) } }, ...(claims ? { claims } : {}) }
  }
  const source = new Source(`${parsed.excerpt.source.name}, decrypted`, token)
  const inner = parseJwt(Excerpt.of(source), parsed.carrier)
  const facts = gatherFacts(inner, examination)
  return { facts: { ...outer, jwe, signature: facts.signature }, inner: { parsed: inner, facts } }
}
