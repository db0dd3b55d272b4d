import { isAboutPerson, sensitiveContent } from '../../cookie/content.ts'
import { count, list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/contains-pii',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie holds personal data that anyone who sees it can read.',
    rationale:
      'Cookies end up in logs, proxies, crash reports and on shared computers. Percent-encoding and base64 hide nothing, and a signature keeps a value from being changed, not from being read.',
    remediation: 'Put an opaque id into the cookie and keep the data on the server, or encrypt the value.',
    references: ['NIST SP 800-63B-4 section 5.1.1', 'OWASP Session Management Cheat Sheet', 'ASVS 14.3.3', 'RFC 6265bis section 8.3', 'CWE-315', 'CWE-359'],
    messages: {
      personal: 'The {cookie} holds a readable {what} (at {paths}).',
    },
    examples: {
      bad: ['profile=%7B%22email%22%3A%22alice%40example.com%22%7D; Path=/', 'prefill=alice%40example.com; Path=/'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/', 'profile=%7B%22email_verified%22%3Atrue%7D; Path=/'],
    },
    notes: 'An e-mail address in a cookie that opens no session (a prefilled login form) is a note, and so are published test values.',
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    const items = sensitiveContent(subject.parsed).filter(isAboutPerson)
    for (const what of new Set(items.map((item) => item.what))) {
      const same = items.filter((item) => item.what === what)
      const paths = same.map(({ path }) => path)
      const shown = paths.length > 3 ? `${list(paths.slice(0, 3), ',')} and ${count(paths.length - 3, 'more place', 'more places')}` : list(paths)
      const mild = same.every(({ sample }) => sample === true) || (what === 'e-mail address' && plainRoles.has(subject.role.role))
      report({ messageId: 'personal', data: { what, paths: shown }, at: 'value', confidence: same[0]?.confidence ?? 'firm', ...(mild ? { severity: 'info' } : {}) })
    }
  },
})

/** Roles in which an address is what the user typed, not who the user is. */
const plainRoles = new Set(['other', 'preference'])
