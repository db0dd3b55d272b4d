import { AuthlintError } from '../core/errors.ts'
import { Source } from '../core/location.ts'
import { count, visible } from '../core/text.ts'
import { emptyInput, looksBinary } from './read.ts'
import { findPasted, findTokens, type FoundToken } from '../jwt/find.ts'

/** A line longer than this is no token that any server takes; it is refused instead of being held in memory. */
const longestLine = 64 * 1024 * 1024

/**
 * Every token of one input that arrives in pieces of octets (one a character). A short input is taken as one paste; a
 * long one line by line, in constant memory. Throws INPUT_EMPTY, INPUT_UNRECOGNISED or INPUT_TOO_LARGE.
 */
export function* tokensIn(name: string, pieces: Iterable<string>): Generator<FoundToken> {
  // What was read and not yet looked at: of a long input the line that has no end yet. Joined only when it has.
  let waiting: string[] = []
  let waitingOctets = 0
  let line = 1
  let found = 0
  let octets = 0
  let streaming = false
  for (const piece of pieces) {
    octets += piece.length
    waiting.push(piece)
    waitingOctets += piece.length
    if (octets <= pasteLimit || (streaming && !piece.includes('\n') && waitingOctets <= longestLine)) continue
    streaming = true
    const text = waiting.join('')
    const cut = text.lastIndexOf('\n') + 1
    const rest = text.slice(cut)
    waiting = [rest]
    waitingOctets = rest.length
    if (rest.length > longestLine) throw new AuthlintError('INPUT_TOO_LARGE', `${name}: line ${line} is longer than ${longestLine / 1024 / 1024} MiB`, 'Is this really a list of tokens?')
    if (cut === 0) continue
    const source = new Source(name, text.slice(0, cut), { firstLine: line, octets: true })
    for (const token of findTokens(source)) {
      found++
      yield token
    }
    line += lineBreaks(source.text)
  }
  const last = new Source(name, waiting.join(''), { firstLine: line, octets: true })
  for (const token of streaming ? findTokens(last) : findPasted(last)) {
    found++
    yield token
  }
  if (found === 0) throw nothingFound(name, last.text, octets)
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
  if (looksBinary(text)) return new AuthlintError('INPUT_UNRECOGNISED', `${name} holds binary data, not text`, 'A DER key belongs to --key. A compressed response: ask the server for it without --compressed, or decompress it first.')
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
  [/^\s*(?:gh[pousr]_|github_pat_|xox[bp]-|sk_live_|AKIA)/, 'This is an API key, not a JWT. If it was real, revoke it: it is in your shell history now.'],
  [/^\s*v[1-4]\.(?:local|public)\./, 'This is a PASETO token, not a JWT.'],
  [/^\s*<(?:!doctype|html)/i, 'This is an HTML page. Did the request go to the right address?'],
  [/"error"\s*:/, 'This is an error response: the server issued no token.'],
  [/^\s*s(?:%3A|:)[\w-]+\./i, 'This looks like a signed Express cookie. authlint cookie judges the whole Set-Cookie line.'],
]

/** An operand that is neither a token nor a file. */
export function notAToken(name: string, text: string): AuthlintError {
  if (text.trim() === '') return new AuthlintError('INPUT_EMPTY', `${name} is empty`, 'Perhaps a variable that it is taken from is not set.')
  return new AuthlintError('INPUT_UNRECOGNISED', `${name} is no JWT, and no file has that name: ${visible(text.length > 24 ? `${text.slice(0, 10)}... (${text.length} characters)` : text)}`, whyNoToken(text))
}
