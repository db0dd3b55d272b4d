import { Excerpt } from '../core/location.ts'
import { findIn, type FoundToken } from '../jwt/find.ts'
import type { Cookie } from './cookie.ts'

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
    return ordered.flatMap((cookie, i) => [...findIn(values[i] ?? Excerpt.of(cookie.parsed.excerpt.source, 0, 0))].map((token) => carried(token, cookie.name, cookie, [])))
  })
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
