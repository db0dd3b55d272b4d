import type { ParsedCookie } from './cookie.ts'
import { cookieValue } from './value.ts'

/** What a value tells about the role of its cookie. */
export interface ValueEvidence {
  readonly jwt: boolean
  /** Drawn at random, signed or encrypted: nobody goes to such lengths for a colour scheme. */
  readonly random: boolean
  /** `a JWT as value`, `a signed value`, `a random-looking value`. */
  readonly what: string
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
  iron: 'iron-session',
}

export function valueEvidence(parsed: ParsedCookie): ValueEvidence {
  const { shape, signed } = cookieValue(parsed)
  const label = signed?.framework ?? (shape.kind === 'encrypted' ? shape.framework : undefined)
  const key = label === undefined ? undefined : frameworkKeys[label]
  const framework = key === undefined ? {} : { framework: key }
  if (shape.kind === 'jwt' || shape.kind === 'jwe') return { jwt: true, random: true, what: `${shape.kind === 'jwt' ? 'a JWT' : 'an encrypted JWT'} as value`, ...framework }
  if (shape.kind === 'encrypted') return { jwt: false, random: true, what: 'an encrypted value', ...framework }
  if (signed) return { jwt: false, random: true, what: 'a signed value', ...framework }
  return { jwt: false, random: looksRandom(parsed.value), what: 'a random-looking value' }
}

/**
 * Does some stretch of the value look drawn at random: 16 or more characters of one container (hexadecimal, UUID,
 * base64) in which letters and digits alternate as they do in no word, date or number?
 */
export const looksRandom = (value: string): boolean => (value.slice(0, 4096).match(/[A-Za-z0-9+/_-]{16,}/g) ?? []).some(randomStretch)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const constant = /^[0-]+$|^[fF-]+$/

function randomStretch(stretch: string): boolean {
  if (uuid.test(stretch)) return !constant.test(stretch)
  const digits = occurrences(stretch, /[0-9]/g)
  const letters = occurrences(stretch, /[A-Za-z]/g)
  if (digits + letters < 16 || letters < 2) return false
  // Random base64 without digits is rare, so such a stretch has to alternate more to count.
  return alternations(stretch) >= stretch.length / (digits >= 2 ? 6 : 3)
}

const occurrences = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** How often the class of characters (digit, upper case, lower case, sign) changes from one character to the next. */
function alternations(text: string): number {
  let changes = 0
  for (let i = 1; i < text.length; i++) if (classOf(text.charCodeAt(i)) !== classOf(text.charCodeAt(i - 1))) changes++
  return changes
}

const classOf = (code: number): number => (code >= 0x30 && code <= 0x39 ? 0 : code >= 0x41 && code <= 0x5a ? 1 : code >= 0x61 && code <= 0x7a ? 2 : 3)
