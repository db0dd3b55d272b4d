import { AuthlintError } from '../core/errors.ts'
import { Source } from '../core/location.ts'
import { tokenKinds, type Policy, type TokenKind } from '../core/policy.ts'
import { whyNoToken } from '../inputs/token-input.ts'
import { algorithmStanding, signatureAlgorithms } from '../jwt/algorithms.ts'
import { findPasted } from '../jwt/find.ts'
import { gatherFacts } from '../jwt/gather-facts.ts'
import { parseJwt, type ParsedJwt } from '../jwt/jwt.ts'
import { makeJwt } from '../jwt/make.ts'
import { tokenInside } from '../jwt/nested.ts'
import { TokenLedger } from '../jwt/token-set.ts'
import * as check from './checks.ts'
import { keysOf, type KeyMaterial, type SecretMaterial } from './key-material.ts'
import { checkOptions, commonOptions, textOnly, type LintOptions } from './options.ts'
import { startSession, type LintResult } from './session.ts'

export interface LintJwtOptions extends LintOptions {
  /** Public keys to verify with. */
  readonly key?: KeyMaterial | readonly KeyMaterial[]
  /** HMAC secret: octets, or text with `base64:`, `base64url:` or `hex:` in front where it is not the secret itself. */
  readonly secret?: SecretMaterial
  /** Accepted algorithms, such as `ES256`; whatever the type of the key permits when absent. */
  readonly algorithms?: string | readonly string[]
  /** Accepted issuers, compared exactly. */
  readonly issuer?: string | readonly string[]
  /** Accepted audiences, of which a token needs one. */
  readonly audience?: string | readonly string[]
  /** Expected `sub`. */
  readonly subject?: string
  /** Your client id, for `azp` and the audience of an ID token. */
  readonly clientId?: string
  /** The `nonce` of the authorization request, for an ID token. */
  readonly nonce?: string
  /** Claims that must be there. */
  readonly require?: string | readonly string[]
  /** The only claims that are expected; others are reported. */
  readonly allow?: readonly string[]
  /** Expected `typ` of the header. */
  readonly typ?: string
  /** What the token is, where it does not say so. */
  readonly kind?: TokenKind
  /** How long ago the end user may have authenticated, in seconds (OpenID Connect `max_age`). */
  readonly maxAge?: number
  /** Clock difference that is forgiven, in seconds; 60 when absent. */
  readonly clockTolerance?: number
  /** The access token that `at_hash` of an ID token or `ath` of a DPoP proof must match. */
  readonly accessToken?: string
  /** URLs or prefixes that `jku` and `x5u` may name. They are never fetched. */
  readonly keyUrls?: readonly string[]
  /** Unsecured tokens (`alg` is `none`) were agreed on. */
  readonly allowUnsecured?: boolean
  /** Try guessable secrets on HMAC tokens; true when absent. */
  readonly crack?: boolean
}

/** Names that nobody registered are misspelt. */
const algorithms: check.Check = (value, name) => {
  check.textOrTexts(value, name)
  for (const alg of asList(value as string | readonly string[])) if (algorithmStanding(alg) === 'unknown') check.oneOf([...signatureAlgorithms.keys()])(alg, name)
}

export const jwtOptions = {
  ...commonOptions,
  key: check.anything,
  secret: check.secret,
  algorithms,
  issuer: check.textOrTexts,
  audience: check.textOrTexts,
  subject: check.text,
  clientId: check.text,
  nonce: check.text,
  require: check.textOrTexts,
  allow: check.texts,
  typ: check.text,
  kind: check.oneOf(tokenKinds),
  maxAge: check.seconds,
  clockTolerance: check.seconds,
  accessToken: check.text,
  keyUrls: check.texts,
  allowUnsecured: check.flag,
  crack: check.flag,
} satisfies Record<keyof LintJwtOptions, check.Check>

/**
 * Decodes, verifies and lints every token in a text: a bare token, `Bearer …`, a header line, a token response.
 * Encrypted tokens are not decrypted here, as the command does: where a key is given they count as not checked, which is an error.
 *
 * @throws AuthlintError INPUT_UNRECOGNISED when the text holds no token, KEY_UNREADABLE when a key cannot be read, USAGE or
 * CONFIG_INVALID for options that do not fit
 */
export function lintJwt(text: string, options: LintJwtOptions = {}): LintResult {
  textOnly(text, 'the token')
  checkOptions(options, jwtOptions)
  const tokens = findPasted(new Source('token', text))
  if (tokens.length === 0) throw new AuthlintError('INPUT_UNRECOGNISED', 'the text holds no JWT', whyNoToken(text))
  const keys = keysOf(options)
  const session = startSession(options, policyOf(options))
  const ledger = new TokenLedger()
  for (const { excerpt, carrier, undone, jsonForm } of tokens) {
    for (let parsed: ParsedJwt | undefined = parseJwt(excerpt, carrier, undone, jsonForm); parsed; parsed = tokenInside(parsed)) {
      const facts = gatherFacts(parsed, { keys, policy: session.policy, crack: options.crack ?? true })
      ledger.add(parsed, facts)
      session.judge(makeJwt(session.nextId('jwt'), parsed, session.policy, session.now, facts))
    }
  }
  if (ledger.subject) session.judge(ledger.subject)
  return session.result()
}

const asList = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value)

export function policyOf(options: LintJwtOptions): Partial<Policy> {
  const several = (value: string | readonly string[] | undefined) => (value === undefined ? undefined : asList(value))
  const policy: { readonly [name in keyof Policy]: Policy[name] | undefined } = {
    algorithms: several(options.algorithms),
    issuers: several(options.issuer),
    audiences: several(options.audience),
    subject: options.subject,
    clientId: options.clientId,
    nonce: options.nonce,
    requiredClaims: several(options.require),
    allowedClaims: options.allow,
    typ: options.typ,
    tokenKind: options.kind,
    maxAge: options.maxAge,
    clockTolerance: options.clockTolerance,
    accessToken: options.accessToken,
    allowedKeyUrls: options.keyUrls,
    allowUnsecured: options.allowUnsecured,
  }
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined)) as Partial<Policy>
}
