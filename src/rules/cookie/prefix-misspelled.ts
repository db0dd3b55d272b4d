import { cookiePrefix, cookiePrefixes } from '../../cookie/prefixes.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/prefix-misspelled',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The name begins with something that is almost a cookie prefix.',
    rationale: 'Browsers enforce the prefixes in any case; servers and proxies compare them exactly. A misspelled prefix protects nothing: any host of the site can set such a cookie.',
    remediation: 'Spell the prefix exactly: __Secure-, __Host-, __Http- or __Host-Http-.',
    references: ['RFC 6265bis section 4.1.3', 'RFC 6265bis section 5.4', 'Layered Cookies section 4.1.3'],
    messages: {
      letters: 'The {cookie} begins with "{written}": browsers enforce it as {prefix}, but servers and proxies compare the case and do not.',
      near: 'The {cookie} begins with "{written}", which is not a prefix that browsers know and protects nothing; {prefix} was probably meant.',
    },
    examples: {
      bad: ['__host-sid=1; Secure; Path=/', '__HostHttp-sid=1; Secure; HttpOnly; Path=/', '__Host_sid=1'],
      good: ['__Host-sid=1; Secure; Path=/', 'hostname=1', 'secure_id=1'],
    },
    notes: '__HostHttp- was the name of __Host-Http- in early versions of Chrome 140 and in Firefox 142.',
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    const { name } = subject
    const known = cookiePrefix(name)
    const written = name.slice(0, known?.prefix.length ?? nearMiss.exec(name)?.[0].length ?? 0)
    if (known) {
      if (written !== known.prefix) report({ messageId: 'letters', data: { written, prefix: known.prefix }, at: 'name', fix: `Name it ${utf8(known.prefix + name.slice(written.length))}.` })
      return
    }
    const letters = written.replace(/[^A-Za-z]/g, '').toLowerCase()
    const meant = cookiePrefixes.find(({ prefix }) => prefix.replace(/[^A-Za-z]/g, '').toLowerCase() === letters)?.prefix
    if (written === '' || meant === undefined) return
    report({ messageId: 'near', data: { written, prefix: meant }, at: 'name', confidence: 'firm', fix: `Name it ${utf8(meant + name.slice(written.length))}.` })
  },
})

// The letters of a prefix among other underscores and hyphens. Without an underscore in front it has to look like one in everything else,
// since "host-id" and "secure_token" are names like any other.
const nearMiss = /^(?:[_-]{1,3}(?:[Hh][Oo][Ss][Tt][-_]?[Hh][Tt][Tt][Pp]|[Hh][Oo][Ss][Tt]|[Ss][Ee][Cc][Uu][Rr][Ee]|[Hh][Tt][Tt][Pp])[-_]{1,2}|(?:Host-?Http|Host|Secure)-)/
