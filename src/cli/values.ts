// Values of options: what people write, turned into what the engine takes. Each throws USAGE with the accepted forms.
import { durationForms, parseDuration } from '../core/duration.ts'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'

/** `60`, `60s`, `15m`, `1h`, `7d`, `2w` → seconds. */
export function duration(option: string, text: string): number {
  const seconds = parseDuration(text)
  if (seconds === undefined) throw new AuthlintError('USAGE', `${option} is not a duration: "${visible(text, 40)}"`, `Write ${durationForms}.`)
  return seconds
}

/** ISO 8601 or seconds since 1970 → seconds since 1970. A time without a zone is UTC. */
export function instant(option: string, text: string): number {
  if (/^\d{1,11}(\.\d+)?$/.test(text)) return Number(text)
  const match = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(text)
  const time = match ? Date.parse(`${text.replace(' ', 'T')}${match[1] && !match[4] ? 'Z' : ''}`) : Number.NaN
  if (Number.isNaN(time)) {
    const milliseconds = /^\d{12,}$/.test(text) ? ' This looks like milliseconds: leave out the last three digits.' : ''
    throw new AuthlintError('USAGE', `${option} is not a time: "${visible(text, 40)}"`, `Write ISO 8601 (2026-11-20T18:00:00Z) or seconds since 1970.${milliseconds}`)
  }
  return time / 1000
}

/** Commas separate, too: `--require exp,aud`. */
export const commaSeparated = (values: readonly string[]): readonly string[] => values.flatMap((value) => value.split(',')).map((value) => value.trim()).filter(Boolean)

/** `NAME=VALUE`; the name may hold no `=`. */
export function pair(option: string, text: string, form: string): [string, string] {
  const equals = text.indexOf('=')
  if (equals < 1 || equals === text.length - 1) throw new AuthlintError('USAGE', `${option} needs ${form}, not "${visible(text, 60)}"`)
  return [text.slice(0, equals), text.slice(equals + 1)]
}

export function wholeNumber(option: string, text: string, least: number): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= least) return Number(text)
  throw new AuthlintError('USAGE', `${option} must be a whole number, ${least} or more, not "${visible(text, 40)}"`)
}
