// Text in columns. Widths are those of a terminal: wide characters take two columns, combining marks none.

/** Latin text, punctuation, arrows, lines and shapes: one column each, and nearly all that is ever written. */
// eslint-disable-next-line no-control-regex
const narrow = /^[\u0000-\u02ff\u2010-\u2027\u2190-\u2bff]*$/

export function width(text: string): number {
  if (narrow.test(text)) return text.length
  let columns = 0
  for (const character of text) columns += character < '\u0300' ? 1 : columnsOf(character)
  return columns
}

const columnsOf = (character: string): number => (isWide(character) ? 2 : isCombining(character) ? 0 : 1)

// Inside of functions, for they are slow to build.
const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(character)
const isCombining = (character: string): boolean => /\p{Mn}|\p{Me}/u.test(character)

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

/** Lines of at most `columns`, broken between words. A longer word stands alone, or is broken too when `anywhere` says so. */
export function wrap(text: string, columns: number, { anywhere = false } = {}): readonly string[] {
  const words = text.split(' ').flatMap((word) => (anywhere && width(word) > columns ? chop(word, columns) : [word]))
  return joinUpTo(words, columns, ' ').map((line) => line.join(' '))
}

/** Puts as many items in a line as fit, with `separator` between them. */
export function joinUpTo(items: readonly string[], columns: number, separator: string): readonly (readonly string[])[] {
  const lines: string[][] = []
  let used = Infinity
  for (const item of items) {
    const needed = width(item)
    if (used + separator.length + needed > columns) {
      lines.push([item])
      used = needed
    } else {
      lines.at(-1)?.push(item)
      used += separator.length + needed
    }
  }
  return lines
}

/** Breaks a word, after punctuation where there is some in the second half of a piece. */
function chop(word: string, columns: number): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && width(piece) + width(character) > columns) {
      const at = Math.max(...[...'-_./:,'].map((mark) => piece.lastIndexOf(mark))) + 1
      const end = at > piece.length / 2 ? at : piece.length
      pieces.push(piece.slice(0, end))
      piece = piece.slice(end)
    }
    piece += character
  }
  return [...pieces, piece]
}
