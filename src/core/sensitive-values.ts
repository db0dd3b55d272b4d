/** Values that give themselves away whatever they are called: only patterns with a check digit, a fixed prefix or a full parse count. */
import { isObject, parseJson } from './json.ts'
import { isIpAddress, isPrivateAddress, isServiceAccount } from './sensitive-names.ts'

export interface ValueHit {
  readonly category: 'credential' | 'personal' | 'internal'
  readonly what: string
  readonly confidence: 'certain' | 'firm' | 'tentative'
  /** A published test or sample value: nobody's. */
  readonly sample?: boolean
}

/** What is known of the place where a value stands. */
export interface Place {
  readonly words: readonly string[]
  /** The member identifies something (`sub`, `jti`, `order_id`), so that chance hits of numbers and base64 mean nothing. */
  readonly identifier: boolean
  /** The member names a party (`iss`, `aud`), not a person. */
  readonly party: boolean
}

type Detector = (value: string, place: Place) => ValueHit | undefined

const credential = (what: string, confidence: ValueHit['confidence'] = 'certain'): ValueHit => ({ category: 'credential', what, confidence })
const personal = (what: string, confidence: ValueHit['confidence']): ValueHit => ({ category: 'personal', what, confidence })

/** Payment card number ranges in use: prefix range and lengths (ISO/IEC 7812-1, as the networks publish them). */
const cardRanges: readonly (readonly [low: number, high: number, lengths: readonly number[]])[] = [
  [3400, 3499, [15]],
  [3700, 3799, [15]],
  [3000, 3059, [14]],
  [3600, 3699, [14]],
  [3800, 3999, [14]],
  [3528, 3589, [16]],
  [4000, 4999, [16]],
  [5100, 5599, [16]],
  [2221, 2720, [16]],
  [6011, 6011, [16]],
  [6440, 6599, [16]],
  [6200, 6299, [16]],
]

const sampleCards = new Set(
  (
    '4111111111111111 4242424242424242 4012888888881881 4000056655665556 4444333322221111 5555555555554444 5105105105105100 2223003122003222 ' +
    '5200828282828210 378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 30569309025904 38520000023237 ' +
    '3056930009020004 36227206271667 3530111333300000 3566002020360505 6200000000000005'
  ).split(' '),
)

const cardWords = new Set(['card', 'cards', 'pan', 'cc', 'creditcard', 'cardnumber', 'creditcardnumber'])

function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

const cardNumber: Detector = (value, { words, identifier }) => {
  if (value.length < 14 || value.length > 19 || !/^\d[\d -]*\d$/.test(value)) return undefined
  const digits = value.replace(/[ -]/g, '')
  const prefix = Number(digits.slice(0, 4))
  if (!cardRanges.some(([low, high, lengths]) => prefix >= low && prefix <= high && lengths.includes(digits.length)) || !luhn(digits)) return undefined
  const hinted = words.some((word) => cardWords.has(word)) || /^\d{4}([ -])\d{4}\1\d{4}\1\d{4}$/.test(value) || /^\d{4}([ -])\d{6}\1\d{4,5}$/.test(value)
  if (!hinted && (identifier || digits !== value)) return undefined
  if (sampleCards.has(digits)) return { ...credential('test card number', 'tentative'), sample: true }
  return credential('payment card number', hinted ? 'firm' : 'tentative')
}

/** Numbers that were printed in advertisements and forms. */
const sampleSocialSecurity = new Set(['078-05-1120', '219-09-9999', '123-45-6789', '111-11-1111', '222-22-2222', '333-33-3333', '444-44-4444', '555-55-5555', '777-77-7777', '888-88-8888'])

const socialSecurity: Detector = (value) => {
  if (value.length !== 11 || !/^\d{3}-\d{2}-\d{4}$/.test(value) || sampleSocialSecurity.has(value)) return undefined
  const [area = '', group, serial] = value.split('-')
  return area === '000' || area === '666' || area.startsWith('9') || group === '00' || serial === '0000' ? undefined : credential('social security number', 'firm')
}

/** Lengths of an IBAN by country (ISO 13616 registry). */
const ibanLengths = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 ' +
    'GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 ' +
    'MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 ' +
    'TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
)

const bankAccount: Detector = (value) => {
  if (value.length > 45 || !/^[A-Z]{2}\d{2}[A-Z\d ]+$/.test(value)) return undefined
  const account = value.replace(/ /g, '')
  if (ibanLengths.get(account.slice(0, 2)) !== account.length) return undefined
  let remainder = 0
  for (const character of account.slice(4) + account.slice(0, 4)) {
    const number = Number.parseInt(character, 36)
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97
  }
  return remainder === 1 ? personal('bank account number', 'firm') : undefined
}

/** An e-mail address: one `@`, a domain of several labels, at most 254 characters (RFC 5321 section 4.5.3.1). */
export function isEmail(value: string): boolean {
  const at = value.indexOf('@')
  if (at < 1 || at > 64 || value.length > 254 || value.includes('@', at + 1)) return false
  if (!/^[^\s<>()[\]\\,;:"]+$/.test(value.slice(0, at))) return false
  const labels = value.slice(at + 1).split('.')
  return labels.length > 1 && labels.every((label) => /^[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?$/u.test(label)) && /^(?:\p{L}{2,}|xn--[a-z\d-]+)$/iu.test(labels.at(-1) ?? '')
}

const email: Detector = (value, { party }) =>
  party || !isEmail(value) || isServiceAccount(value) ? undefined : personal('e-mail address', 'firm')

/** A phone number in E.164 form: `+` and 8 to 15 digits, perhaps grouped. */
export const isPhoneNumber = (value: string): boolean =>
  value.startsWith('+') && value.length <= 30 && /^\+[1-9][\d\s().-]*\d$/.test(value) && /^\d{8,15}$/.test(value.replace(/\D/g, ''))

const phone: Detector = (value, { party }) => (party || !isPhoneNumber(value) ? undefined : personal('phone number', 'firm'))

const privateKey: Detector = (value) =>
  (value.includes('-----BEGIN ') && /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/.test(value)) || (value.startsWith('{') && /"kty"\s*:/.test(value) && /"(?:d|k)"\s*:/.test(value))
    ? credential('private key')
    : undefined

/** Prefixes of stored password hashes: modular crypt formats, LDAP schemes, Django and Werkzeug. Of bcrypt more than the salt, which Devise puts into its cookie. */
const passwordHash: Detector = (value) =>
  value.length >= 20 && /^(?:\$2[abxy]?\$\d\d\$[./A-Za-z\d]{23}|\$argon2(?:id|i|d)\$|\$scrypt\$|\$7\$|\$y\$|\$[156]\$|\$pbkdf2|pbkdf2_sha|pbkdf2:sha|scrypt:\d|\{(?:S?SHA\d{0,3}|S?MD5|CRYPT|PBKDF2[^}]{0,20})\})/.test(value)
    ? credential('password hash')
    : undefined

/** Keys of services that mark them by a prefix. */
const serviceKeys: readonly (readonly [what: string, pattern: RegExp, confidence?: ValueHit['confidence']])[] = [
  ['AWS access key', /^(?:AKIA|ASIA)[A-Z\d]{16}$/],
  ['GitHub token', /^(?:gh[pousr]_[A-Za-z\d]{30,}|github_pat_\w{20,})$/],
  ['GitLab token', /^glpat-[\w-]{20,}$/],
  ['Stripe key', /^[sr]k_live_[A-Za-z\d]{10,}$/],
  ['Stripe test key', /^[sr]k_test_[A-Za-z\d]{10,}$/, 'tentative'],
  ['Slack token', /^xox[abeoprs]-[\w-]{10,}$/],
  ['Google API key', /^AIza[\w-]{35}$/],
  ['Google access token', /^ya29\.[\w.-]{20,}$/],
  ['SendGrid key', /^SG\.[\w-]{16,}\.[\w-]{16,}$/],
  ['npm token', /^npm_[A-Za-z\d]{36}$/],
  ['OpenAI or Anthropic key', /^sk-(?:ant|proj)-[\w-]{20,}$/],
]

/** How they all begin: one look instead of eleven. */
const serviceKeyStart = /^(?:A[KS]IA|gh[pousr]_|github_pat_|glpat-|[sr]k[_-]|xox|AIza|ya29\.|SG\.|npm_)/

const serviceKey: Detector = (value) => {
  if (!serviceKeyStart.test(value) || value.length > 512) return undefined
  const found = serviceKeys.find(([, pattern]) => pattern.test(value))
  return found && credential(found[0], found[2])
}

/** A URL with a password in it, or the key=value form of databases. */
const connectionString: Detector = (value) =>
  (value.includes('@') && /^[a-z][a-z\d+.-]{0,30}:\/\/[^\s/?#:@]*:[^\s/?#@]+@/i.test(value)) || (value.includes(';') && /;\s*(?:password|pwd)\s*=\s*[^\s;]/i.test(value)) ? credential('connection string') : undefined

function decodeBase64(value: string): string | undefined {
  try {
    return atob(value.replace(/-/g, '+').replace(/_/g, '/'))
  } catch {
    return undefined
  }
}

/** Is this a JWT? The first segment must be a JOSE header: a JSON object with `alg`. */
export function isToken(value: string): boolean {
  if (!value.includes('.')) return false
  const match = /^([\w-]{8,8192})\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?(?:~[\w.~-]*)?$/.exec(value)
  const header = match?.[1] === undefined ? undefined : decodeBase64(match[1])
  const parsed = header?.trimStart().startsWith('{') ? parseJson(header).value : undefined
  return isObject(parsed) && parsed['alg'] !== undefined
}

/** Members that are meant to hold a token. */
const tokenNames = new Set(['id_token_hint', 'act', 'software_statement', 'id_token', 'client_assertion', 'logout_token', 'vp_token', 'trust_mark'])

const nestedToken: Detector = (value, { words }) => (!tokenNames.has(words.join('_')) && isToken(value) ? credential('token', 'firm') : undefined)

/** Left sides of `a:b` that are a scheme or a kind of object, not a user. */
const schemes = /^(?:https?|wss?|ftp|urn|did|arn|spiffe|mailto|data|tag|acct|oid|tel|sip|ni|gid|file|jdbc)$/i

/** Base64 whose first, fourth and seventh octets are printable ASCII: their upper six bits are 8 to 31. */
const encodedText = /^[I-Za-f][\w+/-]{3}[I-Za-f][\w+/-]{3}[I-Za-f][\w+/-]*={0,2}$/

const basicCredentials: Detector = (value, { identifier }) => {
  const announced = /^basic\s+/i.exec(value)?.[0].length ?? 0
  const encoded = value.slice(announced)
  if ((identifier && announced === 0) || encoded.length < 12 || encoded.length > 1024 || !encodedText.test(encoded)) return undefined
  const decoded = decodeBase64(encoded)
  const [, left, right] = (decoded !== undefined && /^([\x21-\x39\x3b-\x7e]{1,128}):([\x20-\x7e]{6,})$/.exec(decoded)) || []
  if (left === undefined || right === undefined || schemes.test(left)) return undefined
  if (announced > 0) return credential('user name and password', 'certain')
  // Global object ids (`User:123456`) look the same, and what Spring Security remembers a login by: a user with an expiry and a signature, or two random values.
  if (/^\d{10,13}:/.test(right) || /^[\w+/]{20,}={1,2}$/.test(left)) return undefined
  return /^(?:\d+|[\da-f]{8}-[\da-f-]{27}|[\da-f]{24})$/i.test(right) ? undefined : credential('user name and password', 'tentative')
}

/** In this order, each with the characters that its values begin with, where they are few. */
const detectors: readonly (readonly [detect: Detector, starts?: RegExp])[] = [
  [privateKey],
  [connectionString],
  [passwordHash, /[$ps{]/],
  [serviceKey, /[AgsxynrS]/],
  [nestedToken, /[\w-]/],
  [socialSecurity, /\d/],
  [cardNumber, /\d/],
  [bankAccount, /[A-Z]/],
  [email],
  [phone, /\+/],
  [basicCredentials, /[BI-Za-f]/],
]

/** By the ASCII character that a value begins with, then for all others; filled as they come. */
const known: (readonly Detector[])[] = []

const detectorsFor = (code: number): readonly Detector[] =>
  (known[Math.min(code, 128)] ??= detectors.filter(([, starts]) => starts === undefined || (code < 128 && starts.test(String.fromCharCode(code)))).map(([detect]) => detect))

/** The shortest value that any detector takes for something. */
const shortestValue = 5

/** What a value is by itself. Numbers come as they are written. */
export function valueHit(value: string, place: Place): ValueHit | undefined {
  if (value.length < shortestValue) return undefined
  for (const detect of detectorsFor(value.charCodeAt(0))) {
    const hit = detect(value, place)
    if (hit) return hit
  }
  return undefined
}

/** What a value tells about the network or the machines behind an issuer. */
export function internalHit(value: string, { party }: Place): ValueHit | undefined {
  if (party || value.length > 1024) return undefined
  const internal = (what: string): ValueHit => ({ category: 'internal', what, confidence: 'firm' })
  if (isIpAddress(value) && isPrivateAddress(value)) return internal('private IP address')
  if (/^[a-z\d][a-z\d.-]*\.(?:local|internal|lan|corp|intranet|home\.arpa)$/i.test(value)) return internal('internal host name')
  if (/^(?:\/(?:home|Users|var|etc|opt|srv|root|usr|tmp|mnt)\/[^\s]|[A-Za-z]:\\|\\\\[\w.-]+\\)/.test(value)) return internal('file path')
  return undefined
}
