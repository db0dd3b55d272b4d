import { Memory, once } from './remember.ts'

/**
 * Which member names promise a credential or personal data, and what the value must look like for the promise to be
 * believed. Names are compared by whole words: `clientSecret`, `client_secret` and `client-secret` are the words
 * client and secret, and `secretary` is none of them.
 */

export interface NameHint {
  readonly category: 'credential' | 'personal'
  readonly what: string
  readonly confidence: 'firm' | 'tentative'
  /** Does the value look like what the name says? Numbers come as they are written. */
  readonly fits: (text: string) => boolean
}

const text = (value: string): boolean => !placeholder.test(value)
const keyLike = (value: string): boolean => /^\S{8,}$/.test(value) && text(value)
const tokenLike = (value: string): boolean => /^\S{12,}$/.test(value) && text(value)
const code = (value: string): boolean => /^\d{4,8}$/.test(value)
const digits = (least: number, most: number) => (value: string): boolean => {
  const length = value.replace(/\D/g, '').length
  return length >= least && length <= most && !/[a-z]/i.test(value)
}
const date = (value: string): boolean => /\d{2}/.test(value) && value.length <= 40
const phone = (value: string): boolean => /^[+(]?\d[\d\s()./-]{5,30}$/.test(value)
const place = (value: string): boolean => /\S\s+\S/.test(value) && value.length >= 8
const documentNumber = (value: string): boolean => /^[A-Za-z\d][A-Za-z\d ./-]{4,33}$/.test(value) && /\d/.test(value)
const personName = (value: string): boolean => /^\p{L}[\p{L}\p{M}\s'’.-]{0,80}$/u.test(value) && text(value)
const word = (value: string): boolean => /\p{L}/u.test(value) && text(value)
const coordinate = (value: string): boolean => /^-?\d{1,3}\.\d+$/.test(value)

/** What stands where a value was taken out, and words that are an answer rather than a value. */
const placeholder = /^(?:[*•xX#.\s_-]*|[[(<{]?(?:redacted|masked|hidden|removed|null|none|undefined|true|false|yes|no|n\/a)[\])>}]?)$/i

/** One row a kind of value: its names, each one word or several in a row. */
const rows: readonly (readonly [category: NameHint['category'], what: string, confidence: NameHint['confidence'], fits: NameHint['fits'], names: string])[] = [
  ['credential', 'password', 'firm', text, 'password, passwords, passwd, pwd, passphrase, pass word, pass phrase'],
  ['credential', 'client secret', 'firm', text, 'client secret, clientsecret'],
  ['credential', 'one-time password secret', 'firm', text, 'totp, mfa secret, otp secret, totp secret'],
  ['credential', 'secret', 'firm', text, 'secret, secrets'],
  ['credential', 'API key', 'firm', keyLike, 'apikey, api key, apikeys, api keys'],
  ['credential', 'private key', 'firm', keyLike, 'private key, privatekey, signing key, encryption key'],
  ['credential', 'access key', 'firm', keyLike, 'access key, accesskey, secret key, secretkey'],
  ['credential', 'card verification code', 'firm', (value) => /^\d{3,4}$/.test(value), 'cvv, cvc'],
  ['credential', 'social security number', 'firm', digits(9, 9), 'ssn, social security'],
  ['credential', 'recovery phrase', 'firm', (value) => text(value) && value.length >= 8, 'mnemonic, seed phrase, recovery phrase'],
  ['credential', 'refresh token', 'firm', tokenLike, 'refresh token, refreshtoken'],
  ['credential', 'connection string', 'firm', keyLike, 'connection string, connectionstring'],
  ['credential', 'one-time code', 'firm', code, 'pin, otp'],
  ['personal', 'e-mail address', 'firm', (value) => /^[^@\s]+@[^@\s]+$/.test(value) && !isServiceAccount(value), 'email, emails, emailaddress, e mail, mail'],
  ['personal', 'phone number', 'firm', phone, 'phone, phones, mobile, telephone, phonenumber, msisdn'],
  ['personal', 'date of birth', 'firm', date, 'birthdate, birthday, birth date, dob, of birth, dateofbirth'],
  ['personal', 'IP address', 'firm', (value) => isIpAddress(value) && !isPrivateAddress(value), 'ip, ipv, ipaddr, ipaddress'],
  ['personal', 'postal address', 'firm', place, 'address, addresses, street, streetaddress'],
  ['personal', 'national identity number', 'firm', documentNumber, 'national id, nationalid, national identity, identity number'],
  ['personal', 'passport number', 'firm', documentNumber, 'passport'],
  ['personal', 'tax number', 'firm', documentNumber, 'tax id, taxid'],
  ['personal', 'bank account number', 'firm', documentNumber, 'iban'],
  ['personal', 'salary', 'tentative', (value) => /\d/.test(value), 'salary'],
  ['personal', 'gender', 'tentative', word, 'gender'],
  ['personal', 'religion', 'tentative', word, 'religion'],
  ['personal', 'diagnosis', 'tentative', word, 'diagnosis'],
  ['personal', 'location', 'firm', coordinate, 'lat, lon, lng, latitude, longitude'],
  ['personal', "person's name", 'firm', personName, 'given name, family name, first name, last name, middle name, full name, givenname, familyname, firstname, lastname, fullname, surname'],
]

/** Words that make a name speak about a value, not hold it: `password_changed_at`, `email_verified`, `access_key_id`. */
const negating = new Set(
  (
    'expired expires exp changed change at age set reset required policy alg type verified enabled length count url id hint ' +
    'has is needs allow allowed uri name date time status method strength provider version public publishable attempts'
  ).split(' '),
)

/** Hints by the first word of their names, longer names first. */
const byFirstWord = once(() => {
  const found = new Map<string, { readonly words: readonly string[]; readonly hint: NameHint }[]>()
  for (const [category, what, confidence, fits, names] of rows) {
    for (const name of names.split(', ')) {
      const words = name.split(' ')
      const first = words[0] ?? ''
      const group = found.get(first) ?? []
      group.push({ words, hint: { category, what, confidence, fits } })
      found.set(first, group.sort((a, b) => b.words.length - a.words.length))
    }
  }
  return found
})

/** Longer names are prose, and their end is where a namespaced name says what it is. */
const longestName = 128

/** What a name says before any value is looked at. */
export interface Naming {
  readonly words: readonly string[]
  readonly hint: NameHint | undefined
  /** It names an identifier: `sub`, `jti`, `order_id`. */
  readonly identifier: boolean
}

/** Words of names that identify something. */
const identifying = new Set('id ids sub jti sid nonce kid hash uuid guid oid uid uri url cursor state'.split(' '))

// Tokens of one issuer have the same few names; a million of them should not be taken apart a million times.
const known = new Memory<string, Naming>(1000)

export function namingOf(name: string): Naming {
  const naming = known.get(name)
  if (naming) return naming
  const words = wordsOf(name)
  const fresh = { words, hint: hintOf(words), identifier: words.some((part) => identifying.has(part)) }
  if (name.length <= longestName) known.set(name, fresh)
  return fresh
}

/** Lower-case words of a name. Of a namespaced claim (`https://issuer.example/claims/email`) only the last part counts. */
function wordsOf(name: string): readonly string[] {
  const tail = name.slice(-longestName)
  const local = tail.slice(Math.max(tail.lastIndexOf('/'), tail.lastIndexOf('#')) + 1)
  return local
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    // Classes of Unicode are slow to build.
    .split(/^[\u0000-\u007f]*$/.test(local) ? /[^a-z\d]+/ : /[^\p{L}\d]+/u)
    .map((part) => part.replace(/\d{1,3}$/, ''))
    .filter((part) => part !== '')
}

/** What the words of a name promise, unless another of its words takes that back. */
function hintOf(words: readonly string[]): NameHint | undefined {
  let personal: NameHint | undefined
  for (const [at, first] of words.entries()) {
    const found = byFirstWord().get(first)?.find((entry) => entry.words.every((part, i) => words[at + i] === part))
    if (!found) continue
    const { hint, words: matched } = found
    if (words.some((part, i) => (i < at || i >= at + matched.length) && negating.has(part))) continue
    if (hint.category === 'credential') return hint
    personal ??= hint
  }
  return personal
}

/** The mailbox names of Google service accounts belong to programs. */
export const isServiceAccount = (value: string): boolean => /[@.]gserviceaccount\.com$/.test(value)

const ipv4 = /^(?:\d{1,3}\.){3}\d{1,3}$/

/** An IPv4 or IPv6 address in its usual spelling. */
export const isIpAddress = (value: string): boolean =>
  ipv4.test(value) ? value.split('.').every((part) => Number(part) <= 255) : value.length <= 45 && /^(?:[\da-f]*:){2}[\da-f:.]*$/i.test(value) && /[\da-f]/i.test(value)

/** Loopback, private and link-local addresses (RFC 1918, RFC 3927, RFC 4193, RFC 4291). */
export const isPrivateAddress = (value: string): boolean =>
  /^(?:10|127)\.\d|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\.|^::1$|^f[cd][\da-f]{2}:|^fe[89ab][\da-f]:/i.test(value)
