import type { Source, Excerpt } from '../core/location.ts'
import { ExcerptBuilder } from './excerpt-builder.ts'
import type { CapturedResponse, InputForm } from './responses.ts'

/** A cookie as a browser or a jar keeps it. What the store does not keep is absent here. */
export interface StoredCookie {
  readonly name: Excerpt
  readonly value: Excerpt
  /** Of the Domain attribute, with or without a leading dot; absent for a cookie of one host. */
  readonly domain?: Excerpt
  /** The host it is kept for. */
  readonly host: string
  readonly path?: Excerpt
  /** Seconds since 1970, and where that stands. */
  readonly expires?: Placed<number>
  readonly secure?: Placed
  readonly httpOnly?: Placed
  readonly sameSite?: Placed<string>
  readonly partitioned?: Placed
}

export interface Placed<T = true> {
  readonly value: T
  readonly start: number
  readonly end: number
}

/** The Set-Cookie value that would have made such a cookie, as far as it is known; each part points to where it came from. */
function rebuiltSetCookie(source: Source, cookie: StoredCookie): Excerpt {
  const builder = new ExcerptBuilder(source)
  const place = (excerpt: Excerpt): readonly [number, number] => {
    const from = excerpt.slice(0, 0).runs[0]?.[1] ?? 0
    return [from, from + 1]
  }
  const text = (excerpt: Excerpt) => {
    // In a store a semicolon is part of the value; in a header it would end it.
    if (excerpt.text.includes(';')) builder.write(excerpt.text.replaceAll(';', '%3B'), ...place(excerpt))
    else builder.append(excerpt)
  }
  if (cookie.name.text !== '') {
    text(cookie.name)
    builder.write('=', ...place(cookie.value))
  }
  text(cookie.value)
  const attribute = (name: string, value: Excerpt | undefined) => {
    if (!value) return
    builder.write('; ', ...place(value)).write(`${name}=`, ...place(value))
    text(value)
  }
  const flag = (written: string, at: Placed<unknown> | undefined) => {
    if (at) builder.write('; ', at.start, at.start + 1).write(written, at.start, at.end)
  }
  attribute('Domain', cookie.domain)
  attribute('Path', cookie.path)
  if (cookie.expires) flag(`Expires=${new Date(cookie.expires.value * 1000).toUTCString()}`, cookie.expires)
  flag('Secure', cookie.secure)
  flag('HttpOnly', cookie.httpOnly)
  flag(`SameSite=${cookie.sameSite?.value}`, cookie.sameSite)
  flag('Partitioned', cookie.partitioned)
  return builder.build()
}

/** One response for the cookies of each host, in order of appearance: cookies of different hosts never came in one response. */
export function storedResponses(source: Source, form: InputForm, cookies: readonly StoredCookie[], url: URL | undefined): CapturedResponse[] {
  const byHost = new Map<string, StoredCookie[]>()
  for (const cookie of cookies) {
    const ofHost = byHost.get(cookie.host)
    if (ofHost) ofHost.push(cookie)
    else byHost.set(cookie.host, [cookie])
  }
  if (byHost.size === 0) byHost.set('', [])
  return [...byHost.values()].map((ofHost) => ({
    form,
    ...(url ? { url } : {}),
    kind: 'unknown',
    requestHeaders: {},
    headers: [],
    setCookies: ofHost.map((cookie) => ({ field: 'Set-Cookie', value: rebuiltSetCookie(source, cookie) })),
    attributesComplete: false,
    notes: [`a ${form} does not keep every attribute, nor cookies that were refused or have expired: what is missing is not judged`],
  }))
}

/** Can a Date be made of these seconds since 1970? In stores 0 and -1 stand for the end of the session. */
export const isMoment = (seconds: number): boolean => seconds > 0 && seconds <= 8.64e12
