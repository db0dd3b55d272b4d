import { unmarkedUtf16Of, utf16Hint } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { Source } from '../core/location.ts'
import { visible } from '../core/text.ts'
import { readCookieJar } from './cookie-jar.ts'
import { curlTrace, curlVerbose, wgetServerResponse } from './dialects.ts'
import { jsonResponsesOf } from './json-responses.ts'
import { LogReader } from './log-reader.ts'
import { BareReader, ConfigurationReader, FieldLinesReader } from './loose-readers.ts'
import { PlainReader } from './plain-reader.ts'
import { PrefixedReader } from './prefixed-reader.ts'
import { emptyInput, gather, looksBinary } from './read.ts'
import type { CapturedResponse, InputForm } from './responses.ts'
import { sampleSize, sniff, type Shape } from './sniff.ts'
import type { TranscriptReader } from './transcript.ts'

/** An input of `authlint cookie`. `form`, `count` and `notes` fill up while `responses` is read, which can be done once. */
export interface CookieInput {
  readonly responses: Iterable<CapturedResponse>
  /** What the input was taken for; undefined until the first octets were read. */
  readonly form: InputForm | undefined
  /** Responses so far. */
  readonly count: number
  readonly notes: readonly string[]
  /** For people: `curl -v, 2 responses, https://app.example.com`. */
  describe(): string
}

export interface CookieInputOptions {
  /** URL of the first request of the input. */
  readonly url?: URL
  /** Keep bodies, where the form has them. */
  readonly bodies?: boolean
}

/**
 * Reads what people pipe into `authlint cookie`: one character an octet, pieces as they come. Transcripts are read in
 * constant memory. Anything that cannot be read is an AuthlintError, thrown after what could be read.
 */
export const readCookieInput = (name: string, pieces: Iterable<string>, options: CookieInputOptions = {}): CookieInput => new Input(name, pieces, options)

class Input implements CookieInput {
  readonly responses: Iterable<CapturedResponse>
  form: InputForm | undefined
  count = 0
  #notes: readonly string[] = []
  #origin: string | undefined

  constructor(name: string, pieces: Iterable<string>, options: CookieInputOptions) {
    this.responses = this.#read(name, pieces, options)
  }

  get notes(): readonly string[] {
    return this.#notes
  }

  describe(): string {
    const parts = [this.form ?? 'nothing read', `${this.count} ${this.count === 1 ? 'response' : 'responses'}`]
    return [...parts, ...(this.#origin === undefined ? [] : [this.#origin])].join(', ')
  }

  *#read(name: string, pieces: Iterable<string>, { url, bodies = false }: CookieInputOptions): Generator<CapturedResponse> {
    const iterator = pieces[Symbol.iterator]()
    try {
      const { first, whole } = firstOctets(iterator)
      const lines = endsLinesWithReturns(first) ? (text: string) => text.replaceAll('\r', '\n') : (text: string) => text
      const sample = lines(first.slice(0, sampleSize))
      const shape = sniff(sample, whole && sample.length === first.length)
      const rest = afterFirst(first, iterator, lines)
      if (shape === 'json' || shape === 'jar') {
        yield* shape === 'jar' ? this.#jar(new Source(name, gather(rest, name), { octets: true }), url) : this.#json(name, rest, url, bodies)
        return
      }
      const reader = readers[shape]?.(name, url, bodies)
      if (!reader) throw refusal(name, shape, sample)
      yield* this.#transcript(name, reader, rest)
    } finally {
      iterator.return?.()
    }
  }

  *#jar(source: Source, url: URL | undefined): Generator<CapturedResponse> {
    const { responses, notes } = readCookieJar(source, url)
    this.#notes = notes
    yield* this.#counted(responses)
    this.form ??= 'cookie jar'
  }

  *#json(name: string, pieces: Iterable<string>, url: URL | undefined, bodies: boolean): Generator<CapturedResponse> {
    const notes: string[] = []
    this.#notes = notes
    yield* this.#counted(jsonResponsesOf(name, pieces, url, notes, bodies))
    this.form ??= 'HAR'
  }

  *#counted(responses: Iterable<CapturedResponse>): Generator<CapturedResponse> {
    for (const response of responses) {
      this.#count(response)
      yield response
    }
  }

  *#transcript(name: string, reader: TranscriptReader, pieces: Iterable<string>): Generator<CapturedResponse> {
    for (const piece of pieces) {
      reader.push(piece)
      yield* this.#seen(reader)
    }
    reader.end()
    yield* this.#seen(reader)
    if (this.count === 0) throw noResponse(name, reader)
  }

  *#seen(reader: TranscriptReader): Generator<CapturedResponse> {
    this.form = reader.form
    this.#notes = reader.notes
    for (const response of reader.take()) {
      this.#count(response)
      yield response
    }
    this.form = reader.form
  }

  #count(response: CapturedResponse): void {
    this.count++
    this.form ??= response.form
    this.#origin ??= response.url?.origin
  }
}

const readers: Partial<Record<Shape, (name: string, url: URL | undefined, bodies: boolean) => TranscriptReader>> = {
  plain: (name, url, bodies) => new PlainReader(name, url, { bodies }),
  verbose: (name, url, bodies) => new PrefixedReader(name, curlVerbose, url, { bodies }),
  trace: (name, url, bodies) => new PrefixedReader(name, curlTrace, url, { bodies }),
  wget: (name, url) => new PrefixedReader(name, wgetServerResponse, url),
  fields: (name, url) => new FieldLinesReader(name, url),
  log: (name, url) => new LogReader(name, url),
  configuration: (name, url) => new ConfigurationReader(name, url),
  bare: (name, url) => new BareReader(name, url),
}

/** At least as many octets as decide, however they come, so that the same input is always taken for the same form. */
function firstOctets(iterator: Iterator<string>): { first: string; whole: boolean } {
  const parts: string[] = []
  let size = 0
  while (size <= sampleSize) {
    const next = iterator.next()
    if (next.done) return { first: parts.join(''), whole: true }
    parts.push(next.value)
    size += next.value.length
  }
  return { first: parts.join(''), whole: false }
}

/** A head of which every line ends in a lone CR, as some editors save it. */
const endsLinesWithReturns = (text: string): boolean => /^\s*HTTP\/\d[^\n]*\r[\w-]{1,256}:/.test(text.slice(0, 4096)) && !text.includes('\r\n')

function* afterFirst(first: string, iterator: Iterator<string>, lines: (text: string) => string): Generator<string> {
  yield lines(first)
  for (let next = iterator.next(); !next.done; next = iterator.next()) yield lines(next.value)
}

const example = 'For example: curl -si https://example.com/login | authlint cookie'

const refusals: Partial<Record<Shape, readonly [string, string]>> = {
  'hex-trace': ['is a curl --trace in hexadecimal', 'Use curl -v or --trace-ascii instead.'],
  'curl-command': ['is a curl command, which is a request; cookies are set by the response', 'Run it with -i and pipe what it prints: curl -si ... | authlint cookie'],
  code: ['is program code; what it sends cannot be told from it', `Run the program and pipe a response in. ${example}`],
  'printed-object': ['is an object as a program prints it, which is not quite JSON', 'Print it as JSON: JSON.stringify(response.headers.getSetCookie()) in Node, json.dumps(dict(response.headers)) in Python.'],
  'cookie-request': ['is a Cookie header, which browsers send; it has no attributes to judge', `Set-Cookie is in the response. ${example}`],
  'header-panel': ['is copied from a panel of developer tools, where names and values stand on lines of their own', 'Right-click the request in the list, choose Copy and Copy response headers (in Firefox Copy Value and Response Headers), and give that.'],
  markup: ['is a page without its HTTP head', `curl prints the head with -i. ${example}`],
}

function refusal(name: string, shape: Shape, sample: string): AuthlintError {
  if (shape === 'blank') return emptyInput(name)
  const known = refusals[shape]
  if (known) return new AuthlintError('INPUT_UNRECOGNISED', `${visible(name)} ${known[0]}`, known[1])
  const encoding = unmarkedUtf16Of(Buffer.from(sample.slice(0, 512), 'latin1'))
  if (encoding) return new AuthlintError('INPUT_UNRECOGNISED', `${visible(name)} is UTF-16 text without a byte order mark`, utf16Hint(encoding))
  if (looksBinary(sample)) {
    return new AuthlintError('INPUT_UNRECOGNISED', `${visible(name)} is binary data without an HTTP head`, `A compressed file has to be unpacked; curl prints the head with -i. ${example}`)
  }
  if (/^[ \t]{0,9}StatusCode {1,20}: \d|^(?:curl|iwr|Invoke-WebRequest) : /m.test(sample)) {
    return new AuthlintError('INPUT_UNRECOGNISED', `${visible(name)} comes from Invoke-WebRequest, which Windows PowerShell calls curl`, 'It shortens header fields and joins cookies. Call curl itself: curl.exe -si https://example.com/login | authlint cookie')
  }
  const complaint = /^(?:curl: \(\d+\)|wget: ).*$/m.exec(sample)?.[0]
  return new AuthlintError(
    'INPUT_UNRECOGNISED',
    `${visible(name)} holds no response, header or cookie${complaint === undefined ? '' : `, but an error: ${visible(complaint.trim())}`}`,
    `Looked for: a status line (HTTP/1.1 200), curl -v, wget -S or HTTPie output, Set-Cookie lines, cookies by themselves (name=value; Path=/), JSON, HAR, a cookie jar. ${example}`,
  )
}

function noResponse(name: string, reader: TranscriptReader): AuthlintError {
  const why = reader.complaint === undefined ? '' : `: ${visible(reader.complaint)}`
  return new AuthlintError('INPUT_UNRECOGNISED', `${visible(name)} (${reader.form}) holds no response${why}`, 'Did the command before it fail? With curl, -sS keeps its error message.')
}

