import { Memory } from '../core/remember.ts'
import type { ParsedCookie } from './cookie.ts'

/** What a value tells about the role of its cookie. */
export interface ValueEvidence {
  readonly jwt: boolean
  /** Drawn at random, signed or encrypted: nobody goes to such lengths for a colour scheme. */
  readonly random: boolean
  /** The value looks drawn at random by itself, whoever signs it. */
  readonly drawn: boolean
  /** Encrypted, or drawn and signed besides: nobody but the server makes such a value. */
  readonly sealed: boolean
  /** Of a form in which session libraries write, and hardly anybody else. */
  readonly sessionForm: boolean
  /** `a JWT as value`, `a signed value`, `a random-looking value`. */
  readonly what: string
  /** It names a server behind a load balancer. */
  readonly balancer: boolean
  /** Framework whose way of signing or encrypting it is. */
  readonly framework?: string
}

/** Framework keys by the label under which the value's form is known. */
const frameworkKeys: Readonly<Record<string, string>> = {
  Express: 'express',
  'Flask or Starlette': 'flask',
  Django: 'django',
  'Rails or Rack': 'rails',
  Rails: 'rails',
  Play: 'play',
  Yii: 'yii',
  Tornado: 'tornado',
  Laravel: 'laravel',
  'ASP.NET Core': 'aspnet-core',
  Fastify: 'fastify',
  'Better Auth': 'better-auth',
  'iron-session': 'iron-session',
  '@fastify/secure-session': 'fastify-secure-session',
}

/** The ids of express-session, @fastify/session and better-auth: 24 octets, or 32 characters. */
const libraryId = /^[\w-]{32}$/
const sealingSessions: ReadonlySet<string> = new Set(['iron', 'iron-session', '@fastify/secure-session'])

/** The same object for the same evidence, so that what follows from it can be remembered by it. */
export function valueEvidence(parsed: ParsedCookie): ValueEvidence {
  const { shape, signed } = parsed.decoded
  const label = signed?.framework ?? (shape.kind === 'encrypted' ? shape.framework : undefined)
  const framework = label === undefined ? undefined : frameworkKeys[label]
  if (shape.kind === 'jwt') return evidence('a JWT as value', { jwt: true, random: true, drawn: true, sealed: true, sessionForm: false, framework })
  if (shape.kind === 'jwe') return evidence('an encrypted JWT as value', { jwt: true, random: true, drawn: true, sealed: true, sessionForm: false, framework })
  if (shape.kind === 'encrypted') return evidence('an encrypted value', { jwt: false, random: true, drawn: true, sealed: true, sessionForm: sealingSessions.has(label ?? ''), framework })
  if (signed) {
    const drawn = looksRandom(signed.payload)
    return evidence('a signed value', { jwt: false, random: true, drawn, sealed: drawn, sessionForm: signed.scheme === 'cookie-signature' && libraryId.test(signed.payload), framework })
  }
  if (looksRandom(parsed.value)) return randomLooking
  return balancerValue.test(parsed.value) ? balancer : ordinary
}

const all = new Memory<string, ValueEvidence>()
const evidence = (what: string, { framework, ...rest }: { jwt: boolean; random: boolean; drawn: boolean; sealed: boolean; sessionForm: boolean; framework: string | undefined }): ValueEvidence =>
  all.recall(`${what} ${rest.sealed} ${rest.sessionForm} ${framework}`, () => ({ what, balancer: false, ...rest, ...(framework === undefined ? {} : { framework }) }))

const ordinary: ValueEvidence = { jwt: false, random: false, drawn: false, sealed: false, sessionForm: false, balancer: false, what: 'a random-looking value' }
const randomLooking: ValueEvidence = { ...ordinary, random: true, drawn: true }
const balancer: ValueEvidence = { ...ordinary, balancer: true }

/** Address, port and zeros, as F5 load balancers write them (F5 K6917). */
const balancerValue = /^\d{8,10}\.\d{1,5}\.0000$/

/**
 * Does some stretch of the value look drawn at random: 16 or more characters of one container (hexadecimal, UUID,
 * base64) in which letters and digits alternate as they do in no word, date or number?
 */
export const looksRandom = (value: string): boolean => (value.slice(0, 4096).match(/[A-Za-z0-9+/_-]{16,}/g) ?? []).some(randomStretch)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const constant = /^[0-]+$|^[fF-]+$/

function randomStretch(stretch: string): boolean {
  if (uuid.test(stretch)) return !constant.test(stretch)
  const { digits, letters, alternations } = made(stretch)
  if (digits + letters < 16 || letters < 2) return false
  // Random base64 without digits is rare, so such a stretch has to alternate more to count.
  return alternations >= stretch.length / (digits >= 2 ? 6 : 3)
}

/** How many digits and letters, and how often the class of characters (digit, upper case, lower case, sign) changes from one to the next. */
function made(text: string): { digits: number; letters: number; alternations: number } {
  let digits = 0
  let letters = 0
  let alternations = 0
  let before = classOf(text.charCodeAt(0))
  for (let i = 0; i < text.length; i++) {
    const now = classOf(text.charCodeAt(i))
    if (now === 0) digits++
    else if (now !== 3) letters++
    if (now !== before) alternations++
    before = now
  }
  return { digits, letters, alternations }
}

const classOf = (code: number): number => (code >= 0x30 && code <= 0x39 ? 0 : code >= 0x41 && code <= 0x5a ? 1 : code >= 0x61 && code <= 0x7a ? 2 : 3)
