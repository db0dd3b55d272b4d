import { gatherKeyFacts, setMembers } from './jwk-facts.ts'
import { Jwk, type KeySet } from './jwk.ts'
import type { KeyDocument } from './key-document.ts'

/** Every key of a document with what is known about it. A set without keys is one subject, so that this can be said of it. */
export function makeKeys(document: KeyDocument, { role, previous, fetched = false }: { role: KeySet['role']; previous?: KeyDocument; fetched?: boolean }, nextId: () => string): readonly Jwk[] {
  const values = document.entries.map(({ value }) => value)
  const facts = gatherKeyFacts(values)
  const set = { keys: setMembers(values), role, fetched, ...(previous ? { previous: setMembers(previous.entries.map(({ value }) => value)) } : {}) }
  return (values.length === 0 ? [undefined] : values).map((_, index) => new Jwk(nextId(), document, { ...set, index }, facts[index] ?? {}))
}
