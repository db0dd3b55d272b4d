import { describe, expect, it } from 'vitest'
import { readCookieInput } from '../../src/inputs/cookie-input.ts'
import { bodyLimit, type CapturedResponse } from '../../src/inputs/responses.ts'

const read = (text: string, size = text.length): readonly CapturedResponse[] => {
  const pieces = [...Array(Math.ceil(text.length / size)).keys()].map((i) => text.slice(i * size, (i + 1) * size))
  return [...readCookieInput('test', pieces, { bodies: true }).responses]
}
const bodies = (text: string, size?: number) => read(text, size).map(({ body }) => body?.excerpt.text)

const redirect = 'HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 5\r\n\r\nmoved'
const answer = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a":1}\nHTTP/1.1 is quoted here\n'

describe('bodies of transcripts', () => {
  it.each([
    ['with a Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}', ['{"a":1}']],
    ['to the end', answer, ['{"a":1}\nHTTP/1.1 is quoted here\n']],
    ['of a chain', `${redirect}${answer}`, ['moved', '{"a":1}\nHTTP/1.1 is quoted here\n']],
    ['none', 'HTTP/1.1 204 No Content\r\nServer: a\r\n\r\n', [undefined]],
    ['none after HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\nServer: b\r\n\r\n', [undefined, undefined]],
    ['of a redirect without a length', 'HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\nmoved\r\nHTTP/1.1 200 OK\r\nServer: b\r\n\r\nhere', ['moved\r\n', 'here\n']],
    ['of a redirect without a line end', 'HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\nmovedHTTP/1.1 200 OK\r\nServer: b\r\n\r\nhere', ['moved', 'here\n']],
  ])('%s, however it is cut', (_, text, expected) => {
    for (const size of [text.length, 1, 7, 64]) expect(bodies(text, size), `pieces of ${size}`).toEqual(expected)
  })

  it('keep their place', () => {
    const [response] = read('HTTP/1.1 200 OK\nServer: a\n\nline one\n{"access_token":"x"}\n')
    const { excerpt } = response?.body ?? expect.unreachable()
    const at = excerpt.text.indexOf('"access_token"')
    expect(excerpt.locate(at, at + 14)).toMatchObject({ input: 'test', line: 5, column: 2, endColumn: 16 })
    expect(response?.start?.locate()).toMatchObject({ line: 1, column: 1 })
  })

  it('are cut where they are large, and not read at all when nobody asks', () => {
    const text = `HTTP/1.1 200 OK\r\nServer: a\r\n\r\n${'x'.repeat(1000)}\n`.concat('y'.repeat(bodyLimit))
    const [large] = read(text, 65_536)
    expect([large?.body?.cut, large?.body?.excerpt.text.length]).toEqual([true, bodyLimit])
    expect([...readCookieInput('test', [text]).responses][0]?.body).toBeUndefined()
  })

  it('of requests are kept as well', () => {
    const text = 'POST /login HTTP/1.1\nHost: app.example.com\n\nuser=a&password=b\n\nHTTP/1.1 303 See Other\nLocation: /\n\n'
    expect(read(text)[0]).toMatchObject({ requestMethod: 'POST', requestBody: 'user=a&password=b', status: 303 })
  })
})

describe('bodies of curl -v', () => {
  const head = '> GET / HTTP/1.1\r\n> Host: app.example.com\r\n> \r\n< HTTP/1.1 200 OK\r\n'
  const again = '* Connecting to hostname: 127.0.0.1\n> GET /2 HTTP/1.1\r\n> Host: app.example.com\r\n> \r\n< HTTP/1.1 204 No Content\r\n< \r\n'

  it.each([
    ['with a Content-Length', `${head}< Content-Length: 7\r\n< \r\n{ [7 bytes data]\n* Connection #0 to host app.example.com left intact\n{"a":1}`, ['{"a":1}']],
    ['with what curl says next on the same line', `${head}< Content-Length: 7\r\n< \r\n{ [7 bytes data]\n{"a":1}${again}`, ['{"a":1}', undefined]],
    ['that no length ends', `${head}< Transfer-Encoding: chunked\r\n< \r\n{"a":1}${again}`, ['{"a":1}', undefined]],
    ['in several lines', `${head}< \r\n{\n  "a": 1\n}\n${again}`, ['{\n  "a": 1\n}\n', undefined]],
    ['that came in several pieces', `${head}< Content-Length: 12\r\n< \r\n{ [5 bytes data]\nabcde{ [7 bytes data]\nfghijkl`, ['abcdefghijkl']],
    ['in Markdown, as far as its marks are not those of curl', `${head}< Content-Length: 20\r\n< \r\na\n* Connection is a word\n`, ['a\n']],
    ['after a head printed twice (-v -i)', `${head}< Content-Length: 7\r\n< \r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}`, ['{"a":1}']],
    ['none', `${head}< \r\n`, [undefined]],
  ])('%s, however it is cut', (_, text, expected) => {
    for (const size of [text.length, 1, 7, 64]) expect(bodies(text, size), `pieces of ${size}`).toEqual(expected)
  })

  it('that quote a capture are bodies', () => {
    const text = `${head}< Content-Length: 100\r\n< \r\nfirst\n< HTTP/1.1 200 OK\n< Set-Cookie: a=b\n< \nlast`
    expect(read(text).map(({ setCookies }) => setCookies.length)).toEqual([0])
  })

  it('keep their place', () => {
    const [response] = read(`${head}< \r\n{ [40 bytes data]\n* Connection #0 left intact\n{\n  "access_token": "x"\n}`)
    const { excerpt } = response?.body ?? expect.unreachable()
    const at = excerpt.text.indexOf('"access_token"')
    expect(excerpt.locate(at, at + 14)).toMatchObject({ line: 9, column: 3, endColumn: 17 })
  })
})

describe('bodies of curl --trace-ascii', () => {
  const sent = '=> Send header, 60 bytes (0x3c)\n0000: POST /login HTTP/1.1\n0016: Host: app.example.com\n002d: \n=> Send data, 15 bytes (0xf)\n0000: user=a&secret=b\n'
  const head = (fields = '') => `<= Recv header, 17 bytes (0x11)\n0000: HTTP/1.1 200 OK\n${fields}<= Recv header, 2 bytes (0x2)\n0000: \n`
  const long = `{"access_token":"${'x'.repeat(100)}"}`

  it('of the response, put together from its lines, with its place', () => {
    const text = `${sent}${head()}<= Recv data, 119 bytes (0x77)\n0000: ${long.slice(0, 64)}\n0040: ${long.slice(64)}\n== Info: Closing connection 0\n`
    const [response] = read(text)
    expect(response?.body?.excerpt.text).toBe(long)
    expect(response?.body?.excerpt.locate(64, 66)).toMatchObject({ line: 13, column: 7 })
    expect(bodies(text, 5)).toEqual([long])
  })

  it('of the request', () => expect(read(`${sent}${head()}`)[0]).toMatchObject({ requestMethod: 'POST', requestBody: 'user=a&secret=b' }))
  it('in chunks', () => {
    const fields = '<= Recv header, 28 bytes (0x1c)\n0000: Transfer-Encoding: chunked\n'
    const chunks = '<= Recv data, 29 bytes (0x1d)\n0000: 4\n0003: {"a"\n0009: 3\n000c: :1}\n0011: 0\n0014: \n'
    expect(bodies(`${sent}${head(fields)}${chunks}`)).toEqual(['{"a":1}'])
  })
})

describe('bodies of HAR files', () => {
  const har = (content: object, request: object = {}) =>
    JSON.stringify({ log: { entries: [{ request: { method: 'POST', url: 'https://app.example.com/', headers: [], ...request }, response: { status: 200, headers: [], content } }] } })

  it('text, with its place', () => {
    const text = har({ text: '{"a":"\u00e9","access_token":"x"}', mimeType: 'application/json' })
    const octets = Buffer.from(text).toString('latin1')
    const [response] = read(octets)
    const { excerpt } = response?.body ?? expect.unreachable()
    expect(Buffer.from(excerpt.text, 'latin1').toString()).toBe('{"a":"\u00e9","access_token":"x"}')
    const at = excerpt.text.indexOf('access_token')
    expect(excerpt.locate(at, at + 12).column).toBe(text.indexOf('access_token') + 1)
  })

  it('base64', () => expect(bodies(har({ text: Buffer.from('{"a":1}').toString('base64'), encoding: 'base64' }))).toEqual(['{"a":1}']))
  it('none', () => expect(bodies(har({ size: 10 }))).toEqual([undefined]))
  it('large ones are cut', () => {
    const { body } = read(har({ text: 'x'.repeat(bodyLimit + 10) }))[0] ?? expect.unreachable()
    expect([body?.cut, body?.excerpt.text.length]).toEqual([true, bodyLimit])
  })
  it('of requests: text', () => expect(read(har({}, { postData: { text: 'password=b' } }))[0]?.requestBody).toBe('password=b'))
  it('of requests: fields', () => expect(read(har({}, { postData: { params: [{ name: 'user', value: 'a b' }, { name: 'password', value: 'c' }] } }))[0]?.requestBody).toBe('user=a%20b&password=c'))
})
