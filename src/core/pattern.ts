/** Does `text` match `pattern`, in which `*` stands for any text? Linear: takes each piece at its first place. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...pieces] = pattern.split('*')
  const last = pieces.pop()
  if (last === undefined) return pattern === text
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
  let at = first.length
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return at + last.length <= text.length
}

export const matchesAny = (patterns: readonly string[], text: string): boolean => patterns.some((pattern) => matchesPattern(pattern, text))

/** As `matchesPattern`, for names of files: `.\\saved\\login.txt` is `saved/login.txt`. */
export const matchesPath = (pattern: string, path: string): boolean => matchesPattern(plain(pattern), plain(path))

const plain = (path: string): string => path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
