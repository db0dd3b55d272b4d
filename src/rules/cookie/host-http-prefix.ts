import { setsCredential } from '../../cookie/about.ts'
import { cookiePrefix } from '../../cookie/prefixes.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/host-http-prefix',
  meta: {
    kind: 'cookie',
    severity: 'off',
    confidence: 'firm',
    presets: { strict: 'info' },
    since: '0.1.0',
    summary: 'A __Host- cookie with HttpOnly could carry the stronger prefix __Host-Http-.',
    rationale: 'A script on the page can set a __Host- cookie. Browsers that know __Host-Http- (Chrome 140, Firefox 143) take it from HTTP responses only, so that an injected script cannot plant a session.',
    remediation: 'Name the cookie __Host-Http-... . Safari treats it as an ordinary __Host- cookie.',
    references: ['Layered Cookies section 4.1.3'],
    messages: {
      stronger: 'Page scripts can set the {cookie}. Named {name}, only the server can, in browsers that know the prefix (Chrome 140, Firefox 143).',
    },
    examples: {
      bad: ['__Host-sid=1; Secure; HttpOnly; Path=/'],
      good: ['__Host-Http-sid=1; Secure; HttpOnly; Path=/', 'sid=1; Secure; HttpOnly; Path=/'],
    },
    notes: 'Off unless asked for: the prefix is young, and the cookie is well protected without it.',
  },
  check(subject, { report }) {
    const prefix = cookiePrefix(subject.name)
    if (!setsCredential(subject) || prefix?.prefix !== '__Host-' || !subject.browser.effective.httpOnly || !subject.browser.stored) return
    report({ messageId: 'stronger', data: { name: utf8(`__Host-Http-${subject.name.slice(prefix.prefix.length)}`) }, at: 'name', confidence: subject.role.confidence })
  },
})
