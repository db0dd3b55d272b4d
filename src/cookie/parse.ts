import type { Excerpt } from '../core/location.ts'
import type { CookieAttribute, ParsedCookie } from './cookie.ts'

/** Takes a Set-Cookie header value apart as RFC 6265bis section 5.6 does, keeping everything and its place. Never throws. */
export function parseSetCookie(excerpt: Excerpt): ParsedCookie {
  const text = excerpt.text
  const pairEnd = semicolon(text, 0)
  const equals = text.indexOf('=')
  const hasEquals = equals !== -1 && equals < pairEnd
  const nameRange = hasEquals ? trimmed(text, 0, equals) : ([0, 0] as const)
  const valueRange = trimmed(text, hasEquals ? equals + 1 : 0, pairEnd)
  const attributes: CookieAttribute[] = []
  for (let start = pairEnd + 1; start <= text.length; ) {
    const end = semicolon(text, start)
    const [from, to] = trimmed(text, start, end)
    if (to > from) attributes.push(attribute(text, from, to))
    start = end + 1
  }
  return { excerpt, text, name: text.slice(...nameRange), value: text.slice(...valueRange), hasEquals, nameRange, valueRange, attributes }
}

function attribute(text: string, start: number, end: number): CookieAttribute {
  const equals = text.indexOf('=', start)
  if (equals === -1 || equals >= end) return { name: text.slice(start, end), value: null, start, end }
  return { name: text.slice(...trimmed(text, start, equals)), value: text.slice(...trimmed(text, equals + 1, end)), start, end }
}

const semicolon = (text: string, from: number): number => {
  const at = text.indexOf(';', from)
  return at === -1 ? text.length : at
}

function trimmed(text: string, start: number, end: number): readonly [number, number] {
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return [start, end]
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09
