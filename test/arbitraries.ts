// What properties are tried on: texts that are nearly what a parser reads, and texts that an attacker would write into a report.
import fc from 'fast-check'
import { ExactNumber } from '../src/core/json.ts'
import { Excerpt } from '../src/core/location.ts'

/** How many texts a property is tried on; PROPERTY_RUNS=50 tries fifty times as many. */
export const runs = (some: number): { readonly numRuns: number } => ({ numRuns: some * Number(process.env['PROPERTY_RUNS'] ?? 1) })

/** UTF-8 octets, one a character, as inputs are read. */
export const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** Exits from every syntax that is read or written: terminals, lines, workflow commands, XML, HTML, Markdown, URLs, JSON. */
const hostileFragments: readonly string[] = [
  '\u001b[2J', '\u001b[31m', '\u001b]8;;https://evil.example\u001b\\', '\u001b', '\u009b31m', '\u0000', '\u0007', '\b', '\u007f', '\u0085', '\t', '\r', '\n', '\r\n', '\v', '\u2028', '\u2029',
  '\u202e', '\u202d', '\u2066', '\u2069', '\u061c', '\u200b', '\u200d', '\ufeff', '\ufff9', '\ufffe', '\uffff', '\ufffd', '\ud800', '\udc00', '\ud83d\ude00', '\u{e0041}', '\u{e0020}', '\u{10ffff}', '\u{1f468}\u200d\u{1f469}', 'e\u0301', '\u0301', '漢字', 'ａ', 'ß', 'İ',
  '::error::forged', '::set-output name=x::', '##[error]', '%0A', '%25', '::', ']]>', '<![CDATA[', '<!--', '-->', '&amp;', '&#27;', '<script>', '</script>', '</td></tr></table>', '</style>', '<img src=x onerror=alert(1)>', '"', "'", '`', '``', '```', '|', ' | ', '\\', '\\|', '\\u{7c}',
  '**', '__', '#', '# h', '- ', '> ', '1. ', '@admin', '#1', '[x](javascript:alert(1))', '![x](//evil.example/x)', 'https://evil.example/', '</details>', '<details>', '---', '{', '}', '[', ']', '{{', '${x}', '$(x)', '=', ';', ',', ':', '..', '/', '../', 'C:\\', '?', '%', '%2', '%zz',
  'null', '__proto__', 'constructor', 'toString', 'a', ' ', '  ', '0', '-1', '1e999', '9007199254740993',
]

export const hostileFragment = fc.constantFrom(...hostileFragments)

/** Text that would break a report if any of it came out raw. */
export const hostileText = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: hostileFragment }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) }), { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.tuple(hostileFragment, fc.constantFrom(50, 300, 1500)).map(([fragment, times]) => fragment.repeat(times)) },
)

/** Parts of examples in any order, with what parsers trip over between them. */
export function nearly(examples: readonly string[]): fc.Arbitrary<string> {
  const parts = [...new Set(examples.flatMap((example) => example.split(/(?<=[\s;,:=."'{}[\]~|&?%/-])/)))]
  const part = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...parts) },
    { weight: 4, arbitrary: fc.constantFrom(...examples, ...examples.map((example) => `${example}\n`), ...examples.map((example) => `${example}\r\n`)) },
    { weight: 1, arbitrary: fc.constantFrom(...examples).chain((example) => fc.nat(example.length).map((end) => example.slice(0, end))) },
    { weight: 2, arbitrary: fc.constantFrom('\n', '\r\n', ' ', '\n\n', '"', '=', '.', ';', '%', '\\', '\0', ',') },
    { weight: 1, arbitrary: hostileFragment },
  )
  return fc.oneof(
    { weight: 5, arbitrary: fc.array(part, { maxLength: 14 }).map((some) => some.join('')) },
    { weight: 1, arbitrary: fc.tuple(part, fc.integer({ min: 2, max: 60 }), part).map(([some, times, rest]) => some.repeat(times) + rest) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  )
}

/** A text with the sizes of the pieces in which it comes. */
export const cuts = fc.array(fc.nat(60), { maxLength: 12 })

export function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = []
  let at = 0
  for (const size of sizes) pieces.push(text.slice(at, (at += size)))
  return [...pieces, text.slice(at)]
}

/** A list in another order. */
export const reordered = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> => fc.shuffledSubarray([...items], { minLength: items.length })

/** What a parser gave as data that can be compared, whatever classes it is made of. */
export function plain(value: unknown): unknown {
  if (value instanceof Excerpt) return { text: value.text, runs: value.runs, at: value.locate() }
  if (value instanceof ExactNumber) return { exactly: value.text }
  if (value instanceof URL) return value.href
  if (value instanceof Map) return [...value].map(([key, member]) => [plain(key), plain(member)])
  if (value instanceof Set) return [...value].map(plain)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(plain)
  // What the environment keeps in objects of its own, such as keys, is compared by what it was exported to.
  if (typeof value === 'object' && value !== null && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)) return Object.entries(value).map(([name, member]) => [name, plain(member)])
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
  return value
}
