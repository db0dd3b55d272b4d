// The checklist: what has to be done for each part of a design, and which rules look whether it was.
import type { Decision } from './framework.ts'
import { hasBrowser, type Answers } from './questions.ts'

export type Part = 'session' | 'access-token' | 'refresh-token' | 'login' | 'page'

export const partTitles: Readonly<Record<Part, string>> = {
  session: 'Session',
  'access-token': 'Access token',
  'refresh-token': 'Refresh token',
  login: 'Login through the identity provider',
  page: 'Pages',
}

interface Circumstances {
  readonly answers: Answers
  readonly decision: Decision
}

interface Entry {
  readonly text: string | ((circumstances: Circumstances) => string)
  /** Rules that see whether it is done; none when that is not visible from outside. */
  readonly rules: readonly string[]
  readonly when?: (circumstances: Circumstances) => boolean
}

const browser = ({ answers }: Circumstances): boolean => hasBrowser(answers)
const high = ({ answers }: Circumstances): boolean => answers.risk === 'high'
const minted = ({ decision }: Circumstances): boolean => decision.design === 'session-minted-tokens'
const checked = ({ decision }: Circumstances): boolean => decision.revocationCheck !== 'none'
/** Pages may get hold of a token themselves: there is no session that would keep it from them. */
const browserHoldsTokens = (circumstances: Circumstances): boolean => browser(circumstances) && circumstances.decision.design === 'tokens'
const tokenInCookie = (circumstances: Circumstances): boolean => browserHoldsTokens(circumstances) && circumstances.answers.storage === 'cookie'

const parts: Readonly<Record<Part, { readonly when: (circumstances: Circumstances) => boolean; readonly practices: readonly Entry[] }>> = {
  login: {
    when: ({ answers }) => answers.identity === 'external',
    practices: [
      { text: 'Authorization code with PKCE, a state per login, and a redirect URI that is compared exactly.', rules: ['flow/oauth-request-weak', 'cookie/transaction-unprotected'] },
      { text: 'Check signature, issuer, audience (your client id), expiry and nonce of the ID token.', rules: ['jwt/signature-invalid', 'jwt/iss-mismatch', 'jwt/aud-mismatch', 'jwt/expired', 'jwt/oidc-nonce', 'jwt/oidc-azp'] },
      { text: 'Never send the ID token to an API.', rules: ['flow/id-token-as-access-token', 'jwt/kind-ambiguous'] },
      { text: 'Let a logout at the provider reach you (back-channel logout).', rules: ['jwt/logout-token-invalid'] },
    ],
  },
  session: {
    when: ({ decision }) => decision.design !== 'tokens',
    practices: [
      { text: 'Secure, HttpOnly and SameSite on the cookie: Strict where no link from elsewhere leads into the logged-in pages, else Lax.', rules: ['cookie/missing-secure', 'cookie/missing-httponly', 'cookie/missing-samesite', 'cookie/samesite-none', 'cookie/samesite-not-strict'], when: browser },
      { text: 'A name that starts with __Host-: no Domain, Path=/, so that no sibling host can set or read it.', rules: ['cookie/missing-prefix', 'cookie/prefix-violation', 'cookie/domain-wide'], when: browser },
      { text: 'An id of at least 128 bits from a secure random generator.', rules: ['cookie/session-id-low-entropy', 'cookie/session-id-predictable'] },
      { text: 'Nothing in the id: no names, roles or addresses.', rules: ['cookie/value-structured', 'cookie/contains-pii', 'cookie/contains-credentials', 'cookie/authz-flag'] },
      { text: 'A new id at each login and each change of privilege; the old one is worthless.', rules: ['flow/session-id-not-rotated', 'flow/session-id-not-rotated-on-privilege-change'] },
      { text: (circumstances) => `An end after ${high(circumstances) ? '8' : '24'} hours at the latest, however active the session is, enforced by the server.`, rules: ['cookie/session-lifetime-too-long', 'cookie/session-persistent'] },
      { text: 'An end after 30 minutes without a request.', rules: ['flow/session-timeout-not-enforced'] },
      { text: 'A logout that deletes the record on the server, and then the cookie.', rules: ['flow/session-valid-after-logout', 'flow/logout-does-not-clear-cookie', 'cookie/deletion-ineffective'] },
      { text: 'Against CSRF, more than SameSite: a CSRF token per session, or a check of the whole Origin.', rules: ['flow/no-visible-csrf-defence', 'flow/state-change-over-get', 'cookie/csrf-equals-session'], when: browser },
      { text: 'Cache-Control: no-store on every response that sets it.', rules: ['response/set-cookie-cacheable'], when: browser },
      { text: 'HTTPS only, with HSTS.', rules: ['response/missing-hsts', 'cookie/set-over-http', 'flow/credential-over-http'] },
      { text: 'The records in a shared store, not in the memory of one instance.', rules: [] },
      { text: 'A ban, a new password or an administrator ends all sessions of a user.', rules: [] },
    ],
  },
  'access-token': {
    when: ({ decision }) => decision.design !== 'session',
    practices: [
      { text: ({ decision }) => `At most ${(decision.accessTokenSeconds ?? 0) / 60} minutes from iat to exp.`, rules: ['jwt/lifetime-too-long', 'jwt/missing-exp', 'jwt/missing-iat'] },
      { text: 'An asymmetric algorithm as soon as issuer and verifier are not the same program, and verifiers that accept no other.', rules: ['jwt/alg-not-allowed', 'jwt/alg-none', 'jwt/symmetric-alg-shared', 'jwt/signed-with-public-key'] },
      { text: 'iss, aud, exp and sub in each token, and compared by each verifier.', rules: ['jwt/required-claims', 'jwt/missing-iss', 'jwt/missing-aud', 'jwt/missing-sub', 'jwt/iss-mismatch', 'jwt/aud-mismatch', 'jwt/expired'] },
      { text: 'An audience for each service, so that one cannot use at another what it was sent.', rules: ['jwt/missing-aud', 'jwt/aud-multiple'], when: minted },
      { text: 'No token minted once the session has ended.', rules: ['flow/session-valid-after-logout'], when: minted },
      { text: 'The signing key at the edge only; the services have public keys.', rules: ['jwt/symmetric-alg-shared', 'jwt/embedded-private-key'], when: minted },
      { text: 'typ at+jwt, so that it cannot be taken for another kind of token.', rules: ['jwt/typ-missing', 'jwt/typ-mismatch', 'jwt/kind-ambiguous'] },
      { text: 'A kid in the header, and new keys published before they sign.', rules: ['jwt/kid-missing', 'jwk/no-rotation-overlap'] },
      { text: 'Few claims, no secrets, no personal data.', rules: ['jwt/sensitive-claim', 'jwt/pii-claim', 'jwt/excessive-claims'] },
      { text: 'Roles from the token only while it is fresh; sensitive rights are looked up again.', rules: ['jwt/stale-authz-claims'] },
      { text: 'A jti or a session id in each token, for the deny list.', rules: ['jwt/missing-jti', 'jwt/no-revocation-handle'], when: checked },
      { text: ({ decision }) => (decision.revocationCheck === 'every-request' ? 'A look at the deny list, or introspection, with each request.' : 'A look at the deny list before sensitive actions.'), rules: ['flow/access-token-valid-after-logout'], when: checked },
      { text: 'Bound to its sender (DPoP or mutual TLS), so that a stolen one is of no use.', rules: ['jwt/no-sender-constraint', 'jwt/cnf-invalid'], when: high },
      { text: 'In the Authorization header, never in a URL, never over plain HTTP.', rules: ['response/token-in-url', 'flow/token-in-url', 'response/token-over-http'] },
      { text: 'In a page, in memory only: never in localStorage.', rules: [], when: (circumstances) => browserHoldsTokens(circumstances) && circumstances.answers.storage === 'memory' },
      { text: 'In a cookie that is Secure, HttpOnly and SameSite, with a CSRF defence.', rules: ['cookie/jwt-in-cookie', 'cookie/missing-secure', 'cookie/missing-httponly', 'cookie/missing-samesite', 'flow/no-visible-csrf-defence'], when: tokenInCookie },
    ],
  },
  'refresh-token': {
    when: ({ decision }) => decision.refresh,
    practices: [
      { text: 'A random string, or a token whose type cannot be mistaken.', rules: ['flow/token-types-indistinguishable', 'jwt/kind-ambiguous'] },
      { text: 'A record on the server, which a logout deletes.', rules: ['flow/refresh-token-valid-after-logout'] },
      { text: 'A new one at each use; the use of an old one ends the whole chain.', rules: ['flow/refresh-token-not-rotated', 'flow/refresh-token-reuse-accepted'] },
      { text: 'An end that no refresh postpones: 7 days, never more than 30.', rules: ['jwt/lifetime-too-long', 'cookie/refresh-lifetime-too-long', 'flow/refresh-extends-lifetime'] },
      { text: 'For pages, in an HttpOnly cookie with a path of its own or the __Host- prefix, not in the body.', rules: ['cookie/missing-httponly', 'cookie/refresh-path-broad', 'cookie/refresh-not-strict', 'response/refresh-token-in-body'], when: browserHoldsTokens },
      { text: 'On a device, in the key store of the system.', rules: [], when: ({ answers }) => answers.clients.includes('mobile') },
    ],
  },
  page: {
    when: (circumstances) => browser(circumstances) && circumstances.answers.storage === 'local-storage',
    practices: [
      { text: 'No token in localStorage or sessionStorage.', rules: [] },
      { text: 'As long as there is one, a strict Content-Security-Policy.', rules: ['response/weak-csp'] },
    ],
  },
}

export interface Practice {
  readonly part: Part
  readonly text: string
  /** Rules that look whether it is done. */
  readonly rules: readonly string[]
  /** `later`: it shows from outside, and no rule of this version looks at it. */
  readonly visibility: 'checked' | 'later' | 'not-visible'
}

/** @param known ids of the rules that there are */
export function practicesOf(answers: Answers, decision: Decision, known: ReadonlySet<string>): readonly Practice[] {
  const circumstances = { answers, decision }
  return (Object.keys(parts) as Part[])
    .filter((part) => parts[part].when(circumstances))
    .flatMap((part) =>
      parts[part].practices
        .filter(({ when }) => when === undefined || when(circumstances))
        .map(({ text, rules }) => {
          // Without a browser there are no cookies to look at.
          const there = rules.filter((id) => known.has(id) && (hasBrowser(answers) || !id.startsWith('cookie/')))
          return { part, text: typeof text === 'string' ? text : text(circumstances), rules: there, visibility: there.length > 0 ? 'checked' : rules.length > 0 ? 'later' : 'not-visible' }
        }),
    )
}

/** Every rule that the checklist names. */
export const namedRules: ReadonlySet<string> = new Set(Object.values(parts).flatMap(({ practices }) => practices.flatMap(({ rules }) => rules)))
