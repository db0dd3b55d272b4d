/**
 * Of a million subjects most are alike but for a few individual parts: an id, a place, a value. Whoever hands such a part out
 * says so here; what was concluded without one of them is known to hold for every subject of the same likeness.
 */
let handedOut = 0

/** Marks a part as one that other subjects of the same likeness do not share. */
export function individual<T>(part: T): T {
  handedOut++
  return part
}

/** Grows whenever an individual part is handed out. */
export const individualReads = (): number => handedOut
