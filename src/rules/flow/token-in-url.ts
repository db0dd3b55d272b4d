import { lifetime } from '../../core/lifetime.ts'
import type { Confidence } from '../../core/severity.ts'
import type { Credential } from '../../flow/credential-tracks.ts'
import { showsByItself } from '../../flow/credentials.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import { holdsJwtByDesign, parametersOf, shownUrl, urlSecrets, type UrlSecret } from '../../core/url-secrets.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/token-in-url',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A token or a session id is passed on in a URL.',
    rationale: 'URLs go to other hosts in Referer, and are kept in browser histories and in the logs of servers and proxies. Whoever reads one there has the session.',
    remediation: 'Send tokens in the Authorization header or the body, session ids in a cookie. Until then send Referrer-Policy: no-referrer with pages whose URL contains one.',
    references: ['RFC 9700 section 4.3.2', 'RFC 6750 section 2.3', 'RFC 6750 section 5.3', 'ASVS 14.2.1', 'CWE-598'],
    messages: {
      referer: '{step} sent {host} the URL of a page with a {kind} in it ({name}), in Referer.',
      page: 'The Referer of {step} shows that the URL of a page contained a {kind} ({name}).',
      known: 'The {credential} is in {where} of {step} ({name}).',
    },
    examples: {
      bad: [
        `GET https://app.example.com/home HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK

GET https://statistics.example/pixel.gif HTTP/1.1
Referer: https://app.example.com/home?access_token=kJ8sLw02mVq7Rt5yBn3x

HTTP/1.1 200 OK`,
      ],
      good: [
        `GET https://app.example.com/home HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK

GET https://statistics.example/pixel.gif HTTP/1.1
Referer: https://app.example.com/

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'What a URL shows by itself is response/token-in-url, exchange by exchange. This rule adds what only the recording shows: that a URL with a token in it went to another host, and that a value in a URL whose name says nothing is a credential issued or sent elsewhere. Authorization codes, state, and what standards put into a URL as a JWT (id_token_hint, request) are not reported.',
  },
  check(flow, { report }) {
    const said = new Set<string>()
    const once = (key: string): boolean => !said.has(key) && said.add(key) !== undefined
    const visited = new Set(flow.steps.flatMap(({ url }) => (url ? [withoutFragment(url)] : [])))
    for (const step of flow.steps) {
      const { referer, url } = step
      const from = referer !== undefined && URL.canParse(referer) ? new URL(referer) : undefined
      const [secret] = referer === undefined ? [] : urlSecrets(referer)
      if (from && url && secret) {
        const data = { step: stepName(step), host: shownUrl(url.host, 80), kind: secret.kind === 'session' ? 'session id' : 'token', name: secret.name }
        const confidence = sureness[secret.kind]
        if (from.hostname !== url.hostname) {
          if (once(`referer ${secret.value} ${url.host}`)) report({ messageId: 'referer', data, at: at(step), confidence })
        } else if (!visited.has(withoutFragment(from)) && once(`page ${secret.value}`)) report({ messageId: 'page', data, at: at(step), confidence })
      }
      for (const [where, place] of [['the URL', url], ['the redirect', step.redirect]] as const) {
        if (!place) continue
        for (const { name, credential } of knownIn(flow, place)) {
          if (once(`known ${credential.label}`)) report({ messageId: 'known', data: { credential: credential.label, where, step: stepName(step), name }, at: at(step) })
        }
      }
    }
  },
})

const sureness: Readonly<Record<UrlSecret['kind'], Confidence>> = { token: 'certain', jwt: 'firm', session: 'firm', generic: 'tentative' }

const withoutFragment = ({ href }: URL): string => href.split('#')[0] ?? href

/** Shorter values may be there by chance. In characters. */
const telling = 20

/** Credentials that stand in a URL under a name that says nothing, or too little. */
function knownIn(flow: Flow, url: URL): readonly { readonly name: string; readonly credential: Credential }[] {
  const shown = new Set(urlSecrets(url.href).filter(({ kind, value }) => !mayPassAlone(kind, flow.credentialOf({ name: '', value }))).map(({ value }) => value))
  const inPath = url.pathname.split('/').map((value) => ({ name: 'path', value }))
  return [...parametersOf(url.href), ...inPath].flatMap(({ name, value }) => {
    if (value.length < telling || shown.has(value) || holdsJwtByDesign(name)) return []
    const credential = flow.credentialOf({ name, value })
    return credential && isCredential(flow, credential) ? [{ name, credential }] : []
  })
}

/** What response/token-in-url lets pass, or doubts: a parameter called token, and a JWT for minutes, may be a link to confirm something. */
const mayPassAlone = (kind: UrlSecret['kind'], credential: Credential | undefined): boolean =>
  kind === 'generic' || (kind === 'jwt' && credential?.token !== undefined && credential.token.type.confidence !== 'certain' && (lifetime(credential.token.claims) ?? Infinity) <= shortLivedSeconds)

/** As in response/token-in-url. */
const shortLivedSeconds = 600

/** A cookie that is taken for a session because it is random and HttpOnly may be the number of a cart. */
function isCredential(flow: Flow, credential: Credential): boolean {
  const { kind, issued, sent } = credential
  const elsewhere = [...issued, ...sent].filter(({ place }) => place !== 'url')
  if (kind !== 'session' && kind !== 'remember') return elsewhere.length > 0
  const messages = [...new Set(elsewhere.map(({ step }) => step))].flatMap((number) => flow.step(number) ?? [])
  return messages.some((step) => [...step.sent, ...step.received].some((carried) => carried.place === 'cookie' && flow.credentialOf(carried) === credential && showsByItself(carried)))
}
