import leven from 'leven'

/** The accepted word that was probably meant: the least edit distance, if at most `limit`; case does not count. */
export function nearest(word: string, accepted: Iterable<string>, limit = Math.max(2, Math.floor(word.length / 3))): string | undefined {
  let best: string | undefined
  let least = limit + 1
  for (const candidate of accepted) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const distance = leven(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}
