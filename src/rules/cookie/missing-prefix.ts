import { isInfrastructure, isLocal, isPlainHttp, setsCredential } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { cookiePrefix } from '../../cookie/prefixes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/missing-prefix',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { strict: 'warn', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'warn' },
    since: '0.1.0',
    summary: 'The name has no prefix that browsers enforce.',
    rationale: 'A server cannot see with which flags a cookie was set. A neighbouring host, or an attacker on http, can set one of the same name. Browsers let nobody but this host set a __Host- cookie.',
    remediation: 'Name the cookie __Host-... when one host needs it, __Secure-... when several do. The new name logs everyone out once.',
    references: ['ASVS 3.3.1', 'ASVS 3.3.3', 'NIST SP 800-63B-4 section 5.1.1', 'OWASP Session Management Cheat Sheet', 'OWASP CSRF Prevention Cheat Sheet', 'OAuth 2.0 for Browser-Based Applications'],
    messages: {
      none: 'The name of the {cookie} has no prefix, so other hosts of the site, and http pages, can set a cookie that looks the same.',
      secure: 'The {cookie} is for this host only, but its prefix {prefix} lets other hosts of the site set a cookie that looks the same.',
    },
    examples: {
      bad: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/'],
      good: ['__Host-sid=1; Secure; HttpOnly; SameSite=Lax; Path=/', '__Secure-sid=1; Secure; Path=/', 'theme=dark; Secure', 'sid=1'],
    },
    notes: 'Silent for development hosts, for cookies without Secure (cookie/missing-secure) and for CSRF cookies that a library looks for by name.',
  },
  /** `everyCookie`: cookies that hold no secret are a note. `hostPrefix`: what has no Domain must be `__Host-`. */
  defaults: { everyCookie: false, hostPrefix: false },
  presetOptions: {
    'asvs-l1': { everyCookie: true },
    'asvs-l2': { everyCookie: true, hostPrefix: true },
    'asvs-l3': { everyCookie: true, hostPrefix: true },
  },
  check(subject, { options, report }) {
    const { role, browser } = subject
    if (subject.isDeletion || isInfrastructure(subject) || isLocal(subject) || isPlainHttp(subject)) return
    if (!browser.effective.secure || browser.reasons.length > 0) return
    const secret = setsCredential(subject) || (role.role === 'csrf' && (role.owner === undefined || options.everyCookie))
    if (!secret && !options.everyCookie) return
    const prefix = cookiePrefix(subject.name)
    const falls = prefix === undefined || (options.hostPrefix && !prefix.host && browser.effective.hostOnly)
    if (!falls) return
    report({
      messageId: prefix ? 'secure' : 'none',
      data: { prefix: prefix?.prefix ?? '' },
      at: 'name',
      confidence: role.confidence,
      ...(secret ? {} : { severity: 'info' as const }),
      ...(prefix || !secret || role.role === 'csrf' ? {} : { fix: fixFor(subject, 'hostOnly') }),
    })
  },
})
