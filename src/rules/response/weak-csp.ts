import { shownName } from '../../cookie/about.ts'
import { roleNoun } from '../../cookie/role.ts'
import { list } from '../../core/text.ts'
import { bodyTokens, credentialCookies, isAnswer, isPublishable } from '../../http/about.ts'
import type { HttpResponse } from '../../http/exchange.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/weak-csp',
  meta: {
    kind: 'response',
    severity: 'info',
    confidence: 'firm',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'warn' },
    since: '0.1.0',
    summary: 'A page on which scripts can read a token has no strict Content Security Policy.',
    rationale: 'A token that scripts can read is lost with the first injected script. A strict policy is then all that stands between an injection and the session.',
    remediation: "Keep tokens out of reach of scripts (HttpOnly). Where that is impossible, send a policy with nonces or hashes: script-src 'nonce-...' 'strict-dynamic'; object-src 'none'; base-uri 'none'.",
    references: ['ASVS 3.4.3', 'OWASP HTML5 Security Cheat Sheet', 'CWE-79'],
    messages: {
      missing: 'Page scripts can read {what}, and the {response} has no Content-Security-Policy.',
      weak: 'Page scripts can read {what}, and the Content-Security-Policy of the {response} {weakness}.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nContent-Type: text/html\nSet-Cookie: access_token=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure\n\n<!doctype html>'],
      good: [
        "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Security-Policy: script-src 'nonce-rAnd0m' 'strict-dynamic'; object-src 'none'; base-uri 'none'\nSet-Cookie: access_token=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure",
        'HTTP/1.1 200 OK\nContent-Type: text/html\nSet-Cookie: access_token=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly',
      ],
    },
    notes: 'Speaks only where a token is exposed: in a cookie without HttpOnly, in the page, or in localStorage when the option storage says so. A policy in a meta element counts.',
  },
  defaults: { storage: 'unknown' },
  check(subject, { options, report }) {
    if (!subject.isHtml || !isAnswer(subject) || (subject.status ?? 200) >= 300) return
    const exposed = exposure(subject, options.storage)
    if (!exposed) return
    const policies = policiesOf(subject)
    if (policies.length === 0) return report({ messageId: 'missing', data: { what: exposed }, at: 'header.content-security-policy' })
    // Several policies are all enforced: one that is strict is enough.
    const weaknesses = policies.map(weaknessesOf)
    const [least = []] = weaknesses.toSorted((a, b) => a.length - b.length)
    if (least.length > 0) report({ messageId: 'weak', data: { what: exposed, weakness: list(least) }, at: 'header.content-security-policy' })
  },
})

function exposure(subject: HttpResponse, storage: string): string | undefined {
  const cookie = credentialCookies(subject).find(({ browser, role }) => browser.stored && !browser.effective.httpOnly && role.confidence !== 'tentative')
  if (cookie) return `the ${roleNoun[cookie.role.role]} ${shownName(cookie)}`
  if (bodyTokens(subject).some((token) => !isPublishable(token))) return 'a token in the page'
  return storage === 'localStorage' || storage === 'sessionStorage' ? `tokens in ${storage}` : undefined
}

type Policy = ReadonlyMap<string, readonly string[]>

const metaElement = /<meta\b[^<>]*/gi
const saysPolicy = /\bhttp-equiv\s*=\s*["']?content-security-policy(?![\w-])/i
const contentAttribute = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i

function policiesOf(subject: HttpResponse): readonly Policy[] {
  const inFields = subject.fields('content-security-policy').flatMap(({ value }) => value.text.split(','))
  const inPage = [...(subject.body ?? '').slice(0, 65_536).matchAll(metaElement)].flatMap(([element]) => {
    const [, double, single] = (saysPolicy.test(element) && contentAttribute.exec(element)) || []
    return (double ?? single ?? '').replaceAll('&#39;', "'")
  })
  return [...inFields, ...inPage].filter((text) => text.trim() !== '').map(parsePolicy)
}

function parsePolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>()
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/)
    // Of two directives with one name the first counts (CSP3 section 2.2.1).
    if (name !== '' && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources.map((source) => source.toLowerCase()))
  }
  return policy
}

/** What lets injected script run (CSP3 section 6.7.3: a nonce, a hash or strict-dynamic switch unsafe-inline off). */
function weaknessesOf(policy: Policy): readonly string[] {
  const scripts = policy.get('script-src') ?? policy.get('default-src')
  const guarded = scripts?.some((source) => /^'(?:nonce-|sha(?:256|384|512)-|strict-dynamic')/.test(source)) ?? false
  const found: string[] = []
  if (!scripts) found.push('says nothing about scripts')
  else if (scripts.includes("'unsafe-inline'") && !guarded) found.push("allows inline scripts ('unsafe-inline')")
  else if (!guarded && scripts.some((source) => source === '*' || /^(?:https?|data|blob):$/.test(source))) found.push('allows scripts from everywhere')
  if ((policy.get('object-src') ?? policy.get('default-src'))?.join() !== "'none'") found.push("has no object-src 'none'")
  if (!policy.has('base-uri')) found.push('has no base-uri')
  return found
}
