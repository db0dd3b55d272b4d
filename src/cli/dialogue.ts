// Questions on a terminal, one after the other.
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { nearest } from '../core/nearest.ts'
import { visible } from '../core/text.ts'
import { wrap } from '../core/wrap.ts'

export interface Asked {
  readonly text: string
  readonly several?: boolean
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

export interface Dialogue {
  /** The choices that were made, by number or name; undefined when the person left. */
  ask(asked: Asked, columns: number): Promise<readonly string[] | undefined>
  end(): void
}

/** Streams of a terminal. */
export interface Streams {
  readonly input: Readable
  readonly output: Writable
}

export function dialogue({ input, output }: Streams): Dialogue {
  const lines = createInterface({ input, output, historySize: 0 })
  // What was typed ahead, or pasted, waits here for its question.
  const typed: string[] = []
  let left = false
  let next: ((line: string | undefined) => void) | undefined
  const hand = (line: string | undefined): void => {
    const take = next
    next = undefined
    take?.(line)
  }
  lines.on('line', (line) => (next ? hand(line) : void typed.push(line)))
  // The end of the input, or Ctrl-C.
  lines.on('close', () => {
    left = true
    if (next) output.write('\n')
    hand(undefined)
  })
  lines.on('SIGINT', () => lines.close())

  const line = (prompt: string): Promise<string | undefined> => {
    const waiting = typed.shift()
    if (waiting !== undefined || left) return Promise.resolve(waiting)
    lines.setPrompt(prompt)
    lines.prompt()
    return new Promise((resolve) => (next = resolve))
  }

  return {
    async ask(asked, columns) {
      output.write(`\n${question(asked, columns)}`)
      for (;;) {
        const answer = await line(asked.several ? 'One or several, such as 1,3: ' : `1-${asked.choices.length}: `)
        if (answer === undefined) return undefined
        const chosen = understood(answer, asked)
        if (Array.isArray(chosen)) return chosen as readonly string[]
        output.write(`${String(chosen)}\n`)
      }
    },
    end: () => lines.close(),
  }
}

function question({ text, choices }: Asked, columns: number): string {
  const widest = Math.max(...choices.map(({ value }) => value.length))
  const rows = choices.flatMap(({ value, label }, i) => {
    const lead = `  ${i + 1}  ${value.padEnd(widest)}  `
    return wrap(label, columns - lead.length).map((part, at) => `${at === 0 ? lead : ' '.repeat(lead.length)}${part}`)
  })
  return [...wrap(text, columns), ...rows].map((row) => `${row}\n`).join('')
}

/** The values that an answer means, or what is wrong with it. */
function understood(answer: string, { several, choices }: Asked): readonly string[] | string {
  const values = choices.map(({ value }) => value)
  const words = answer.split(/[\s,]+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return 'Choose by number or name. Ctrl-C leaves.'
  if (words.length > 1 && !several) return 'Only one of these.'
  const chosen: string[] = []
  for (const word of words) {
    const value = values[/^\d{1,2}$/.test(word) ? Number(word) - 1 : values.indexOf(word.toLowerCase())]
    if (value === undefined) {
      const near = nearest(word, values)
      return `There is no "${visible(word, 40)}" here.${near ? ` Did you mean ${near}?` : ''}`
    }
    if (!chosen.includes(value)) chosen.push(value)
  }
  return chosen
}
