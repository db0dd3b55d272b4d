import { shownName } from '../../cookie/about.ts'
import { visible } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/stack-disclosed',
  meta: {
    kind: 'response',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A header and a cookie name together reveal the framework that keeps the session, and its version.',
    rationale: 'With framework and version known, an attacker goes straight to the known weaknesses and default secrets of exactly that version.',
    remediation: 'Remove the version (ServerTokens, server_tokens, expose_php, x-powered-by) and choose a session cookie name of your own.',
    references: ['ASVS 13.4.6', 'OWASP Session Management Cheat Sheet', 'CWE-200'],
    messages: {
      version: 'The {response} reveals a version in {field}, and by the cookie {name} that {owner} keeps the session.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nX-Powered-By: PHP/8.1.2\nSet-Cookie: PHPSESSID=jtilenvaf61h4la4fn8ag6oodl; Path=/; Secure; HttpOnly'],
      good: ['HTTP/1.1 200 OK\nServer: nginx\nSet-Cookie: PHPSESSID=jtilenvaf61h4la4fn8ag6oodl; Path=/; Secure; HttpOnly'],
    },
    notes: 'Only where both come together; the name alone is cookie/framework-default-name.',
  },
  check(subject, { report }) {
    const cookie = subject.cookies.find(({ role, isDeletion }) => !isDeletion && role.role === 'session' && role.owner !== undefined)
    if (!cookie) return
    const field = ['x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'server'].find((lower) => /\d{1,4}\.\d{1,4}/.test(subject.header(lower) ?? ''))
    if (field) report({ messageId: 'version', data: { field: subject.fields(field)[0]?.name ?? field, name: shownName(cookie), owner: visible(cookie.role.owner ?? '', 60) }, at: `header.${field}` })
  },
})
