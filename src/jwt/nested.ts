import { Excerpt, Source } from '../core/location.ts'
import { parseJwt, type ParsedJwt } from './jwt.ts'

const compactToken = /^e[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/

/** What the payload of a signed token says, where it is a token of its own and `cty` says so (RFC 7519 appendix A.2). */
export function nestedToken({ header, claimsPart }: Pick<ParsedJwt, 'header' | 'claimsPart'>): string | undefined {
  const cty = header?.['cty']
  const text = claimsPart?.text
  return typeof cty === 'string' && /^(?:application\/)?jwt$/i.test(cty) && text !== undefined && compactToken.test(text) ? text : undefined
}

/** The token in the payload of a signed one, to be judged like any other. */
export function tokenInside(outer: ParsedJwt): ParsedJwt | undefined {
  const text = nestedToken(outer)
  return text === undefined ? undefined : parseJwt(Excerpt.of(new Source(`${outer.excerpt.source.name}, payload`, text)), outer.carrier)
}

/** May there be a token in the payload? Tells by the text alone, and too often rather than too seldom. */
export function mayNest(text: string): boolean {
  // A payload that begins with `{` begins with `e`, one that begins with `e` with `Z`.
  return !text.startsWith('e') || text[text.indexOf('.') + 1] === 'Z'
}
