import { parseArgs } from 'node:util'
import { AuthlintError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import { visible } from '../core/text.ts'
import type { CommandSpec } from './options.ts'

/** A part of a word list, tried in a process of its own. It is in no help: this program calls it itself. */
export const tryPartCommand = 'try-words'

/** Makes `jwt` a worker of another process of this program; what it is to do comes in messages, not in words. */
export const workerWord = '--judge-parts'

/** Option values by name, as given: flags are true, repeatable ones arrays. */
export interface Options {
  flag(name: string): boolean
  one(name: string): string | undefined
  all(name: string): readonly string[]
}

export interface Arguments {
  /** As they were given. */
  readonly words: readonly string[]
  readonly operands: readonly string[]
  readonly options: Options
}

/** An empty secret can have signed a token, and a request can have an empty body. */
const mayBeEmpty: ReadonlySet<string> = new Set(['secret', 'data'])

/** Parses the words after the command name. Throws USAGE; the caller adds suggestions. */
export function parseArguments(spec: CommandSpec, words: readonly string[]): Arguments {
  const known = Object.fromEntries(
    spec.options.map(({ name, value, repeatable, short }) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), multiple: repeatable ?? false, ...(short ? { short } : {}) },
    ]),
  )
  let parsed
  try {
    parsed = parseArgs({ args: withPem(words), options: known, allowPositionals: true, strict: true })
  } catch (error) {
    const message = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? error.message) : String(error)
    const [, name] = /^Option '(?:-\w, )?(-[\w-]+)(?![\w-]).* argument is ambiguous/.exec(message) ?? []
    if (name !== undefined) throw new AuthlintError('USAGE', `${name} needs a value, but an option follows`, `Give the value. One that begins with a dash is written ${name.startsWith('--') ? `${name}=-...` : `${name}-...`}`)
    throw new AuthlintError('USAGE', message)
  }
  const values = parsed.values as Record<string, boolean | string | readonly string[] | undefined>
  const options: Options = {
    flag: (name) => values[name] === true,
    one: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    all: (name) => {
      const value = values[name]
      return Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : []
    },
  }
  for (const { name, choices } of spec.options) {
    const value = options.one(name)
    if (options.all(name).includes('') && !mayBeEmpty.has(name)) throw new AuthlintError('USAGE', `--${name} is empty`, 'Check that the variable it comes from is set.')
    if (choices && value !== undefined && !choices.includes(value)) throw unknownValue(`--${name}`, value, choices)
  }
  const [operand] = parsed.positionals
  if (spec.operands === '' && operand !== undefined) {
    throw new AuthlintError('USAGE', `authlint ${spec.name} takes options only, not "${visible(operand, 60)}"`, spec.name === 'rules' ? 'authlint rules --namespace cookie lists some; authlint explain RULE tells about one.' : `authlint ${spec.name} --help lists the options.`)
  }
  return { words, operands: parsed.positionals, options }
}

/** `--key "$(cat public.pem)"`: a value that begins with dashes, but surely is no option. */
function withPem(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    if (word.startsWith('-----BEGIN ') && before !== undefined && /^--[a-z-]+$/.test(before)) joined[joined.length - 1] = `${before}=${word}`
    else if (word.startsWith('-----BEGIN ') && before !== undefined && /^-[a-z]$/.test(before)) joined[joined.length - 1] = before + word
    else joined.push(word)
  }
  return joined
}

/** A usage error that names what is accepted and what comes nearest. */
export function unknownValue(what: string, value: string, accepted: readonly string[]): AuthlintError {
  const near = nearest(value, accepted)
  const choices = accepted.length > 20 ? '' : `Accepted: ${accepted.join(', ')}.`
  return new AuthlintError('USAGE', `unknown value "${visible(value, 60)}" for ${what}`, near ? `Did you mean ${near}? ${choices}`.trim() : choices || undefined)
}

/** The accepted value that was given, or a usage error with what comes nearest. */
export function oneOf<T extends string>(option: string, value: string, accepted: readonly T[]): T {
  const found = accepted.find((candidate) => candidate === value)
  if (found === undefined) throw unknownValue(option, value, accepted)
  return found
}
