import type { Finding } from '../core/finding.ts'
import { ruleHint } from '../core/nearest.ts'
import { matchesPattern } from '../core/pattern.ts'
import type { SuppressedFinding } from '../core/report.ts'

/** `authlint-ignore RULE[, RULE] -- reason`, in a comment on the line of the finding or on the line before it. */
interface InlineIgnore {
  readonly input: string
  readonly line: number
  readonly rules: readonly string[]
  readonly reason: string
  used: boolean
}

const marker = 'authlint-ignore'
/** As other linters call it. */
const otherMarker = /authlint-(?:disable|suppress|skip|allow|noqa|off)[\w-]{0,30}/
const anyMarker = 'authlint-'
const form = /authlint-ignore[ \t]+([\w/*][\w/*,\- \t]{0,200}?)[ \t]--[ \t]+(\S[^\r\n]{0,300})/

/** Sees the pieces of an input in turn. */
export interface Watcher {
  see(piece: string): void
  end(): void
}

/** Collects the comments of inputs as they are read, and takes out the findings they speak of. */
export class InlineIgnores {
  readonly #ignores: InlineIgnore[] = []
  readonly #malformed: string[] = []

  /** Takes out the findings that a comment speaks of. */
  apply(findings: readonly Finding[]): { findings: readonly Finding[]; suppressed: readonly SuppressedFinding[] } {
    if (this.#ignores.length === 0) return { findings, suppressed: [] }
    const standing: Finding[] = []
    const suppressed: SuppressedFinding[] = []
    for (const finding of findings) {
      const ignore = this.#ignores.find(
        ({ input, line, rules }) =>
          input === finding.location.input && (line === finding.location.line || line === finding.location.line - 1) && rules.some((rule) => matchesPattern(rule, finding.rule)),
      )
      if (ignore) {
        ignore.used = true
        suppressed.push({ ...finding, suppression: { kind: 'inline', reason: ignore.reason } })
      } else standing.push(finding)
    }
    return { findings: standing, suppressed }
  }

  /** Hands the pieces of an input on, looking at each line that holds the marker. */
  *watch(input: string, pieces: Iterable<string>): Generator<string> {
    const watcher = this.watcher(input)
    for (const piece of pieces) {
      watcher.see(piece)
      yield piece
    }
    watcher.end()
  }

  /** The same for pieces that are handed on in another way. */
  watcher(input: string): Watcher {
    let line = 1
    /** Of the line that is not over yet: its length, and what of it may matter. */
    let length = 0
    let rest = ''
    return {
      see: (piece) => {
        const cut = piece.lastIndexOf('\n') + 1
        if (cut > 0) {
          line = this.#look(input, rest + piece.slice(0, cut), line)
          rest = ''
          length = 0
        }
        length += piece.length - cut
        rest = length > longestLine ? '' : fromMarker(rest, piece.slice(cut))
      },
      end: () => {
        this.#look(input, rest, line)
      },
    }
  }

  /** There was no such comment so far, so no finding can be spoken of. */
  get isEmpty(): boolean {
    return this.#ignores.length === 0
  }

  #look(input: string, text: string, firstLine: number): number {
    let line = firstLine
    let from = 0
    const marked = text.includes(anyMarker)
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      if (marked) this.#read(input, text.slice(from, at), line)
      line++
      from = at + 1
    }
    if (marked) this.#read(input, text.slice(from), line)
    return line
  }

  #read(input: string, text: string, line: number): void {
    if (!text.includes(marker)) {
      const [other] = otherMarker.exec(text) ?? []
      if (other !== undefined) this.#malformed.push(`${input}:${line}: ${other} means nothing here: write ${marker} cookie/domain-wide -- why`)
      return
    }
    const match = form.exec(text)
    if (match) this.#ignores.push({ input, line, rules: (match[1] ?? '').split(',').map((rule) => rule.trim()), reason: (match[2] ?? '').replace(/(?:\*\/|-->)\s*$/, '').trim(), used: false })
    else this.#malformed.push(`${input}:${line}: ${marker} wants a rule and a reason: ${marker} cookie/domain-wide -- why`)
  }

  /** @param known ids of all rules, so that a misspelt one can be told */
  notes(known: readonly string[] = []): readonly string[] {
    const unused = this.#ignores
      .filter(({ used }) => !used)
      .map(({ input, line, rules }) => {
        const wrong = known.length === 0 ? undefined : rules.find((rule) => !known.some((id) => matchesPattern(rule, id)))
        const why = wrong?.includes(' until ') ? 'a comment holds without end; an "ignore" in the configuration takes a day' : wrong === undefined ? 'on this line and the next that rule finds nothing' : `there is no rule ${wrong}. ${ruleHint(wrong, known) ?? ''}`.trimEnd()
        return `${input}:${line}: ${marker} ${rules.join(', ')} was not needed: ${why}`
      })
    return [...this.#malformed, ...unused]
  }
}

/** What is kept of a line as it grows: all from the first marker on, else what may be the beginning of one. Much JSON is a single line. */
function fromMarker(kept: string, more: string): string {
  if (kept.length >= anyMarker.length) return kept + more
  const text = kept + more
  const at = text.indexOf(anyMarker)
  return text.slice(at === -1 ? Math.max(0, text.length - anyMarker.length + 1) : at)
}

/** A line longer than this holds no comment that anyone wrote. In characters. */
const longestLine = 1024 * 1024
