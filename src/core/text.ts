/**
 * The one door through which untrusted text reaches a message or a report: it cannot move a cursor, forge a log line
 * or reorder what is read. Machine formats escape once more in their own syntax.
 */

// C0 (but for the line feed) and C1 controls, DEL, line separators, byte order mark, bidirectional controls, zero-width characters and noncharacters, which
// neither XML nor HTML may hold; then what takes two units: halves of a pair without the other, tag characters, and the noncharacters of the other planes.
const controls = '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufdd0-\\ufdef\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff'
const lastOfPlanes = '[\\ud83f\\ud87f\\ud8bf\\ud8ff\\ud93f\\ud97f\\ud9bf\\ud9ff\\uda3f\\uda7f\\udabf\\udaff\\udb3f\\udb7f\\udbbf\\udbff][\\udffe\\udfff]'
const unsafe = new RegExp(`[\\n${controls}]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]|\\udb40[\\udc00-\\udc7f]|${lastOfPlanes}`, 'g')

/** True of nearly every text, and found out many times faster than by the search above. */
const allSafe = new RegExp(`^[^\\n${controls}\\ud800-\\udfff]*$`)
const allSafeLines = new RegExp(`^[^${controls}\\ud800-\\udfff]*$`)

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }

const escapeCharacter = (character: string): string =>
  short[character] ?? [...character].map((c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`).join('')

/** Of a longer text as much as fits into `limit` characters with an ellipsis behind it; no pair of surrogates is cut in two. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = /[\ud800-\udbff]/.test(text.charAt(limit - 2)) ? limit - 2 : limit - 1
  return `${text.slice(0, end)}…`
}

/** Text that is safe to show: control, bidirectional and invisible characters become `\u{…}`; longer than `limit` is cut. */
export function visible(text: string, limit = 200): string {
  const cut = clipped(text, limit)
  return allSafe.test(cut) ? cut : cut.replace(unsafe, escapeCharacter)
}

/** JSON text in which no control or bidirectional character stands raw; the value is unchanged. Line feeds stay: JSON allows them only between values. */
export const asciiSafeJson = (json: string): string =>
  allSafeLines.test(json) ? json : json.replace(unsafe, (character) => character === '\n' ? character : [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))

/** `1 cookie`, `2 cookies`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** `a`, `a and b`, `a, b and c`. */
export const list = (items: readonly string[], last = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
