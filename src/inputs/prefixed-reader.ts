import { Excerpt } from '../core/location.ts'
import { HeadBuilder, requestLine, statusLine, type RequestLine } from './head.ts'
import { InterleavedBody } from './interleaved-body.ts'
import { LineFeeder } from './line-feeder.ts'
import { RequestTrail } from './request-trail.ts'
import type { CapturedResponse, InputForm } from './responses.ts'
import { cleanLine } from './terminal.ts'
import { capturedResponse, connectReply, endsExchange, fieldValue, OpenHead, requestHeaders, type TranscriptReader } from './transcript.ts'

/** Who says a line: the server, the client, or the program about the connection. `other` is a body, or nothing of use. */
export type Role = 'received' | 'sent' | 'noise' | 'other'

/** Octets of a body: whose, and where they stand. */
export interface BodyPart {
  readonly of: 'request' | 'response'
  readonly text: string
  readonly line: number
  readonly column: number
}

/** Tells a program's marks from what they mark, one line at a time; may keep lines back to join them. */
export interface Dialect {
  readonly form: InputForm
  /** `keep` is there when bodies are wanted. */
  line(raw: string, number: number, say: (role: Role, text: Excerpt) => void, keep?: (part: BodyPart) => void): void
  end(say: (role: Role, text: Excerpt) => void): void
  /** Does a line that is not the server's end a head? (Else an empty one does.) */
  readonly headEndsAtOtherLines: boolean
  readonly notes: readonly string[]
}

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

  /** A status line in a body that quotes a capture: nobody asked, or its line ends are not those of this capture. */
  #mayAnswer({ source }: Excerpt): boolean {
    const lineEnd = source.text.endsWith('\r') ? '\r' : ''
    this.#lineEnd ??= lineEnd
    return lineEnd === this.#lineEnd && (this.#awaiting || !this.#requestsSeen)
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
    if (request) this.#request = { line: request, builder: new HeadBuilder() }
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

/**
 * What stands before curl's marks: the time (`--trace-time`), the time as build servers and containers log it, and the numbers of
 * transfer and connection (`--trace-ids`).
 */
export const curlStamp = /^(?:\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]? )?(?:\[[\dx]{1,20}-[\dx]{1,20}\] )?/

/** `curl -v`, standard error merged in: `< ` server, `> ` client, `* ` curl, `{ [5 bytes data]` octets; bodies have no mark. */
export const curlVerbose = (name: string): Dialect => ({
  form: 'curl -v',
  headEndsAtOtherLines: false,
  notes: [],
  line(raw, number, say, keep) {
    // A long body line is not worth cleaning; the progress meter's line is short.
    const stamp = curlStamp.exec(raw)?.[0].length ?? 0
    const start = raw.charCodeAt(stamp)
    if (start !== 0x3c && start !== 0x3e && start !== 0x2a && start !== 0x0d && start !== 0x1b && start !== 0x63) return keep?.(verboseBody(raw, number))
    const line = cleanLine(name, raw, number).slice(stamp)
    const mark = line.text.charAt(0)
    const role = curlMarks[mark]
    if (role && (line.text.length === 1 || line.text.charAt(1) === ' ')) say(role, line.slice(Math.min(2, line.text.length)))
    else if (line.text.startsWith('curl: (')) say('other', line)
    else keep?.(verboseBody(raw, number))
  },
  end: () => {},
})

/** A line of a body, without the `{ [1378 bytes data]` that stands where curl had written no more of it yet. */
function verboseBody(raw: string, line: number): BodyPart {
  const counted = /[{}] \[\d{1,12} bytes data\]\r?$/.exec(raw.slice(-40))
  return { of: 'response', text: counted ? raw.slice(0, raw.length - counted[0].length) : `${raw}\n`, line, column: 0 }
}

/** What curl says when it goes on, right behind a body whose length nothing tells. */
function withoutGluedNoise(text: string): string {
  const at = text.slice(-300).search(/\* (?:  Trying |Connecting to |Connection #\d|Re-using |Found bundle |Host |Uses proxy |Added cookie |WARNING: |Closing connection )/)
  return at === -1 ? text : text.slice(0, Math.max(0, text.length - 300) + at)
}

const curlMarks: Readonly<Record<string, Role>> = { '<': 'received', '>': 'sent', '*': 'noise' }

/**
 * `wget -S`: the server's lines are indented by two spaces and no empty line ends them; each URL has a line of its own. `wget -d`
 * shows the exchange between lines of hyphens first, and with both what follows is the same once more.
 */
export const wgetServerResponse = (name: string): Dialect => {
  let block: Role | undefined
  let shown = false
  return {
    form: 'wget -S',
    headEndsAtOtherLines: true,
    notes: [],
    line(raw, number, say) {
      const line = cleanLine(name, raw, number)
      const mark = /^---(request|response) (begin|end)---$/.exec(line.text)
      if (mark) {
        shown = true
        block = mark[2] === 'end' ? undefined : mark[1] === 'request' ? 'sent' : 'received'
        if (!block) say('other', line)
      } else if (block) say(block, line)
      else if (line.text.startsWith('  ')) {
        if (!shown) say('received', line.slice(2))
      } else say(line.text.startsWith('--') ? 'noise' : 'other', line)
    },
    end: () => {},
  }
}

/** `curl --trace-ascii`: each block says whose octets follow, in lines of at most 64, each with its offset. */
export const curlTrace = (name: string): Dialect => {
  const notes: string[] = []
  let role: Role = 'other'
  /** Whose body the present block is of, and how many octets of it are still to come. */
  let body: BodyPart['of'] | undefined
  let octetsLeft = 0
  let parts: Excerpt[] = []
  /** Offset at which the next line goes on with this one; a line that CRLF ended is two further. */
  let next = -1

  const flush = (say: (role: Role, text: Excerpt) => void) => {
    const [first, ...others] = parts
    if (first) say(role, Excerpt.join([first, ...others]))
    parts = []
    next = -1
  }
  return {
    form: 'curl --trace-ascii',
    headEndsAtOtherLines: false,
    notes,
    line(raw, number, say, keep) {
      const block = /^(?:\d\d:\d\d:\d\d\.\d{1,9} )?(?:\[[\d-]{1,20}\] )?(== Info: |=> Send header|<= Recv header|=> Send |<= Recv )(?:data, (\d{1,12}) bytes)?/.exec(raw)
      if (block) {
        flush(say)
        role = blockRoles[block[1] ?? ''] ?? 'other'
        body = block[2] === undefined ? undefined : block[1] === '=> Send ' ? 'request' : 'response'
        octetsLeft = Number(block[2] ?? 0)
        if (role === 'noise') say('noise', cleanLine(name, raw, number).slice(block[0].length))
        return
      }
      const isHead = role === 'received' || role === 'sent'
      const octets = isHead || (keep && body) ? /^([0-9a-f]{4,8}):(?: |$)/.exec(raw) : undefined
      if (!isHead) {
        if (octets && body && keep) {
          const own = raw.slice(octets[0].length).replace(/\r$/, '').slice(0, octetsLeft)
          octetsLeft -= own.length
          // Lines hold 64 octets; one that ends earlier, with octets to come, ended in CRLF.
          const lineEnd = own.length < 64 && octetsLeft >= 2 ? '\r\n' : ''
          octetsLeft -= lineEnd.length
          keep({ of: body, text: own + lineEnd, line: number, column: octets[0].length })
        } else if (raw.startsWith('curl: (')) say('other', cleanLine(name, raw, number))
        return
      }
      if (!octets) return
      const line = cleanLine(name, raw, number).slice(octets[0].length)
      const offset = parseInt(octets[1] ?? '0', 16)
      if (offset !== next) flush(say)
      if (role === 'received' && notes.length === 0) notes.push('--trace-ascii shows octets outside ASCII as dots')
      parts.push(line)
      next = offset + line.text.length
    },
    end: flush,
  }
}

const blockRoles: Readonly<Record<string, Role>> = { '== Info: ': 'noise', '=> Send header': 'sent', '<= Recv header': 'received' }
