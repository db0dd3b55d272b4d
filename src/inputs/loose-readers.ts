import { AuthlintError } from '../core/errors.ts'
import { Excerpt } from '../core/location.ts'
import { visible } from '../core/text.ts'
import { ExcerptBuilder, trimmed } from './excerpt-builder.ts'
import { fieldName, HeadBuilder, isFieldLine } from './head.ts'
import { LineFeeder, longestLine } from './line-feeder.ts'
import { dateOf, isSetCookie, kindOf, setCookiesOf, type CapturedField, type CapturedResponse, type CapturedSetCookie, type InputForm } from './responses.ts'
import { cleanLine } from './terminal.ts'
import type { TranscriptReader } from './transcript.ts'

/** Lines without a status line that are taken for one response; more of them begin another, so that memory stays bounded. */
export const groupLimit = 100

/** What the readers of this file share: lines in, responses without a status out. */
export abstract class LooseReader implements TranscriptReader {
  abstract readonly form: InputForm
  readonly notes: string[] = []
  protected readonly name: string
  protected readonly url: URL | undefined
  readonly #feeder = new LineFeeder((raw, number) => {
    if (raw.length >= longestLine) throw tooLong(this.name, number)
    this.line(cleanLine(this.name, raw, number))
  })
  #responses: CapturedResponse[] = []

  constructor(name: string, url?: URL) {
    this.name = name
    this.url = url
  }

  push(text: string): void {
    this.#feeder.push(text)
  }

  end(): void {
    this.#feeder.end()
    this.finish()
  }

  take(): CapturedResponse[] {
    const responses = this.#responses
    this.#responses = []
    return responses
  }

  protected abstract line(line: Excerpt): void
  protected abstract finish(): void

  protected emit(setCookies: readonly CapturedSetCookie[], headers: readonly CapturedField[] = [], status?: number): void {
    this.#responses.push({
      form: this.form,
      ...(this.url ? { url: this.url } : {}),
      ...(status === undefined ? {} : { status }),
      kind: kindOf(status),
      requestHeaders: {},
      headers,
      setCookies,
      ...dateOf(headers),
      attributesComplete: true,
      notes: [],
    })
  }
}

const tooLong = (name: string, line: number): AuthlintError =>
  new AuthlintError('INPUT_TOO_LARGE', `${visible(name)}:${line}: this line is longer than 1 MB, which no header is`)

/** A Set-Cookie line as grep or a person leaves it: with curl's or wget's mark, or indented. */
export const setCookieLine = /^(?:< ?|[ \t]{1,16})?set-cookie2?[ \t]{0,8}:/i

/**
 * Header lines without a status line: what grep leaves of a capture, what developer tools copy. Lines that are Set-Cookie
 * only may go on after an empty line; after other fields an empty line ends the head and what follows is a body.
 */
export class FieldLinesReader extends LooseReader {
  #form: InputForm = 'Set-Cookie lines'
  #builder = new HeadBuilder()
  #lines = 0
  #status: number | undefined
  /** A name without a value, which in the two-line layout of developer tools follows on the next line. */
  #name: Excerpt | undefined
  /** Is the whole block indented, so that white space does not mean folding? */
  #indented = false
  #inBody = false
  #afterBlank = false
  /** Has something else than Set-Cookie been seen? */
  #wholeHead = false

  get form(): InputForm {
    return this.#form
  }

  protected line(line: Excerpt): void {
    if (this.#inBody) return
    if (line.text.trim() === '') return this.#blank(line)
    // Only more Set-Cookie lines may follow; anything else is a body.
    if (this.#afterBlank && !setCookieLine.test(line.text)) {
      this.#inBody = true
      return
    }
    this.#afterBlank = false
    const field = setCookieLine.test(line.text) ? trimmed(withoutMark(line)) : line
    if (this.#name) return this.#value(this.#name, field)
    if (this.#lines === 0) this.#indented = /^[ \t]/.test(line.text)
    this.#add(this.#indented && field === line ? trimmed(line) : field)
  }

  protected finish(): void {
    if (this.#name) this.#builder.add(this.#name)
    this.#name = undefined
    this.#flush()
  }

  #add(field: Excerpt): void {
    const status = /^:status: ?(\d{3})$/.exec(field.text)?.[1]
    if (status !== undefined) this.#status = Number(status)
    const name = fieldName(field.text)
    if (name !== undefined && field.text.length === name.length + 1) {
      this.#name = field
      return
    }
    if (name !== undefined && !isSetCookie(name.toLowerCase())) this.#wholeHead = true
    this.#builder.add(field)
    this.#lines++
    if (!this.#wholeHead && this.#lines >= groupLimit) this.#flush()
  }

  #value(name: Excerpt, line: Excerpt): void {
    this.#name = undefined
    if (isFieldLine(line.text)) {
      this.#builder.add(name)
      this.#lines++
      return this.#add(line)
    }
    this.#add(Excerpt.join([name, trimmed(line)], ' '))
  }

  #blank(line: Excerpt): void {
    if (this.#lines === 0 && !this.#name) return
    if (this.#name) this.#builder.add(this.#name)
    this.#name = undefined
    // Ends the field before it: what follows does not go on with it.
    this.#builder.add(line)
    this.#afterBlank = true
    this.#inBody = this.#wholeHead
  }

  #flush(): void {
    const fields = this.#builder.fields()
    if (fields.some(({ lower }) => !isSetCookie(lower))) this.#form = 'header lines'
    if (fields.length > 0) this.emit(setCookiesOf(fields), fields, this.#status)
    this.#builder = new HeadBuilder()
    this.#lines = 0
  }
}

function withoutMark(line: Excerpt): Excerpt {
  return line.text.startsWith('<') ? line.slice(1) : line
}

/** `name=value; Path=/`, one a line. A line that cannot be a cookie is an error, for it may be what went wrong. */
export class BareReader extends LooseReader {
  readonly form = 'bare cookies'
  #cookies: CapturedSetCookie[] = []

  protected line(line: Excerpt): void {
    const value = unquoted(trimmed(line))
    if (value.text === '' || value.text.startsWith('#')) return
    if (!isBareCookie(value.text)) {
      const { line: number } = line.locate()
      throw new AuthlintError('INPUT_UNRECOGNISED', `${visible(this.name)}:${number}: this line is neither a header nor a cookie`, 'A cookie by itself looks like: sid=abc; Path=/; Secure; HttpOnly')
    }
    this.#cookies.push({ field: 'Set-Cookie', value })
    if (this.#cookies.length >= groupLimit) this.finish()
  }

  protected finish(): void {
    if (this.#cookies.length > 0) this.emit(this.#cookies)
    this.#cookies = []
  }
}

/** A name that is a token (or PHP's `name[key]`), or attributes that only a cookie has. */
export const isBareCookie = (text: string): boolean =>
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z][!#$%&'*+\-.^_`|~0-9A-Za-z[\]]{0,8192}[ \t]{0,4}=/.test(text) ||
  (/^(?!\[)[^{}()<>"':;=]{0,8192}=/.test(text) && /;[ \t]{0,8}(?:path|domain|expires|max-age|secure|httponly|samesite|partitioned)[ \t]{0,8}(?:[=;]|$)/i.test(text))

/** Quotes around the whole line come from a shell or a program's source. */
function unquoted(value: Excerpt): Excerpt {
  const quote = value.text.charAt(0)
  return (quote === '"' || quote === "'") && value.text.length > 1 && value.text.endsWith(quote) ? value.slice(1, -1 + value.text.length) : value
}

interface Directive {
  readonly form: InputForm
  /** Up to the value. */
  readonly pattern: RegExp
}

const directives: readonly Directive[] = [
  { form: 'nginx configuration', pattern: /^[ \t]*add_header[ \t]+["']?Set-Cookie["']?[ \t]+/i },
  { form: 'Apache configuration', pattern: /^[ \t]*Header[ \t]+(?:always[ \t]+|onsuccess[ \t]+)?(?:set|add|append|merge|setifempty)[ \t]+"?Set-Cookie"?[ \t]+/i },
  { form: 'Caddy configuration', pattern: /^[ \t]*header[ \t]+(?:[*/@][^ \t]{0,256}[ \t]+)?[+?>]?Set-Cookie[ \t]+/i },
]

/** Directives that change cookies of another program: what comes of it only a response shows. */
const changes = /^[ \t]*(?:proxy_cookie_(?:flags|path|domain)|Header[ \t]+(?:always[ \t]+|onsuccess[ \t]+)?edit\*?[ \t]+"?Set-Cookie)\b/i

const directiveOf = (text: string): Directive | undefined => directives.find(({ pattern }) => pattern.test(text))

export const isDirective = (text: string): boolean => directiveOf(text) !== undefined || changes.test(text)

/** Web server configuration that sets cookies. Each directive stands for a response of its own. */
export class ConfigurationReader extends LooseReader {
  #form: InputForm = 'nginx configuration'

  get form(): InputForm {
    return this.#form
  }

  protected line(line: Excerpt): void {
    if (changes.test(line.text)) return this.#note(`line ${line.locate().line} changes cookies that another program sets; pipe a response in to see what comes of it`)
    const directive = directiveOf(line.text)
    if (!directive) return
    this.#form = directive.form
    const start = directive.pattern.exec(line.text)?.[0].length ?? 0
    const value = argument(line, start)
    if (/\$\{?\w|%\{|\{[\w.]+\}/.test(value.text)) this.#note(`variables are read as they stand, on line ${line.locate().line} and perhaps others`)
    this.emit([{ field: 'Set-Cookie', value }])
  }

  protected finish(): void {}

  #note(text: string): void {
    if (this.notes.length < 10) this.notes.push(text)
  }
}

/** One argument of a directive: quoted, with backslashes undone, or up to white space or semicolon. */
function argument(line: Excerpt, start: number): Excerpt {
  const rest = line.slice(start)
  const quote = rest.text.charAt(0)
  if (quote !== '"' && quote !== "'" && quote !== '`') return rest.slice(0, /^[^ \t;]*/.exec(rest.text)?.[0].length ?? 0)
  // Configuration files have no colours, so that the line stands in its source as it is here.
  const raw = line.source.text
  const from = start + 1
  const builder = new ExcerptBuilder(line.source)
  let at = from
  for (let copied = at; at < raw.length; at++) {
    const character = raw.charAt(at)
    if (character === '\\' && quote !== '`' && at + 1 < raw.length) {
      builder.copy(copied, at).write(raw.charAt(at + 1), at, at + 2)
      copied = ++at + 1
    } else if (character === quote) return builder.copy(copied, at).build()
    else if (at === raw.length - 1) builder.copy(copied, raw.length)
  }
  return builder.build()
}
