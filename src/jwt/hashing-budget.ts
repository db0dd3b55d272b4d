/**
 * What may be hashed while guessing at one token. A MAC covers the whole token, so a token of megabytes would make every guess
 * cost milliseconds; an ordinary one never comes near the limit.
 */
export class HashingBudget {
  #octetsLeft: number
  tried = 0
  /** Guesses that were not tried any more. */
  untried = 0

  constructor(octets = 192 * 1024 * 1024) {
    this.#octetsLeft = octets
  }

  /** Is there room for hashing so many octets once more? */
  allows(octets: number): boolean {
    if (octets > this.#octetsLeft) {
      this.untried++
      return false
    }
    this.#octetsLeft -= octets
    this.tried++
    return true
  }
}
