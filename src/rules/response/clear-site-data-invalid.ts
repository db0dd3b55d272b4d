import { list, visible } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/clear-site-data-invalid',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Browsers ignore Clear-Site-Data, or a part of it.',
    rationale: 'The header looks as if the logout clears everything, while the browser keeps it all: types must be in double quotes, unknown types count for nothing, and over http browsers ignore the whole header.',
    remediation: 'Send Clear-Site-Data: "cache", "cookies", "storage" over https, with the double quotes.',
    references: ['Clear Site Data', 'ASVS 14.3.1'],
    messages: {
      unquoted: 'Clear-Site-Data of the {response} names {types} without double quotes, so browsers ignore it.',
      unknown: 'Clear-Site-Data of the {response} names {types}, which no browser knows.',
      insecure: 'Clear-Site-Data of the {response} came over plain http, so browsers ignore it.',
    },
    examples: { bad: ['HTTP/1.1 200 OK\nClear-Site-Data: cookies'], good: ['HTTP/1.1 200 OK\nClear-Site-Data: "cache", "cookies", "storage"', 'HTTP/1.1 200 OK\nClear-Site-Data: "*"'] },
  },
  check(subject, { report }) {
    const at = 'header.clear-site-data'
    const members = subject.fields('clear-site-data').flatMap(({ value }) => value.text.split(',').map((member) => member.trim()).filter(Boolean))
    if (subject.fields('clear-site-data').length === 0) return
    const unquoted = members.filter((member) => !/^"[^"]*"$/.test(member))
    const unknown = members.filter((member) => /^"[^"]*"$/.test(member) && !types.has(member.slice(1, -1)))
    const named = (all: readonly string[]) => list(all.slice(0, 4).map((member) => visible(member, 40)))
    if (unquoted.length > 0) report({ messageId: 'unquoted', data: { types: named(unquoted) }, at })
    if (unknown.length > 0) report({ messageId: 'unknown', data: { types: named(unknown) }, at })
    if (subject.isPlainHttp) report({ messageId: 'insecure', at })
  },
})

/** Clear Site Data section 3.1, and what Chromium adds. */
const types = new Set(['cache', 'cookies', 'storage', 'executionContexts', 'clientHints', 'prefetchCache', 'prerenderCache', '*'])
