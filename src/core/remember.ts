/**
 * What was found out about the last keys, `most` of them. Then it starts anew instead of emptying its map: V8 keeps what an emptied
 * map held, and all that it holds afterwards, until the whole heap is collected.
 */
export class Memory<K, V> {
  readonly #most: number
  #known = new Map<K, V>()

  constructor(most = 256) {
    this.#most = most
  }

  get(key: K): V | undefined {
    return this.#known.get(key)
  }

  set(key: K, value: V): void {
    if (this.#known.size >= this.#most) this.#known = new Map()
    this.#known.set(key, value)
  }

  /** What is known under a key, found out when it is not. */
  recall(key: K, find: () => V): V {
    const before = this.#known.get(key)
    if (before !== undefined) return before
    const value = find()
    this.set(key, value)
    return value
  }
}

/**
 * Makes a function of a text remember its answers: tokens and cookies of one site repeat the same few texts. At most `most` answers
 * are kept, and none for a text of more than `longest` characters, so that no attacker can make it grow.
 */
export function remembering<T>(find: (text: string) => T, { most = 256, longest = 1024 }: { most?: number; longest?: number } = {}): (text: string) => T {
  const known = new Memory<string, { readonly value: T }>(most)
  return (text) => {
    const before = known.get(text)
    if (before) return before.value
    const value = find(text)
    if (text.length <= longest) known.set(text, { value })
    return value
  }
}

/** A value that is made when it is first asked for: most runs ask for few of the tables. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
