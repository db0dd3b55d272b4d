import type { Confidence, Severity } from '../../core/severity.ts'
import { lifetime } from '../../core/lifetime.ts'
import { sentCredentials } from '../../http/about.ts'
import type { HttpResponse } from '../../http/exchange.ts'
import { urlSecrets, type UrlSecret } from '../../core/url-secrets.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/token-in-url',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'firm',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A URL contains a token or a session id.',
    rationale: 'URLs are kept in browser histories and in the logs of servers and proxies, are shared by people, and go to other sites in Referer. Whoever reads the URL there has the session.',
    remediation: 'Send tokens in the Authorization header or the body, session ids in a cookie. In OAuth, use the code flow with PKCE.',
    references: ['RFC 6750 section 5.3', 'RFC 9700 section 4.3.2', 'RFC 9700 section 2.1.2', 'ASVS 14.2.1', 'WSTG-SESS-04', 'CWE-598'],
    messages: {
      token: '{where} of {exchange} has a token in its {part} ({name}).',
      session: '{where} of {exchange} has a session id in its {part} ({name}).',
      implicit: '{where} of {exchange} has a token in its fragment ({name}), as in the implicit flow: it stays out of logs, but the browser history and scripts have it.',
    },
    examples: {
      bad: ['HTTP/1.1 302 Found\nLocation: https://app.example.com/home?access_token=2YotnFZFEjr1zCsicMWpAA'],
      good: ['HTTP/1.1 302 Found\nLocation: https://app.example.com/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz'],
    },
    notes: 'Authorization codes, state and what standards put into a URL as a JWT (id_token_hint, request, client_assertion) are not reported. A parameter that is merely called token may be for one use, as in a link to confirm an address: a warning; a JWT that lives for minutes and does not say that it is an access token is a note.',
  },
  defaults: { shortLivedSeconds: 600 },
  check(subject, { options, report }) {
    const said = new Set<string>()
    const sent = new Set(sentCredentials(subject).map(({ value }) => value))
    for (const { where, text, at } of urlsOf(subject)) {
      for (const secret of urlSecrets(text)) {
        const key = `${secret.name} ${secret.value}`
        if (said.has(key) || said.size >= 5) continue
        said.add(key)
        const known = sent.has(secret.value) || subject.cookies.some(({ value }) => value === secret.value)
        report({
          messageId: secret.where === 'fragment' ? 'implicit' : secret.kind === 'session' ? 'session' : 'token',
          data: { where, part: secret.where, name: secret.name },
          at,
          ...tier(secret, known, subject, options.shortLivedSeconds),
        })
      }
    }
  },
})

interface Place {
  readonly where: string
  readonly text: string
  readonly at: string
}

const fields: Readonly<Record<string, string>> = { location: 'The redirect', refresh: 'The Refresh header', link: 'The Link header', 'content-location': 'The Content-Location header' }
const attribute = /\b(?:href|src|action)\s{0,8}=\s{0,8}(?:"([^"<>]{1,4096})"|'([^'<>]{1,4096})')/gi
const mostLinks = 2000

function* urlsOf(subject: HttpResponse): Generator<Place> {
  if (subject.url) yield { where: 'The URL', text: subject.url.href, at: 'request.url' }
  for (const [lower, where] of Object.entries(fields)) {
    for (const [i, { value }] of subject.fields(lower).entries()) yield { where, text: lower === 'location' || lower === 'content-location' ? value.text : inField(value.text), at: `header.${lower}[${i}]` }
  }
  if (!subject.isHtml || subject.body === undefined) return
  let links = 0
  for (const [, double, single] of subject.body.matchAll(attribute)) {
    const text = double ?? single ?? ''
    if (++links > mostLinks) return
    if (/[=?;]|ey/.test(text) && !text.startsWith('data:') && !text.startsWith('javascript:')) yield { where: 'A link in the page', text, at: 'body' }
  }
}

/** `0; url=https://…` and `<https://…>; rel=next`. */
const inField = (text: string): string => /<([^<>]*)>/.exec(text)?.[1] ?? /url\s{0,8}=\s{0,8}["']?([^"']*)/i.exec(text)?.[1] ?? text

function tier({ kind, where, name, value }: UrlSecret, known: boolean, { tokens }: HttpResponse, shortLived: number): { severity?: Severity; confidence: Confidence } {
  if (known) return { confidence: 'certain' }
  const token = tokens.find(({ parsed }) => parsed.carrier.kind === 'url' && value.includes(parsed.text))
  const life = token && lifetime(token.claims)
  const opens = token?.type.confidence === 'certain' && token.type.kind !== 'generic'
  if (token && !opens && kind !== 'token' && ((life !== undefined && life <= shortLived) || token.claims['purpose'] !== undefined)) return { severity: 'info', confidence: 'firm' }
  if (opens && where !== 'fragment') return { confidence: 'certain' }
  if (where === 'fragment') return { severity: 'warn', confidence: 'firm' }
  if (kind === 'generic') return { confidence: 'tentative' }
  if (kind === 'session') return { confidence: vagueNames.has(name.toLowerCase()) ? 'tentative' : 'firm' }
  return { confidence: kind === 'token' ? 'certain' : 'firm' }
}

/** Names of sessions that name many other things, too. */
const vagueNames: ReadonlySet<string> = new Set(['sid', 'sessid', 'sessionid', 'session_id'])
