// What callers hand over as options. They may be JavaScript, and an option that is misread must not pass for one that was obeyed.
import { AuthlintError } from '../core/errors.ts'
import { lookUp } from '../core/look-up.ts'
import { nearest } from '../core/nearest.ts'
import { list, visible } from '../core/text.ts'

/** Throws an AuthlintError when the option of this name cannot have this value. */
export type Check = (value: unknown, name: string) => void

const shown = (value: unknown): string => {
  if (typeof value === 'string') return `"${visible(value, 60)}"`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : typeof value === 'function' ? 'a function' : String(value)
}

/** Without a name it is the options themselves. */
const called = (name: string): string => (name === '' ? 'what holds the options' : `the option ${name}`)

const must =
  (be: string, fits: (value: unknown) => boolean): Check =>
  (value, name) => {
    if (!fits(value)) throw new AuthlintError('USAGE', `${called(name)} must be ${be}, and is ${shown(value)}`)
  }

const isText = (value: unknown): value is string => typeof value === 'string'
const isTable = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown, below: number): boolean => typeof value === 'number' && value >= 0 && value < below

/** Judged where it is read. */
export const anything: Check = () => undefined
export const flag: Check = must('true or false', (value) => typeof value === 'boolean')
export const text: Check = must('a text', isText)
export const textOrTexts: Check = must('a text or a list of texts', (value) => isText(value) || (Array.isArray(value) && value.every(isText)))
export const texts: Check = must('a list of texts', (value) => Array.isArray(value) && value.every(isText))
/** Octets stand in a Uint8Array, or in a key that can be exported. */
export const secret: Check = must('a text, octets or a KeyObject', (value) => isText(value) || value instanceof Uint8Array || (isTable(value) && 'export' in value))
export const aList: Check = must('a list', Array.isArray)
export const seconds: Check = must('a number of seconds', (value) => isNumber(value, Infinity))
export const status: Check = must('a status of HTTP', (value) => isNumber(value, 1000) && Number.isInteger(value))
/** A clock that counts milliseconds is past the year 5138 in seconds. */
export const moment: Check = must('a Date, or a number of seconds since 1970', (value) => (value instanceof Date ? !Number.isNaN(value.getTime()) : isNumber(value, 1e11)))
export const url: Check = must('a whole URL, such as https://app.example.com/login', (value) => (isText(value) || value instanceof URL) && URL.canParse(String(value)))

export const oneOf =
  (known: readonly string[]): Check =>
  (value, name) => {
    if (isText(value) && known.includes(value)) return
    const near = isText(value) ? nearest(value, known) : undefined
    throw new AuthlintError('USAGE', `${called(name)} must be ${list(known, 'or')}, and is ${shown(value)}`, near === undefined ? undefined : `Did you mean ${near}?`)
  }

/** A table whose members have names that the caller chooses. */
export const tableOf =
  (check: Check): Check =>
  (value, name) => {
    must('an object', isTable)(value, name)
    for (const [member, part] of Object.entries(value as object)) check(part, `${name}.${member}`)
  }

/** What the same is called elsewhere. */
const otherNames: Readonly<Record<string, string>> = { keys: 'key', jwks: 'key', publicKey: 'key', iss: 'issuer', aud: 'audience', sub: 'subject', alg: 'algorithms', requiredClaims: 'require', leeway: 'clockTolerance' }

/** An object that has these members and no others. A member that is undefined is as good as absent. */
export const membersOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, name) => {
    must('an object', isTable)(value, name)
    for (const [member, part] of Object.entries(value as object)) {
      if (part === undefined) continue
      const path = name === '' ? member : `${name}.${member}`
      const check = lookUp(checks, member)
      if (check) check(part, path)
      else throw unknownOption(path, member, Object.keys(checks))
    }
  }

function unknownOption(path: string, name: string, known: readonly string[]): AuthlintError {
  const other = lookUp(otherNames, name)
  const meant = other !== undefined && known.includes(other) ? other : nearest(name, known)
  return new AuthlintError('USAGE', `there is no option "${visible(path, 60)}"`, meant === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean ${meant}?`)
}
