import type { TokenKind } from '../core/policy.ts'
import { milder, type Severity } from '../core/severity.ts'
import type { Jwt } from '../jwt/jwt.ts'
import { normalizedTyp } from '../jwt/token-type.ts'

/** Are there claims to read, and are they of one of these kinds? Encrypted tokens and claims that are no object are not. */
export const isKind = ({ parsed, type }: Jwt, ...kinds: readonly TokenKind[]): boolean => parsed.claims !== undefined && kinds.includes(type.kind)

/** A token that is shown to get at something: what the advice on single claims is about. Credentials and requests have profiles of their own. */
export const isBearer = (jwt: Jwt): boolean => isKind(jwt, 'access-token', 'refresh-token', 'generic') && jwt.type.ownProfile !== true

/** An access token, or a token that may be used as one. */
export const isAccess = (jwt: Jwt): boolean => isBearer(jwt) && jwt.type.kind !== 'refresh-token'

/** What a profile demands is only an error when it is certain that the profile applies. */
export const profileSeverity = ({ type }: Jwt, severity: Severity = 'error'): Severity => (type.confidence === 'certain' ? severity : milder(severity, 'warn'))

/** An access token that says it follows RFC 9068. */
export const isRfc9068 = ({ header, parsed }: Jwt): boolean => parsed.claims !== undefined && normalizedTyp(header['typ']) === 'at+jwt'

/** Claims that RFC 9068 section 2.2 demands. */
export const rfc9068Claims: readonly string[] = ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti']

/** Claims that OpenID Connect Core section 2 demands. */
export const idTokenClaims: readonly string[] = ['iss', 'sub', 'aud', 'exp', 'iat']

/** Does a profile demand this claim of this token? Then `jwt/required-claims` says so, and the general advice is silent. */
export const isDemanded = (jwt: Jwt, claim: string): boolean => isRfc9068(jwt) && rfc9068Claims.includes(claim)

const words: Readonly<Record<TokenKind, string>> = {
  'access-token': 'access token',
  'id-token': 'ID token',
  'refresh-token': 'refresh token',
  'logout-token': 'logout token',
  'dpop-proof': 'DPoP proof',
  'client-assertion': 'client assertion',
  'key-binding': 'key binding token',
  'security-event': 'security event token',
  generic: 'token',
}

/** `access token`, `ID token`; `token` for what cannot be told. */
export const kindWords = (kind: TokenKind): string => words[kind]

/** `an access token`, `a refresh token`. */
export const aKind = (kind: TokenKind): string => `${/^[aeiou]/i.test(words[kind]) ? 'an' : 'a'} ${words[kind]}`
