// Headers as the tests of cookies write them, and rows of the corpora that real browsers filled.
import { Excerpt, Source } from '../../src/core/location.ts'
import type { ParsedCookie } from '../../src/cookie/cookie.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'

/** UTF-8 octets, one a character, as inputs are read. */
export const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** A header value in ordinary text. */
export const parse = (header: string): ParsedCookie => parseSetCookie(Excerpt.of(new Source('test', octets(header), { octets: true })))

/** A cookie as a browser showed it, in ordinary text. */
export interface SeenCookie {
  readonly name: string
  readonly value: string
  /** With a leading dot when a Domain attribute made it. */
  readonly domain: string
  readonly path: string
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly persistent: boolean
  /** Seconds since 1970. */
  readonly expires?: number
  readonly sameSite?: string
  readonly partitionKey?: unknown
}

/** One page that a browser loaded. */
export interface StorageRow {
  readonly id: string
  readonly url: string
  readonly setCookie: readonly string[]
  readonly stored: readonly SeenCookie[]
  /** Chromium only, in DevTools' names. */
  readonly blockedReasons: readonly string[]
  readonly observedAt: string
}
