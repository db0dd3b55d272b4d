/**
 * Lets what a rule said of one subject be reused for others like it. Subjects of the same `likeness` differ only in individual
 * parts: an id, a place in the input, a value. Whoever hands out such a part counts it here. If nothing was counted while a rule
 * ran, the rule looked at no individual part, and says the same of every subject of that likeness.
 */
let handedOut = 0

/** Marks a part as one that other subjects of the same likeness do not share. */
export function individual<T>(part: T): T {
  handedOut++
  return part
}

/** Grows whenever an individual part is handed out. */
export const individualReads = (): number => handedOut
