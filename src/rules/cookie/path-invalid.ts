import { isInfrastructure } from '../../cookie/about.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/path-invalid',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Path does not start with a slash.',
    rationale: 'Browsers then use the folder of the URL that set the cookie, so it goes to other pages than the header says, and to different ones from each URL that sets it.',
    remediation: 'Send Path=/, or a path that starts with a slash, without quotation marks.',
    references: ['RFC 6265bis section 5.6.4', 'RFC 6265bis section 4.1.2.4'],
    messages: {
      empty: 'Path of the {cookie} is empty, so browsers use {used} instead.',
      value: 'Path={value} of the {cookie} does not start with a slash, so browsers use {used} instead.',
      quoted: 'Path={value} of the {cookie} is in quotation marks, which browsers do not remove: they use {used} instead.',
    },
    examples: {
      bad: ['sid=1; Path=app', 'sid=1; Path="/"', 'sid=1; Path'],
      good: ['sid=1; Path=/app', 'sid=1'],
    },
  },
  check(subject, { report }) {
    const path = subject.attribute('Path')
    const value = path?.value ?? ''
    if (subject.isDeletion || !path || value.startsWith('/')) return
    const used = subject.circumstances.url ? (subject.browser.effective.path ?? '/') : 'the folder of the request URL'
    report({
      messageId: value === '' ? 'empty' : value.startsWith('"') ? 'quoted' : 'value',
      data: { value: utf8(value), used },
      at: 'Path',
      ...(isInfrastructure(subject) ? { severity: 'info' as const } : { fix: fixFor(subject, 'hostOnly') }),
    })
  },
})
