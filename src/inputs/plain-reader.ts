import { HeadBuilder, isFieldLine, requestLine, statusLine, type RequestLine, type StatusLine } from './head.ts'
import { LineFeeder } from './line-feeder.ts'
import { RequestTrail } from './request-trail.ts'
import { BodyCollector, type CapturedField, type CapturedResponse, type InputForm } from './responses.ts'
import { CleanLine, cleanLine, cleanText } from './terminal.ts'
import { capturedResponse, connectReply, fieldValue, OpenHead, requestHeaders, type TranscriptReader } from './transcript.ts'

/** A line that begins a head if the next line is a field. */
interface Candidate {
  readonly status?: StatusLine
  readonly request?: RequestLine
  /** Read as body if it begins no head. */
  readonly body: Body
  /** Straight after a head, an empty head may follow, too. */
  readonly immediate: boolean
  /** The lines as they stand, and the number of the first, to be read once more as body. */
  readonly raw: string
  readonly number: number
}

/** How to get past a body. Octets are those of a Content-Length that can be trusted. */
interface Body {
  readonly octets?: number
  /** May another head follow although nothing tells where the body ends? */
  readonly redirect: boolean
  /** The capture shows requests, so that an empty line and the head of a request end the body. */
  readonly requests?: boolean
}

type State = 'between' | 'head' | 'request' | 'request-body' | 'first-line' | 'candidate' | 'scan' | 'rest'

/**
 * Reads heads and bodies as they came: `curl -i`, `-I`, `-D -`, HTTPie, `wget --save-headers`, saved exchanges.
 *
 * A body is skipped by its Content-Length. Where there is none, or where line ends or colours show that octets were
 * changed, it ends where the input ends, except after answers that clients go on from (redirects, 401, 407): there
 * a status line with a field line right after it begins the next head, if its line end is that of the heads before.
 * Where requests are shown, the head of the next request after an empty line ends it, too.
 * What looks like a head anywhere else in a body stays body.
 */
export class PlainReader implements TranscriptReader {
  readonly notes: string[] = []
  readonly #name: string
  readonly #trail: RequestTrail
  readonly #feeder = new LineFeeder((line, number) => this.#line(line, number))
  #responses: CapturedResponse[] = []
  #state: State = 'between'
  /** After a body only another head may follow; before the first head anything may stand. */
  #afterBody: Body | undefined
  #head: OpenHead | undefined
  /** A finished head that is a proxy's answer if another one follows at once. */
  #held: { head: OpenHead; fields: readonly CapturedField[] } | undefined
  #request: { line: RequestLine; builder: HeadBuilder } | undefined
  #candidate: Candidate | undefined
  #first: { body: Body; raw: string; number: number | undefined } | undefined
  #form: InputForm = 'HTTP head'
  /** Did the last head's lines end in CR LF? Then the next one's do, and what a body quotes mostly does not. */
  #carriageReturns = false
  /** Do the line ends of the present head show the octets as they came? */
  #exact = true
  /** Bodies are wanted: a response is handed out once its body has ended. */
  readonly #bodies: boolean
  #collector: BodyCollector | undefined
  #unfinished: CapturedResponse | undefined
  /** Does a line with one space end heads, as in the raw log of Postman's console? In any other head it goes on with the line before it. */
  #spacedEnds = false
  /** The body of the request. */
  #sent: BodyCollector | undefined
  /** What is looked for in the body that is being scanned. */
  #scanned: Body = { redirect: false }
  #afterEmptyLine = false

  constructor(name: string, url?: URL, { bodies = false }: { bodies?: boolean } = {}) {
    this.#name = name
    this.#bodies = bodies
    this.#trail = new RequestTrail(url)
  }

  get form(): InputForm {
    return this.#form
  }

  push(text: string): void {
    this.#feeder.push(text)
  }

  end(): void {
    this.#feeder.end()
    const candidate = this.#candidate
    if (candidate?.immediate && candidate.status) this.#openHead(candidate.status)
    else if (candidate) this.#collector?.add(candidate.raw, candidate.number)
    if (this.#head) this.#closeHead()
    if (this.#held) this.#release(false)
    this.#finish()
  }

  take(): CapturedResponse[] {
    const responses = this.#responses
    this.#responses = []
    return responses
  }

  #line(raw: string, number: number): void {
    switch (this.#state) {
      case 'between':
        return this.#between(raw, number)
      case 'head':
        return this.#headLine(raw, number)
      case 'request':
        return this.#requestHeadLine(raw, number)
      case 'request-body':
        return this.#requestBody(raw, number)
      case 'first-line':
        return this.#firstLine(raw, number)
      case 'candidate':
        return this.#afterCandidate(raw, number)
      case 'scan':
        return this.#scan(raw, number)
      case 'rest':
        return this.#rest(raw, number)
    }
  }

  #between(raw: string, number: number): void {
    const text = cleanText(raw)
    const status = statusLine(text)
    if (status) return this.#openHead(status, raw, number)
    const request = requestLine(text)
    if (request) return this.#openRequest(request)
    if (this.#afterBody && text !== '') this.#state = this.#afterBody.redirect ? 'scan' : 'rest'
  }

  #openHead(status: StatusLine, raw = '', number = 1): void {
    if (this.#held) this.#release(true)
    this.#candidate = undefined
    this.#head = new OpenHead(status, raw === '' ? undefined : cleanLine(this.#name, raw, number))
    this.#state = 'head'
    this.#exact = isExact(raw)
    this.#carriageReturns = raw.endsWith('\r')
    if (this.#form === 'HTTP head') this.#form = raw.includes('\x1b') ? 'HTTPie' : raw.endsWith('\r') ? 'curl -i' : 'HTTP head'
  }

  #openRequest(line: RequestLine): void {
    if (this.#held) this.#release(false)
    this.#candidate = undefined
    this.#request = { line, builder: new HeadBuilder() }
    this.#state = 'request'
  }

  #headLine(raw: string, number: number): void {
    const line = new CleanLine(this.#name, raw, number)
    if (line.text === '' || (this.#spacedEnds && line.text === ' ')) return this.#closeHead()
    const status = statusLine(line.text)
    // Heads that lost the empty line between them.
    if (status) {
      this.#closeHead()
      return this.#openHead(status, raw, number)
    }
    this.#exact &&= isExact(raw)
    this.#head?.add(line)
  }

  #closeHead(): void {
    const head = this.#head
    this.#head = undefined
    if (!head) return
    const fields = head.fields()
    const { status } = head.statusLine
    const method = this.#trail.method
    const connect = connectReply(head.statusLine, fields, method)
    this.#held = { head, fields }
    if (connect !== 'maybe') this.#release(connect === 'yes')

    const body = { redirect: (status >= 300 && status < 400) || status === 401 || status === 407, requests: this.#form === 'HTTP exchange' }
    const length = contentLength(fields)
    if (status < 200 || status === 204 || status === 304 || connect === 'yes' || length === 0) return this.#endBody(body)
    const known: Body = length !== undefined && this.#countsOctets(body, fields) ? { octets: length, ...body } : body
    this.#first = { body: known, raw: '', number: undefined }
    const mayFollow = body.redirect || connect === 'maybe' || method === 'HEAD' || !isRawText(fields)
    this.#scanned = known
    this.#afterEmptyLine = true
    if (known.octets === undefined) this.#state = mayFollow ? 'first-line' : bodyState(known)
    else this.#feeder.peek((text, last) => this.#seeBody(text, last, mayFollow))
  }

  /** Content-Length counts what stands here only if nothing was undone on the way: compression, line ends, colour. */
  #countsOctets({ redirect }: Body, fields: readonly CapturedField[]): boolean {
    return this.#exact ? fieldValue(fields, 'content-encoding') === undefined || !redirect : !redirect && this.#form !== 'HTTPie'
  }

  #release(connect: boolean): void {
    if (this.#held) {
      const response = capturedResponse(this.#form, this.#held.head, this.#held.fields, { trail: this.#trail, connect })
      this.#finish()
      if (this.#bodies) {
        this.#unfinished = response
        this.#collector = new BodyCollector()
      } else this.#responses.push(response)
    }
    this.#held = undefined
  }

  /** Hands out the response whose body has ended. */
  #finish(): void {
    if (this.#unfinished) this.#responses.push({ ...this.#unfinished, ...this.#collector?.body(this.#name) })
    this.#unfinished = undefined
    this.#collector = undefined
  }

  /** Before octets are skipped: a HEAD answer and a redirect that curl followed have a Content-Length, too, but no body. */
  #seeBody(text: string, last: boolean, mayFollow: boolean): boolean {
    const start = /^[\r\n]{0,4}/.exec(text)?.[0].length ?? 0
    if (!last && 'HTTP/'.startsWith(text.slice(start, start + 5)) && text.length < start + 5) return false
    const beginsLikeHead = text.startsWith('HTTP/', start)
    if (beginsLikeHead && !mayFollow) this.#note('a plain text body begins like another response; it was read as a body')
    if (beginsLikeHead && mayFollow) this.#state = 'first-line'
    else this.#skipBody(this.#first?.body ?? { redirect: false })
    return true
  }

  #firstLine(raw: string, number: number): void {
    const first = this.#first ?? { body: { redirect: false }, raw: '', number }
    const text = cleanText(raw)
    const held = first.raw + raw + '\n'
    const from = first.number ?? number
    if (text === '' && held.length <= 4) {
      this.#first = { body: first.body, raw: held, number: from }
      return
    }
    const status = statusLine(text)
    const request = status ? undefined : requestLine(text)
    if (status || request) return this.#consider({ body: first.body, immediate: true, raw: held, number: from, ...(status ? { status } : { request: request as RequestLine }) })
    this.#readAsBody(first.body, { raw: held, from }, raw, number)
  }

  #consider(candidate: Candidate): void {
    this.#candidate = candidate
    this.#state = 'candidate'
  }

  #afterCandidate(raw: string, number: number): void {
    const candidate = this.#candidate
    this.#candidate = undefined
    if (!candidate) return
    const text = cleanText(raw)
    if (isFieldLine(text) || (candidate.immediate && text === '')) {
      const own = candidate.raw.slice(0, -1)
      // A body without a line end before the next head.
      if (!candidate.immediate && candidate.status) this.#collector?.add(own.slice(0, own.lastIndexOf('HTTP/')), candidate.number)
      if (candidate.request) this.#openRequest(candidate.request)
      else if (candidate.status) this.#openHead(candidate.status, own.slice(own.lastIndexOf('\n') + 1), number - 1)
      return this.#line(raw, number)
    }
    this.#readAsBody(candidate.body, { raw: `${candidate.raw}${raw}\n`, from: candidate.number }, raw, number)
  }

  /** What was looked at as a head is none: it all belongs to the body, of which only the last line was not yet looked at. */
  #readAsBody(body: Body, held: { raw: string; from: number }, raw: string, number: number): void {
    if (this.#held) this.#release(false)
    if (body.octets !== undefined) {
      this.#feeder.giveBack(held.raw, held.from)
      return this.#skipBody(body)
    }
    this.#collector?.add(held.raw.slice(0, -(raw.length + 1)), held.from)
    this.#state = bodyState(body)
    this.#scanned = body
    this.#afterEmptyLine = false
    this.#line(raw, number)
  }

  #skipBody(body: Body): void {
    if (this.#held) this.#release(false)
    const collector = this.#collector
    this.#feeder.skip(body.octets ?? 0, collector && ((text, line) => collector.add(text, line)))
    this.#endBody(body)
  }

  #endBody(body: Body): void {
    this.#afterBody = body
    this.#state = 'between'
  }

  #scan(raw: string, number: number): void {
    const { redirect } = this.#scanned
    const mayBegin = raw.includes('HTTP') && (!this.#carriageReturns || raw.endsWith('\r'))
    const text = mayBegin ? cleanText(raw) : ''
    const status = mayBegin && redirect ? (statusLine(text) ?? gluedStatus(raw)) : undefined
    const request = status || !(redirect || this.#afterEmptyLine) ? undefined : requestLine(text)
    this.#afterEmptyLine = raw === '' || raw === '\r'
    if (!status && !request) return this.#collector?.add(`${raw}\n`, number)
    this.#consider({ body: this.#scanned, immediate: false, raw: `${raw}\n`, number, ...(status ? { status } : { request: request as RequestLine }) })
  }

  #rest(raw: string, number: number): void {
    this.#collector?.add(`${raw}\n`, number)
    if (!raw.includes('HTTP/') || !(statusLine(cleanText(raw)) ?? gluedStatus(raw))) return
    this.#note(`line ${number} looks like another response, but nothing shows that the body before it has ended; it was read as part of that body`)
  }

  /** One is enough: more would mostly repeat it. */
  #note(text: string): void {
    if (this.notes.length === 0) this.notes.push(text)
  }

  #requestHeadLine(raw: string, number: number): void {
    const line = new CleanLine(this.#name, raw, number)
    this.#spacedEnds = line.text === ' '
    if (line.text !== '' && !this.#spacedEnds) {
      this.#request?.builder.add(line)
      return
    }
    const fields = this.#request?.builder.fields() ?? []
    const headers = requestHeaders(fields)
    if (this.#request) this.#trail.request(this.#request.line.method, this.#request.line.target, headers)
    this.#request = undefined
    this.#sent = this.#bodies ? new BodyCollector() : undefined
    this.#form = headers['user-agent']?.startsWith('HTTPie/') ? 'HTTPie' : 'HTTP exchange'
    this.#state = 'request-body'
  }

  #requestBody(raw: string, number: number): void {
    const status = raw.includes('HTTP') ? statusLine(cleanText(raw)) : undefined
    if (!status) return this.#sent?.add(`${raw}\n`, number)
    const body = this.#sent?.body(this.#name).body?.excerpt.text.trim()
    if (body) this.#trail.requestBody(body)
    this.#sent = undefined
    this.#openHead(status, raw, number)
  }
}

/** Is the body looked through for another head? */
const bodyState = ({ redirect, requests }: Body): State => (redirect || requests ? 'scan' : 'rest')

/** One CR before the line feed and no colour: the octets are as they came. */
const isExact = (raw: string): boolean => raw.endsWith('\r') && !raw.endsWith('\r\r') && !raw.includes('\x1b')

function contentLength(fields: readonly CapturedField[]): number | undefined {
  const text = fieldValue(fields, 'content-length')
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Bodies that may well begin with a status line: they are text of any kind, or HTTP messages themselves. */
const isRawText = (fields: readonly CapturedField[]): boolean =>
  /^(?:text\/plain|message\/http|application\/http|application\/octet-stream)\b/i.test(fieldValue(fields, 'content-type') ?? '')

/** The next status line after a body without a line end. curl's own ends in CR, which a body's line seldom does. */
function gluedStatus(raw: string): StatusLine | undefined {
  if (!raw.endsWith('\r')) return undefined
  const status = statusLine(cleanText(raw.slice(raw.lastIndexOf('HTTP/'))))
  return status && /^[A-Za-z' -]{0,40}$/.test(status.reason) ? status : undefined
}
