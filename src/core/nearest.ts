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

/** What to say about an id of a rule that there is not: without its family, with a `*`, or misspelt. */
export function ruleHint(id: string, known: readonly string[]): string | undefined {
  if (id.includes('*')) return 'A pattern such as cookie/* stands in the "ignore" of a configuration; severities are given rule by rule.'
  const named = known.filter((rule) => rule.endsWith(`/${id.toLowerCase()}`))
  const near = named.length > 0 ? named : [nearest(id, known)].filter((rule) => rule !== undefined)
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`
  const [bare] = id.includes('/') ? [] : [nearest(id, known.map((rule) => rule.slice(rule.indexOf('/') + 1)))]
  return bare === undefined ? undefined : `Did you mean ${known.filter((rule) => rule.endsWith(`/${bare}`)).join(' or ')}?`
}
