import type { TokenKind } from '../core/policy.ts'
import type { Confidence } from '../core/severity.ts'
import type { ParsedJwt } from './jwt.ts'

/** What kind of token this is, and how that is known. */
export interface TokenType {
  readonly kind: TokenKind
  readonly confidence: Confidence
  readonly reason: string
  /** Another kind that fits nearly as well; reported by `jwt/kind-ambiguous`. */
  readonly rival?: TokenKind
}

const byTyp: Readonly<Record<string, TokenKind>> = {
  'at+jwt': 'access-token',
  'logout+jwt': 'logout-token',
  'dpop+jwt': 'dpop-proof',
  'kb+jwt': 'key-binding',
  'secevent+jwt': 'security-event',
  'client-authentication+jwt': 'client-assertion',
}

/** `application/at+jwt`, `AT+JWT` and `at+jwt` are the same media type (RFC 7515 section 4.1.9). */
export const normalizedTyp = (typ: unknown): string | undefined =>
  typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined

/** Classifies a token from its markers and claims. */
export function tokenType(parsed: ParsedJwt, asked?: TokenKind): TokenType {
  if (asked) return { kind: asked, confidence: 'certain', reason: 'you said so' }
  const typ = normalizedTyp(parsed.header?.['typ'])
  const kind = typ === undefined ? undefined : byTyp[typ]
  if (kind) return { kind, confidence: 'certain', reason: `typ is ${typ}` }
  return { kind: 'generic', confidence: 'firm', reason: 'nothing marks it as a particular kind' }
}
