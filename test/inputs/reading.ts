import { readCookieInput } from '../../src/inputs/cookie-input.ts'
import { AuthlintError } from '../../src/core/errors.ts'
import type { Excerpt } from '../../src/core/location.ts'
import type { CapturedResponse } from '../../src/inputs/responses.ts'

export const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

export interface Reading {
  readonly responses: readonly CapturedResponse[]
  readonly form: string | undefined
  readonly notes: readonly string[]
  readonly described: string
  readonly error: AuthlintError | undefined
}

/** Reads a text (or pieces of one, already octets) as the command does. Anything thrown but an AuthlintError fails the test. */
export function read(text: string | Iterable<string>, url?: string): Reading {
  const input = readCookieInput('stdin', typeof text === 'string' ? [octets(text)] : text, url === undefined ? {} : { url: new URL(url) })
  const responses: CapturedResponse[] = []
  let error: AuthlintError | undefined
  try {
    for (const response of input.responses) responses.push(response)
  } catch (thrown) {
    if (!(thrown instanceof AuthlintError)) throw thrown
    error = thrown
  }
  return { responses, form: input.form, notes: input.notes, described: input.describe(), error }
}

/** Set-Cookie values of each response; an error fails the test. */
export function cookies(text: string | Iterable<string>): string[][] {
  const { responses, error } = read(text)
  if (error) throw error
  return responses.map((response) => response.setCookies.map(({ value }) => value.text))
}

/** What stands in the original text where an excerpt says it came from. */
export function standsAt(original: string, excerpt: Excerpt): string {
  const { line, column, endLine = line, endColumn } = excerpt.locate()
  const lines = original.split('\n')
  if (endLine === line) return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1)
  return [(lines[line - 1] ?? '').slice(column - 1), ...lines.slice(line, endLine - 1), (lines[endLine - 1] ?? '').slice(0, endColumn - 1)].join('\n')
}

/** Cookies whose value does not stand, letter for letter, where it is said to. */
export const misplaced = (original: string, { responses }: Reading): string[] =>
  responses.flatMap(({ setCookies }) => setCookies).flatMap(({ value }) => (octets(standsAt(original, value)) === value.text ? [] : [`${value.text} is not ${standsAt(original, value)}`]))
