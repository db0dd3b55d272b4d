import { once } from '../core/remember.ts'
import type { JwtFacts, SecretFacts } from './facts.ts'
import type { VerificationKey } from './keys.ts'
import { isPlaceholder, listed } from './weak-secrets.ts'

export interface Strength {
  readonly facts: NonNullable<JwtFacts['secret']>
  /** Its place in the built-in list. */
  readonly hit: JwtFacts['weakSecret']
  /** Whether it could be written down: only such secrets are built from names. */
  readonly isText: boolean
}

const strengths = new WeakMap<VerificationKey, Strength>()

/** What can be said of a secret that was handed in; found out once, since a million tokens may be verified with it. */
export function strengthOf(key: VerificationKey): Strength | undefined {
  const { secret, reference } = key
  if (!secret) return undefined
  let known = strengths.get(key)
  if (!known) {
    const hit = listed(secret)
    known = { hit, isText: Buffer.from(secret.toString('utf8')).equals(secret), facts: { source: reference.source, ...lookAt(secret, hit) } }
    strengths.set(key, known)
  }
  return known
}

/** What shows in a secret. Never its entropy: one sample only shows what it cannot exceed. */
export function lookAt(secret: Buffer, hit = listed(secret)): SecretFacts {
  const structure = structureOf(secret)
  return {
    octets: secret.length,
    boundBits: boundBits(secret),
    listed: hit !== undefined || isPlaceholder(secret.toString('latin1')),
    ...(structure === undefined ? {} : { structure }),
  }
}

/** Character sets that generators draw from, smallest first. */
const alphabets: readonly (readonly [pattern: RegExp, size: number])[] = [
  [/^\d*$/, 10],
  [/^(?:[\da-f]*|[\dA-F]*)$/, 16],
  [/^(?:[\da-z]*|[\dA-Z]*)$/, 36],
  [/^[\da-zA-Z]*$/, 62],
  [/^(?:[\w-]*|[\da-zA-Z+/]*)={0,2}$/, 64],
  [/^[\u0020-\u007e]*$/, 95],
]

/** Length times the logarithm of the smallest alphabet that holds it, in whole bits; 8 bits an octet for what is no text. */
export function boundBits(secret: Buffer): number {
  const text = secret.toString('latin1')
  const size = alphabets.find(([pattern]) => pattern.test(text))?.[1] ?? 256
  const symbols = size === 64 ? text.replaceAll('=', '').length : text.length
  return Math.floor(symbols * Math.log2(size))
}

/** How a secret was made up rather than drawn; undefined when nothing shows. */
export function structureOf(secret: Buffer): string | undefined {
  const text = secret.toString('latin1')
  if (repeatedUnit(text) < 16) return 'one repeated unit'
  // eslint-disable-next-line no-control-regex
  if (/[^\u0020-\u007e]/.test(text)) return undefined
  if (coverage(text.toLowerCase(), runAt) >= 0.8) return 'a keyboard or counting run'
  return coverage(text, wordAt) >= 0.8 ? 'mostly dictionary words' : undefined
}

/** Length of the shortest text that repeats to the whole; infinite when it does not repeat. */
function repeatedUnit(text: string): number {
  const at = (text + text).indexOf(text, 1)
  return at < text.length ? at : Infinity
}

/** The share of characters inside stretches that `lengthAt` recognises, longest first. */
function coverage(text: string, lengthAt: (text: string, at: number) => number): number {
  let covered = 0
  for (let at = 0; at < text.length; ) {
    const length = lengthAt(text, at)
    covered += length
    at += Math.max(1, length)
  }
  return covered / text.length
}

const runs = ['1234567890', '0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', '!@#$%^&*()', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'].flatMap(
  (row) => [row, [...row].toReversed().join('')],
)

/** Neighbours on a keyboard, in the alphabet or in counting; four or more, and single characters repeated. */
function runAt(lower: string, at: number): number {
  let longest = 0
  for (const row of runs) {
    const from = row.indexOf(lower.charAt(at))
    let length = 0
    while (from + length < row.length && row[from + length] === lower[at + length]) length++
    longest = Math.max(longest, length)
  }
  let same = 0
  while (lower[at + same] === lower[at]) same++
  longest = Math.max(longest, same)
  return longest >= 4 ? longest : 0
}

/** Words that secrets are put together from; three letters at least. */
const words = once(() => new Set(
  `
  able about above access account acme action active admin after again agent alpha amazing and angular animal another any api app apple application are around auth authentication
  authorization average awesome azure back backend bad banana base basic bear best beta better big bird bit bits black blog blue book boot box boy build business but bytes cache
  cake can car castle cat change chars characters cheese chocolate city class clean client cloud code coffee cold company complex computer config cookie cool correct country crazy
  create cross crypto custom cute data database day dead default demo deploy dev developer development django dog done dont door down dragon dream earth easy eight email
  empire encode encoded encrypt encryption engine english enough enter environment every example express eye face family fast father fire first five flask flower fly foo food football
  for forest forever four free friend from front frontend fun funny game garden generate generated girl give god gold golden good google great green group guess hacker hand happy hard
  hash have head heart hello here hey hidden high home honey horse hot house how hundred ice identity important impossible insecure inside internal internet into issuer
  its java jwt just keep key keyboard keys king know language large last laravel lemon length let life light like line lion little live local localhost login lock long look love
  lucky magic main make man manager many master maximum me medium message minimum mode money monkey month moon more mother mountain much music must mystery name need never new next nice
  night nine node nobody not nothing now number one online open orange our out owner page paper park pass passphrase password peace pepper phrase place placeholder plain play please point
  power prefix prince princess private prod production profile project prod property protect provider public python queen question quick quite rabbit rainbow random react real really red
  refresh remember replace response rest river road rock root rose safe salt sample school sea season secret secrets secure security seed send server service session set seven shared shadow
  shop should show sign signature signed signing silver simple six site size sky small smart snow social software some something soft song source space special spring staging staple star
  start stop store storage strange street string strong stuff summer sun sunshine super sure sweet symmetric system table take team temp temporary ten test testing text than thank that the
  their then there they thing things this thousand three tiger time today token tokens tomorrow top town tree true trust turn twelve two ultra under unicorn unique universe until update
  use used user users using value variable verify very victory view village voice wait want war warning water way weak web website week welcome well what when where which white who why will
  wind window winter with wizard wolf woman wonder word words work world worst write wrong year years yellow yes you your zero zone
  aaaa secretkey topsecret battery bits-long characters-long identityserver
`
    .split(/\s+/)
    .filter((word) => word.length >= 2),
))
const longestWord = 16

/** A dictionary word, a year, or the separator between words. */
function wordAt(text: string, at: number): number {
  if (/[-_. ]/.test(text.charAt(at))) return 1
  const lower = text.slice(at, at + longestWord).toLowerCase()
  if (/^(?:19|20)\d\d(?!\d)/.test(lower)) return 4
  for (let length = lower.length; length >= 2; length--) if ((length > 2 || at === 0) && words().has(lower.slice(0, length))) return length
  return lower.startsWith('my') ? 2 : 0
}
