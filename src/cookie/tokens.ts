import { Excerpt, Source } from '../core/location.ts'
import { findIn, type FoundToken } from '../jwt/find.ts'
import type { Cookie, ParsedCookie } from './cookie.ts'
import { parseSetCookie } from './parse.ts'

/** Numbered parts of a value that was too long for one cookie: `session.0`, `session.1` (Auth.js, Supabase). */
const chunk = /^(.+)\.(\d{1,2})$/

/**
 * Tokens that the cookies of one response carry, with the flags of the cookie in view. A token that was cut into
 * numbered cookies is put together; `Bearer ` in front and percent-encoding are undone.
 */
export function tokensInCookies(cookies: readonly Cookie[]): readonly FoundToken[] {
  // Most cookies carry none: a token has dots, whatever is undone around it.
  if (!cookies.some(({ value }) => value.includes('.') || value.includes('%'))) return []
  const parts = new Map<string, { cookie: Cookie; index: number }[]>()
  for (const cookie of cookies) {
    if (cookie.isDeletion) continue
    const match = chunk.exec(cookie.name)
    const name = match?.[1] ?? cookie.name
    const index = match ? Number(match[2]) : 0
    parts.set(name, [...(parts.get(name) ?? []), { cookie, index }])
  }
  return [...parts].flatMap(([name, group]) => {
    const ordered = group.toSorted((a, b) => a.index - b.index).map(({ cookie }) => cookie)
    const values = ordered.map(({ parsed }) => parsed.excerpt.slice(...parsed.valueRange))
    const [first, ...others] = values
    const found = first && others.length > 0 ? [...findIn(Excerpt.join([first, ...others]))] : []
    if (found.length > 0) return found.map((token) => carried(token, name, ordered[0], ['cut into several cookies']))
    return ordered.flatMap((cookie, i) => {
      const value = values[i] ?? Excerpt.of(cookie.parsed.excerpt.source, 0, 0)
      const { inside, undone } = withoutSignature(value, cookie.parsed)
      return [...findIn(inside)].map((token) => carried(token, cookie.name, cookie, undone))
    })
  })
}

/** The text of a Cookie field without what frameworks sign around tokens. */
export const withoutSignatures = (field: string): string =>
  field
    .split(';')
    .map((pair) => {
      // Only a signed token has so many dots.
      if (pair.split('.', 4).length < 4) return pair
      const parsed = parseSetCookie(Excerpt.of(new Source('request', pair.trim(), { octets: true })))
      const { inside, undone } = withoutSignature(Excerpt.of(new Source('request', parsed.value)), parsed)
      return undone.length === 0 ? pair : `${parsed.name}=${inside.text}`
    })
    .join(';')

/** A framework may sign once more what is signed already: `s:token.signature`. */
function withoutSignature(value: Excerpt, { decoded }: ParsedCookie): { readonly inside: Excerpt; readonly undone: readonly string[] } {
  const start = decoded.signed && (decoded.shape.kind === 'jwt' || decoded.shape.kind === 'jwe') ? value.text.indexOf(decoded.text) : -1
  return start === -1 ? { inside: value, undone: [] } : { inside: value.slice(start, start + decoded.text.length), undone: [`${decoded.signed?.framework} signature`] }
}

function carried({ excerpt, undone }: FoundToken, name: string, cookie: Cookie | undefined, more: readonly string[]): FoundToken {
  const { effective } = cookie?.browser ?? {}
  return {
    excerpt,
    undone: [...undone, ...more],
    carrier: {
      kind: 'set-cookie',
      name,
      ...(effective ? { cookie: { httpOnly: effective.httpOnly, secure: effective.secure, expires: effective.expires === null ? null : Date.parse(effective.expires) / 1000 } } : {}),
    },
  }
}
