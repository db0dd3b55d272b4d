import type { JsonObject } from '../core/json.ts'

/** Facts about a token that take keys or cryptography to find out. Rules read them; `gatherFacts` finds them. */

export interface KeyReference {
  /** Where the key came from, in words: `file jwks.json`, `env SECRET`, `option --secret`. Never the token itself. */
  readonly source: string
  readonly kid?: string
  /** RFC 7638, SHA-256, base64url; absent for secrets. */
  readonly thumbprint?: string
  /** `RSA 2048`, `EC P-256`, `secret of 32 octets`. */
  readonly description: string
}

export interface SignatureVerdict {
  readonly status: 'valid' | 'invalid' | 'not-checked'
  /** One sentence for people. */
  readonly reason: string
  readonly code:
    | 'verified'
    | 'mismatch'
    | 'unsigned'
    | 'malformed'
    | 'no-key'
    | 'no-fitting-key'
    | 'kid-unknown'
    | 'algorithm-not-allowed'
    | 'algorithm-unknown'
    | 'algorithm-unsupported'
    | 'encrypted'
    | 'critical-extension'
  /** Near misses that explain a failure; they never make a token valid. */
  readonly hints: readonly string[]
  /** The key that decided: for `valid` the one that verified, for `invalid` the one that was tried and chosen by kid. */
  readonly key?: KeyReference
}

/** What one look at a secret shows. */
export interface SecretFacts {
  readonly octets: number
  /** Upper bound of its strength in bits: length times the logarithm of the smallest alphabet that holds it. */
  readonly boundBits: number
  /** In the word list or a placeholder phrase. */
  readonly listed: boolean
  /** `one repeated unit`, `a keyboard or counting run`, `mostly dictionary words`. */
  readonly structure?: string
}

export interface JwtFacts {
  readonly signature: SignatureVerdict
  /** What was handed in to verify with. */
  readonly keys: {
    readonly supplied: number
    /** A set of keys (JWKS, certificate map) was given. */
    readonly isSet: boolean
    /** Keys whose type permits the algorithm of the header. */
    readonly fitting: number
    /** Whether some key carries the token's kid; undefined without a kid, or without a set whose keys carry any. */
    readonly kidFound?: boolean
    /** Why the key that was meant does not permit the algorithm (RFC 8725 section 3.1), as a clause: `key k1 of file a.json (EC P-256) is for ES256 only (its alg)`. */
    readonly conflict?: string
  }
  /** Of an HMAC secret that the user supplied; `source` names it. */
  readonly secret?: SecretFacts & { readonly source: string }
  /** The MAC verifies with a guessable secret: the list it stands in, its place there counted from 1, and how it was read. The secret is not kept. */
  readonly weakSecret?: { readonly list: string; readonly position: number; readonly octets: number; readonly encoding: string }
  /** Not every guessable secret was tried, because the token is so large. */
  readonly guessing?: { readonly tried: number; readonly untried: number }
  /** The secret verifies only when read in another encoding than the one given. */
  readonly secretEncoding?: { readonly given: string; readonly verifies: string }
  /** The MAC verifies with the text or octets of a public key: a forgery. */
  readonly publicKeyAsSecret?: { readonly key: string; readonly form: string }
  /** A key inside the header (`jwk`, `x5c`). */
  readonly embeddedKey?: { readonly member: 'jwk' | 'x5c'; readonly verifies: boolean; readonly trusted: boolean }
  readonly certificate?: {
    /** What is wrong with the certificates themselves, as a clause: `x5c[0] is not a certificate`. */
    readonly problem?: string
    /** Validity of the first certificate, in seconds since 1970. */
    readonly notBefore?: number
    readonly notAfter?: number
    /** Whether it holds the key that verified the token; undefined while none did. */
    readonly matchesKey?: boolean
    /** Whether `x5t` and `x5t#S256` are those of the certificate; undefined when the header has neither. */
    readonly thumbprintMatches?: boolean
  }
  /** Bits of the RSA modulus of the key that verified, or of the only one that was tried. */
  readonly modulusBits?: number
  /** `at_hash`, `c_hash` and `s_hash` of an ID token, or `ath` of a DPoP proof, held against what was given; only those that could be compared. */
  readonly hashes?: Readonly<Partial<Record<'at_hash' | 'c_hash' | 's_hash' | 'ath', 'match' | 'mismatch' | 'missing'>>>
  readonly dpop?: {
    /** With the key in the header of the proof; absent where the running Node cannot verify the algorithm. */
    readonly signatureVerifies?: boolean
    readonly thumbprint?: string
    readonly boundToAccessToken?: boolean
  }
  readonly sdJwt?: {
    readonly problems: readonly { readonly code: string; readonly message: string; readonly severity: 'error' | 'warn' }[]
    /** Disclosures that belong to the token. */
    readonly disclosed: number
    /** Claims at the top that they disclose. */
    readonly claims: JsonObject
    readonly keyBinding: boolean
  }
  readonly jwe?: { readonly decrypted: boolean; readonly reason: string; readonly problems: readonly { readonly code: string; readonly message: string }[]; readonly nested: 'jws' | 'claims' | 'other' | 'unknown' }
}

export const noFacts: JwtFacts = {
  signature: { status: 'not-checked', code: 'no-key', reason: 'No key was given.', hints: [] },
  keys: { supplied: 0, isSet: false, fitting: 0 },
}
