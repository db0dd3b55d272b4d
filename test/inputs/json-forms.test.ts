import { describe, expect, it } from 'vitest'
import { cookies, misplaced, octets, read, standsAt } from './reading.ts'

const flat = (text: string): string[] => cookies(text).flat()

describe('headers as JSON', () => {
  it.each<[string, unknown, string[]]>([
    ['getSetCookie()', ['a=1; Path=/', 'b=2'], ['a=1; Path=/', 'b=2']],
    ['getSetCookie() of none', [], []],
    ['a cookie with a comma in a list is one cookie', ['a=1; Path=/, b=2; Path=/'], ['a=1; Path=/, b=2; Path=/']],
    ['axios', { status: 200, headers: { 'set-cookie': ['a=1', 'b=2'], server: 'x' } }, ['a=1', 'b=2']],
    ['headers by name', { 'Set-Cookie': ['a=1', 'b=2'], 'Content-Type': 'text/html' }, ['a=1', 'b=2']],
    ['Java', { ':status': ['200'], 'set-cookie': ['a=1'] }, ['a=1']],
    ['rawHeaders', ['Host', 'x', 'Set-Cookie', 'a=1', 'set-cookie', 'b=2'], ['a=1', 'b=2']],
    ['pairs', [['Set-Cookie', 'a=1'], ['Server', 'x'], ['Set-Cookie', 'b=2']], ['a=1', 'b=2']],
    ['PHP headers_list()', ['X-Powered-By: PHP/8.3', 'Set-Cookie: a=1; path=/'], ['a=1; path=/']],
    ['API Gateway, version 1', { statusCode: 200, headers: { 'Content-Type': 'text/html' }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } }, ['a=1', 'b=2']],
    ['API Gateway, version 2', { statusCode: 200, cookies: ['a=1', 'b=2'], headers: { server: 'x' } }, ['a=1', 'b=2']],
    ['the same headers twice', { rawHeaders: ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'], headers: { 'set-cookie': 'a=1, b=2' } }, ['a=1', 'b=2']],
    ['vercel.json', { headers: [{ source: '/(.*)', headers: [{ key: 'Set-Cookie', value: 'a=1; Secure' }] }] }, ['a=1; Secure']],
    ['names and values', [{ name: 'Server', value: 'x' }, { name: 'set-cookie', value: 'a=1' }], ['a=1']],
    ['several joined by line feeds', { headers: { 'set-cookie': 'a=1; Path=/\nb=2' } }, ['a=1; Path=/', 'b=2']],
    ['a response somewhere inside', { data: { response: { headers: { 'Set-Cookie': ['a=1'] } } } }, ['a=1']],
    // ZAP's API and nuclei -jsonl keep the messages as they came.
    ['a message as a string', { message: { requestHeader: 'GET https://a.example/ HTTP/1.1\r\n\r\n', responseHeader: 'HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\n\r\n' } }, ['a=1; Path=/', 'b=2']],
    ['a message and its body', [{ url: 'https://a.example/', response: 'HTTP/2 200\nset-cookie: a=1\n\nSet-Cookie: fake=1\n' }], ['a=1']],
    ['a line', 'Set-Cookie: a=1; Path=/', ['a=1; Path=/']],
  ])('%s', (_, value, expected) => {
    for (const indent of [0, 2]) {
      const text = JSON.stringify(value, null, indent)
      const reading = read(text)
      expect(reading.responses.flatMap(({ setCookies }) => setCookies.map((cookie) => cookie.value.text))).toEqual(expected)
      expect(reading.error).toBeUndefined()
      expect(reading.responses.some(({ folded }) => folded)).toBe(false)
      expect(misplaced(text, reading)).toEqual([])
    }
  })

  // Node's fetch and Python's requests give one string for all.
  it.each<[string, unknown]>([
    ['fetch', { 'set-cookie': 'a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=2; Path=/' }],
    ['requests', { status_code: 200, headers: { 'Set-Cookie': 'a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=2; Path=/' } }],
    ['headers.get()', 'a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=2; Path=/'],
  ])('%s joins with commas, which is undone and said', (_, value) => {
    const text = JSON.stringify(value)
    const reading = read(text)
    expect(reading.responses[0]?.setCookies.map((cookie) => cookie.value.text)).toEqual(['a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2; Path=/'])
    expect(reading.responses[0]).toMatchObject({ folded: true, notes: [expect.stringContaining('commas')] })
    expect(misplaced(text, reading)).toEqual([])
  })

  it('tells status and URL where they stand beside', () => {
    expect(read(JSON.stringify({ url: 'https://a.example/x', status: 302, headers: { 'set-cookie': ['a=1'] } })).responses[0]).toMatchObject({ status: 302, url: new URL('https://a.example/x') })
    expect(read('["a=1"]', 'https://b.example/').responses[0]?.url?.href).toBe('https://b.example/')
  })

  it('points behind escapes, and makes octets of them', () => {
    const text = '{\n  "set-cookie": ["a=\\"q\\"; Path=\\/x", "n=\\u00e9\\ud83d\\ude00; Secure"]\n}'
    const [first, second] = read(text).responses[0]?.setCookies ?? []
    expect(first?.value.text).toBe('a="q"; Path=/x')
    expect(standsAt(text, first?.value.slice(7) ?? second!.value)).toBe('Path=\\/x')
    expect(second?.value.text).toBe(octets('n=é😀; Secure'))
    expect(standsAt(text, second!.value.slice(second!.value.text.indexOf('Secure')))).toBe('Secure')
  })

  it('a name like __proto__ is a name', () => expect(flat('{"__proto__": {"x": 1}, "Set-Cookie": ["__proto__=1"]}')).toEqual(['__proto__=1']))

  it('one document a line', () => expect(cookies('{"set-cookie":["a=1"]}\n{"set-cookie":["b=2"]}\n')).toEqual([['a=1'], ['b=2']]))

  it.each(['{"set-cookie":["a=1"', '["a=1",]', '{"set-cookie":["a=1"] "x"}', '{"a":tru}', '{"log":{"entries":[{"response":'])('%s is broken, with the place', (text) => {
    expect(read(text).error).toMatchObject({ code: 'INPUT_UNRECOGNISED', message: expect.stringMatching(/stdin:1:\d+: this is broken JSON/) })
  })
})

// The shape of HAR 1.2 as browsers export it.
describe('HAR', () => {
  const entry = (headers: { name: string; value: string }[], more: object = {}) => ({
    request: { method: 'GET', url: 'https://app.example/login?x=1', headers: [{ name: 'Cookie', value: 'seen=1' }] },
    response: { status: 200, headers, cookies: [], content: { text: '"set-cookie": fake' } },
    ...more,
  })
  const har = (entries: object[], creator = 'Firefox') => JSON.stringify({ log: { version: '1.2', creator: { name: creator, version: '1' }, entries } }, null, 2)

  it('headers count, with request and positions', () => {
    const text = har([entry([{ name: 'Date', value: 'Fri, 20 Nov 2026 17:02:06 GMT' }, { name: 'set-cookie', value: 'a=1; Path=/' }, { name: 'set-cookie', value: 'b="é"' }])])
    const reading = read(text)
    expect(reading.responses).toMatchObject([{ form: 'HAR', status: 200, requestMethod: 'GET', requestHeaders: { cookie: 'seen=1' }, url: new URL('https://app.example/login?x=1'), date: 1795194126, attributesComplete: true }])
    expect(reading.responses[0]?.setCookies.map(({ value }) => value.text)).toEqual(['a=1; Path=/', octets('b="é"')])
    expect(standsAt(text, reading.responses[0]!.setCookies[0]!.value)).toBe('a=1; Path=/')
    expect(reading.notes).toEqual([])
  })

  it('values joined by line feeds are several, by commas one', () => {
    const text = har([entry([{ name: 'Set-Cookie', value: 'a=1; Path=/\nb=2; Path=/\n' }, { name: 'Set-Cookie', value: 'c=3, d=4' }])])
    expect(flat(text)).toEqual(['a=1; Path=/', 'b=2; Path=/', 'c=3, d=4'])
    expect(misplaced(text, read(text))).toEqual([])
  })

  // Safari's Web Inspector has one Set-Cookie header, and beside it the cookies that it read out of it.
  it('values joined by commas are several where the cookies beside them say so', () => {
    const value = 'a=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Path=/, b=2; Path=/'
    const folded = (...names: string[]) => {
      const one = entry([{ name: 'Set-Cookie', value }])
      return har([{ ...one, response: { ...one.response, cookies: names.map((name) => ({ name, value: 'x' })) } }], 'WebKit Web Inspector')
    }
    expect(flat(folded('a', 'b'))).toEqual(['a=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Path=/', 'b=2; Path=/'])
    expect(misplaced(folded('a', 'b'), read(folded('a', 'b')))).toEqual([])
    expect(read(folded('a', 'b')).responses[0]).toMatchObject({ folded: true, notes: [expect.stringContaining('joined')] })
    for (const names of [['a'], ['b', 'a'], ['a', 'b', 'c'], []]) expect(flat(folded(...names))).toEqual([value])
  })

  it('a name with a space or colon behind it is that name', () => {
    expect(flat(har([entry([{ name: 'Set-Cookie ', value: 'a=1' }, { name: 'set-cookie:', value: 'b=2' }])]))).toEqual(['a=1', 'b=2'])
  })

  it('headers by name instead of a list, and lists of values', () => {
    const response = (headers: object) => har([{ request: { url: 'https://app.example/' }, response: { status: 200, headers } }])
    expect(flat(response({ 'Set-Cookie': ['a=1', 'b=2'], server: 'x', date: null }))).toEqual(['a=1', 'b=2'])
    expect(flat(response([{ name: 'Set-Cookie', value: ['a=1', 'b=2'] }, { name: 'Set-Cookie', value: null }]))).toEqual(['a=1', 'b=2'])
  })

  it('several files in one list', () => {
    const text = `[${har([entry([{ name: 'Set-Cookie', value: 'a=1' }])])},${har([entry([{ name: 'Set-Cookie', value: 'b=2' }])])}]`
    expect(read(text).responses).toMatchObject([{ form: 'HAR', url: new URL('https://app.example/login?x=1') }, { form: 'HAR' }])
    expect(flat(text)).toEqual(['a=1', 'b=2'])
  })

  it('a byte order mark is gone before, a callback around it does not matter', () => {
    expect(flat(`onInputData(${har([entry([{ name: 'Set-Cookie', value: 'a=1' }])])});`)).toEqual(['a=1'])
  })

  it('entries without a response, with status 0, and odd URLs', () => {
    const { responses, notes } = read(har([{ request: {} }, { request: { url: 'chrome-extension://x/y', method: 'GET' }, response: { status: 0, headers: [{ name: 'Set-Cookie', value: 'a=1' }] } }, {}]))
    expect(responses).toHaveLength(1)
    expect(responses[0]).toMatchObject({ kind: 'unknown', requestHeaders: {} })
    expect(responses[0]).not.toHaveProperty('url')
    expect(notes).toEqual(['2 of 3 entries have no response'])
  })

  it('says that an export was cleaned of cookies', () => {
    const bare = { request: { url: 'https://a.example/', method: 'GET', headers: [] }, response: { status: 200, headers: [{ name: 'server', value: 'x' }], cookies: [] } }
    expect(read(har([bare], 'WebInspector')).notes).toEqual([expect.stringContaining('with sensitive data')])
    expect(read(har([bare])).notes).toEqual([expect.stringContaining('may have been removed')])
    expect(read(har([{ ...bare, response: { ...bare.response, cookies: [{ name: 'a', value: '1' }] } }])).notes).toEqual([expect.stringContaining('cannot be judged')])
  })

  it('one that was cut off gives what it has, then an error', () => {
    const text = har([entry([{ name: 'Set-Cookie', value: 'a=1' }]), entry([{ name: 'Set-Cookie', value: 'b=2' }])])
    const { responses, error } = read(text.slice(0, text.indexOf('b=2')))
    expect(responses.flatMap(({ setCookies }) => setCookies)).toHaveLength(1)
    expect(error).toMatchObject({ code: 'INPUT_UNRECOGNISED', hint: 'Everything before that place was read.' })
  })
})

describe('cookies as stores keep them', () => {
  it('count for nothing beside headers', () => {
    expect(flat('{"cookies": [], "headers": [{"name": "Set-Cookie", "value": "a=1; Secure"}]}')).toEqual(['a=1; Secure'])
    expect(flat('{"cookies": [{"name": "a", "value": "1", "path": "/", "httpOnly": true}], "headers": [{"name": "Set-Cookie", "value": "a=1; Secure"}]}')).toEqual(['a=1; Secure'])
  })

  // Playwright 1.x context.storageState(); -1 is the end of the session.
  it('Playwright', () => {
    const text = JSON.stringify({
      cookies: [
        { name: 'sid', value: 'abc', domain: 'localhost', path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' },
        { name: 'wide', value: 'x;y', domain: '.a.example', path: '/app', expires: 1798801853.5, httpOnly: false, secure: true, sameSite: 'None', partitionKey: 'https://b.example' },
      ],
      origins: [],
    })
    const { responses, form } = read(text)
    expect(form).toBe('browser storage state')
    expect(responses.map(({ setCookies, attributesComplete }) => [setCookies.map(({ value }) => value.text), attributesComplete])).toEqual([
      [['sid=abc; Path=/; HttpOnly; SameSite=Lax'], false],
      [['wide=x%3By; Domain=a.example; Path=/app; Expires=Fri, 01 Jan 2027 11:10:53 GMT; Secure; SameSite=None; Partitioned'], false],
    ])
    const wide = responses[1]!.setCookies[0]!.value
    const part = (name: string) => standsAt(text, wide.slice(wide.text.indexOf(name), wide.text.indexOf(name) + name.length))
    expect(part('Expires=Fri, 01 Jan 2027 11:10:53 GMT')).toBe('1798801853.5')
    expect(part('Secure')).toBe('true')
    expect(part('a.example')).toBe('a.example')
    expect(part('wide')).toBe('wide')
  })

  it.each<[string, object, string]>([
    ['Puppeteer', { name: 'a', value: '1', domain: 'a.example', path: '/', expires: 1798801853, size: 2, httpOnly: true, secure: true, session: false }, 'a=1; Path=/; Expires=Fri, 01 Jan 2027 11:10:53 GMT; Secure; HttpOnly'],
    ['Cypress', { name: 'a', value: '1', path: '/', domain: 'a.example', hostOnly: true, httpOnly: true, secure: true, sameSite: 'lax' }, 'a=1; Path=/; Secure; HttpOnly; SameSite=Lax'],
    ['Selenium', { domain: 'a.example', expiry: 1798801853, httpOnly: true, name: 'a', path: '/', sameSite: 'Strict', secure: true, value: '1' }, 'a=1; Path=/; Expires=Fri, 01 Jan 2027 11:10:53 GMT; Secure; HttpOnly; SameSite=Strict'],
    ['extensions', { domain: 'a.example', hostOnly: false, expirationDate: 1798801853.1, httpOnly: false, name: 'a', path: '/', sameSite: 'no_restriction', secure: true, session: false, value: '1' }, 'a=1; Domain=a.example; Path=/; Expires=Fri, 01 Jan 2027 11:10:53 GMT; Secure; SameSite=None'],
    ['unspecified is not said', { domain: 'a.example', hostOnly: true, name: 'a', path: '/', sameSite: 'unspecified', value: '1' }, 'a=1; Path=/'],
    ['nameless', { domain: 'a.example', name: '', path: '/', value: 'v' }, 'v; Path=/'],
  ])('%s', (_, cookie, expected) => {
    expect(flat(JSON.stringify([cookie]))).toEqual([expected])
  })

  // As curl -c - writes it.
  it('a jar: #HttpOnly_ is no comment', () => {
    const text = [
      '# Netscape HTTP Cookie File',
      '# https://curl.se/docs/http-cookies.html',
      '',
      '#HttpOnly_localhost\tFALSE\t/\tFALSE\t0\tsession\t8f14',
      '.a.example\tTRUE\t/app\tTRUE\t1798801853\twide\tx=y',
      'a.example\tFALSE\t/\tFALSE\t0\tempty\t',
      'not a jar line',
      '',
    ].join('\n')
    const { responses, notes, form } = read(text)
    expect(form).toBe('cookie jar')
    expect(responses.map(({ setCookies }) => setCookies.map(({ value }) => value.text))).toEqual([
      ['session=8f14; Path=/; HttpOnly'],
      ['wide=x=y; Domain=a.example; Path=/app; Expires=Fri, 01 Jan 2027 11:10:53 GMT; Secure', 'empty=; Path=/'],
    ])
    expect(responses.every(({ attributesComplete }) => !attributesComplete)).toBe(true)
    expect(notes).toEqual(['line 7 is no line of a cookie jar; it was left out'])
    const wide = responses[1]!.setCookies[0]!.value
    expect(standsAt(text, wide.slice(0, 8))).toBe('wide\tx=y')
    expect(standsAt(text, wide.slice(wide.text.indexOf('Secure')))).toBe('TRUE')
    expect(read(text.split('\n').slice(3).join('\r\n')).form).toBe('cookie jar')
  })
})
