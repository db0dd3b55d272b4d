import { decide, type Habits } from './chromium.ts'
import type { ParsedCookie } from './cookie.ts'
import { isEncrypted } from './domain.ts'
import { cookiePrefixes } from './prefixes.ts'
import type { Decision } from './storage.ts'

/** From the compatibility data that browsers publish, not measured here. */
const safari: Habits = {
  // localhost is no exception: Secure cookies need https (WebKit bug 281149).
  trusts: isEncrypted,
  prefixes: cookiePrefixes.filter(({ httpOnly }) => !httpOnly),
  noneNeedsSecure: false,
}

export const safariCookie = (parsed: ParsedCookie, url: URL | undefined, now: number): Decision => decide(parsed, url, now, safari)
