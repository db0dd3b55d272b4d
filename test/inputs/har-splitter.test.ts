// A HAR file that is read entry by entry gives what it gives when it is read as a whole, however it comes and wherever it ends.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthlintError } from '../../src/core/errors.ts'
import { Source } from '../../src/core/location.ts'
import { HarEntries } from '../../src/inputs/har.ts'
import { HarSplitter } from '../../src/inputs/har-splitter.ts'
import { jsonResponses, jsonResponsesOf } from '../../src/inputs/json-responses.ts'
import type { CapturedResponse } from '../../src/inputs/responses.ts'

const entry = (id: number, more: object = {}) => ({
  startedDateTime: '2026-11-20T18:00:00.000Z',
  request: { method: 'GET', url: `https://app.example.com/${id}?q="x"`, headers: [{ name: 'Cookie', value: `sid=${id}` }] },
  response: { status: 200, headers: [{ name: 'Set-Cookie', value: `sid=${id}; Path=/` }, { name: 'X-Text', value: 'größe \\ "quoted" [}' }], content: { text: '{"a":[1,{"b":"\\u00fc"}]}' } },
  ...more,
})
const har = (entries: readonly unknown[], more: object = {}) => ({ log: { version: '1.2', creator: { name: 'WebInspector', version: '1' }, pages: [{ entries: ['no entry'] }], entries, comment: 'after' }, ...more })

const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const documents: Readonly<Record<string, string>> = {
  'on one line': JSON.stringify(har([entry(1), entry(2), entry(3)])),
  'on many lines': JSON.stringify(har([entry(1), { request: {} }, entry(3)]), null, 2),
  'with CR LF': JSON.stringify(har([entry(1), entry(2)]), null, 1).replaceAll('\n', '\r\n'),
  'without entries': JSON.stringify(har([])),
  'without Set-Cookie': JSON.stringify(har([{ response: { status: 200, headers: [], cookies: [{ name: 'a' }] } }])),
  'with the creator behind': JSON.stringify({ log: { entries: [entry(1)], creator: { name: 'Firefox' } } }),
  'with things that are no entries': '{"log":{"entries":[null, 1, "x", [], {}]}}',
  'two in a row': `${JSON.stringify(har([entry(1)]))}\n${JSON.stringify(har([entry(2)]))}`,
  'in a callback': `onInputData(${JSON.stringify(har([entry(1), entry(2)]))});`,
  'with other members first': JSON.stringify({ other: { entries: [1, 2] }, ...har([entry(1)]) }),
  'with a comma too many': '{"log":{"entries":[{},{"response":{"status":200,"headers":[]}},]}}',
  'with a comma too few': '{"log":{"entries":[{"response":{"status":200,"headers":[]}} {}]}}',
  'with a bracket too many': '{"log":{"entries":[{}}]}}',
  'no HAR': '[{"name":"sid","value":"1","domain":"example.com"}]',
  'of curl': '{"set-cookie":["sid=1; Path=/"]}{"url_effective":"https://example.com/","http_code":200}',
}

interface Outcome {
  readonly responses: readonly unknown[]
  readonly notes: readonly string[]
  readonly error: readonly (string | undefined)[]
}

function outcome(read: (notes: string[]) => Iterable<CapturedResponse>): Outcome {
  const notes: string[] = []
  const responses: unknown[] = []
  let error: Outcome['error'] = []
  try {
    for (const { start, headers, body, setCookies, ...rest } of read(notes)) {
      responses.push({
        ...rest,
        start: start?.locate(),
        headers: headers.map(({ name, value }) => [name, value.text, value.locate()]),
        body: body && [body.excerpt.text, body.excerpt.locate()],
        setCookies: setCookies.map(({ field, value }) => [field, value.text, value.locate()]),
      })
    }
  } catch (thrown) {
    if (!(thrown instanceof AuthlintError)) throw thrown
    error = [thrown.code, thrown.message, thrown.hint]
  }
  return { responses, notes, error }
}

const pieces = (text: string, size: number): string[] => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
const whole = (text: string) => outcome((notes) => jsonResponses(new Source('x.har', text, { octets: true }), undefined, notes, new HarEntries(undefined, true)))
const cut = (text: string, size: number) => outcome((notes) => jsonResponsesOf('x.har', pieces(text, size), undefined, notes, true))

describe.each(Object.entries(documents))('HAR %s', (_, document) => {
  const text = octets(document)

  it('gives the same in pieces of any size', () => {
    const expected = whole(text)
    for (const size of [1, 2, 3, 7, 64, 1000, 100_000]) expect(cut(text, size)).toEqual(expected)
  })

  it('gives the same wherever it breaks off', () => {
    for (let end = 1; end < text.length; end += end < 400 || end > text.length - 200 ? 1 : 17) {
      const part = text.slice(0, end)
      expect(cut(part, 50), part.slice(-40)).toEqual(whole(part))
    }
  })
})

it('gives the same for any JSON under any cut', () => {
  const document = fc.tuple(fc.array(fc.json({ maxDepth: 4 }), { maxLength: 6 }), fc.boolean()).map(([items, spaced]) => JSON.stringify(har(items.map((item) => JSON.parse(item) as unknown)), null, spaced ? 1 : undefined))
  fc.assert(fc.property(document, fc.integer({ min: 1, max: 40 }), (json, size) => {
    expect(cut(octets(json), size)).toEqual(whole(octets(json)))
  }), { numRuns: 200 })
})

it('holds one entry at a time', () => {
  const splitter = new HarSplitter('x.har')
  const text = JSON.stringify(har(Array.from({ length: 50 }, (_, i) => entry(i))))
  const seen = pieces(text, 100).flatMap((piece) => splitter.push(piece))
  expect(seen).toHaveLength(50)
  expect(Math.max(...seen.map((source) => source.text.length))).toBeLessThan(600)
  expect(splitter.end().rest.text).toBe(JSON.stringify(har([])))
})
