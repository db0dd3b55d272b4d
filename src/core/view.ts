import type { JsonObject } from './json.ts'

/** What a report says of a token: the `jwt` member of its view. */
export interface JwtDetail {
  readonly serialization: string
  /** In what it was found, such as `bare` or `cookie sid`. */
  readonly carrier: string
  /** What stood around it and was taken away. */
  readonly undone?: readonly string[]
  /** Masked. */
  readonly token: string
  /** Text in header and claims is as the token has it: not yet safe to print. */
  readonly header: JsonObject | null
  readonly claims: JsonObject | null
  /** What there is instead of claims. */
  readonly payload?: string
  /** The signature algorithm in words. */
  readonly algorithm?: string
  readonly type: string
  readonly typeConfidence: string
  readonly typeReason: string
  readonly signature: {
    readonly status: 'valid' | 'invalid' | 'not-checked'
    readonly reason: string
    readonly hints: readonly string[]
    readonly key?: { readonly source: string; readonly kid?: string; readonly thumbprint?: string; readonly description: string }
  }
  readonly claimsCheck: { readonly status: 'ok' | 'failed' | 'not-checked'; readonly failed?: readonly string[] }
}

/** What a report says of all tokens of a run: the `jwt-set` member of its view. */
export interface TokenSetDetail {
  readonly tokens: number
  /** Where not every token could be remembered. */
  readonly remembered?: 'not all of them'
}

/** What a browser makes of a cookie. */
export interface EffectiveDetail {
  readonly domain: string | null
  readonly hostOnly: boolean
  readonly path: string | null
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly sameSite: string | null
  readonly persistent: boolean
  /** ISO 8601. */
  readonly expires: string | null
  readonly partitioned: boolean
}

/** What one program makes of the same Set-Cookie header. */
export interface CookieReading {
  /** `Chromium`, `curl`. */
  readonly reader: string
  readonly outcome: 'kept' | 'deletes' | 'dropped'
  readonly name: string
  readonly valueOctets: number
  /** Lower-case, without a leading dot; null where it is not known or means nothing to the program. */
  readonly domain: string | null
  readonly hostOnly: boolean
  readonly path: string | null
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly sameSite: string | null
  /** ISO 8601; null ends with the session. */
  readonly expires: string | null
}

/** What a report says of a cookie: the `cookie` member of its view. */
export interface CookieDetail {
  readonly name: string
  /** Masked. */
  readonly value: string
  readonly url?: string
  /** As of when it was judged (the Date header of its response, where there is one), ISO 8601. */
  readonly judgedAt?: string
  readonly role: string
  readonly roleConfidence: string
  readonly roleReason: string
  readonly deletes: boolean
  readonly attributes: readonly { readonly name: string; readonly value: string | null }[]
  readonly browser: {
    readonly stored: boolean
    /** Chromium's names. */
    readonly reasons: readonly string[]
    readonly effective: EffectiveDetail
    readonly differs: readonly { readonly browser: string; readonly stored: boolean; readonly effective: Partial<EffectiveDetail>; readonly why: string }[]
    readonly note?: string
  }
  /** How browsers and other programs read it, when that was asked for. */
  readonly compare?: readonly CookieReading[]
}

/** What a report says of a whole response: the `response` member of its view. */
export interface ResponseDetail {
  readonly method?: string
  /** Without user name, tokens and values that may be secret. */
  readonly url?: string
  readonly status?: number
  /** Lower-case names of its fields, each once. */
  readonly headers: readonly string[]
  /** Absent when the capture has none; `cut` when only its beginning was kept. */
  readonly body?: { readonly octets: number; readonly cut?: boolean }
  /** `session cookie sid`, `1 token in json access_token`. */
  readonly carries: readonly string[]
}

/** What a report says of a key: the `jwk` member of its view. No part of a private or secret key is in it. */
export interface JwkDetail {
  /** `RSA 2048`, `EC P-256`, `secret of 32 octets`. */
  readonly description: string
  readonly kty?: string
  readonly crv?: string
  readonly kid?: string
  readonly alg?: string
  readonly use?: string
  /** `key_ops`. */
  readonly operations?: readonly string[]
  /** Of an RSA modulus. */
  readonly bits?: number
  /** RFC 7638; never of a secret. */
  readonly thumbprint?: string
  /** ISO 8601. */
  readonly certificate?: { readonly notBefore: string; readonly notAfter: string }
  /** How it was written down: `jwk`, `set`, `array`, `certificates`, `pem`. */
  readonly form: string
  /** What it gives away; `none` where no key stands. */
  readonly half: 'public' | 'private' | 'secret' | 'none'
  readonly role: 'public' | 'private'
  /** Place in its set, counted from 1. */
  readonly position: number
  readonly of: number
}

/** What a report says of a recording: the `flow` member of its view. Credentials have labels (`session sid (1)`), never values. */
export interface FlowDetail {
  /** Origin of the first exchange. */
  readonly url?: string
  /** How many there were, those that `steps` leaves out as well. */
  readonly exchanges: number
  readonly design: { readonly name: string; readonly title: string; readonly evidence: readonly string[] }
  readonly events: readonly { readonly name: string; readonly step: number; readonly confidence: string; readonly why: string }[]
  /** Exchanges in which a credential appears, is sent or dies. */
  readonly steps: readonly FlowStep[]
  /** What a browser keeps at the end. */
  readonly jar: readonly FlowCookie[]
  /** What of good practice was kept, broken or cannot be seen. */
  readonly practices?: readonly FlowPractice[]
}

export interface FlowStep {
  readonly number: number
  readonly method?: string
  readonly url?: string
  readonly status?: number
  readonly events: readonly string[]
  /** `ended` is the step that had replaced or deleted it before. */
  readonly sent: readonly { readonly label: string; readonly place: string; readonly ended?: number }[]
  /** In the body or in a URL; cookies are in `cookies`. */
  readonly received: readonly { readonly label: string; readonly place: string }[]
  readonly cookies: readonly FlowCookieChange[]
}

export interface FlowCookieChange {
  readonly name: string
  readonly role: string
  readonly did: 'set' | 'replaced' | 'renewed' | 'deleted' | 'nothing-to-delete' | 'rejected'
  /** Chromium's names, when it was rejected. */
  readonly reasons?: readonly string[]
  /** Of the credential that it holds now. */
  readonly label?: string
  /** Of the credential that it held before. */
  readonly before?: string
}

export interface FlowCookie extends EffectiveDetail {
  readonly name: string
  readonly role: string
}

export interface FlowPractice {
  readonly id: string
  readonly practice: string
  readonly status: 'kept' | 'broken' | 'not-visible'
  /** What it was concluded from. */
  readonly why: string
  readonly rules: readonly string[]
}
