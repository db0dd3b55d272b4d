// What curl and wget on this machine print about servers on this machine.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has, shell, startLab, type Lab } from './lab.ts'
import { misplaced, read, type Reading } from './reading.ts'

const ready = has('curl') && has('openssl')
let lab: Lab
beforeAll(async () => {
  if (ready) lab = await startLab()
})
afterAll(() => {
  if (ready) lab.close()
})

/** Runs a command, reads what it prints, and checks every position on the way. */
async function capture(command: string, url?: string): Promise<Reading> {
  const text = await shell(command)
  const reading = read([text], url)
  if (reading.error) throw new Error(`${reading.error.message}\n${text}`)
  expect(misplaced(Buffer.from(text, 'latin1').toString('utf8'), reading)).toEqual([])
  return reading
}

const values = ({ responses }: Reading) => responses.map(({ setCookies }) => setCookies.map(({ value }) => value.text))
const statuses = ({ responses }: Reading) => responses.map(({ status }) => status)
const urls = ({ responses }: Reading) => responses.map(({ url }) => url?.href)

const login = ['sid=8f14; Path=/; HttpOnly', 'csrf=Zk3; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/']
const home = ['__Host-sid=abc; Path=/; Secure']

describe.skipIf(!ready)('curl', () => {
  it.each(['-s -i', '-s -I', '-sSI', '-s -D -', '-s -D - -o /dev/null', '-s -i -X POST'])('%s', async (options) => {
    const reading = await capture(`curl ${options} ${lab.http}/login`)
    expect(values(reading)).toEqual([login])
    expect(reading.form).toBe('curl -i')
    expect(reading.responses[0]).toMatchObject({ status: 302, kind: 'final', attributesComplete: true })
    expect(reading.responses[0]?.date).toBeCloseTo(Date.now() / 1000, -2)
    expect(reading.responses[0]?.url).toBeUndefined()
  })

  it.each(['-s -L -i', '-s -L -I', '-s -L -D - -o /dev/null'])('%s follows redirects, and a body is a body', async (options) => {
    for (const path of ['/login', '/measured']) {
      const reading = await capture(`curl ${options} ${lab.http}${path}`, `https://app.example${path}`)
      expect(statuses(reading)).toEqual([302, 200])
      expect(values(reading)).toEqual([path === '/login' ? login : ['m=1'], home])
      expect(urls(reading)).toEqual([`https://app.example${path}`, 'https://app.example/home'])
    }
  })

  it('-i of several URLs, where a body without a line end runs into the next status line', async () => {
    const reading = await capture(`curl -s -i ${lab.http}/measured ${lab.http}/home ${lab.http}/login ${lab.http}/home`)
    expect(values(reading)).toEqual([['m=1'], home, login, home])
  })

  it('-I of several URLs: a HEAD answer has a Content-Length and no body', async () => {
    expect(values(await capture(`curl -sSI ${lab.http}/home ${lab.http}/measured ${lab.http}/home`))).toEqual([home, ['m=1'], home])
  })

  it('103 before 200, and 204, have no body', async () => {
    const reading = await capture(`curl -s -i ${lab.http}/none --next -s -i ${lab.http}/early`)
    expect(reading.responses.map(({ kind, status }) => [kind, status])).toEqual([
      ['final', 204],
      ['informational', 103],
      ['final', 200],
    ])
  })

  it('says so when a response may be hidden behind a body of unknown length', async () => {
    const reading = await capture(`curl -s -i ${lab.http}/early ${lab.http}/login`)
    expect(statuses(reading)).toEqual([103, 200])
    expect(reading.notes[0]).toMatch(/^line \d+ looks like another response/)
  })

  it('100 after Expect', async () => {
    const reading = await capture(`curl -s -i -H 'Expect: 100-continue' --data x=1 ${lab.http}/login`)
    expect(reading.responses.map(({ kind }) => kind)).toEqual(['informational', 'final'])
    expect(values(reading)).toEqual([[], login])
  })

  it('HTTP/2 has lower-case names and no reason', async () => {
    const reading = await capture(`curl -s -k -i ${lab.https}/login`)
    expect(values(reading)).toEqual([['a=1; Path=/', 'b=2; Secure']])
    expect(reading.responses[0]?.setCookies[0]?.field).toBe('set-cookie')
    expect(reading.responses[0]?.status).toBe(302)
  })

  it('-v tells the URL, the method and the request', async () => {
    const reading = await capture(`curl -s -v -L -b seen=1 ${lab.http}/login 2>&1`)
    expect(reading.form).toBe('curl -v')
    expect(values(reading)).toEqual([login, home])
    expect(urls(reading)).toEqual([`${lab.http}/login`, `${lab.http}/home`])
    expect(reading.responses[0]).toMatchObject({ requestMethod: 'GET', requestHeaders: { cookie: 'seen=1', host: lab.http.slice(7) } })
    expect(reading.described).toBe(`curl -v, 2 responses, ${lab.http}`)
  })

  it('-v -L over TLS: https, also on the connection that is used again', async () => {
    const reading = await capture(`curl -s -k -v -L ${lab.https}/login 2>&1`)
    expect(urls(reading)).toEqual([`${lab.https}/login`, `${lab.https}/home`])
    expect(values(reading)).toEqual([['a=1; Path=/', 'b=2; Secure'], ['h=1; Path=/']])
    expect(urls(await capture(`curl -s -k -v --http1.1 ${lab.https}/login 2>&1`))).toEqual([`${lab.https}/login`])
  })

  it('-v with the progress meter on the same line, with -i, with the body elsewhere', async () => {
    expect(values(await capture(`curl -v ${lab.http}/login 2>&1`))).toEqual([login])
    expect(values(await capture(`curl -s -v -i -L ${lab.http}/measured 2>&1`))).toEqual([['m=1'], home])
    expect(values(await capture(`curl -s -v ${lab.http}/home 2>&1 >/dev/null`))).toEqual([home])
    expect(values(await capture(`curl -i ${lab.http}/home 2>&1`))).toEqual([home])
  })

  it('-v --trace-time, and as build servers log it', async () => {
    const reading = await capture(`curl -s -v -L --trace-time ${lab.http}/login 2>&1`)
    expect(values(reading)).toEqual([login, home])
    expect(urls(reading)).toEqual([`${lab.http}/login`, `${lab.http}/home`])
    const logged = await capture(`curl -s -v ${lab.http}/login 2>&1 | sed 's/^/2026-11-20T17:00:00.1234567Z /'`)
    expect(values(logged)).toEqual([login])
    expect(logged.form).toBe('curl -v')
  })

  it('-v -c: lines about cookies stand between the fields', async () => {
    expect(values(await capture(`curl -s -v -c /dev/null ${lab.http}/login 2>&1`))).toEqual([login])
  })

  it('--url names another host for what -v shows', async () => {
    const reading = await capture(`curl -s -v -L ${lab.http}/login 2>&1`, 'https://app.example/login')
    expect(urls(reading)).toEqual(['https://app.example/login', 'https://app.example/home'])
  })

  it('a proxy answers CONNECT before the server answers', async () => {
    for (const options of ['-i', '-v']) {
      const reading = await capture(`curl -s -k ${options} -p -x ${lab.proxy} ${lab.https}/login 2>&1`)
      expect(reading.responses.map(({ kind, status }) => [kind, status])).toEqual([
        ['connect', 200],
        ['final', 302],
      ])
      expect(values(reading)).toEqual([[], ['a=1; Path=/', 'b=2; Secure']])
      if (options === '-v') expect(reading.responses[1]?.url?.href).toBe(`${lab.https}/login`)
    }
  })

  it.skipIf(!has('script'))('colours of a terminal are undone', async () => {
    const reading = await capture(`script -qc 'curl -s -i -L ${lab.http}/login' /dev/null`)
    expect(values(reading)).toEqual([login, home])
    expect(reading.responses[0]?.headers.map(({ name }) => name)).toContain('Location')
  })

  it('--trace-ascii cuts lines at 64 octets', async () => {
    const text = await shell(`curl -s --trace-ascii - -o /dev/null ${lab.http}/long`)
    const reading = read([text])
    const value = `long=${'0123456789'.repeat(20)}; Path=/; HttpOnly; SameSite=Lax`
    expect(values(reading)).toEqual([[value]])
    expect(urls(reading)).toEqual([`${lab.http}/long`])
    const [cookie] = reading.responses[0]?.setCookies ?? []
    const path = cookie?.value.locate(value.indexOf('Path'), value.indexOf('Path') + 4)
    expect(text.split('\n')[(path?.line ?? 0) - 1]?.slice((path?.column ?? 0) - 1, (path?.endColumn ?? 0) - 1)).toBe('Path')
    expect(reading.form).toBe('curl --trace-ascii')
    const timed = read([await shell(`curl -s -k --trace-time --trace-ascii - -o /dev/null ${lab.https}/login`)])
    expect(values(timed)).toEqual([['a=1; Path=/', 'b=2; Secure']])
    expect(urls(timed)).toEqual([`${lab.https}/login`])
  })

  it('--trace in hexadecimal is refused with the way out', async () => {
    const { error } = read([await shell(`curl -s --trace - -o /dev/null ${lab.http}/login`)])
    expect(error).toMatchObject({ code: 'INPUT_UNRECOGNISED', hint: expect.stringContaining('--trace-ascii') })
  })

  it('-w %{header_json}, alone and with %{json} behind it', async () => {
    const alone = await capture(`curl -s -o /dev/null -w '%{header_json}' ${lab.http}/login`)
    expect(alone.form).toBe('curl header_json')
    expect(values(alone)).toEqual([login])
    expect(alone.responses[0]).toMatchObject({ kind: 'unknown' })
    const both = await capture(`curl -s -o /dev/null -w '%{header_json}%{json}\\n' ${lab.http}/login`)
    expect(values(both)).toEqual([login])
    expect(both.responses[0]).toMatchObject({ status: 302, requestMethod: 'GET' })
    expect(urls(both)).toEqual([`${lab.http}/login`])
  })

  it('-c -: a jar keeps less than was sent', async () => {
    const reading = read([await shell(`curl -s -o /dev/null -c - ${lab.http}/login`)])
    expect(reading.form).toBe('cookie jar')
    // The other cookie's date is over, or it is there without what a jar does not keep.
    expect(reading.responses[0]?.setCookies[0]?.value.text).toMatch(/^(?:sid=8f14; Path=\/; HttpOnly|csrf=)/)
    expect(reading.responses[0]?.attributesComplete).toBe(false)
  })

  it('what grep leaves of -v', async () => {
    const reading = await capture(`curl -s -v ${lab.http}/login 2>&1 | grep -i set-cookie`)
    expect(reading.form).toBe('Set-Cookie lines')
    expect(values(reading)).toEqual([login])
  })

  it('a failure is no pass', async () => {
    const port = 'http://localhost:1'
    expect(read([await shell(`curl -s ${port}`)]).error).toMatchObject({ code: 'INPUT_EMPTY' })
    expect(read([await shell(`curl -sS ${port} 2>&1`)]).error?.message).toContain('curl: (7)')
    expect(read([await shell(`curl -v ${port} 2>&1`)]).error?.message).toContain('curl: (7)')
  })
})

describe.skipIf(!ready)('odd servers, whose octets curl passes on', () => {
  it.each(['-s -i', '-s -v'])('%s: folded lines become one', async (options) => {
    const text = await shell(`curl ${options} ${lab.odd}/fold 2>&1`)
    const [cookie] = read([text]).responses[0]?.setCookies ?? []
    expect(cookie?.value.text).toBe('folded=1; Path=/; Secure')
    expect(cookie?.problems).toEqual(['obs-fold'])
    const secure = cookie?.value.locate(cookie.value.text.length - 6)
    expect(text.split('\n')[(secure?.line ?? 0) - 1]?.slice((secure?.column ?? 0) - 1, (secure?.endColumn ?? 0) - 1)).toBe('Secure')
  })

  it('spaces around name and value', async () => {
    const { responses } = await capture(`curl -s -i ${lab.odd}/colon`)
    expect(responses[0]?.setCookies.map(({ field, value, problems }) => [field, value.text, problems])).toEqual([
      ['Set-Cookie', 'spacecolon=1', ['space-before-colon']],
      ['SET-COOKIE', 'spaces=1   ;   Path=/', undefined],
      ['set-cookie', 'nospace=1;path=/', undefined],
    ])
  })

  it('line feeds alone, a status without a reason, Set-Cookie2', async () => {
    const { responses } = await capture(`curl -s -i ${lab.odd}/feeds`)
    expect(responses[0]?.setCookies.map(({ field, value }) => [field, value.text])).toEqual([
      ['Set-Cookie', 'bare=feeds'],
      ['Set-Cookie2', 'v2=1; Version=1'],
    ])
  })

  it('UTF-8 stays octets, and columns count characters', async () => {
    const { responses } = await capture(`curl -s -i ${lab.odd}/utf8`)
    const [cookie] = responses[0]?.setCookies ?? []
    expect(cookie?.value.text).toBe('nom=\u00c3\u00a9t\u00c3\u00a9; Path=/')
    expect(cookie?.value.locate()).toMatchObject({ line: 2, column: 13, endColumn: 28 })
  })

  it('a binary body', async () => {
    const reading = await capture(`curl -s -i ${lab.odd}/binary`)
    expect(values(reading)).toEqual([['real=1']])
    expect(reading.notes[0]).toMatch(/looks like another response/)
  })
})

describe.skipIf(!ready || !has('wget'))('wget', () => {
  it('-S shows heads indented, and URLs', async () => {
    const reading = await capture(`wget -S -O /dev/null ${lab.http}/login 2>&1`)
    expect(reading.form).toBe('wget -S')
    expect(values(reading)).toEqual([login, home])
    expect(urls(reading)).toEqual([`${lab.http}/login`, `${lab.http}/home`])
  })

  it('-q -S with the body among them', async () => {
    expect(values(await capture(`wget -q -S -O - ${lab.http}/home 2>&1`))).toEqual([home])
  })

  it.each(['-d', '-d -S'])('%s shows the exchange, and each response counts once', async (options) => {
    const reading = await capture(`wget ${options} -O /dev/null ${lab.http}/login 2>&1`)
    expect(values(reading)).toEqual([login, home])
    expect(urls(reading)).toEqual([`${lab.http}/login`, `${lab.http}/home`])
  })

  it('--save-headers', async () => {
    expect(values(await capture(`wget -q --save-headers -O - ${lab.http}/home`))).toEqual([home])
  })
})
