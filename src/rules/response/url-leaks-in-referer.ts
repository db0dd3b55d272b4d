import { isAnswer } from '../../http/about.ts'
import { urlSecrets } from '../../core/url-secrets.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/url-leaks-in-referer',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A page whose URL contains a token lets browsers send the URL on.',
    rationale: 'Browsers send the URL of a page as Referer with what the page loads. The default policy of today (strict-origin-when-cross-origin) hides the query from other sites; weaker policies do not, and servers of the same origin see it in any case.',
    remediation: 'Take the token out of the URL. Until then, send Referrer-Policy: no-referrer with the page.',
    references: ['ASVS 3.4.5', 'CWE-598', 'CWE-200'],
    messages: {
      weak: 'The page {exchange} has a token in its URL ({name}), and Referrer-Policy: {policy} sends it to other sites.',
      unsaid: 'The page {exchange} has a token in its URL ({name}) and no Referrer-Policy: older browsers send it to other sites.',
    },
    examples: { bad: [], good: ['HTTP/1.1 200 OK\nContent-Type: text/html'] },
    notes: 'The token in the URL is response/token-in-url. Needs the URL of the request.',
  },
  check(subject, { report }) {
    if (!subject.isHtml || !subject.url || !isAnswer(subject)) return
    // A fragment is never sent.
    const secret = urlSecrets(subject.url.href).find(({ where, kind }) => where !== 'fragment' && kind !== 'generic')
    if (!secret) return
    // Of several the last that is known counts (Referrer Policy section 8.1).
    const policy = (subject.header('referrer-policy') ?? '').toLowerCase().split(',').map((name) => name.trim()).findLast((name) => policies.has(name))
    const at = 'header.referrer-policy'
    if (policy === undefined) return report({ messageId: 'unsaid', data: { name: secret.name }, at, severity: 'info' })
    if (policy === 'unsafe-url' || policy === 'no-referrer-when-downgrade') report({ messageId: 'weak', data: { name: secret.name, policy }, at })
  },
})

const policies = new Set('no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url'.split(' '))
