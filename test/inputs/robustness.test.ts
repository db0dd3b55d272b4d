import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCookieInput } from '../../src/inputs/cookie-input.ts'
import { octets, read, type Reading } from './reading.ts'

/** All that a reading says, places included. */
const said = ({ responses, form, notes, error }: Reading) => ({
  form,
  notes,
  error: error && [error.code, error.message],
  responses: responses.map(({ headers, setCookies, url, ...rest }) => ({
    ...rest,
    url: url?.href,
    headers: headers.map(({ name, value, problems }) => [name, value.text, value.locate(), problems]),
    setCookies: setCookies.map(({ field, value, problems }) => [field, value.text, value.locate(), problems]),
  })),
})

/** Pieces of what captures are made of, in any order. */
const fragments = [
  'HTTP/1.1 200 OK', 'HTTP/1.1 302 Found', 'HTTP/2 204 ', 'HTTP/1.1 103 Early Hints', 'HTTP/1.0 200 Connection established', 'HTTP/1.1 401 No',
  'Set-Cookie: a=1; Path=/', 'set-cookie: b=é', 'Set-Cookie : c=3', ' folded', '\tfolded', 'Content-Length: 12', 'Content-Length: 0', 'Content-Length: 5', 'Location: /x', 'Host: a.example',
  'Content-Type: text/plain', 'GET / HTTP/1.1', 'POST /x HTTP/1.1', '< ', '> ', '* ', '* Connected to a.example (192.0.2.1) port 80', '  ', '\r', '\r\n', '\r\n', '\n', '\n', '\r\n\r\n', '\n\n',
  '\u001b[1m', '\u001b[0m', '\u001b]8;;x\u001b\\', '<= Recv header, 5 bytes (0x5)', '=> Send header, 5 bytes (0x5)', '== Info: x', '0000: ', '0005: ', '--2026-11-20 17:02:07--  http://a.example/',
  '{"set-cookie":["a=1"]}', '{"log":{"entries":[', '[', ']', '{', '}', '"', ',', '\\', '\\u00e9', '# Netscape HTTP Cookie File', 'a\tTRUE\t/\tFALSE\t0\tn\tv', 'a=1', 'add_header Set-Cookie "x=1";', ';', '=', '\0', 'é', 'HTTP/', 'body',
]
const capture = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...fragments) }, { weight: 1, arbitrary: fc.string({ maxLength: 5 }) }), { maxLength: 40 }).map((parts) => octets(parts.join('')))

describe('whatever comes in', () => {
  it('throws nothing but an AuthlintError, and never gives a place outside the text', () => {
    fc.assert(
      fc.property(fc.oneof(capture, fc.string().map(octets), fc.string({ unit: 'binary' }).map(octets)), (text) => {
        const reading = read([text])
        const lines = text.split('\n').length
        for (const { setCookies } of reading.responses) {
          for (const { value } of setCookies) {
            const { line, column, endLine = line } = value.locate()
            expect(line).toBeGreaterThan(0)
            expect(endLine).toBeLessThanOrEqual(lines)
            expect(column).toBeGreaterThan(0)
          }
        }
        // Nothing is never a pass.
        expect(reading.responses.length > 0 || reading.error !== undefined || reading.form === 'HAR').toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  it('means the same however it is cut into pieces', () => {
    fc.assert(
      fc.property(capture, fc.array(fc.nat(200), { maxLength: 12 }), (text, sizes) => {
        const pieces: string[] = []
        let at = 0
        for (const size of sizes) {
          pieces.push(text.slice(at, at + size))
          at += size
        }
        expect(said(read([...pieces, text.slice(at)]))).toEqual(said(read([text])))
      }),
      { numRuns: 2000 },
    )
  })

  const body = '<p>moved</p>\nSet-Cookie: fake=1\r\nHTTP/1.1 200 OK\nSet-Cookie: fake=2\n'
  const samples: Record<string, string> = {
    'curl -i': `HTTP/1.1 302 Found\r\nSet-Cookie: a=1;\r\n Path=/\r\nContent-Length: ${body.length}\r\n\r\n${body}HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 302 Found\r\nX: y\r\n\r\n${body}endHTTP/2 200 \r\nset-cookie: b=\u00c3\u00a9\r\n\r\n${body}`,
    'curl -I': 'HTTP/1.1 200 OK\r\nContent-Length: 4000\r\nSet-Cookie: a=1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4000\r\nSet-Cookie: b=1\r\n\r\n',
    'a body that begins like a head': `HTTP/1.1 302 Found\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\nnot a field at all\r\nxxxxxxHTTP/1.1 200 OK\r\nSet-Cookie: c=1\r\n\r\n`,
    'curl -v': '* Connected to a.example (192.0.2.1) port 80\n> GET / HTTP/1.1\r\n> Host: a.example\r\n> \r\n< HTTP/1.1 200 OK\r\n< Set-Cookie: a=1;\r\n<  Secure\r\n< \r\n{ [5 bytes data]\nSet-Cookie: fake=1\n',
    'wget -S': '--2026-11-20 17:02:07--  http://a.example/\n  HTTP/1.1 200 OK\n  Set-Cookie: a=1\nLength: 5\n',
    'trace': `<= Recv header, 17 bytes (0x11)\n0000: HTTP/1.1 200 OK\n<= Recv header, 76 bytes (0x4c)\n0000: Set-Cookie: ${'x'.repeat(52)}\n0040: ; Path=/\n<= Recv header, 2 bytes (0x2)\n0000: \n`,
    'JSON': '{"set-cookie":["a=\\"1\\"","b=2"]}\n{"url_effective":"https://a.example/","http_code":200}',
    'bare': 'a=1; Path=/\n\nb=2\n',
  }
  it.each(Object.entries(samples))('%s means the same when it is cut at any one place', (_, text) => {
    const whole = said(read([text]))
    expect(whole.error).toBeUndefined()
    for (let at = 0; at <= text.length; at++) expect(said(read([text.slice(0, at), text.slice(at)])), `cut at ${at}`).toEqual(whole)
    expect(said(read(text.split('')))).toEqual(whole)
  })
})

describe('long transcripts', () => {
  it('do not fill the memory', () => {
    const one = `HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nContent-Length: 5000\r\n\r\n${'x'.repeat(5000)}`
    const piece = one.repeat(20)
    let count = 0
    let most = 0
    const before = process.memoryUsage().heapUsed
    const pieces = (function* () {
      for (let i = 0; i < 1200; i++) {
        if (i % 100 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before)
        yield piece
      }
    })()
    for (const response of readCookieInput('stdin', pieces).responses) if (response.setCookies.length === 1) count++
    expect(count).toBe(24_000)
    // Of 122 MB; how much garbage Node lets lie differs from version to version.
    expect(most).toBeLessThan(64_000_000)
  })
})
