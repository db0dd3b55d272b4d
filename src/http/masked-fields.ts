import { maskedSetCookie, utf8 } from '../cookie/cookie.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { count, visible } from '../core/text.ts'
import type { Field } from './exchange.ts'
import { shownUrl } from '../core/url-secrets.ts'

/** Fields that say how a response is to be treated and hold no secret. */
const open = new Set(
  `age access-control-allow-credentials access-control-allow-headers access-control-allow-methods access-control-allow-origin access-control-expose-headers
  cache-control clear-site-data content-encoding content-length content-security-policy content-security-policy-report-only content-type cross-origin-opener-policy
  date expires last-modified pragma referrer-policy retry-after server strict-transport-security vary via x-content-type-options x-frame-options x-powered-by`.split(/\s+/),
)

/** Fields that hold URLs. */
const urls = new Set(['location', 'content-location', 'refresh', 'link'])

/** A response field as reports show it, its secrets masked. */
export function shownField({ name, lower, value }: Field): string {
  if (lower === 'set-cookie' || lower === 'set-cookie2') return `${visible(name, 40)}: ${maskedSetCookie(parseSetCookie(value))}`
  const text = utf8(value.text)
  if (open.has(lower)) return `${visible(name, 60)}: ${visible(text)}`
  if (urls.has(lower)) return `${visible(name, 60)}: ${shownUrl(text, 200)}`
  if (lower === 'www-authenticate') return `${visible(name, 60)}: ${visible(text.replace(/\b(nonce|opaque|token|[a-z]+-token)="[^"]*"/gi, '$1="..."'))}`
  return `${visible(utf8(name), 60)}: (${count(text.length, 'character')})`
}
