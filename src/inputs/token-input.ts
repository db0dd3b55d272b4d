import { unmarkedUtf16Of, utf16Hint } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { Source } from '../core/location.ts'
import { count } from '../core/text.ts'
import { emptyInput, looksBinary } from './read.ts'
import { shownOperand } from './shown-operand.ts'
import { findPasted, type FoundToken } from '../jwt/find.ts'

/** A line longer than this is no token that any server takes; it is refused instead of being held in memory. */
const longestLine = 64 * 1024 * 1024

/**
 * Cuts one input that arrives in pieces of octets (one a character) into parts that tokens are looked for in. A short input is
 * taken as one paste; a long one comes in parts of whole lines, in constant memory.
 */
export class TokenParts {
  readonly #name: string
  /** What was read and not yet cut off: of a long input the line that has no end yet. Joined only when it has. */
  #waiting: string[] = []
  #waitingOctets = 0
  #octets = 0
  #line = 1
  #isLong = false

  constructor(name: string) {
    this.#name = name
  }

  /** Takes a piece; a part, when one is whole with it. Throws INPUT_TOO_LARGE. */
  push(piece: string): Source | undefined {
    this.#octets += piece.length
    this.#waiting.push(piece)
    this.#waitingOctets += piece.length
    if (this.#octets <= pasteLimit || (this.#isLong && !piece.includes('\n') && this.#waitingOctets <= longestLine)) return undefined
    this.#isLong = true
    const text = this.#waiting.join('')
    const cut = text.lastIndexOf('\n') + 1
    const rest = text.slice(cut)
    this.#waiting = [rest]
    this.#waitingOctets = rest.length
    if (rest.length > longestLine) throw new AuthlintError('INPUT_TOO_LARGE', `${this.#name}: line ${this.#line} is longer than ${longestLine / 1024 / 1024} MiB`, 'Check that this is a list of tokens, one a line.')
    return cut === 0 ? undefined : this.#part(text.slice(0, cut))
  }

  /** What is left when the input has ended. A short input is all of it. */
  end(): { readonly source: Source; readonly isPaste: boolean } {
    return { source: this.#part(this.#waiting.join('')), isPaste: !this.#isLong }
  }

  /** Why an input in which nothing was found holds no token: INPUT_EMPTY or INPUT_UNRECOGNISED. */
  nothingFound({ text }: Source): AuthlintError {
    return nothingFound(this.#name, text, this.#octets)
  }

  #part(text: string): Source {
    const source = new Source(this.#name, text, { firstLine: this.#line, octets: true })
    this.#line += lineBreaks(text)
    return source
  }
}

/** Up to here an input is one paste, in which a token may be wrapped over lines. In octets. */
const pasteLimit = 1024 * 1024

function lineBreaks(text: string): number {
  let n = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) n++
  return n
}

/** Tokens of one argument; undefined when it is none, so that it may name a file. */
export function tokensInArgument(name: string, text: string): readonly FoundToken[] | undefined {
  const found = findPasted(new Source(name, text))
  return found.length > 0 ? found : undefined
}

function nothingFound(name: string, text: string, octets: number): AuthlintError {
  if (text.trim() === '') return emptyInput(name)
  const encoding = unmarkedUtf16Of(Buffer.from(text.slice(0, 512), 'latin1'))
  if (encoding) return new AuthlintError('INPUT_UNRECOGNISED', `${name} is UTF-16 text without a byte order mark`, utf16Hint(encoding))
  if (looksBinary(text)) return new AuthlintError('INPUT_UNRECOGNISED', `${name} holds binary data, not text`, 'If it is a DER key, give it with --key. If it is a compressed response, decompress it first, or let curl do so with --compressed.')
  return new AuthlintError('INPUT_UNRECOGNISED', `${name} holds no JWT (${count(octets, 'octet')} read)`, whyNoToken(text))
}

/** What people paste by mistake, and what it is. */
export function whyNoToken(text: string): string {
  const known = mistakes.find(([pattern]) => pattern.test(text))
  return known?.[1] ?? 'A JWT has three parts joined by dots and begins with eyJ. An opaque token has nothing in it to judge.'
}

const mistakes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*(?:KEY|CERTIFICATE)-----/, 'This is a key or a certificate. Give it with --key, and the token as argument.'],
  [/"keys"\s*:\s*\[/, 'This is a key set. Give it with --jwks, and the token as argument.'],
  [/^\s*(?:gh[pousr]_|github_pat_|xox[bp]-|sk_live_|AKIA)/, 'This is an API key, not a JWT. If it is real, revoke it: it may be in your shell history and in logs now.'],
  [/^\s*v[1-4]\.(?:local|public)\./, 'This is a PASETO token, not a JWT.'],
  [/^\s*<(?:!doctype|html)/i, 'This is an HTML page: check the address of the request.'],
  [/"error"\s*:/, 'This is an error response: the server issued no token.'],
  [/^(?:decode|verify|validate|inspect|lint|check|parse)$/, 'authlint jwt decodes, verifies and lints in one: leave that word out.'],
  [/^help$/, 'authlint jwt --help shows what there is.'],
  [/^\s*s(?:%3A|:)[\w-]+\./i, 'This looks like a signed Express cookie. authlint cookie judges the whole Set-Cookie line.'],
]

/** An operand that is neither a token nor a file. */
export function notAToken(name: string, text: string): AuthlintError {
  if (text.trim() === '') return new AuthlintError('INPUT_EMPTY', `${name} is empty`, 'Check that the variable it comes from is set.')
  return new AuthlintError('INPUT_UNRECOGNISED', `${name} is no JWT, and no file has that name: ${shownOperand(text)}`, whyNoToken(text))
}
