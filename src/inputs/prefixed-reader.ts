import type { Excerpt } from '../core/location.ts'
import { HeadBuilder, joinLines, requestLine, statusLine, type RequestLine } from './head.ts'
import { LineFeeder } from './line-feeder.ts'
import { RequestTrail } from './request-trail.ts'
import type { CapturedResponse, InputForm } from './responses.ts'
import { cleanLine } from './terminal.ts'
import { capturedResponse, connectReply, endsExchange, OpenHead, requestHeaders, type TranscriptReader } from './transcript.ts'

/** Who says a line: the server, the client, or the program about the connection. `other` is a body, or nothing of use. */
export type Role = 'received' | 'sent' | 'noise' | 'other'

/** Tells a program's marks from what they mark, one line at a time; may keep lines back to join them. */
export interface Dialect {
  readonly form: InputForm
  line(raw: string, number: number, say: (role: Role, text: Excerpt) => void): void
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

  constructor(name: string, dialect: (name: string) => Dialect, url?: URL) {
    this.#dialect = dialect(name)
    this.#trail = new RequestTrail(url)
    this.#feeder = new LineFeeder((raw, number) => this.#dialect.line(raw, number, (role, text) => this.#say(role, text)))
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
  }

  take(): CapturedResponse[] {
    const responses = this.#responses
    this.#responses = []
    return responses
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
    const response = capturedResponse(this.form, head, fields, { trail: this.#trail, connect })
    this.#responses.push(response)
    if (endsExchange(response.kind)) this.#awaiting = false
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

/** `curl -v`, standard error merged in: `< ` server, `> ` client, `* ` curl, `{ [5 bytes data]` octets; bodies have no mark. */
export const curlVerbose = (name: string): Dialect => ({
  form: 'curl -v',
  headEndsAtOtherLines: false,
  notes: [],
  line(raw, number, say) {
    // A long body line is not worth cleaning; the progress meter's line is short.
    const start = raw.charCodeAt(0)
    if (start !== 0x3c && start !== 0x3e && start !== 0x2a && start !== 0x0d && start !== 0x1b && start !== 0x63) return
    const line = cleanLine(name, raw, number)
    const mark = line.text.charAt(0)
    const role = curlMarks[mark]
    if (role && (line.text.length === 1 || line.text.charAt(1) === ' ')) say(role, line.slice(Math.min(2, line.text.length)))
    else if (line.text.startsWith('curl: (')) say('other', line)
  },
  end: () => {},
})

const curlMarks: Readonly<Record<string, Role>> = { '<': 'received', '>': 'sent', '*': 'noise' }

/** `wget -S`: the server's lines are indented by two spaces and no empty line ends them; each URL has a line of its own. */
export const wgetServerResponse = (name: string): Dialect => ({
  form: 'wget -S',
  headEndsAtOtherLines: true,
  notes: [],
  line(raw, number, say) {
    const line = cleanLine(name, raw, number)
    if (line.text.startsWith('  ')) say('received', line.slice(2))
    else say(line.text.startsWith('--') ? 'noise' : 'other', line)
  },
  end: () => {},
})

/** `curl --trace-ascii`: each block says whose octets follow, in lines of at most 64, each with its offset. */
export const curlTrace = (name: string): Dialect => {
  const notes: string[] = []
  let role: Role = 'other'
  let parts: Excerpt[] = []
  /** Offset at which the next line goes on with this one; a line that CRLF ended is two further. */
  let next = -1

  const flush = (say: (role: Role, text: Excerpt) => void) => {
    if (parts.length > 0) say(role, joinLines(parts, ''))
    parts = []
    next = -1
  }
  return {
    form: 'curl --trace-ascii',
    headEndsAtOtherLines: false,
    notes,
    line(raw, number, say) {
      const block = /^(?:\d\d:\d\d:\d\d\.\d{1,9} )?(?:\[[\d-]{1,20}\] )?(== Info: |=> Send header|<= Recv header|=> Send |<= Recv )/.exec(raw)
      if (block) {
        flush(say)
        role = blockRoles[block[1] ?? ''] ?? 'other'
        if (role === 'noise') say('noise', cleanLine(name, raw, number).slice(block[0].length))
        return
      }
      if (role !== 'received' && role !== 'sent') {
        if (raw.startsWith('curl: (')) say('other', cleanLine(name, raw, number))
        return
      }
      const octets = /^([0-9a-f]{4,8}):(?: |$)/.exec(raw)
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
