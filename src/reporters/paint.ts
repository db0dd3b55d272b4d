import { Chalk } from 'chalk'
import { referenceUrl } from '../core/reference.ts'
import type { Terminal } from '../core/report.ts'
import type { Severity } from '../core/severity.ts'
import type { Tone } from './describe.ts'

type Brush = (text: string) => string

/** Colours by what they mean. Where the terminal shows none, every brush leaves the text alone. */
export interface Paint {
  readonly severity: Readonly<Record<Severity, Brush>>
  readonly tone: Readonly<Record<Tone, Brush>>
  readonly strong: Brush
  readonly faint: Brush
  /** Links the name of a standard to its address. */
  readonly reference: Brush
}

const same: Brush = (text) => text

export function paintFor({ color, hyperlinks }: Terminal): Paint {
  const reference: Brush = hyperlinks ? linked : same
  if (!color) {
    return { severity: { error: same, warn: same, info: same }, tone: { good: same, bad: same, plain: same }, strong: same, faint: same, reference }
  }
  const chalk = new Chalk({ level: 1 })
  // One argument each: chalk would join what else a map() hands over.
  return {
    severity: { error: (text) => chalk.red.bold(text), warn: (text) => chalk.yellow.bold(text), info: (text) => chalk.cyan.bold(text) },
    tone: { good: (text) => chalk.green(text), bad: (text) => chalk.red(text), plain: (text) => chalk.yellow(text) },
    strong: (text) => chalk.bold(text),
    faint: (text) => chalk.dim(text),
    reference,
  }
}

/** OSC 8: the terminal shows the text and opens the address. */
function linked(text: string): string {
  const url = referenceUrl(text)
  return url === undefined ? text : `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`
}
