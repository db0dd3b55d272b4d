// What holds for every input, whatever is in it.
import { AuthlintError } from '../../core/errors.ts'
import type { Judged } from '../../core/report.ts'
import { reported, type Target } from './targets.ts'

/** Control and bidirectional characters, and halves of surrogate pairs: nothing of that reaches a report. */
// eslint-disable-next-line no-control-regex
export const raw = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u
// eslint-disable-next-line no-control-regex
export const ownColours = /\u001b(?:\[[\d;]*m|\]8;;[!-~]*\u001b\\)/g

/** Milliseconds for a text of at most 64 KB, on a machine that has other things to do. */
const tooLong = 3000

/** The promise that is broken, or undefined. `count` spreads what takes long over many inputs. */
export async function complaint(run: Target, text: string, folder: string, count: number): Promise<string | undefined> {
  const start = performance.now()
  const first = await attempt(run, text, folder)
  const took = performance.now() - start
  if (typeof first === 'string') return first
  if (took > tooLong) return `slow: ${Math.round(took)} ms for ${text.length} characters`
  const lines = text.split('\n').length
  for (const { findings } of first.judged) {
    for (const { rule, message, evidence, fix, location } of findings) {
      if (raw.test(message + evidence + fix.replaceAll('\n', ''))) return `raw characters in what ${rule} says`
      if (location.line < 1 || location.column < 1 || location.line > lines + 1) return `${rule} points to line ${location.line}, column ${location.column} of ${lines} lines`
    }
  }
  if (count % 10 !== 0) return undefined
  const again = await attempt(run, text, folder)
  if (typeof again === 'string' || JSON.stringify(plain(again.judged)) !== JSON.stringify(plain(first.judged))) return 'a second look finds something else'
  try {
    for (const report of await reported(first.judged)) {
      const place = raw.exec(report.replace(ownColours, ''))?.index
      if (place !== undefined) return `raw characters in a report: ${JSON.stringify(report.replace(ownColours, '').slice(Math.max(0, place - 40), place + 40))}`
    }
  } catch (error) {
    return thrown(error)
  }
  return undefined
}

async function attempt(run: Target, text: string, folder: string): Promise<{ readonly judged: readonly Judged[] } | string> {
  try {
    return { judged: await run(text, folder) }
  } catch (error) {
    return error instanceof AuthlintError ? { judged: [] } : thrown(error)
  }
}

const thrown = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : `threw ${String(error)}`)

/** Numbers that are kept exactly have no JSON of their own. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member)))
