import { reasonsAgainst, type Habits, type Reading } from './chromium.ts'
import { isEncrypted } from './domain.ts'
import { cookiePrefixes } from './prefixes.ts'
import type { RejectionReason } from './storage.ts'

/** From the compatibility data that browsers publish, not measured here. */
const safari: Habits = {
  // localhost is no exception: Secure cookies need https (WebKit bug 281149).
  trusts: isEncrypted,
  prefixes: cookiePrefixes.filter(({ httpOnly }) => !httpOnly),
  noneNeedsSecure: false,
}

/** Why Safari drops a cookie that it reads as Chromium does. */
export const safariReasons = (reading: Reading): readonly RejectionReason[] => reasonsAgainst(reading, safari)
