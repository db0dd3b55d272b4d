import { width, wrap } from './layout.ts'

/** Evidence as lines of at most `columns`; a Set-Cookie header has the part that `pointer` names underlined. */
export function evidenceLines(evidence: string, pointer: string | undefined, columns: number): readonly string[] {
  return (pointer === undefined ? undefined : underlined(evidence, pointer, columns)) ?? wrap(evidence, columns)
}

const field = 'Set-Cookie: '

function underlined(evidence: string, pointer: string, columns: number): readonly string[] | undefined {
  if (!evidence.startsWith(field)) return undefined
  const pieces = evidence.slice(field.length).split('; ')
  const index = pointer === 'name' || pointer === 'value' ? 0 : attributeIndex(pieces, pointer)
  // Of a header that is too long for a line, only the name and the part in question are shown.
  const shown = width(evidence) <= columns ? pieces : pieces.map((piece, i) => (i === 0 || i === index ? piece : '…')).filter((piece, i, all) => piece !== '…' || all[i - 1] !== '…')
  const at = shown.indexOf(pieces[index] ?? '', index === 0 ? 0 : 1)
  const line = field + shown.join('; ')
  if (at === -1 || width(line) > columns) return undefined
  const piece = shown[at] ?? ''
  const equals = piece.indexOf('=')
  const before = field + shown.slice(0, at).map((one) => `${one}; `).join('')
  const [from, to] = pointer === 'value' ? [equals + 1, piece.length] : index === 0 ? [0, equals === -1 ? piece.length : equals] : [0, piece.length]
  return [line, `${' '.repeat(width(before + piece.slice(0, from)))}${'^'.repeat(Math.max(1, width(piece.slice(from, to))))}`]
}

/** Which piece an attribute pointer means: the last of its name, or the one of its number; the name-value pair where there is none. */
function attributeIndex(pieces: readonly string[], pointer: string): number {
  const numbered = /^(.*)\[(\d+)\]$/.exec(pointer)
  const name = (numbered?.[1] ?? pointer).toLowerCase()
  const found = pieces.flatMap((piece, i) => (i > 0 && piece.split('=', 1)[0]?.trim().toLowerCase() === name ? [i] : []))
  return (numbered ? found[Number(numbered[2])] : found.at(-1)) ?? 0
}
