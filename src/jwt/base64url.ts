/** Why a base64url segment is not what RFC 7515 section 2 asks for. Offsets are characters of the segment. */
export type Base64urlProblem =
  | { readonly code: 'padding' | 'standard-alphabet' | 'whitespace' | 'character'; readonly at: number }
  | { readonly code: 'length' | 'trailing-bits'; readonly at: number }

const alphabet = /^[A-Za-z0-9_-]*$/
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bits of the last character that stand for nothing, by the characters after the last four. */
const unusedBits = [0, 0, 0b1111, 0b11]

/** Octets of a segment, read leniently; `problems` says what a strict reader would refuse. Never throws. */
export function decodeBase64url(text: string): { bytes: Buffer; problems: readonly Base64urlProblem[] } {
  const bytes = Buffer.from(text, 'base64url')
  if (alphabet.test(text)) {
    if (text.length % 4 === 1) return { bytes, problems: [{ code: 'length', at: text.length - 1 }] }
    const unused = unusedBits[text.length % 4] ?? 0
    const canonical = (digits.indexOf(text.charAt(text.length - 1)) & unused) === 0
    return { bytes, problems: canonical ? [] : [{ code: 'trailing-bits', at: text.length - 1 }] }
  }
  const problems: Base64urlProblem[] = []
  for (const [code, pattern] of looseness) {
    const at = text.search(pattern)
    if (at !== -1) problems.push({ code, at })
  }
  return { bytes, problems }
}

const looseness = [
  ['padding', /=/],
  ['standard-alphabet', /[+/]/],
  ['whitespace', /\s/],
  ['character', /[^A-Za-z0-9_\-=+/\s]/],
] as const
