import type { Excerpt } from '../core/location.ts'
import type { BodyPart, Dialect, Role } from './dialects.ts'
import { HeadBuilder, requestLine, statusLine, type RequestLine } from './head.ts'
import { InterleavedBody } from './interleaved-body.ts'
import { LineFeeder } from './line-feeder.ts'
import { RequestTrail } from './request-trail.ts'
import type { CapturedResponse, InputForm } from './responses.ts'
import { capturedResponse, connectReply, endsExchange, fieldValue, OpenHead, requestHeaders, type TranscriptReader } from './transcript.ts'

/**
 * Reads captures that mark the lines of heads: `curl -v`, `curl --trace-ascii`, `wget -S`. Everything unmarked is body or
 * noise, never a response. Once requests are seen, every response needs one: a body that quotes a capture is a body.
 */
export class PrefixedReader implements TranscriptReader {
  readonly #dialect: Dialect
  readonly #trail: RequestTrail
  readonly #feeder: LineFeeder
  #responses: CapturedResponse[] = []
  #head: OpenHead | undefined
  #request: { line: RequestLine; builder: HeadBuilder } | undefined
  #requestsSeen = false
  #awaiting = true
  #lineEnd: string | undefined
  #complaint: string | undefined
  readonly #name: string
  /** Bodies are wanted: a response is handed out once its body has ended. */
  readonly #keep: ((part: BodyPart) => void) | undefined
  #unfinished: { readonly response: CapturedResponse; readonly chunked: boolean; readonly length: number | undefined; readonly body: InterleavedBody } | undefined
  #sentBody = new InterleavedBody()
  /** `curl -v -i` prints a head once more, before the body. */
  #repeatedHead = false

  constructor(name: string, dialect: (name: string) => Dialect, url?: URL, { bodies = false }: { bodies?: boolean } = {}) {
    this.#name = name
    this.#dialect = dialect(name)
    this.#trail = new RequestTrail(url)
    this.#keep = bodies ? (part) => this.#bodyPart(part) : undefined
    this.#feeder = new LineFeeder((raw, number) => this.#line(raw, number))
  }

  get form(): InputForm {
    return this.#dialect.form
  }

  get notes(): readonly string[] {
    return this.#dialect.notes
  }

  get complaint(): string | undefined {
    return this.#complaint
  }

  push(text: string): void {
    this.#feeder.push(text)
  }

  end(): void {
    this.#feeder.end()
    this.#dialect.end((role, text) => this.#say(role, text))
    this.#closeHead()
    this.#finish()
  }

  take(): CapturedResponse[] {
    const responses = this.#responses
    this.#responses = []
    return responses
  }

  #line(raw: string, number: number): void {
    this.#dialect.line(raw, number, (role, text) => this.#say(role, text), this.#keep)
  }

  #say(role: Role, line: Excerpt): void {
    if (role === 'received') return this.#received(line)
    if (this.#head && this.#dialect.headEndsAtOtherLines) this.#closeHead()
    if (role === 'sent') this.#sent(line)
    else if (role === 'noise') this.#noise(line.text)
    else if (/^(?:curl: \(\d+\)|wget: ) ?/.test(line.text)) this.#complaint ??= line.text
  }

  #received(line: Excerpt): void {
    const { text } = line
    if (this.#head && text === '') return this.#closeHead()
    const status = statusLine(text)
    if (!status) {
      this.#head?.add(line)
      return
    }
    this.#closeHead()
    if (!this.#mayAnswer(line)) return
    this.#head = new OpenHead(status, line)
  }

  /**
   * A status line in a body that quotes a capture: nobody asked. Where requests are not shown, its line ends are not those of this
   * capture; servers may differ in that, but they all get their requests from one program.
   */
  #mayAnswer(line: Excerpt): boolean {
    return this.#requestsSeen ? this.#awaiting : this.#endsLikeOthers(line)
  }

  #endsLikeOthers({ source }: Excerpt): boolean {
    const lineEnd = source.text.endsWith('\r') ? '\r' : ''
    this.#lineEnd ??= lineEnd
    return lineEnd === this.#lineEnd
  }

  #closeHead(): void {
    const head = this.#head
    this.#head = undefined
    if (!head) return
    const fields = head.fields()
    const connect = connectReply(head.statusLine, fields, this.#trail.method) === 'yes'
    this.#finish()
    if (this.#sentBody.size > 0) this.#trail.requestBody(this.#sentBody.text)
    const response = capturedResponse(this.form, head, fields, { trail: this.#trail, connect })
    if (endsExchange(response.kind)) this.#awaiting = false
    if (!this.#keep || !endsExchange(response.kind)) {
      this.#responses.push(response)
      return
    }
    const length = fieldValue(fields, 'content-length')
    // What curl undid a coding of is no longer that long.
    const counts = length !== undefined && /^\d{1,15}$/.test(length) && fieldValue(fields, 'content-encoding') === undefined
    const chunked = /\bchunked\b/i.test(fieldValue(fields, 'transfer-encoding') ?? '')
    this.#unfinished = { response, chunked, length: counts ? Number(length) : undefined, body: new InterleavedBody() }
    this.#sentBody = new InterleavedBody()
    this.#repeatedHead = false
  }

  /** Hands out the response whose body has ended. */
  #finish(): void {
    if (this.#unfinished) {
      const { response, chunked, body } = this.#unfinished
      this.#responses.push({ ...response, ...body.body(this.#name, chunked) })
    }
    this.#unfinished = undefined
  }

  #bodyPart({ of, text, line, column }: BodyPart): void {
    if (of === 'request') return this.#sentBody.add(text, line, column)
    const { length, body } = this.#unfinished ?? {}
    if (!body) return
    if (body.size === 0 && (this.#repeatedHead || statusLine(text.trimEnd()))) {
      this.#repeatedHead = text.trimEnd() !== ''
      return
    }
    const own = length === undefined ? withoutGluedNoise(text) : text.slice(0, Math.max(0, length - body.size))
    if (own !== '') body.add(own, line, column)
    // A body mostly ends without a line end, and what the program says next follows on the same line.
    const rest = text.slice(own.length).replace(/\n$/, '')
    if (rest !== '' && this.form === 'curl -v') this.#dialect.line(rest, line, (role, said) => this.#say(role, said))
  }

  #sent(line: Excerpt): void {
    if (this.#request && line.text !== '') {
      this.#request.builder.add(line)
      return
    }
    if (this.#request) {
      const { line: request, builder } = this.#request
      this.#request = undefined
      this.#asked()
      this.#finish()
      this.#trail.request(request.method, request.target, requestHeaders(builder.fields()))
      return
    }
    const request = requestLine(line.text)
    if (!request || !this.#endsLikeOthers(line)) return
    // A head that nothing ended.
    this.#closeHead()
    this.#request = { line: request, builder: new HeadBuilder() }
  }

  #noise(text: string): void {
    const url = /^--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--  (\S{1,16384})$/.exec(text)?.[1]
    if (url === undefined) return this.#trail.noise(text)
    this.#asked()
    this.#trail.requestUrl(url)
  }

  #asked(): void {
    this.#requestsSeen = true
    this.#awaiting = true
  }
}

/** What curl says when it goes on, right behind a body whose length nothing tells. */
function withoutGluedNoise(text: string): string {
  const at = text.slice(-300).search(/\* (?:  Trying |Connecting to |Connection #\d|Re-using |Found bundle |Host |Uses proxy |Added cookie |WARNING: |Closing connection )/)
  return at === -1 ? text : text.slice(0, Math.max(0, text.length - 300) + at)
}
