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
export function drawTable<Column extends string>(table: Table<Column>, columns: number, { faint }: Pick<Paint, 'faint'>): readonly string[] | undefined {
  const names = namesOf(table)
  const widths = columnWidths(table, columns)
  if (widths === undefined) return undefined
  const line = (cells: readonly Cell[]) => beside(cells, names.map((name) => widths.of[name] + widths.gap))
  const cell = (name: Column, text: string, brush: (line: string) => string): Cell => ({ lines: wrap(text, widths.of[name], { anywhere: true }), brush })
  return [
    ...line(names.map((name) => cell(name, table.headings[name], faint))),
    ...table.rows.flatMap((row) => line(names.map((name) => cell(name, row[name], table.brush(name, row[name]))))),
  ]
}

interface Cell {
  readonly lines: readonly string[]
  /** Colours a line; what fills the column up stays plain. */
  readonly brush: (line: string) => string
}

/** The lines of a row, as high as its highest cell. */
function beside(cells: readonly Cell[], widths: readonly number[]): readonly string[] {
  const height = Math.max(...cells.map(({ lines }) => lines.length))
  const filled = ({ lines, brush }: Cell, i: number, columns: number) => {
    const text = lines[i] ?? ''
    return brush(text) + ' '.repeat(columns - width(text))
  }
  return Array.from({ length: height }, (_, i) => cells.map((cell, column) => filled(cell, i, widths[column] ?? 0)).join('').trimEnd())
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
