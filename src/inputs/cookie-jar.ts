import { Excerpt, type Source } from '../core/location.ts'
import type { CapturedResponse } from './responses.ts'
import { isMoment, storedResponses, type StoredCookie } from './stored-cookies.ts'

/**
 * Netscape's cookie file, as `curl -c` and many others write it: domain, whether subdomains get it, path, secure, expiry in
 * seconds (0 for the session), name, value, between tabs. A line that begins with #HttpOnly_ is a cookie, not a comment.
 */
export function readCookieJar(source: Source, url: URL | undefined): { responses: CapturedResponse[]; notes: string[] } {
  const cookies: StoredCookie[] = []
  const notes: string[] = []
  let start = 0
  for (let number = 1; start < source.text.length; number++) {
    const lineFeed = source.text.indexOf('\n', start)
    const next = lineFeed === -1 ? source.text.length : lineFeed
    const end = source.text.charCodeAt(next - 1) === 0x0d ? next - 1 : next
    const cookie = jarLine(source, start, end)
    if (cookie === 'broken') {
      if (notes.length < 10) notes.push(`line ${number} is no line of a cookie jar; it was left out`)
    } else if (cookie) cookies.push(cookie)
    start = next + 1
  }
  return { responses: storedResponses(source, 'cookie jar', cookies, url), notes }
}

const httpOnlyMark = '#HttpOnly_'

function jarLine(source: Source, start: number, end: number): StoredCookie | 'broken' | undefined {
  const line = source.text.slice(start, end)
  const httpOnly = line.startsWith(httpOnlyMark)
  if (line.trim() === '' || (line.startsWith('#') && !httpOnly)) return undefined
  const fields: Excerpt[] = []
  let at = httpOnly ? start + httpOnlyMark.length : start
  while (fields.length < 7 && at <= end) {
    const tab = fields.length === 6 ? -1 : source.text.indexOf('\t', at)
    const to = tab === -1 || tab > end ? end : tab
    fields.push(Excerpt.of(source, at, to))
    at = to + 1
  }
  const [domain, subdomains, path, secure, expires, name, value = Excerpt.of(source, end, end)] = fields
  if (!domain || !subdomains || !path || !secure || !expires || !name || !isFlag(subdomains) || !isFlag(secure)) return 'broken'
  const seconds = /^\d{1,13}(?:\.\d{1,9})?$/.test(expires.text) ? Number(expires.text) : 0
  const place = (excerpt: Excerpt) => {
    const from = excerpt.runs[0]?.[1] ?? start
    return { start: from, end: from + Math.max(1, excerpt.text.length) }
  }
  return {
    name,
    value,
    host: domain.text.replace(/^\./, '').toLowerCase(),
    ...(subdomains.text.toUpperCase() === 'TRUE' ? { domain: domain.text.startsWith('.') ? domain.slice(1) : domain } : {}),
    path,
    ...(isMoment(seconds) ? { expires: { value: Math.floor(seconds), ...place(expires) } } : {}),
    ...(secure.text.toUpperCase() === 'TRUE' ? { secure: { value: true, ...place(secure) } } : {}),
    ...(httpOnly ? { httpOnly: { value: true, start, end: start + httpOnlyMark.length } } : {}),
  }
}

const isFlag = ({ text }: Excerpt): boolean => /^(?:TRUE|FALSE)$/i.test(text)
