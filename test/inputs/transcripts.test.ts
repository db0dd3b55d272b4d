import { describe, expect, it } from 'vitest'
import { cookies, misplaced, read } from './reading.ts'

const crlf = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join('')
const lf = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('')

describe('a head and its body', () => {
  const body = '<html>docs: use\nSet-Cookie: fake=1; Path=/\nHTTP/1.1 200 OK\nSet-Cookie: fake=2\n</html>\n'

  it.each([
    ['no length', ''],
    ['the length', `Content-Length: ${body.length}\r\n`],
    ['a length that is too small', 'Content-Length: 5\r\n'],
    ['a length that is too large', 'Content-Length: 5000\r\n'],
    ['a length that is no number', 'Content-Length: many\r\n'],
    ['compression undone', `Content-Encoding: gzip\r\nContent-Length: ${body.length - 30}\r\n`],
  ])('a body of a 200 with %s stays a body', (_, length) => {
    expect(cookies(`HTTP/1.1 200 OK\r\nSet-Cookie: real=1\r\n${length}\r\n${body}`)).toEqual([['real=1']])
  })

  it.each(['301', '302', '303', '307', '308', '401', '407'])('after %s another head may follow a body of unknown length', (status) => {
    const text = `${crlf(`HTTP/1.1 ${status} Whatever`, 'Set-Cookie: a=1', '')}<p>moved</p>\n${crlf('HTTP/1.1 200 OK', 'Set-Cookie: b=2', '')}`
    expect(cookies(text)).toEqual([['a=1'], ['b=2']])
    // Without a line end in between.
    expect(cookies(text.replace('</p>\n', '</p>'))).toEqual([['a=1'], ['b=2']])
  })

  it('not after a 200, and says so', () => {
    const { responses, notes } = read(`${crlf('HTTP/1.1 200 OK', '')}<p>text</p>\n${crlf('HTTP/1.1 200 OK', 'Set-Cookie: b=2', '')}`)
    expect(responses).toHaveLength(1)
    expect(notes).toEqual([expect.stringMatching(/^line 4 looks like another response/)])
  })

  it('not where no field follows the status line', () => {
    expect(cookies(`${crlf('HTTP/1.1 302 Found', '')}x\n${crlf('HTTP/1.1 200 OK', 'is what a server says', 'Set-Cookie: fake=1')}`)).toEqual([[]])
  })

  it('a plain text body may begin with a status line of its own', () => {
    const quoted = 'HTTP/1.1 200 OK\nSet-Cookie: fake=1\n\n'
    const text = `${crlf('HTTP/1.1 200 OK', 'Content-Type: text/plain', 'Set-Cookie: real=1', `Content-Length: ${quoted.length}`, '')}${quoted}`
    expect(cookies(text)).toEqual([['real=1']])
    expect(read(text).notes).toEqual([expect.stringContaining('read as a body')])
  })

  it('heads of one file after the other, line feeds only', () => {
    const head = lf('HTTP/1.1 200 OK', 'Content-Length: 20', 'Set-Cookie: a=1', '')
    expect(cookies(head + head + head)).toEqual([['a=1'], ['a=1'], ['a=1']])
  })

  it('lines that end in CR only', () => {
    const reading = read('HTTP/1.1 200 OK\rSet-Cookie: a=1; Path=/\rset-cookie: b=2\r\rSet-Cookie: fake=1\r')
    expect(reading.responses.map(({ setCookies }) => setCookies.map(({ value }) => value.text))).toEqual([['a=1; Path=/', 'b=2']])
    expect(reading.responses[0]?.setCookies[1]?.value.locate()).toMatchObject({ line: 3, column: 13 })
    // One CR among lines that end in LF ends nothing.
    expect(cookies('HTTP/1.1 200 OK\nSet-Cookie: a=1\rX: 2\n\n')).toEqual([['a=1\rX: 2']])
  })

  it('a line with one space between the heads, as the console of Postman copies them', () => {
    const text = crlf('POST /login HTTP/1.1', 'Host: a.example', ' ', 'user=ada', ' ', 'HTTP/1.1 200 OK', 'Set-Cookie: a=1; Path=/', ' ', 'Set-Cookie: fake=1')
    expect(cookies(text)).toEqual([['a=1; Path=/']])
    // In a head that is not shown like that, it goes on with the field before it.
    expect(cookies(crlf('HTTP/1.1 200 OK', 'Server: x', ' ', 'Set-Cookie: a=1; Path=/', ''))).toEqual([['a=1; Path=/']])
  })

  it('a head without the empty line at its end', () => {
    expect(cookies('HTTP/1.1 200 OK\nSet-Cookie: a=1')).toEqual([['a=1']])
    expect(cookies(lf('HTTP/1.1 302 Found', 'Set-Cookie: a=1', 'HTTP/1.1 200 OK', 'Set-Cookie: b=1'))).toEqual([['a=1'], ['b=1']])
  })

  it('a response without Set-Cookie is a response', () => {
    const { responses, error, described } = read(crlf('HTTP/1.1 200 OK', 'Date: Fri, 20 Nov 2026 17:02:06 GMT', ''))
    expect(error).toBeUndefined()
    expect(responses).toEqual([expect.objectContaining({ setCookies: [], kind: 'final', date: Date.UTC(2026, 10, 20, 17, 2, 6) / 1000 })])
    expect(described).toBe('curl -i, 1 response')
  })

  it('a prompt and a command before the head do not matter', () => {
    expect(cookies(lf('$ curl -i https://example.com/login', 'HTTP/2 200 ', 'set-cookie: a=1'))).toEqual([['a=1']])
  })

  it('a Date that is not in GMT is left alone', () => {
    for (const date of ['Fri, 20 Nov 2026 17:02:06', 'today', 'Fri, 20 Nov 2026 17:02:06 +0100', 'Xyz, 99 Nov 2026 17:02:06 GMT']) {
      expect(read(crlf('HTTP/1.1 200 OK', `Date: ${date}`, '')).responses[0]?.date).toBeUndefined()
    }
  })
})

describe('kinds of responses', () => {
  const kinds = (text: string) => read(text).responses.map(({ kind }) => kind)

  it('304 is not modified', () => expect(kinds(crlf('HTTP/1.1 304 Not Modified', 'Set-Cookie: a=1', ''))).toEqual(['not-modified']))

  it('a proxy may say nothing but 200', () => {
    const through = (head: string) => head + crlf('HTTP/2 302 ', 'set-cookie: a=1', '')
    expect(kinds(through(crlf('HTTP/1.0 200 Connection established', 'Proxy-agent: tinyproxy/1.11', '')))).toEqual(['connect', 'final'])
    expect(kinds(through(crlf('HTTP/1.1 200 OK', '')))).toEqual(['connect', 'final'])
    expect(kinds(crlf('HTTP/1.1 200 OK', ''))).toEqual(['final'])
    expect(kinds(through(crlf('HTTP/1.1 200 OK', 'Server: x', 'Content-Length: 0', '')))).toEqual(['final', 'final'])
  })
})

describe('URLs of a chain', () => {
  const chain = crlf('HTTP/1.1 302 Found', 'Location: ../next?x=1', '', 'HTTP/1.1 301 Moved', 'Location: https://login.example/', '', 'HTTP/1.1 200 OK', '')
  const urls = (text: string, url?: string) => read(text, url).responses.map((response) => response.url?.href)

  it('follow Location from the URL that was given', () => {
    expect(urls(chain, 'https://app.example/a/b/c')).toEqual(['https://app.example/a/b/c', 'https://app.example/a/next?x=1', 'https://login.example/'])
  })

  it('are unknown until a Location is absolute', () => expect(urls(chain)).toEqual([undefined, undefined, 'https://login.example/']))

  it('1xx does not answer', () => expect(urls(crlf('HTTP/1.1 103 Early Hints', 'Location: /x', '', 'HTTP/1.1 200 OK', ''), 'https://a.example/')).toEqual(['https://a.example/', 'https://a.example/']))

  it('a response that follows no redirect is another one from the same URL', () => {
    const answer = crlf('HTTP/1.1 200 OK', 'Content-Length: 0', '')
    expect(urls(answer + answer, 'https://a.example/x')).toEqual(['https://a.example/x', 'https://a.example/x'])
  })
})

// What HTTPie 3.2 prints: CRLF, Set-Cookie last; with -v the request first; with --pretty=all colour inside the status line.
describe('HTTPie', () => {
  const request = crlf('GET /login HTTP/1.1', 'Accept: */*', 'Cookie: seen=1', 'Host: localhost:8081', 'User-Agent: HTTPie/3.2.2', '')
  const answer = crlf('HTTP/1.1 302 Found', 'Date: Fri, 20 Nov 2026 17:02:06 GMT', 'Location: /home', 'Set-Cookie: a=1; Path=/', 'Set-Cookie: b=2', '')
  const next = crlf('GET /home HTTP/1.1', 'Host: localhost:8081', 'User-Agent: HTTPie/3.2.2', '')
  const home = crlf('HTTP/1.1 200 OK', 'Set-Cookie: c=3', '')

  it('-h', () => expect(cookies(answer)).toEqual([['a=1; Path=/', 'b=2']]))

  it('-v --follow --all: requests are requests', () => {
    const { responses, form } = read(`${request}\n${answer}moved\n\n\n${next}\n${home}Set-Cookie: fake=1\n`)
    expect(form).toBe('HTTPie')
    expect(responses.map(({ url, setCookies, requestMethod, requestHeaders }) => [url?.href, setCookies.length, requestMethod, requestHeaders['cookie']])).toEqual([
      ['http://localhost:8081/login', 2, 'GET', 'seen=1'],
      ['http://localhost:8081/home', 1, 'GET', undefined],
    ])
  })

  it('-h --follow --all: empty lines between heads are no body', () => {
    expect(cookies(`${answer.replace('Location', 'Content-Length: 22\r\nLocation')}\r\n${home}`)).toEqual([['a=1; Path=/', 'b=2'], ['c=3']])
  })

  it('--pretty=all', () => {
    const colour = (code: string, text: string) => `\u001b[${code}m${text}\u001b[39;49;00m`
    const head = [
      `${colour('34', 'HTTP')}/${colour('34', '1.1')} ${colour('34', '200')} ${colour('36', 'OK')}`,
      `${colour('36', 'Content-Type')}: text/html`,
      `${colour('36', 'Set-Cookie')}: ${colour('33', 'a=1; Path=/; HttpOnly')}`,
    ]
    const text = `${head.join('\r\n')}\r\n\r\nSet-Cookie: fake=1\n`
    const reading = read(text)
    expect(reading.form).toBe('HTTPie')
    expect(reading.responses.map(({ setCookies }) => setCookies.map(({ value }) => value.text))).toEqual([['a=1; Path=/; HttpOnly']])
    expect(misplaced(text, reading)).toEqual([])
  })

  it('a request of any other program names its host; https unless it is this machine', () => {
    const exchange = (host: string) => read(`${crlf('POST /login HTTP/1.1', `Host: ${host}`, '')}user=x\n\n${answer}`).responses[0]
    expect(exchange('app.example')).toMatchObject({ form: 'HTTP exchange', requestMethod: 'POST', url: new URL('https://app.example/login') })
    expect(exchange('127.0.0.1:3000')?.url?.href).toBe('http://127.0.0.1:3000/login')
    expect(exchange('app.localhost:3000')?.url?.href).toBe('http://app.localhost:3000/login')
    expect(exchange('a b"c')?.url).toBeUndefined()
  })
})

describe('curl -v', () => {
  const asked = ['* Connected to app.example (192.0.2.1) port 443', '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384']
  const sent = ['> GET /a HTTP/1.1\r', '> Host: app.example\r', '> \r']

  it('a body that quotes a capture is a body', () => {
    const text = lf(...asked, ...sent, '< HTTP/1.1 200 OK\r', '< Set-Cookie: real=1\r', '< \r', '{ [5 bytes data]', '< HTTP/1.1 200 OK', '< Set-Cookie: fake=1', '< ', '< HTTP/1.1 200 OK\r', '< Set-Cookie: fake=2\r', '< \r')
    expect(cookies(text)).toEqual([['real=1']])
  })

  // RFC 9112 section 2.2 lets a recipient take a line feed alone, and curl shows it as it came.
  it('servers of one chain end their lines as they like', () => {
    const hop = (target: string, end: string, ...head: string[]) => lf(`> GET ${target} HTTP/1.1\r`, '> Host: app.example\r', '> \r', ...[...head, ''].map((line) => `< ${line}${end}`))
    const chain = [hop('/', '\r', 'HTTP/1.1 302 Found', 'Location: /b', 'Set-Cookie: a=1'), hop('/b', '', 'HTTP/1.1 302 Found', 'Location: /c', 'Set-Cookie: b=2'), hop('/c', '\r', 'HTTP/1.1 200 OK', 'Set-Cookie: c=3')]
    expect(cookies(chain.join(''))).toEqual([['a=1'], ['b=2'], ['c=3']])
    // 103 from a proxy, then the answer of the server behind it.
    expect(cookies(lf(...sent, '< HTTP/1.1 103 Early Hints\r', '< \r', '< HTTP/1.1 200 OK', '< Set-Cookie: a=1', '< '))).toEqual([[], ['a=1']])
    // A whole capture in a body has other line ends than curl's own requests.
    expect(cookies(lf(...sent, '< HTTP/1.1 200 OK', '< Set-Cookie: real=1', '< ', '> GET /x HTTP/1.1', '> Host: x', '> ', '< HTTP/1.1 200 OK', '< Set-Cookie: fake=1', '< '))).toEqual([['real=1']])
  })

  it('--trace-ascii shows a line feed alone as a full stop', () => {
    const block = (mark: string, shown: string, octets: number) => `${mark}, ${octets} bytes (0x${octets.toString(16)})\n0000: ${shown}\n`
    const request = '=> Send header, 41 bytes (0x29)\n0000: GET / HTTP/1.1\n0010: Host: app.example\n0023: \n'
    const loose = ['HTTP/1.1 302 Found.', 'Set-Cookie: a=1; Path=/.', '.'].map((shown) => block('<= Recv header', shown, shown.length)).join('')
    const strict = ['HTTP/1.1 200 OK', 'Set-Cookie: b=2; Path=/.', ''].map((shown) => block('<= Recv header', shown, shown.length + 2)).join('')
    expect(cookies(`${request}${loose}${request}${strict}`)).toEqual([['a=1; Path=/'], ['b=2; Path=/.']])
  })

  it('an answer to HEAD says so', () => {
    const { responses } = read(lf('> HEAD / HTTP/1.1', '> Host: a.example', '>', '< HTTP/1.1 200 OK', '<'))
    expect(responses[0]).toMatchObject({ requestMethod: 'HEAD', notes: [expect.stringContaining('HEAD')] })
  })

  it('pasted from a screen: no CR, no space at the end of lines', () => {
    expect(cookies(lf('> GET / HTTP/1.1', '> Host: a.example', '>', '< HTTP/1.1 200 OK', '< Set-Cookie: a=1', '<', 'Set-Cookie: fake=1'))).toEqual([['a=1']])
  })

  // Newer curl numbers connections and streams otherwise; 8.5 writes pseudo-header fields like this.
  it('HTTP/2 of curl 8', () => {
    const text = lf(
      '* [HTTP/2] [1] OPENED stream for https://app.example/login',
      '* [HTTP/2] [1] [:method: GET]',
      '* [HTTP/2] [1] [:scheme: https]',
      '> GET /login HTTP/2\r',
      '> Host: app.example\r',
      '> \r',
      '< HTTP/2 302 \r',
      '< location: //other.example/x\r',
      '< set-cookie: a=1\r',
      '< \r',
      '* Connection #0 to host app.example left intact',
      '* Connected to other.example (192.0.2.2) port 80',
      '> GET /x HTTP/1.1\r',
      '> Host: other.example\r',
      '> \r',
      '< HTTP/1.1 200 OK\r',
      '< \r',
    )
    expect(read(text).responses.map(({ url }) => url?.href)).toEqual(['https://app.example/login', 'http://other.example/x'])
    const given = read(text, 'https://staging.example/start').responses.map(({ url }) => url?.href)
    expect(given).toEqual(['https://staging.example/start', 'http://other.example/x'])
  })

  it('a request target with two slashes names no other host', () => {
    expect(read(lf(...asked, '> GET //evil.example/x HTTP/1.1', '> Host: app.example', '>', '< HTTP/1.1 200 OK', '<')).responses[0]?.url?.href).toBe('https://app.example//evil.example/x')
    const twice = ['/start', '//evil.example/x'].map((target) => lf(`> GET ${target} HTTP/1.1`, '> Host: app.example', '>', '< HTTP/1.1 200 OK', '<')).join('')
    expect(read(twice, 'https://staging.example/start').responses[1]?.url?.href).toBe('https://staging.example//evil.example/x')
  })
})

describe('what terminals add', () => {
  // curl 7.88 on a terminal: bold names, a link around Location, CR CR LF.
  const tty = [
    'HTTP/1.1 302 Found',
    '\u001b[1mSet-Cookie\u001b[0m: sid=8f14; Path=/; HttpOnly',
    '\u001b[1mLocation\u001b[0m:\u001b]8;;http://localhost:8081/home\u001b\\ /home',
    '\u001b]8;;\u001b\\\u001b[1mDate\u001b[0m: Fri, 20 Nov 2026 17:02:06 GMT',
    '',
  ].map((line) => `${line}\r\r\n`).join('')

  it('is undone', () => {
    const reading = read(tty)
    expect(reading.responses[0]?.headers.map(({ name, value }) => [name, value.text])).toEqual([
      ['Set-Cookie', 'sid=8f14; Path=/; HttpOnly'],
      ['Location', '/home'],
      ['Date', 'Fri, 20 Nov 2026 17:02:06 GMT'],
    ])
    expect(misplaced(tty, reading)).toEqual([])
  })

  it('but an escape in a value that no name is styled around came from the server', () => {
    expect(cookies(crlf('HTTP/1.1 200 OK', 'Set-Cookie: a=1\u001b[31mred; Path=/', ''))).toEqual([['a=1\u001b[31mred; Path=/']])
  })

  it('a CR inside a line stays, and is said', () => {
    const [cookie] = read(crlf('HTTP/1.1 200 OK', 'Set-Cookie: a=1\rSet-Cookie: b=2', '')).responses[0]?.setCookies ?? []
    expect(cookie).toMatchObject({ problems: ['bare-cr'], value: { text: 'a=1\rSet-Cookie: b=2' } })
  })
})

describe('header lines without a status line', () => {
  it.each([
    ['Set-Cookie: a=1; Path=/\nSet-Cookie: b=2\n', ['a=1; Path=/', 'b=2']],
    ['set-cookie:a=1\r\n\r\n\r\nSET-COOKIE: b=2\r\n', ['a=1', 'b=2']],
    ['< Set-Cookie: a=1\r\n< set-cookie: b=2\r\n', ['a=1', 'b=2']],
    ['    Set-Cookie: a=1\n    Set-Cookie: b=2', ['a=1', 'b=2']],
    ['Set-Cookie: a=1;\n Path=/\nSet-Cookie: b=2', ['a=1; Path=/', 'b=2']],
    ['Set-Cookie: =a\nSet-Cookie:', ['=a', '']],
    // The two-line layout of developer tools.
    ['set-cookie:\na=1; Path=/\nserver:\nnginx\n', ['a=1; Path=/']],
    ['content-type: text/html\nset-cookie: a=1\n\n<p>\nSet-Cookie: fake=1\n', ['a=1']],
    [':status: 200\nset-cookie: a=1\n', ['a=1']],
    // After an empty line only more Set-Cookie lines are headers.
    ['Set-Cookie: a=1\n\n  <p>\nServer: x\nSet-Cookie: fake=1\n', ['a=1']],
    ['Set-Cookie:\n\nSet-Cookie: b=2\n', ['', 'b=2']],
  ])('%j', (text, values) => {
    const reading = read(text)
    expect(reading.error).toBeUndefined()
    expect(reading.responses.flatMap(({ setCookies }) => setCookies.map(({ value }) => value.text))).toEqual(values)
    expect(reading.responses).toHaveLength(1)
  })

  it('say what they are', () => {
    expect(read('Set-Cookie: a=1').form).toBe('Set-Cookie lines')
    expect(read('Content-Type: text/html\nSet-Cookie: a=1').form).toBe('header lines')
    expect(read(':status: 404\nset-cookie: a=1').responses[0]?.status).toBe(404)
  })

  it('without any Set-Cookie they are still a response', () => expect(cookies('Content-Type: text/html\nCache-Control: no-store\n')).toEqual([[]]))
})

describe('logs of programs', () => {
  const both = ['a=1; Path=/', 'b=2; Path=/']
  it.each([
    // Each of them as the program writes it: http.client's set_debuglevel, Net::HTTP's set_debug_output, the loggers of OkHttp and Apache
    // HttpClient (headers and wire), nghttp -nv, mitmdump with flow_detail, grep of several files.
    ["http.client", "send: b'GET / HTTP/1.1\\r\\nHost: a.example\\r\\n\\r\\n'\nreply: 'HTTP/1.1 200 OK\\r\\n'\nheader: Set-Cookie: a=1; Path=/\nheader: Set-Cookie: b=2; Path=/\n"],
    ['Net::HTTP', 'opening connection to a.example:443...\n<- "GET / HTTP/1.1\\r\\n\\r\\n"\n-> "HTTP/1.1 200 OK\\r\\n"\n-> "Set-Cookie: a=1; Path=/\\r\\n"\n-> "set-cookie: b=2; Path=/\\r\\n"\n-> "\\r\\n"\nreading 5 bytes...\n'],
    ['OkHttp', '--> POST https://a.example/login http/1.1\nContent-Type: application/json\n\n{"user":"ada"}\n--> END POST (14-byte body)\n<-- 200 OK https://a.example/login (123ms)\nset-cookie: a=1; Path=/\nset-cookie: b=2; Path=/\n\n{}\n<-- END HTTP (2-byte body)\n'],
    ['logcat', '11-20 17:00:00.000  1234  1250 D OkHttp  : <-- 200 OK https://a.example/ (1ms)\n11-20 17:00:00.000  1234  1250 D OkHttp  : set-cookie: a=1; Path=/\n11-20 17:00:00.000  1234  1250 D OkHttp  : set-cookie: b=2; Path=/\n'],
    ['HttpClient headers', 'DEBUG http-outgoing-0 << HTTP/1.1 200 OK\nDEBUG http-outgoing-0 << Set-Cookie: a=1; Path=/\nDEBUG http-outgoing-0 << Set-Cookie: b=2; Path=/\n'],
    ['HttpClient wire', 'DEBUG http-outgoing-0 << "HTTP/1.1 200 OK[\\r][\\n]"\nDEBUG http-outgoing-0 << "Set-Cookie: a=1; Path=/[\\r][\\n]"\nDEBUG http-outgoing-0 << "Set-Cookie: b=2; Path=/[\\r][\\n]"\n'],
    ['nghttp', '[  0.030] recv (stream_id=13) :status: 200\n[  0.030] recv (stream_id=13) set-cookie: a=1; Path=/\n[  0.030] recv (stream_id=13) set-cookie: b=2; Path=/\n'],
    ['mitmdump', '127.0.0.1:52345: GET https://a.example/ HTTP/2.0\n    accept: */*\n\n << HTTP/2.0 200 OK 5b\n    set-cookie: a=1; Path=/\n    set-cookie: b=2; Path=/\n\n    hello\n'],
    ['grep -n', '3:Set-Cookie: a=1; Path=/\n4:Set-Cookie: b=2; Path=/\n'],
    ['grep -H', 'out/login.txt:Set-Cookie: a=1; Path=/\nout/login.txt:Set-Cookie: b=2; Path=/\n'],
    ['lines out of a web page', 'Response headers\n\n\u00a0\u00a0Set-Cookie: a=1; Path=/\n\u00a0\u00a0Set-Cookie: b=2; Path=/\n'],
    ['a request before it', 'Cookie: q=1\n[1] HTTP/1.1 200 OK\n[1] Set-Cookie: a=1; Path=/\n[1] Set-Cookie: b=2; Path=/\n'],
    ['a list', '- `Set-Cookie: a=1; Path=/`\n- `Set-Cookie: b=2; Path=/`\n'],
  ])('%s', (_, text) => {
    const reading = read(text)
    expect(reading.error).toBeUndefined()
    expect(reading.form).toBe('log')
    expect(reading.responses.flatMap(({ setCookies }) => setCookies.map(({ value }) => value.text))).toEqual(both)
    expect(misplaced(text, reading)).toEqual([])
    expect(reading.notes).toEqual([expect.stringContaining('every line with a Set-Cookie field counts')])
  })

  it('tell responses apart by their status', () => {
    const { responses } = read("reply: 'HTTP/1.1 302 Found\\r\\n'\nheader: Set-Cookie: a=1\nreply: 'HTTP/1.1 200 OK\\r\\n'\nheader: Server: x\nheader: Set-Cookie: b=2\n")
    expect(responses.map(({ status, setCookies }) => [status, setCookies.map(({ value }) => value.text)])).toEqual([[302, ['a=1']], [200, ['b=2']]])
  })

  it('are not seen in prose, nor in headers of another name', () => {
    for (const text of ['The set-cookie: it sets a cookie\n', '1 X-Set-Cookie: a=1\n', 'Set-Cookie a=1']) expect(read(text).error, text).toMatchObject({ code: 'INPUT_UNRECOGNISED' })
  })
})

describe('cookies by themselves', () => {
  it.each([
    ['sid=abc; Path=/; Secure', ['sid=abc; Path=/; Secure']],
    ['\n  sid=abc; Path=/\n\nb=2\n', ['sid=abc; Path=/', 'b=2']],
    ["'a=1; Path=/'", ['a=1; Path=/']],
    ['my cookie=1; Path=/', ['my cookie=1; Path=/']],
    ['=nameless; Secure', ['=nameless; Secure']],
    ['_OASCAP[1094]=1', ['_OASCAP[1094]=1']],
    ['a=1; Path=/, b=2; Path=/', ['a=1; Path=/, b=2; Path=/']],
  ])('%j', (text, values) => {
    expect(cookies(text)).toEqual([values])
    expect(misplaced(text, read(text))).toEqual([])
  })

  it('a line that is none is an error that names it', () => {
    expect(read('a=1; Path=/\nlone\n').error).toMatchObject({ code: 'INPUT_UNRECOGNISED', message: expect.stringContaining('stdin:2:') })
    expect(read('lone').error).toMatchObject({ code: 'INPUT_UNRECOGNISED', exitStatus: 3 })
  })
})

describe('configuration of web servers', () => {
  it.each([
    ['    add_header Set-Cookie "a=1; Path=/; Secure" always;', 'nginx configuration', 'a=1; Path=/; Secure'],
    ["add_header 'Set-Cookie' 'a=1; HttpOnly';", 'nginx configuration', 'a=1; HttpOnly'],
    ['add_header Set-Cookie "a=\\"q\\"; Path=/";', 'nginx configuration', 'a="q"; Path=/'],
    ['add_header Set-Cookie a=1;', 'nginx configuration', 'a=1'],
    ['Header always set Set-Cookie "a=1; Path=/"', 'Apache configuration', 'a=1; Path=/'],
    ['  Header add Set-Cookie "a=1; Path=/" env=x', 'Apache configuration', 'a=1; Path=/'],
    ['header Set-Cookie "a=1; Path=/"', 'Caddy configuration', 'a=1; Path=/'],
    ['header /app/* +Set-Cookie `a=1; Path=/`', 'Caddy configuration', 'a=1; Path=/'],
  ])('%s', (line, form, value) => {
    const reading = read(`# a comment\n${line}\n`)
    expect(reading.form).toBe(form)
    expect(reading.responses.map(({ setCookies }) => setCookies.map((cookie) => cookie.value.text))).toEqual([[value]])
    expect(reading.responses[0]?.setCookies[0]?.value.locate().line).toBe(2)
  })

  it('what changes other programs cookies is said, not guessed', () => {
    const { notes, error } = read('proxy_cookie_flags ~ secure httponly samesite=lax;\n')
    expect(notes).toEqual([expect.stringMatching(/^line 1 changes cookies/)])
    expect(error).toMatchObject({ code: 'INPUT_UNRECOGNISED' })
  })
})

describe('what is refused, and why', () => {
  it.each([
    ["curl 'https://example.com/' -H 'accept: */*' -b 'a=1; b=2'", 'a curl command'],
    ['curl -X POST https://example.com/', 'a curl command'],
    ["app.get('/', (req, res) => {\n  res.cookie('sid', value, { httpOnly: true })\n})", 'program code'],
    ['fetch("https://example.com/", {\n  "credentials": "include"\n})', 'program code'],
    ["setcookie('a', '1');", 'program code'],
    ["{'Server': 'x', 'Set-Cookie': 'a=1; Path=/'}", 'as a program prints it'],
    ['Request URL:\nhttps://a.example/\nRequest Method:\nGET\nStatus Code:\n200 OK\nset-cookie:\na=1; Path=/\n', 'a panel of developer tools'],
    ['cache-control\nno-store\nset-cookie\na=1; Path=/\n', 'a panel of developer tools'],
    ["[ 'a=1; Path=/', 'b=2' ]", 'as a program prints it'],
    ["{\n  server: 'x',\n  'set-cookie': [ 'a=1; Path=/' ]\n}", 'as a program prints it'],
    ['<a href="x">; Path=/', 'no response'],
    ['Cookie: a=1; b=2', 'a Cookie header'],
    ['<!DOCTYPE html>\n<html><body>Set-Cookie</body></html>', 'a page'],
    ['\u0089PNG\r\n\u001a\n\u0000\u0000', 'binary data'],
    [[...'Set-Cookie: sid=1; Path=/\r\n'].join('\0') + '\0', 'is UTF-16 text without a byte order mark'],
    [`\0${[...'HTTP/1.1 200 OK\r\nSet-Cookie: a=1'].join('\0')}`, 'is UTF-16 text without a byte order mark'],
    // Invoke-WebRequest of Windows PowerShell 5.1, piped; and what it says to curl's own options.
    ['\r\nStatusCode        : 200\r\nStatusDescription : OK\r\nHeaders           : {[Set-Cookie, sid=1; path=/]}\r\n', 'Invoke-WebRequest'],
    ["curl : Parameter cannot be processed because the parameter name 's' is ambiguous.", 'Invoke-WebRequest'],
    ['curl: (6) Could not resolve host: nowhere.example', 'curl: (6) Could not resolve host'],
    // A head with the escapes of whatever printed it: its one line must not pass for an answer without cookies.
    ['HTTP/1.1 200 OK\\r\\nSet-Cookie: sid=1\\r\\n\\r\\n', 'no response'],
    ['HTTP/1.1 200 OK\\nSet-Cookie: sid=1\\n', 'no response'],
    ['Error: something went wrong', 'no response'],
    ['hello world', 'no response'],
    ['{"foo": 1}', 'is JSON, but'],
  ])('%j', (text, message) => {
    const { error, responses } = read(text)
    expect(responses).toEqual([])
    expect(error).toMatchObject({ code: 'INPUT_UNRECOGNISED', exitStatus: 3, message: expect.stringContaining(message), hint: expect.any(String) })
  })

  it.each(['', '\n\n', ' \t\r\n'])('%j is empty', (text) => expect(read(text).error).toMatchObject({ code: 'INPUT_EMPTY' }))

  it('a head that never ends', () => {
    const endless = (function* () {
      yield 'HTTP/1.1 200 OK\r\n'
      for (let i = 0; i < 200; i++) yield 'x: y\r\n'.repeat(10_000)
    })()
    expect(read(endless).error).toMatchObject({ code: 'INPUT_TOO_LARGE' })
  })
})
