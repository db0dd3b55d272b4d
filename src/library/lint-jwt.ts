import { AuthlintError } from '../core/errors.ts'
import { Source } from '../core/location.ts'
import type { Policy, TokenKind } from '../core/policy.ts'
import { whyNoToken } from '../inputs/token-input.ts'
import { findPasted } from '../jwt/find.ts'
import { gatherFacts } from '../jwt/gather-facts.ts'
import { parseJwt } from '../jwt/jwt.ts'
import type { KeyRing, VerificationKey } from '../jwt/keys.ts'
import { parseKeys, parseSecret } from '../jwt/load-keys.ts'
import { makeJwt } from '../jwt/make.ts'
import { TokenLedger } from '../jwt/token-set.ts'
import { commonOptions, refuseUnknownOptions, textOnly, type LintOptions } from './options.ts'
import { startSession, type LintResult } from './session.ts'

/** A key as text (PEM, JWK, JWKS), as octets (DER), or as the object of a JWK or JWKS. */
export type KeyMaterial = string | Uint8Array | object

export interface LintJwtOptions extends LintOptions {
  /** Public keys to verify with. */
  readonly key?: KeyMaterial | readonly KeyMaterial[]
  /** HMAC secret: octets, or text with `base64:`, `base64url:` or `hex:` in front where it is not the secret itself. */
  readonly secret?: string | Uint8Array
  /** Accepted algorithms; whatever the type of the key permits when absent. */
  readonly algorithms?: readonly string[]
  readonly issuer?: string | readonly string[]
  readonly audience?: string | readonly string[]
  readonly subject?: string
  readonly nonce?: string
  /** Claims that must be there. */
  readonly require?: readonly string[]
  readonly typ?: string
  readonly kind?: TokenKind
  /** Seconds. */
  readonly maxAge?: number
  /** Seconds; 60 when absent. */
  readonly clockTolerance?: number
  readonly accessToken?: string
  /** Try guessable secrets on HMAC tokens; true when absent. */
  readonly crack?: boolean
}

export const jwtOptions = {
  ...commonOptions,
  key: true,
  secret: true,
  algorithms: true,
  issuer: true,
  audience: true,
  subject: true,
  nonce: true,
  require: true,
  typ: true,
  kind: true,
  maxAge: true,
  clockTolerance: true,
  accessToken: true,
  crack: true,
} satisfies Record<keyof LintJwtOptions, true>

/**
 * Decodes, verifies and lints every token in a text: a bare token, `Bearer …`, a header line, a token response.
 * Encrypted tokens are not opened, which the command does: with a key they fail as unchecked.
 *
 * @throws AuthlintError INPUT_UNRECOGNISED when the text holds no token, KEY_UNREADABLE when a key cannot be read, USAGE for an option that there is not
 */
export function lintJwt(text: string, options: LintJwtOptions = {}): LintResult {
  textOnly(text, 'the token')
  refuseUnknownOptions(options, jwtOptions)
  const tokens = findPasted(new Source('token', text))
  if (tokens.length === 0) throw new AuthlintError('INPUT_UNRECOGNISED', 'the text holds no JWT', whyNoToken(text))
  const keys = keyRing(options)
  const session = startSession(options, policyOf(options))
  const ledger = new TokenLedger()
  tokens.forEach(({ excerpt, carrier, undone, jsonForm }, i) => {
    const parsed = parseJwt(excerpt, carrier, undone, jsonForm)
    const facts = gatherFacts(parsed, { keys, policy: session.policy, crack: options.crack ?? true })
    ledger.add(parsed, facts)
    session.judge(makeJwt(`jwt-${i + 1}`, parsed, session.policy, session.now, facts))
  })
  if (ledger.subject) session.judge(ledger.subject)
  return session.result()
}

export function keyRing({ key, secret }: Pick<LintJwtOptions, 'key' | 'secret'>): KeyRing {
  const given = key === undefined ? [] : Array.isArray(key) ? (key as readonly KeyMaterial[]) : [key as KeyMaterial]
  const keys: VerificationKey[] = given.flatMap((material) => parseKeys(octetsOf(material), 'option key'))
  if (secret !== undefined) keys.push(typeof secret === 'string' ? parseSecret(secret, 'option secret') : parseSecret(`hex:${Buffer.from(secret).toString('hex')}`, 'option secret'))
  return { keys, isSet: keys.length > 1 }
}

export const octetsOf = (material: KeyMaterial): Buffer =>
  typeof material === 'string' ? Buffer.from(material) : material instanceof Uint8Array ? Buffer.from(material) : Buffer.from(JSON.stringify(material))

const asList = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value)

export function policyOf(options: LintJwtOptions): Partial<Policy> {
  const { algorithms, issuer, audience, subject, nonce, require: requiredClaims, typ, kind, maxAge, clockTolerance, accessToken } = options
  return {
    ...(algorithms ? { algorithms } : {}),
    ...(issuer === undefined ? {} : { issuers: asList(issuer) }),
    ...(audience === undefined ? {} : { audiences: asList(audience) }),
    ...(subject === undefined ? {} : { subject }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(requiredClaims ? { requiredClaims } : {}),
    ...(typ === undefined ? {} : { typ }),
    ...(kind ? { tokenKind: kind } : {}),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(clockTolerance === undefined ? {} : { clockTolerance }),
    ...(accessToken === undefined ? {} : { accessToken }),
  }
}
