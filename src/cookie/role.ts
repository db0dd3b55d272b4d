import type { Confidence } from '../core/severity.ts'
import type { ParsedCookie } from './cookie.ts'

export const cookieRoles = ['session', 'auth', 'refresh', 'remember', 'csrf', 'transaction', 'infrastructure', 'analytics', 'preference', 'other'] as const
/** What a cookie is for; drives most severities. */
export type RoleName = (typeof cookieRoles)[number]

export interface CookieRole {
  readonly role: RoleName
  readonly confidence: Confidence
  /** From which name, value shape or attribute that is concluded. */
  readonly reason: string
}

/** Whoever holds the value is the user. */
export const isSensitive = ({ role }: CookieRole): boolean => role === 'session' || role === 'auth' || role === 'refresh' || role === 'remember'

/**
 * What a cookie is for, from what the user said, its name, its value and its flags (in this order).
 *
 * @param roles names or patterns with `*` that the user gave roles to
 */
export function cookieRole(parsed: ParsedCookie, roles: ReadonlyMap<string, RoleName> = new Map()): CookieRole {
  const said = roles.get(parsed.name)
  if (said) return { role: said, confidence: 'certain', reason: 'you said so' }
  return { role: 'other', confidence: 'tentative', reason: 'nothing tells what it is for' }
}
