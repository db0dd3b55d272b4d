import { visible } from '../core/text.ts'
import { correctedHeader, correctedName, correctedSameSite, type Wanted } from './corrected.ts'
import type { Cookie } from './cookie.ts'
import { frameworkName, ownCookie, remedy, type RemedyAspect } from './remedies.ts'

/** What of a cookie is to be mended. */
export type FixedAspect = Exclude<RemedyAspect, 'complete'>

interface Said {
  /** Stands before the header. */
  readonly lead?: string
  readonly wanted?: Wanted
}

/** The header to send instead, safe to print. */
export const sendLine = (cookie: Cookie, { lead = 'Send', wanted = {} }: Said = {}): string => `${lead} ${visible(correctedHeader(cookie, wanted), 2000)}`

/**
 * What to send instead, and the setting that sends it where the framework is known: a line each, safe to print. Findings that
 * the same header mends give the same lines, so that a report can say them once.
 */
export function fixFor(cookie: Cookie, aspect: FixedAspect, said: Said = {}): readonly string[] {
  const framework = cookie.circumstances.framework ?? cookie.role.framework
  const known = framework === undefined ? undefined : frameworkName(framework)
  const header = sendLine(cookie, said)
  if (framework === undefined || known === undefined) return [header]
  const wanted = said.wanted ?? {}
  const setting = settingFor(framework, cookie, cookie.isDeletion ? 'deletion' : aspect, wanted)
  return setting === undefined ? [header] : [header, `${known}: ${withSameSite(setting, correctedSameSite(cookie, wanted))}`]
}

function settingFor(framework: string, cookie: Cookie, aspect: FixedAspect, wanted: Wanted): string | undefined {
  const name = correctedName(cookie, wanted)
  const isHostBound = name.startsWith('__Host-')
  // By itself it would make a cookie without Secure out of the new name, which browsers drop.
  if (aspect === 'lifetime') return remedy(framework, aspect, cookie.name)
  const header = correctedHeader(cookie, wanted)
  const isPlain = / Path=\/; (?!Domain)/.test(header)
  if (aspect === 'deletion') {
    const setting = remedy(framework, aspect, name)
    // With another Domain or Path it would delete another cookie.
    return isPlain || (setting !== undefined && !/path/i.test(setting)) ? setting : undefined
  }
  if (cookie.role.role === 'session') {
    if (isHostBound) return remedy(framework, lacksFlags(cookie) ? 'complete' : 'hostOnly', name) ?? remedy(framework, aspect, cookie.name)
    return aspect === 'hostOnly' ? undefined : remedy(framework, aspect, name)
  }
  // The anti-forgery cookie of a framework follows the settings of its session, but scripts may have to read it.
  if (cookie.role.role === 'csrf') return cookie.role.framework === framework && aspect !== 'hostOnly' ? remedy(framework, aspect, name) : undefined
  return isPlain && header.includes('Secure; HttpOnly') ? (ownCookie(framework, name) ?? remedy(framework, aspect, name)) : undefined
}

const lacksFlags = ({ browser: { effective } }: Cookie): boolean => !effective.secure || !effective.httpOnly || effective.sameSite === null

/** Settings are written for Lax; every framework spells the other two the same way. */
const withSameSite = (line: string, sameSite: 'Strict' | 'Lax' | 'None'): string => line.replace(/\blax\b/g, sameSite.toLowerCase()).replace(/Lax(?:(?=Mode)|\b)/g, sameSite)
