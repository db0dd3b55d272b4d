import { clipped } from '../core/text.ts'
import type { CookieDetail } from '../core/view.ts'
import { cookieHeadings, cookieRows, readingHeadings, type CookieCells, type ReadingCells, type readingsTable } from './describe.ts'
import { wrap } from './layout.ts'
import type { Paint } from './paint.ts'
import { drawTable } from './table.ts'

type Column = keyof CookieCells
const columnNames = Object.keys(cookieHeadings) as readonly Column[]
/** A name longer than this is cut; the findings have it in full. */
const longestName = 60

/** One line a cookie: what a browser makes of it. */
export function cookieTable(cookies: readonly CookieDetail[], now: number, columns: number, paint: Paint): string {
  const rows = cookieRows(cookies, now).map(shortened)
  const brush = (name: Column, text: string) => (name === 'cookie' ? paint.strong : name === 'kept' && text === 'no' ? paint.tone.bad : asItIs)
  const lines = drawTable({ headings: cookieHeadings, rows, breakable: ['cookie', 'scope'], brush }, columns, paint)
  return (lines ?? rows.map((row) => block(row, columns, paint))).join('\n')
}

/** One line for all programs that read a cookie alike. */
export function readingTable({ columns: names, rows }: NonNullable<ReturnType<typeof readingsTable>>, columns: number, paint: Paint): readonly string[] {
  const headings = Object.fromEntries(names.map((name) => [name, readingHeadings[name]])) as typeof readingHeadings
  const brush = (name: keyof ReadingCells, text: string) => (name === 'reader' ? paint.strong : name === 'kept' && text === 'no' ? paint.tone.bad : asItIs)
  const lines = drawTable({ headings, rows, breakable: ['name', 'scope'], brush }, columns, paint)
  if (lines) return lines
  return rows.flatMap((row) => [
    ...wrap(row.reader, columns).map(paint.strong),
    ...wrap(names.filter((key) => key !== 'reader' && row[key] !== '').map((key) => `${headings[key]}: ${row[key]}`).join('; '), columns - 2).map((line) => `  ${line}`),
  ])
}

const asItIs = (line: string): string => line

/** A cookie on a screen too narrow for the table. */
function block(row: CookieCells, columns: number, paint: Paint): string {
  const rest = columnNames.filter((name) => name !== 'cookie').map((name) => `${cookieHeadings[name]}: ${row[name]}`)
  return [...wrap(row.cookie, columns, { anywhere: true }).map(paint.strong), ...wrap(rest.join('; '), columns - 2).map((line) => `  ${line}`)].join('\n')
}

const shortened = (cells: CookieCells): CookieCells => ({ ...cells, cookie: clipped(cells.cookie, longestName) })
