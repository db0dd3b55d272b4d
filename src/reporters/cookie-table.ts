import CliTable from 'cli-table3'
import type { CookieDetail } from '../core/view.ts'
import { cookieCells, cookieHeadings, type CookieCells } from './describe.ts'
import { width, wrap } from './layout.ts'
import type { Paint } from './paint.ts'

type Column = keyof CookieCells
const columnNames = Object.keys(cookieHeadings) as readonly Column[]
/** A name longer than this is cut; the findings have it in full. */
const longestName = 60

interface Widths {
  readonly of: Readonly<Record<Column, number>>
  readonly gap: number
}

/** One line a cookie: what a browser makes of it. */
export function cookieTable(cookies: readonly CookieDetail[], now: number, columns: number, paint: Paint): string {
  const cells = cookies.map((cookie) => shortened(cookieCells(cookie, now)))
  const widths = columnWidths(cells, columns)
  if (widths === undefined) return cells.map((row) => block(row, columns, paint)).join('\n')
  const table = new CliTable({
    chars: plain,
    // Colours are put on here, not by the table.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths: columnNames.map((name) => widths.of[name] + widths.gap),
  })
  const lines = (name: Column, text: string, brush: (line: string) => string) =>
    wrap(text, widths.of[name], { anywhere: true })
      .map((line) => brush(line))
      .join('\n')
  table.push(columnNames.map((name) => lines(name, cookieHeadings[name], paint.faint)))
  for (const row of cells) table.push(columnNames.map((name) => lines(name, row[name], brushFor(name, row[name], paint))))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/** A cookie on a screen too narrow for the table. */
function block(row: CookieCells, columns: number, paint: Paint): string {
  const rest = columnNames.filter((name) => name !== 'cookie').map((name) => `${cookieHeadings[name]}: ${row[name]}`)
  return [...wrap(row.cookie, columns, { anywhere: true }).map(paint.strong), ...wrap(rest.join('; '), columns - 2).map((line) => `  ${line}`)].join('\n')
}

const brushFor = (name: Column, text: string, paint: Paint): ((line: string) => string) => {
  if (name === 'cookie') return paint.strong
  if (name === 'kept' && text === 'no') return paint.tone.bad
  return (line) => line
}

const shortened = (cells: CookieCells): CookieCells => (cells.cookie.length > longestName ? { ...cells, cookie: `${cells.cookie.slice(0, longestName - 1)}…` } : cells)

/** Natural widths; where they do not fit, columns move closer, then the widest that can gives way. Undefined when nothing helps. */
function columnWidths(rows: readonly CookieCells[], columns: number): Widths | undefined {
  const most = (name: Column, measure: (text: string) => number) => rows.reduce((widest, row) => Math.max(widest, measure(row[name])), width(cookieHeadings[name]))
  const longestWord = (text: string) => Math.max(...text.split(' ').map(width))
  const of = Object.fromEntries(columnNames.map((name) => [name, most(name, width)])) as Record<Column, number>
  // Names, hosts and paths may be broken anywhere, the rest only between words.
  const narrowest = Object.fromEntries(columnNames.map((name) => [name, name === 'cookie' || name === 'scope' ? 10 : most(name, longestWord)])) as Record<Column, number>
  const total = (gap: number) => columnNames.reduce((sum, name) => sum + of[name] + gap, -gap)
  const gap = total(2) <= columns ? 2 : 1
  while (total(gap) > columns) {
    const widest = columnNames.filter((name) => of[name] > narrowest[name]).toSorted((a, b) => of[b] - of[a])[0]
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
