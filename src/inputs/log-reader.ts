import type { Excerpt } from '../core/location.ts'
import { trimmed } from './excerpt-builder.ts'
import { groupLimit, isBareCookie, LooseReader } from './loose-readers.ts'
import type { CapturedSetCookie } from './responses.ts'

/** The field behind what a program writes before it: a time, its name, an arrow, `header:`, a file and a line of grep. Web pages indent with U+00A0. */
const field = /(^|[ \t\xa0"'`|:>])(set-cookie2?)[ \t]{0,8}:[ \t]{0,64}/i

/** Line ends as programs print them. */
const printedLineEnd = /(?:\[\\r\]|\[\\n\]|\\r|\\n)$/

/** A status line, or what OkHttp makes of one. */
const status = /(?:^|[ \t\xa0"'`|:>])(?:HTTP\/\d(?:\.\d)?|<--|:status:?) {1,2}(\d{3})(?![\d.])/i

/** What a line of a log has of a Set-Cookie field. */
function loggedSetCookie(line: Excerpt): CapturedSetCookie | undefined {
  const match = field.exec(line.text)
  if (!match) return undefined
  const [whole, before = '', name = ''] = match
  let value = line.slice(match.index + whole.length)
  const closing = before === '"' || before === "'" || before === '`' ? value.text.lastIndexOf(before) : -1
  if (closing !== -1) value = value.slice(0, closing)
  for (let end = printedLineEnd.exec(value.text); end; end = printedLineEnd.exec(value.text)) value = value.slice(0, end.index)
  value = trimmed(value)
  return isBareCookie(value.text) ? { field: name, value } : undefined
}

/** Is there a Set-Cookie field in this line, whatever stands before it? */
export function isLoggedSetCookie(text: string): boolean {
  const at = field.exec(text)
  return at !== null && isBareCookie(text.slice(at.index + at[0].length))
}

/**
 * What clients and servers log: OkHttp, Apache HttpClient, Python's http.client, Ruby's Net::HTTP, nghttp, mitmproxy, build servers,
 * what `grep -n` finds. Every Set-Cookie field counts, for nothing tells a head from a body here; a status line begins a response.
 */
export class LogReader extends LooseReader {
  readonly form = 'log'
  #status: number | undefined
  #cookies: CapturedSetCookie[] = []

  protected line(line: Excerpt): void {
    const cookie = loggedSetCookie(line)
    if (cookie) {
      this.#cookies.push(cookie)
      if (this.#cookies.length >= groupLimit) this.#flush()
      return
    }
    const code = status.exec(line.text)?.[1]
    if (code === undefined) return
    this.#flush()
    this.#status = Number(code)
  }

  protected finish(): void {
    this.#flush()
    this.notes.push('this was read as a log: every line with a Set-Cookie field counts, even one that a body held')
  }

  #flush(): void {
    if (this.#cookies.length > 0) this.emit(this.#cookies, [], this.#status)
    this.#cookies = []
  }
}
