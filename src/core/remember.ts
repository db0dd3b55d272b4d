/**
 * Makes a function of a text remember its answers: tokens and cookies of one site repeat the same few texts. At most `most` answers
 * are kept, and none for a text of more than `longest` characters, so that no attacker can make it grow.
 */
export function remembering<T>(find: (text: string) => T, { most = 256, longest = 1024 }: { most?: number; longest?: number } = {}): (text: string) => T {
  const known = new Map<string, { readonly value: T }>()
  return (text) => {
    const before = known.get(text)
    if (before) return before.value
    const value = find(text)
    if (text.length > longest) return value
    if (known.size >= most) known.clear()
    known.set(text, { value })
    return value
  }
}

/** A value that is made when it is first asked for: most runs ask for few of the tables. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** What is known under a key, found out when it is not; with more than `most` keys it starts anew. */
export function recall<K, V>(known: Map<K, V>, key: K, find: () => V, most = 256): V {
  const before = known.get(key)
  if (before !== undefined) return before
  const value = find()
  if (known.size >= most) known.clear()
  known.set(key, value)
  return value
}
