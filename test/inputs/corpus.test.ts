import { readFileSync } from 'node:fs'
import { splitCookiesString } from 'set-cookie-parser'
import { describe, expect, it } from 'vitest'
import { corpus, corpusPath } from '../corpus.ts'
import { cookies, misplaced, octets, read } from './reading.ts'

const utf8 = (text: string) => Buffer.from(text, 'latin1').toString('utf8')

const responses = corpus<{ id: string; raw: string; setCookie: string[] }>('http-responses.ndjson')
describe.skipIf(!responses)('response heads that others recorded', () => {
  it.each(responses ?? [])('$id', ({ raw, setCookie }) => {
    const reading = read(raw)
    expect(reading.error).toBeUndefined()
    expect(reading.responses.flatMap((response) => response.setCookies.map(({ value }) => utf8(value.text)))).toEqual(setCookie)
    expect(misplaced(raw, reading)).toEqual([])
    // The same head as other programs show it.
    const marked = raw.split('\r\n').slice(0, -1)
    expect(cookies(marked.map((line) => `< ${line}\r\n`).join(''))).toEqual([setCookie.map(octets)])
    expect(cookies(marked.map((line) => `  ${line}\n`).join(''))).toEqual([setCookie.map(octets)])
    expect(cookies(raw.replaceAll('\r\n', '\n'))).toEqual([setCookie.map(octets)])
  })

  it('all in one file', () => {
    const rows = responses ?? []
    // Heads only, as `curl -I` shows several.
    expect(cookies(rows.map(({ raw }) => raw).join('')).flat()).toEqual(rows.flatMap(({ setCookie }) => setCookie.map(octets)))
  })
})

const hars = corpus<{ file: string; expectedSetCookies: { url: string; setCookie: string }[]; hasLogEntries: boolean; bom?: boolean }>('har.ndjson')
describe.skipIf(!hars)('HAR files of many exporters', () => {
  it.each(hars ?? [])('$file', ({ file, expectedSetCookies, hasLogEntries }) => {
    const path = corpusPath(file)
    const text = path === undefined ? '' : readFileSync(path, 'utf8').replace(/^\ufeff/, '')
    const reading = read(text)
    // Requests that nobody answered are refused: there is nothing to judge.
    if (hasLogEntries) expect(reading.error?.code).toBe(reading.responses.length > 0 ? undefined : 'INPUT_EMPTY')
    const found = reading.responses.flatMap(({ url, setCookies }) => setCookies.map(({ value }) => ({ url: url?.href.slice(0, 100), setCookie: utf8(value.text) })))
    expect(found).toEqual(expectedSetCookies.map(({ url, setCookie }) => ({ url: new URL(url).href.slice(0, 100), setCookie })))
  })
})

const joined = corpus<{ id: string; setCookie: string; joined?: boolean }>('cookies-realworld.ndjson')
describe.skipIf(!joined)('real cookies', () => {
  it.each((joined ?? []).filter((row) => row.joined))('$id was folded by its exporter', ({ setCookie }) => {
    const [response] = read(JSON.stringify({ 'set-cookie': setCookie })).responses
    expect(response?.folded).toBe(true)
    expect(response?.setCookies.map(({ value }) => utf8(value.text))).toEqual(splitCookiesString(setCookie))
    // As a header by itself it is one cookie, as it is for a browser.
    expect(cookies(`HTTP/1.1 200 OK\r\nSet-Cookie: ${setCookie}\r\n\r\n`).flat()).toHaveLength(1)
  })

  it.each((joined ?? []).filter(({ setCookie }) => setCookie.includes('\n')))('$id was joined with line feeds by its exporter', ({ setCookie }) => {
    for (const value of [{ 'set-cookie': setCookie }, [{ name: 'Set-Cookie', value: setCookie }]]) {
      expect(cookies(JSON.stringify(value))).toEqual([setCookie.split('\n').map((line) => octets(line.trim()))])
    }
  })

  // real/0449 is a pattern for names, not a cookie.
  it.each((joined ?? []).filter(({ id, joined: folded, setCookie }) => !folded && !setCookie.includes('\n') && id !== 'real/0449'))('$id comes out as it went in', ({ setCookie }) => {
    const value = octets(setCookie.trim())
    expect(cookies(`HTTP/2 200 \r\nset-cookie: ${setCookie}\r\n\r\n`)).toEqual([[value]])
    expect(cookies(JSON.stringify([setCookie]))).toEqual([[value]])
    expect(cookies(setCookie)).toEqual([[value]])
  })
})
