import CliTable from 'cli-table3'
import { width, wrap } from './layout.ts'
import type { Paint } from './paint.ts'

/** Columns by their key, in the order of the headings. */
export interface Table<Column extends string> {
  readonly headings: Readonly<Record<Column, string>>
  readonly rows: readonly Readonly<Record<Column, string>>[]
  /** May be broken anywhere, the rest only between words. */
  readonly breakable: readonly Column[]
  readonly brush: (name: Column, text: string) => (line: string) => string
}

interface Widths<Column extends string> {
  readonly of: Readonly<Record<Column, number>>
  readonly gap: number
}

/** A table without lines, at most so many columns wide; undefined where the screen is too narrow for one. */
export function drawTable<Column extends string>(table: Table<Column>, columns: number, { faint }: Paint): readonly string[] | undefined {
  const names = namesOf(table)
  const widths = columnWidths(table, columns)
  if (widths === undefined) return undefined
  const drawn = new CliTable({
    chars: plain,
    // Colours are put on here, not by the table.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths: names.map((name) => widths.of[name] + widths.gap),
  })
  const lines = (name: Column, text: string, brush: (line: string) => string) =>
    wrap(text, widths.of[name], { anywhere: true })
      .map((line) => brush(line))
      .join('\n')
  drawn.push(names.map((name) => lines(name, table.headings[name], faint)))
  for (const row of table.rows) drawn.push(names.map((name) => lines(name, row[name], table.brush(name, row[name]))))
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
}

const namesOf = <Column extends string>({ headings }: Table<Column>): readonly Column[] => Object.keys(headings) as Column[]

/** Natural widths; where they do not fit, columns move closer, then the widest that can gives way. Undefined when nothing helps. */
function columnWidths<Column extends string>(table: Table<Column>, columns: number): Widths<Column> | undefined {
  const names = namesOf(table)
  const most = (name: Column, measure: (text: string) => number) => table.rows.reduce((widest, row) => Math.max(widest, measure(row[name])), width(table.headings[name]))
  const longestWord = (text: string) => Math.max(...text.split(' ').map(width))
  const of = Object.fromEntries(names.map((name) => [name, most(name, width)])) as Record<Column, number>
  const narrowest = Object.fromEntries(names.map((name) => [name, table.breakable.includes(name) ? 10 : most(name, longestWord)])) as Record<Column, number>
  const total = (gap: number) => names.reduce((sum, name) => sum + of[name] + gap, -gap)
  const gap = total(2) <= columns ? 2 : 1
  while (total(gap) > columns) {
    const widest = names.filter((name) => of[name] > narrowest[name]).toSorted((a, b) => of[b] - of[a])[0]
    if (widest === undefined) return undefined
    of[widest]--
  }
  return { of, gap }
}

const plain = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
  bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '',
} as const
