// What a recommendation demands, costs and corrects, depending on the answers.
import type { Decision } from './framework.ts'
import { hasBrowser, type Answers } from './questions.ts'

type When = (answers: Answers, decision: Decision) => boolean

interface Statement {
  readonly when: When
  readonly text: string | ((answers: Answers, decision: Decision) => string)
}

const usesSession: When = (_, { design }) => design !== 'tokens'
const usesTokens: When = (_, { design }) => design !== 'session'
const has = (answers: Answers, ...clients: readonly Answers['clients'][number][]): boolean => clients.some((client) => answers.clients.includes(client))
const minutesOf = ({ accessTokenSeconds = 0 }: Decision): string => `${accessTokenSeconds / 60} minutes`

/** What has to be so for the recommendation to hold, and what goes with it. */
const conditions: readonly Statement[] = [
  {
    when: ({ identity }) => identity === 'external',
    text: 'Log in with the authorization code flow and PKCE. The ID token says who logged in, once: your own session or access token begins there, and the ID token is never sent to an API.',
  },
  {
    when: (answers) => hasBrowser(answers) && answers.site === 'cross-site',
    text: 'Put a backend for the frontend on the site of the pages first. As long as browsers call another site with cookies, these must be SameSite=None, which browsers block or partition.',
  },
  {
    when: (_, { jwtCookie }) => jwtCookie,
    text: 'A JWT in an HttpOnly cookie would do as well, if it lives for at most 15 minutes; what is said about cookies and CSRF then applies to it unchanged.',
  },
  {
    when: (answers, { design }) => design === 'session' && has(answers, 'mobile', 'third-party', 'service') && hasBrowser(answers),
    text: 'Clients that are no browser send a random token in the Authorization header, which the server looks up just like the session id.',
  },
  {
    when: (answers, { design }) => design === 'session' && !hasBrowser(answers),
    text: 'No browser is involved: the id travels in the Authorization header instead of a cookie. What is said about cookies applies from the first browser on.',
  },
  {
    when: (answers, { design }) => design === 'session' && has(answers, 'third-party'),
    text: 'Applications of other people need delegated access (OAuth): use an identity provider for it before you open the API to them.',
  },
  {
    when: (_, { design, refresh }) => (design === 'tokens' || design === 'session-and-tokens') && !refresh,
    text: 'Services ask for a new token with their own credentials (client credentials grant); they need no refresh token.',
  },
  {
    when: (_, { design, refresh }) => design === 'session-minted-tokens' && refresh,
    text: 'Clients that are no browser get access and refresh tokens from the same issuer; their access tokens live no longer than the minted ones.',
  },
  {
    when: (_, { revocationCheck }) => revocationCheck === 'every-request',
    text: 'Tokens alone are ruled out, since access must end with the next request: every verifier asks a deny list or an introspection endpoint (RFC 7662) each time.',
  },
  {
    when: (_, { revocationCheck }) => revocationCheck === 'sensitive-actions',
    text: 'Before sensitive actions a verifier asks a deny list; everywhere else a token may work until it expires.',
  },
  {
    when: ({ revocation, risk }, { design }) => design !== 'session' && risk === 'low' && revocation === 'tolerant',
    text: 'With so little at stake, 15 minutes without any deny list are acceptable.',
  },
  {
    when: (answers) => hasBrowser(answers) && answers.storage === 'local-storage',
    text: 'Warning: localStorage and sessionStorage hand their content to every script on the page, one injected script included. Keep no token there; until you have moved it, a strict Content-Security-Policy is the only defence left.',
  },
]

const costs: readonly Statement[] = [
  { when: usesSession, text: ({ store }) => `A look-up in the session store with each request${store === 'no' ? ', and first of all that store, which you do not have yet' : ''}.` },
  { when: (answers, decision) => usesSession(answers, decision) && hasBrowser(answers), text: 'A CSRF defence, since browsers send the cookie by themselves.' },
  { when: usesTokens, text: 'Keys to store, publish and rotate, and the same checks of signature and claims in every service.' },
  { when: (_, { lagSeconds }) => lagSeconds > 0, text: (_, decision) => `Delay: after a logout or a ban an access token works on for up to ${minutesOf(decision)}.` },
  { when: (_, { refresh }) => refresh, text: 'A record of refresh tokens on the server: tokens do not make a system stateless.' },
  { when: (_, { revocationCheck }) => revocationCheck === 'every-request', text: 'A look at the deny list with each request, which gives up most of what tokens were meant to save.' },
  { when: (_, { revocationCheck }) => revocationCheck === 'sensitive-actions', text: 'A deny list that sensitive actions can reach.' },
  { when: (_, { design }) => design === 'session-and-tokens', text: 'Two ways to log in and out, which have to end together.' },
  { when: (_, { design }) => design === 'session-minted-tokens', text: 'An edge that every request goes through: it holds the signing key, and when it is down, everything is.' },
]

interface Correction extends Statement {
  readonly text: string
  readonly said: string
  readonly reference?: string
}

/** What is often read about sessions and tokens, and what is the case. */
const corrections: readonly Correction[] = [
  {
    when: hasBrowser,
    said: 'Cookies do not work between app.example.com and api.example.com.',
    text: 'Both are the same site. A host-only cookie of the API goes along even with SameSite=Strict, when the page asks for credentials and CORS allows its origin.',
    reference: 'RFC 6265bis section 5.2',
  },
  {
    when: (_, { refresh }) => refresh,
    said: 'Deleting the refresh token revokes access at once.',
    text: 'It keeps new access tokens from being issued. Those already issued work until they expire, unless verifiers ask a deny list.',
    reference: 'RFC 7009 section 3',
  },
  {
    when: usesTokens,
    said: 'A signed token cannot be changed.',
    text: 'A change is noticed only if the verifier checks the signature, accepts nothing but the expected algorithm, and the key cannot be guessed.',
    reference: 'RFC 8725 section 3.1',
  },
  {
    when: hasBrowser,
    said: 'To prevent CSRF, check that Origin starts with your address.',
    text: 'https://app.example.com.evil.example starts with it, too. Compare the whole origin.',
    reference: 'OWASP CSRF Prevention Cheat Sheet',
  },
  {
    when: (answers, decision) => usesTokens(answers, decision) && hasBrowser(answers),
    said: 'With JWTs there is no CSRF.',
    text: 'That is true of a token that a script puts into a header. Browsers send a token in a cookie by themselves, like any cookie.',
    reference: 'OWASP CSRF Prevention Cheat Sheet',
  },
  {
    when: (answers, { jwtCookie, design }) => jwtCookie || (design === 'tokens' && hasBrowser(answers) && answers.storage === 'cookie'),
    said: 'Session fixation does not concern a JWT in a cookie.',
    text: 'An attacker on a sibling host can plant a cookie with a token of their own, and the victim then works in the account of the attacker. The __Host- prefix prevents it.',
    reference: 'RFC 6265bis section 8.6',
  },
  {
    when: (answers, decision) => usesTokens(answers, decision) && answers.identity === 'external',
    said: 'Identity providers issue access tokens for 15 minutes.',
    text: 'Defaults differ widely, up to 24 hours (Auth0, for an API). Set the lifetime, and measure it on a real token.',
  },
  {
    when: usesSession,
    said: 'A UUID, or whatever the framework makes, is random enough for a session id.',
    text: 'A random UUID (version 4) has 122 random bits, less than the 128 asked for, and other versions can be predicted. Take 16 octets or more from a secure generator.',
    reference: 'RFC 9562 section 5.4',
  },
]

const said = (statements: readonly Statement[]) => (answers: Answers, decision: Decision): readonly string[] =>
  statements.filter(({ when }) => when(answers, decision)).map(({ text }) => (typeof text === 'string' ? text : text(answers, decision)))

export const conditionsOf = said(conditions)
export const costsOf = said(costs)
export const correctionsOf = (answers: Answers, decision: Decision): readonly Correction[] => corrections.filter(({ when }) => when(answers, decision))
