// A place that is said of something lies inside the text and cuts out what it claims, whatever had to be undone to read it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthlintError } from '../../src/core/errors.ts'
import { parseJson, stringifyJson, type JsonNode, type JsonValue } from '../../src/core/json.ts'
import { findMember, valueAt } from '../../src/core/json-path.ts'
import { Excerpt, Source, type Location } from '../../src/core/location.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { offsetsIn, parsers } from '../../src/dev/parsers.ts'
import { ExcerptBuilder } from '../../src/inputs/excerpt-builder.ts'
import { findPasted, findTokens } from '../../src/jwt/find.ts'
import { parseKeyDocument } from '../../src/jwt/key-document.ts'
import { makeKeys } from '../../src/jwt/make-keys.ts'
import { cookieSubject, jwtSubject } from '../subjects.ts'
import { hostileFragment, nearly, octets, plain, runs } from '../arbitraries.ts'

/** Offsets in a text whose characters each stand for themselves. */
function offsetsOf(text: string, { line, column, endLine = line, endColumn }: Location): readonly [number, number] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return [(starts[line - 1] ?? Number.NaN) + column - 1, (starts[endLine - 1] ?? Number.NaN) + endColumn - 1]
}

function expectInside(text: string, place: Location): readonly [number, number] {
  const [start, end] = offsetsOf(text, place)
  expect(start).toBeGreaterThanOrEqual(0)
  expect(end).toBeGreaterThanOrEqual(start)
  expect(end).toBeLessThanOrEqual(text.length)
  return [start, end]
}

/** JSON with names that are also pointers, dots, brackets, empty or of the prototype. */
const name = fc.oneof(fc.constantFrom('a', 'b', 'a.b', 'a[0]', '[0]', '.', 'https://example.com/roles', '__proto__', 'x\\y', '"', 'ü', '😀'), hostileFragment)
const { value: jsonValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constantFrom<JsonValue>(1, null, true, 'text', ''), fc.string({ unit: 'binary', maxLength: 4 })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<JsonValue>,
  ),
}))

/** Pointers to every part, as they are written in findings. */
function pointersIn(value: JsonValue, path = ''): readonly { readonly path: string; readonly value: JsonValue }[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((item, i) => [{ path: `${path}[${i}]`, value: item }, ...pointersIn(item, `${path}[${i}]`)])
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([member, inner]) => {
    const at = path === '' ? member : `${path}.${member}`
    return inner === undefined ? [] : [{ path: at, value: inner }, ...pointersIn(inner, at)]
  })
}

describe('JSON', () => {
  it('has its parts in order, one inside the other', () => {
    fc.assert(
      fc.property(jsonValue, fc.constantFrom(0, 1, 3), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const { root } = parseJson(text)
        const offsets = offsetsIn(root ?? expect.unreachable())
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
        const cut = (node: JsonNode): unknown => JSON.parse(text.slice(node.start, node.end))
        const check = (node: JsonNode, part: unknown): void => {
          expect(cut(node)).toEqual(part)
          node.items?.forEach((item, i) => check(item, (part as readonly unknown[])[i]))
          for (const member of node.members ?? []) {
            expect(JSON.parse(text.slice(member.nameStart, member.nameEnd))).toBe(member.name)
            check(member.value, (part as Readonly<Record<string, unknown>>)[member.name])
          }
        }
        check(root ?? expect.unreachable(), JSON.parse(text))
      }),
      runs(150),
    )
  })

  it('has a value at every pointer, and a place that cuts out just this value', () => {
    fc.assert(
      fc.property(jsonValue, fc.constantFrom(0, 2), (written, indent) => {
        const text = JSON.stringify(written, null, indent)
        const { value, root } = parseJson(text)
        for (const { path } of pointersIn(value ?? null)) {
          if (path === '') continue
          const found = valueAt(value, path)
          expect(found, path).toBeDefined()
          const { start, end } = (root && findMember(root, path)) ?? expect.unreachable(path)
          const part = text.slice(start, end)
          // Of a member the place begins with its name.
          const cut = parseJson(part).problems.length === 0 ? part : part.slice((parseJson(part).problems[0]?.at ?? 0) + 1)
          expect(stringifyJson(parseJson(cut).value), path).toBe(stringifyJson(found))
        }
      }),
      runs(300),
    )
  })
})

describe('a piece of a text', () => {
  const excerpt = fc
    .tuple(fc.array(fc.constantFrom('a', 'é', '\n', 'xyz', '\\u00e9', '%20', ' ', '😀'), { minLength: 1, maxLength: 12 }), fc.array(fc.tuple(fc.nat(40), fc.nat(8), fc.option(fc.constantFrom('!', 'ab', '')))))
    .map(([parts, moves]) => {
      const text = octets(parts.join(''))
      const source = new Source('x', text, { octets: true })
      const builder = new ExcerptBuilder(source)
      for (const [from, length, written] of moves) {
        const start = from % text.length
        const end = Math.min(text.length, start + length)
        if (written === null) builder.copy(start, end)
        else builder.write(written, start, end)
      }
      return { text, source, piece: builder.build() }
    })

  it('has every character inside the text, and those that were copied where they stand', () => {
    fc.assert(
      fc.property(excerpt, ({ text, source, piece }) => {
        for (let at = 0; at < piece.text.length; at++) {
          const run = piece.runs.findLast(([start]) => start <= at) ?? [0, 0]
          expect(run[1] + at - run[0]).toBeLessThan(text.length)
          expect(piece.locate(at, at + 1)).toEqual(source.locate(run[1] + at - run[0], run[1] + at - run[0] + 1))
        }
      }),
      runs(150),
    )
  })

  it('has the same places in a part of it, and in a text derived from it', () => {
    fc.assert(
      fc.property(excerpt, fc.nat(30), fc.nat(30), ({ piece }, a, b) => {
        const [start, end] = [Math.min(a, b, piece.text.length), Math.min(Math.max(a, b), piece.text.length)]
        const part = piece.slice(start, end)
        expect(part.text).toBe(piece.text.slice(start, end))
        const derived = piece.derive(piece.text.slice(start, end), [[0, start]])
        for (let at = 0; at < part.text.length; at++) {
          expect(part.locate(at, at + 1)).toEqual(piece.locate(start + at, start + at + 1))
          expect(derived.locate(at, at + 1)).toEqual(part.locate(at, at + 1))
        }
      }),
      runs(150),
    )
  })

  it('keeps the places of its parts when they are put together', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'bc', 'def', 'é'), { minLength: 1, maxLength: 4 }), fc.constantFrom('', ' ', '--'), (parts, separator) => {
        const pieces = parts.map((text, i) => Excerpt.of(new Source('x', text, { firstLine: 1 + 2 * i, firstColumn: i + 1 })))
        const [first = expect.unreachable(), ...others] = pieces
        const joined = Excerpt.join([first, ...others], separator)
        expect(joined.text).toBe(parts.join(separator))
        let at = 0
        for (const piece of pieces) {
          // Columns of a line that begins elsewhere are kept for the first alone.
          if (piece === first) expect(joined.locate(at, at + piece.text.length)).toEqual(piece.locate())
          expect(joined.locate(at, at + piece.text.length).line).toBe(piece.locate().line)
          at += piece.text.length + separator.length
        }
      }),
      runs(60),
    )
  })
})

describe('a token in a text', () => {
  const { like } = parsers['tokens in a text'] ?? expect.unreachable()
  const undone: Readonly<Record<string, string>> = { '.': '%2e', '-': '%2d', _: '%5f', '~': '%7e', '=': '%3d' }

  it.each([
    ['found', (text: string) => [...findTokens(new Source('x', text))]],
    ['pasted', (text: string) => findPasted(new Source('x', text))],
  ] as const)('stands there letter by letter: %s', (_, find) => {
    fc.assert(
      fc.property(nearly(like), (text) => {
        for (const { excerpt, jsonForm, undone: steps } of find(text)) {
          expectInside(text, excerpt.locate())
          // The compact form of what came in JSON stands nowhere.
          if (jsonForm || steps.some((step) => step.startsWith('JSON'))) continue
          for (let at = 0; at < excerpt.text.length; at++) {
            const [start] = offsetsOf(text, excerpt.locate(at, at + 1))
            const letter = excerpt.text.charAt(at)
            if (text.charAt(start) !== letter) expect(text.slice(start, start + 3).toLowerCase()).toBe(undone[letter])
          }
        }
      }),
      runs(200),
    )
  })

  /** Octets that are no UTF-8 in between: a decoder makes three octets out of each. */
  const raw = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('{"a":1,"b":"x","ü":[1,{"c":2}]}', '"iss":"https://issuer.example"', '{"exp":', ',', '}', '1', '{', '"z"') }, { weight: 1, arbitrary: fc.constantFrom('\xff', '\xff\xff\xff\xff\xff\xff', '\xef\xbb\xbf', '\xc3', '😀', ' ') }), { maxLength: 6 }).map((parts) => parts.join(''))
  const whole = fc.dictionary(fc.constantFrom('iss', 'sub', 'ü', '\xff\xff', 'roles'), fc.oneof(fc.constantFrom('x', '\xff\xff\xff\xff\xff\xff\xff\xff', 'grüße 😀'), fc.array(fc.nat(9), { maxLength: 3 })), { minKeys: 1 }).map((claims) => JSON.stringify(claims))
  /** Each character an octet, but for those that have no other way. */
  const encoded = (text: string) => Buffer.concat([...text].map((character) => Buffer.from(character, character <= '\xff' && character !== 'ü' ? 'latin1' : 'utf8'))).toString('base64url')

  it('has each member of its header and its claims in the characters that hold it', () => {
    fc.assert(
      fc.property(whole, fc.oneof(raw, whole), fc.constantFrom('', '.c2ln', '.c2ln.x'), (header, claims, rest) => {
        const token = `${encoded(header)}.${encoded(claims)}${rest}`
        const subject = jwtSubject(token) as ReturnType<typeof jwtSubject> & { parsed: { segments: readonly { start: number; text: string; bytes: Buffer }[]; header?: JsonValue; claims?: JsonValue } }
        expect(plain(subject.locate())).toEqual(plain(Excerpt.of(new Source('test', token)).locate()))
        for (const [part, value, index] of [['header', subject.parsed.header, 0], ['claims', subject.parsed.claims, 1]] as const) {
          const segment = subject.parsed.segments[index] ?? expect.unreachable()
          for (const { path } of [{ path: '' }, ...pointersIn(value ?? null)]) {
            const pointer = path === '' ? part : path.startsWith('[') ? `${part}${path}` : `${part}.${path}`
            const [start, end] = offsetsOf(token, subject.locate(pointer))
            expect(start, pointer).toBeGreaterThanOrEqual(segment.start)
            expect(end, pointer).toBeGreaterThanOrEqual(start)
            expect(end, pointer).toBeLessThanOrEqual(segment.start + segment.text.length)
            // The last name of the pointer is in the octets of these characters.
            const octetsThere = segment.bytes.subarray(Math.floor(((start - segment.start) * 3) / 4), Math.ceil(((end - segment.start) * 3) / 4))
            const last = /(?:^|\.)([a-z]+)$/.exec(path)?.[1]
            if (last !== undefined) expect(octetsThere.toString('latin1'), pointer).toContain(`"${last}"`)
          }
        }
      }),
      runs(300),
    )
  })
})

describe('a cookie', () => {
  it('has its name, its value and each attribute where they stand', () => {
    fc.assert(
      fc.property(nearly(parsers['Set-Cookie']?.like ?? []).map((text) => text.replace(/[\r\n]/g, '')), (text) => {
        const header = octets(text)
        const subject = cookieSubject(text)
        const parsed = parseSetCookie(Excerpt.of(new Source('test', header, { octets: true })))
        const source = new Source('test', header, { octets: true })
        expect(subject.locate('name')).toEqual({ ...source.locate(...parsed.nameRange), pointer: 'name' })
        expect(subject.locate('value')).toEqual({ ...source.locate(...parsed.valueRange), pointer: 'value' })
        for (const { name: attribute } of parsed.attributes) {
          const place = subject.locate(attribute)
          const named = parsed.attributes.filter((one) => one.name.toLowerCase() === attribute.toLowerCase()).map(({ start, end }) => ({ ...source.locate(start, end), pointer: attribute }))
          // `name` and `value` are pointers before they are attributes.
          if (!['name', 'value'].includes(attribute) && !/\[\d+\]$/.test(attribute)) expect(named).toContainEqual(place)
        }
      }),
      runs(150),
    )
  })
})

describe('a key', () => {
  const { like } = parsers['key document'] ?? expect.unreachable()

  it('has its place, and its members inside of it', () => {
    fc.assert(
      fc.property(fc.oneof(nearly(like), jsonValue.map((value) => JSON.stringify({ keys: [value, { kty: 'EC', x: value }] }, null, 1))), (text) => {
        const source = new Source('x', text)
        try {
          for (const key of makeKeys(parseKeyDocument(source), { role: 'public' }, () => 'jwk-1')) {
            const [start, end] = expectInside(text, key.locate())
            for (const member of Object.keys(key.key)) {
              const [from, to] = expectInside(text, key.locate(member))
              if (/^[a-z]+$/i.test(member) && key.isJwk && member !== 'keys') {
                expect(from).toBeGreaterThanOrEqual(start)
                expect(to).toBeLessThanOrEqual(end)
                expect(text.slice(from, to)).toMatch(new RegExp(`^(?:"${member}"|[^]*)`))
              }
            }
          }
        } catch (error) {
          if (!(error instanceof AuthlintError)) throw error
        }
      }),
      runs(150),
    )
  })
})
