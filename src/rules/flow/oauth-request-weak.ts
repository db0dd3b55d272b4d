import { isLoopback } from '../../cookie/domain.ts'
import type { Confidence, Severity } from '../../core/severity.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import type { OAuthMessage } from '../../flow/oauth.ts'
import type { Step } from '../../flow/step.ts'
import { shownUrl } from '../../core/url-secrets.ts'
import { defineRule } from '../define.ts'

type Said<K extends OAuthMessage['kind']> = Extract<OAuthMessage, { kind: K }>

export default defineRule({
  id: 'flow/oauth-request-weak',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'certain',
    presets: { 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'An OAuth client asks for tokens in a way that lets others take or plant them.',
    rationale: 'Tokens in a redirect end up in histories, logs and scripts. A code that is not bound to the browser that asked for it works for whoever intercepts it, or logs the victim in as the attacker. A client that is given the password knows it.',
    remediation: 'Use response_type=code with PKCE (code_challenge_method=S256) for every client and an https redirect URI, and compare state or nonce with what this browser was given. Replace the password grant by the code flow.',
    references: ['RFC 9700 section 2.1', 'RFC 9700 section 2.1.1', 'RFC 9700 section 2.1.2', 'RFC 9700 section 2.4', 'RFC 9700 section 2.6', 'RFC 9207', 'ASVS 10.2.1', 'ASVS 10.4.4', 'ASVS 10.4.6', 'OWASP OAuth 2.0 Cheat Sheet'],
    messages: {
      implicit: 'The authorization request ({step}) asks for an access token in the redirect (response_type={type}).',
      password: 'The client sends the password of the user to get tokens ({step}, grant_type=password).',
      unbound: 'Nothing in the authorization request ({step}) binds the answer to this browser: no code_challenge, no state, no nonce.',
      noPkce: 'The authorization request ({step}) has no code_challenge{why}.',
      plain: 'The authorization request ({step}) sends the code_verifier itself as code_challenge (method plain){why}.',
      redirect: 'The authorization code goes to {uri} over plain http ({step}).',
      issuer: 'The answer of the authorization server ({step}) has no iss, which {issuer} promises in its metadata.',
    },
    examples: {
      bad: [
        `GET https://login.example.com/authorize?response_type=token&client_id=web&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&state=af0ifjsldkj HTTP/1.1
Accept: text/html

HTTP/1.1 302 Found
Location: https://app.example.com/callback

GET https://app.example.com/callback HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK`,
      ],
      good: [
        `GET https://login.example.com/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&state=af0ifjsldkj&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256 HTTP/1.1
Accept: text/html

HTTP/1.1 302 Found
Location: https://app.example.com/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj

GET https://app.example.com/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Without PKCE it is an error for a client that the recording shows to be public (its token request has no client authentication), a note for one that sends a nonce and authenticates itself or keeps its token request to itself, else a warning. response_type=code id_token is allowed. Requests by reference (request_uri, request) are judged by what they show. Once for each client.',
  },
  check(flow, { report }) {
    const said = new Set<string>()
    const once = (key: string): boolean => !said.has(key) && said.add(key) !== undefined
    for (const step of flow.steps) {
      const { oauth, status = 0 } = step
      if (oauth?.kind === 'token-request' && oauth.grantType === 'password' && once(`password ${oauth.clientId ?? ''} ${step.url?.host ?? ''}`)) report({ messageId: 'password', data: { step: stepName(step) }, at: at(step) })
      // A refused request is one that its server knows better than.
      if (oauth?.kind === 'authorization-request' && status < 400) {
        for (const { about, ...found } of weaknesses(flow, step, oauth)) if (once(`${about} ${oauth.clientId ?? ''}`)) report({ ...found, at: at(step) })
      }
      const issuer = oauth?.kind === 'authorization-response' && oauth.iss === undefined ? promisedBy(flow, step) : undefined
      if (issuer !== undefined && once('issuer')) report({ messageId: 'issuer', data: { step: stepName(step), issuer: shownUrl(issuer, 100) }, at: at(step), severity: 'info', confidence: 'firm' })
    }
  },
})

interface Weakness {
  readonly about: string
  readonly messageId: 'implicit' | 'unbound' | 'noPkce' | 'plain' | 'redirect'
  readonly data: Readonly<Record<string, string>>
  readonly severity?: Severity
  readonly confidence?: Confidence
}

function weaknesses(flow: Flow, step: Step, request: Said<'authorization-request'>): readonly Weakness[] {
  const { responseType, redirectUri, byReference, codeChallenge, codeChallengeMethod, state, nonce } = request
  const types = responseType.split(/[ +]/)
  const name = stepName(step)
  const found: Weakness[] = []
  if (types.includes('token')) found.push({ about: 'implicit', messageId: 'implicit', data: { step: name, type: responseType } })
  const redirect = redirectUri !== undefined && URL.canParse(redirectUri) ? new URL(redirectUri) : undefined
  if (redirect?.protocol === 'http:' && !isLoopback(redirect)) found.push({ about: 'redirect', messageId: 'redirect', data: { step: name, uri: shownUrl(redirect.origin + redirect.pathname, 120) } })
  // The rest is for codes, and the reference may hold what is missing here.
  if (byReference || !types.includes('code')) return found
  const client = clientOf(flow, request)
  const tier: Pick<Weakness, 'severity' | 'confidence'> = client === 'public' ? { confidence: 'firm' } : nonce ? { severity: 'info' } : { severity: 'warn' }
  const why = client === 'public' ? ', and the client has no secret that would make up for it' : ''
  if (codeChallenge) {
    if (codeChallengeMethod === undefined || codeChallengeMethod.toLowerCase() === 'plain') found.push({ about: 'pkce', messageId: 'plain', data: { step: name, why }, ...tier })
  } else if (!state && !nonce) found.push({ about: 'pkce', messageId: 'unbound', data: { step: name } })
  else found.push({ about: 'pkce', messageId: 'noPkce', data: { step: name, why }, ...tier })
  return found
}

/** As its token request shows, where the recording has it. */
function clientOf(flow: Flow, { clientId }: Said<'authorization-request'>): 'public' | 'confidential' | undefined {
  const requests = flow.steps.filter(({ oauth }) => oauth?.kind === 'token-request' && oauth.grantType === 'authorization_code' && (oauth.clientId === undefined || oauth.clientId === clientId))
  if (requests.length === 0) return undefined
  return requests.some(({ clientAuthenticated }) => clientAuthenticated) ? 'confidential' : 'public'
}

/** The server that was asked last before this answer, when its metadata promises to name itself (RFC 9207 section 3). */
function promisedBy(flow: Flow, answer: Step): string | undefined {
  const asked = flow.before(answer).findLast(({ oauth }) => oauth?.kind === 'authorization-request')?.url
  for (const { oauth } of flow.steps) {
    if (oauth?.kind !== 'metadata' || !oauth.issParameter || !asked || oauth.authorizationEndpoint === undefined || !URL.canParse(oauth.authorizationEndpoint)) continue
    const endpoint = new URL(oauth.authorizationEndpoint)
    if (endpoint.host === asked.host && endpoint.pathname === asked.pathname) return oauth.issuer
  }
  return undefined
}
