// Changes texts the way that breaks parsers: octets, lengths, nesting, delimiters, parts of others in between.

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** What parsers trip over: delimiters of every input, ends of ranges, octets that are no text, names of the prototype. */
const spices: readonly string[] = [
  '.', '..', '=', ';', '; ', ',', ':', '"', '{', '}', '[', ']', '\\', '/', '%', '%00', '%2', '&', '?', '#', '~', '<', '>', '*', '\r', '\n', '\r\n', '\r\n\r\n', '\t', ' ', '\0', '\x7f', '\x1b[31m', '\xff\xfe', '\xef\xbb\xbf', '\xc3', '\xed\xa0\x80', '\xe2\x80\xae',
  'null', 'true', '0', '-0', '-1', '1e999', '9007199254740993', '1'.repeat(400), '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'NaN', 'Infinity',
  'Set-Cookie: ', 'Cookie: ', 'Bearer ', 'HTTP/1.1 200 OK\r\n', 'HTTP/2 302\r\nlocation: //\r\n\r\n', 'Content-Length: 5\r\n', 'Transfer-Encoding: chunked\r\n', 'Domain=', 'Expires=Thu, 01 Jan 1970', 'Max-Age=', 'SameSite=', 'Secure', '__Host-', 'eyJhbGciOiJub25lIn0', 'eyJhbGciOiJIUzI1NiJ9.e30.',
  '{"alg":"none"}', '{"a":{"a":', '[[[[', '"\\ud800"', '-----BEGIN PUBLIC KEY-----', '\\u0000', '* Connected to ', '> GET / HTTP/1.1\r\n', '< ', '=> Recv header',
]

const longest = 64 * 1024

/** One to four changes. `other` is another text of the same kind. */
export function mutated(text: string, other: string, chance: () => number): string {
  let result = text
  for (let times = 1 + Math.floor(chance() * 4); times > 0; times--) result = changes[Math.floor(chance() * changes.length)]?.(result, other, chance) ?? result
  return result.slice(0, longest)
}

type Change = (text: string, other: string, chance: () => number) => string

const place = (text: string, chance: () => number): number => Math.floor(chance() * (text.length + 1))

function span(text: string, chance: () => number, most = 64): [start: number, end: number] {
  const start = place(text, chance)
  return [start, Math.min(text.length, start + 1 + Math.floor(chance() * most))]
}

const insert = (text: string, at: number, more: string): string => text.slice(0, at) + more + text.slice(at)

const changes: readonly Change[] = [
  (text, _, chance) => {
    const [start, end] = span(text, chance)
    return text.slice(0, start) + text.slice(end)
  },
  (text, _, chance) => insert(text, place(text, chance), spices[Math.floor(chance() * spices.length)] ?? ''),
  (text, _, chance) => {
    const at = Math.floor(chance() * text.length)
    return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << Math.floor(chance() * 8))) + text.slice(at + 1)
  },
  (text, _, chance) => {
    const [start, end] = span(text, chance)
    return insert(text, end, text.slice(start, end).repeat(1 + Math.floor(chance() * 3)))
  },
  // Long runs of the same: what is quadratic shows here.
  (text, _, chance) => {
    const [start, end] = span(text, chance, 8)
    return insert(text, end, text.slice(start, end).repeat(Math.floor(chance() * 3000)))
  },
  (text, other, chance) => {
    const [start, end] = span(other, chance, 400)
    return insert(text, place(text, chance), other.slice(start, end))
  },
  (text, other, chance) => text.slice(0, place(text, chance)) + other.slice(place(other, chance)),
  (text, _, chance) => text.slice(0, place(text, chance)),
  (text, _, chance) => {
    const [start, end] = span(text, chance)
    return text.slice(0, start) + String.fromCharCode(...Array.from({ length: end - start }, () => Math.floor(chance() * 256))) + text.slice(end)
  },
  (text, _, chance) => {
    const [start, end] = span(text, chance, 200)
    const inside = text.slice(start, end)
    return text.slice(0, start) + (chance() < 0.5 ? encodeURIComponent(inside.replace(/[\ud800-\udfff]/g, '')) : Buffer.from(inside, 'latin1').toString('base64url')) + text.slice(end)
  },
]

/** Makes a failing text smaller as long as it keeps failing, in at most some hundred tries. */
export function shrunk(text: string, fails: (text: string) => boolean): string {
  let best = text
  let tries = 0
  for (let size = Math.ceil(best.length / 2); size >= 1 && tries < 400; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length && tries < 400; ) {
      const shorter = best.slice(0, at) + best.slice(at + size)
      tries++
      if (shorter !== '' && fails(shorter)) best = shorter
      else at += size
    }
  }
  return best
}
