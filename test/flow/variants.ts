// Each way to do it right or wrong: which server, what is done with it, and what authlint has to say about the recording.
import type { Application } from '../servers/serve.ts'
import { openIdApplication } from '../servers/openid-provider.ts'
import { sessionApp } from '../servers/session-app.ts'
import { tokenApi } from '../servers/token-api.ts'
import { openId, session, tokens, type Outcome, type Story } from './stories.ts'

export interface Variant {
  readonly name: string
  readonly server: Application
  readonly story: Story
  /** What the server must have answered for the variant to be what it says. */
  readonly outcome?: Outcome
  /** Rules above info, whatever the recording shows of it all. Nothing else may be above info. */
  readonly rules: readonly string[]
  /** Rules at info that must be there; others may be. */
  readonly info?: readonly string[]
  /** Rules that cannot say anything without the bodies of requests, which `curl -v` leaves out. */
  readonly needsRequestBodies?: readonly string[]
  /** Events have to be named: nothing in the recording says what they are. */
  readonly named?: boolean
}

const sessions: readonly Variant[] = [
  { name: 'a session that is sound', server: sessionApp(), story: session(), outcome: { anonymous: 302, login: 303, account: 200, replay: 302 }, rules: [] },
  { name: 'a session for everybody, renewed at login', server: sessionApp({ anonymousSessions: true }), story: session(), outcome: { login: 303, account: 200, replay: 302 }, rules: [], info: ['flow/session-cookie-before-login'] },
  { name: 'a session id that stays at login (fixation)', server: sessionApp({ anonymousSessions: true, regeneratesAtLogin: false }), story: session(), outcome: { login: 303, account: 200, replay: 302 }, rules: ['flow/session-id-not-rotated'], info: ['flow/session-cookie-before-login'] },
  { name: 'the same with a name that has no prefix', server: sessionApp({ anonymousSessions: true, regeneratesAtLogin: false, cookieName: 'sid' }), story: session({ cookieName: 'sid' }), rules: ['flow/session-id-not-rotated'] },
  { name: 'a session renewed when its role changes', server: sessionApp(), story: session({ becomesAdministrator: true }), outcome: { 'as administrator': 200, replay: 302 }, rules: [], named: true },
  { name: 'a session id that stays when the role changes', server: sessionApp({ regeneratesAtRoleChange: false }), story: session({ becomesAdministrator: true }), outcome: { 'as administrator': 200, replay: 302 }, rules: ['flow/session-id-not-rotated-on-privilege-change'], named: true },
  { name: 'a logout that only redirects', server: sessionApp({ logout: 'redirects' }), story: session(), outcome: { logout: 303, replay: 200 }, rules: ['flow/logout-does-not-clear-cookie', 'flow/session-valid-after-logout'] },
  { name: 'a logout that only clears the cookie', server: sessionApp({ logout: 'clears the cookie' }), story: session(), outcome: { replay: 200 }, rules: ['flow/session-valid-after-logout'] },
  { name: 'the same, and nobody tried the old cookie', server: sessionApp({ logout: 'clears the cookie' }), story: session({ replaysAfterLogout: false }), rules: [], info: ['flow/logout-no-clear-site-data'] },
  { name: 'a logout that leaves the cookie where it is', server: sessionApp({ logout: 'destroys' }), story: session(), outcome: { replay: 302 }, rules: ['flow/logout-does-not-clear-cookie'] },
  // Nothing is wrong with the deletion by itself; only the recording shows that the cookie has another path.
  { name: 'a logout that clears a cookie of another path', server: sessionApp({ logout: 'clears with another path', cookieName: '__Secure-sid' }), story: session({ cookieName: '__Secure-sid' }), outcome: { replay: 302 }, rules: ['flow/deletion-misses-cookie'] },
  { name: 'a logout by GET', server: sessionApp({ logoutMethod: 'GET' }), story: session({ logoutMethod: 'GET' }), outcome: { replay: 302 }, rules: [], info: ['flow/state-change-over-get'] },
  { name: 'remember-me that ends at logout', server: sessionApp({ rememberMe: 'ends at logout' }), story: session({ remembered: true }), outcome: { replay: 302, remembered: 302 }, rules: [] },
  // The cookie stays in the browser, and what is sent with it after logging out is answered as before.
  { name: 'remember-me that outlives logout', server: sessionApp({ rememberMe: 'outlives logout' }), story: session({ remembered: true }), outcome: { replay: 302, remembered: 200 }, rules: ['flow/logout-does-not-clear-cookie', 'flow/session-valid-after-logout'] },
  // The cookie that replaces the sound one is judged like any cookie.
  { name: 'a session cookie that loses HttpOnly', server: sessionApp({ weakensCookie: true, cookieName: '__Secure-sid' }), story: session({ cookieName: '__Secure-sid' }), rules: ['cookie/missing-httponly'], info: ['flow/cookie-weakened'] },
  { name: 'SameSite=None with tokens in the forms', server: sessionApp({ cookie: { sameSite: 'none' } }), story: session(), rules: ['cookie/samesite-none'] },
  // Without SameSite and tokens nothing stops a form on another site: the cookie lacks the attribute, and the request has no defence.
  { name: 'no SameSite and no tokens in the forms', server: sessionApp({ cookie: { sameSite: false }, csrfTokens: false }), story: session(), rules: ['cookie/missing-samesite', 'flow/no-visible-csrf-defence'], needsRequestBodies: ['flow/no-visible-csrf-defence'] },
  { name: 'SameSite=Lax and no tokens in the forms', server: sessionApp({ csrfTokens: false }), story: session(), rules: [] },
  { name: 'an idle session that ends', server: sessionApp(), story: session({ pause: 3600 }), outcome: { 'after the pause': 302 }, rules: [] },
  { name: 'an idle session that goes on the next day', server: sessionApp({ idleSeconds: 1e9 }), story: session({ pause: 26 * 3600 }), outcome: { 'after the pause': 200 }, rules: ['flow/session-timeout-not-enforced'] },
  { name: 'a password mistyped first', server: sessionApp({ anonymousSessions: true }), story: session({ mistypes: true }), outcome: { mistyped: 401, login: 303 }, rules: [] },
  { name: 'a page that is open to everybody, after logging out', server: sessionApp(), story: session({ visitsPublicPage: true, replaysAfterLogout: false }), outcome: { public: 200 }, rules: [] },
  { name: 'a cart that outlives login and logout', server: sessionApp({ cart: true }), story: session(), outcome: { replay: 302 }, rules: [] },
  // Cookie and exchange are each judged by themselves; browsers ignore Clear-Site-Data over http.
  { name: 'a site over http', server: sessionApp({ cookieName: 'sid', cookie: { secure: false } }), story: session({ origin: 'http://app.example.com', cookieName: 'sid' }), outcome: { account: 200 }, rules: ['cookie/set-over-http', 'response/clear-site-data-invalid', 'response/token-over-http'] },
  { name: 'a site that goes on over http', server: sessionApp({ cookieName: 'sid', cookie: { secure: false } }), story: session({ cookieName: 'sid', goesOnOverHttp: true }), outcome: { account: 200 }, rules: ['cookie/missing-secure', 'flow/credential-over-http', 'response/token-over-http'] },
  { name: 'single sign-on', server: sessionApp({ singleSignOn: 'knows' }), story: session({ singleSignOn: true }), outcome: { login: 303, account: 200, replay: 302 }, rules: [] },
  { name: 'single sign-on with a session that stays', server: sessionApp({ singleSignOn: 'knows', anonymousSessions: true, regeneratesAtLogin: false, cookieName: 'sid' }), story: session({ singleSignOn: true, cookieName: 'sid' }), outcome: { login: 303, account: 200 }, rules: ['flow/session-id-not-rotated'] },
  { name: 'single sign-on with SameSite=Strict', server: sessionApp({ singleSignOn: 'knows', cookie: { sameSite: 'strict' } }), story: session({ singleSignOn: true }), outcome: { login: 303 }, rules: [] },
  // What makes the two of them is a Domain, which is judged by itself.
  { name: 'a session for one host and one for all', server: sessionApp({ anonymousSessions: true, widensAtLogin: true, cookieName: '__Secure-sid' }), story: session({ cookieName: '__Secure-sid', replaysAfterLogout: false }), rules: ['cookie/domain-wide', 'flow/shadowed-cookie'] },
  { name: 'a logout over http', server: sessionApp({ cookieName: 'sid', logoutMethod: 'GET', logout: 'clears by name' }), story: session({ cookieName: 'sid', logoutMethod: 'GET', logoutOverHttp: true, replaysAfterLogout: false }), rules: ['flow/secure-cookie-kept'] },
  { name: 'a logout that names the cookie only', server: sessionApp({ logout: 'clears by name', cookieName: 'sid' }), story: session({ cookieName: 'sid' }), outcome: { replay: 302 }, rules: [] },
  { name: 'a backend for its page', server: sessionApp({ cookie: { sameSite: 'strict' } }), story: session({ usesBackendForFrontend: true }), outcome: { order: 201, replay: 302 }, rules: [] },
]

const native: readonly Variant[] = [
  { name: 'tokens that are sound', server: tokenApi(), story: tokens({ refreshes: 2 }), outcome: { 'without a token': 401, login: 200, access: 200, refresh: 200, 'access after logout': 401, 'refresh after logout': 400 }, rules: [] },
  { name: 'a family of refresh tokens revoked on reuse', server: tokenApi(), story: tokens({ reusesRefreshToken: true }), outcome: { reuse: 400 }, rules: [] },
  { name: 'refresh tokens that are JWTs of their own kind', server: tokenApi({ refreshTokens: 'jwt' }), story: tokens({ refreshes: 2 }), outcome: { 'refresh after logout': 400 }, rules: [] },
  { name: 'token responses that may be cached', server: tokenApi({ noStore: false }), story: tokens(), rules: ['response/token-cacheable'] },
  { name: 'a refresh token that stays the same', server: tokenApi({ rotatesRefreshTokens: false }), story: tokens({ refreshes: 2 }), rules: ['flow/refresh-token-not-rotated'], needsRequestBodies: ['flow/refresh-token-not-rotated'] },
  { name: 'a refresh token that works twice', server: tokenApi({ reuse: 'is accepted' }), story: tokens({ reusesRefreshToken: true }), outcome: { reuse: 200 }, rules: ['flow/refresh-token-reuse-accepted'], needsRequestBodies: ['flow/refresh-token-reuse-accepted'] },
  { name: 'two refreshes at the same moment', server: tokenApi({ reuse: 'is accepted' }), story: tokens({ refreshesTwiceAtOnce: true }), outcome: { 'refresh again': 200 }, rules: [] },
  { name: 'refresh tokens that never end', server: tokenApi({ refreshTokens: 'jwt', refreshExtendsLife: true }), story: tokens({ refreshes: 2 }), rules: ['flow/refresh-extends-lifetime'], needsRequestBodies: ['flow/refresh-extends-lifetime'] },
  { name: 'refresh tokens that look like access tokens', server: tokenApi({ refreshTokens: 'jwt like the access token' }), story: tokens(), rules: ['flow/token-types-indistinguishable'] },
  { name: 'access tokens that live longer each time', server: tokenApi({ accessSeconds: (nth) => (nth === 0 ? 600 : 7200) }), story: tokens(), rules: ['jwt/lifetime-too-long'] },
  { name: 'scope that grows on refresh', server: tokenApi({ scope: (nth) => (nth === 0 ? 'orders:read' : 'orders:read orders:write') }), story: tokens(), rules: ['flow/refresh-widens-scope'], needsRequestBodies: ['flow/refresh-widens-scope'] },
  { name: 'scope that shrinks on refresh', server: tokenApi({ scope: (nth) => (nth === 0 ? 'orders:read orders:write' : 'orders:read') }), story: tokens(), rules: [] },
  // Each exchange shows it by itself; the flow has nothing to add as long as no other host is told.
  { name: 'a token in the URL', server: tokenApi({ acceptsTokenInUrl: true }), story: tokens({ tokenInUrl: true, replaysAfterLogout: false }), outcome: { access: 200 }, rules: ['response/token-in-url'] },
  // Each request with the token is judged by itself; that another host was told is what the flow shows.
  { name: 'a token in the URL of a page that loads a script from elsewhere', server: tokenApi({ acceptsTokenInUrl: true }), story: tokens({ tokenInUrl: true, replaysAfterLogout: false, tellsOthers: true }), rules: ['flow/token-in-url', 'response/token-in-url'] },
  { name: 'an expired token that is refused', server: tokenApi(), story: tokens({ usesExpiredToken: true }), outcome: { expired: 401 }, rules: [] },
  { name: 'an expired token that is accepted', server: tokenApi({ checksExpiry: false }), story: tokens({ usesExpiredToken: true }), outcome: { expired: 200 }, rules: ['flow/expired-token-accepted'] },
  { name: 'an access token that outlives logout', server: tokenApi({ logoutRevokesAccess: false }), story: tokens(), outcome: { 'access after logout': 200, 'refresh after logout': 400 }, rules: ['flow/access-token-valid-after-logout'] },
  { name: 'a refresh token that outlives logout', server: tokenApi({ logoutRevokesRefresh: false }), story: tokens(), outcome: { 'access after logout': 401, 'refresh after logout': 200 }, rules: ['flow/refresh-token-valid-after-logout'], needsRequestBodies: ['flow/refresh-token-valid-after-logout'] },
  { name: 'an ID token in place of an access token', server: tokenApi({ checksAudience: false }), story: tokens({ sendsIdToken: true, replaysAfterLogout: false }), outcome: { access: 200 }, rules: ['flow/id-token-as-access-token'] },
  { name: 'access tokens for no audience', server: tokenApi({ audience: null }), story: tokens(), rules: ['jwt/missing-aud'] },
]

const page = { csrfHeader: true } as const
const broken = (attributes: string, name = 'refresh') => ({ refreshTokenIn: 'cookie', refreshCookie: { name, attributes } }) as const

const pages: readonly Variant[] = [
  { name: 'a refresh token in a cookie of its own', server: tokenApi({ refreshTokenIn: 'cookie' }), story: tokens({ page, refreshes: 2 }), outcome: { refresh: 200, 'access after logout': 401, 'refresh after logout': 400 }, rules: [] },
  { name: 'a refresh cookie that is revoked on reuse', server: tokenApi({ refreshTokenIn: 'cookie' }), story: tokens({ page, reusesRefreshToken: true }), outcome: { reuse: 400 }, rules: [] },
  { name: 'a refresh cookie for every path', server: tokenApi(broken('; Path=/; Secure; HttpOnly; SameSite=Strict', '__Secure-refresh')), story: tokens({ page }), rules: [], info: ['cookie/refresh-path-broad'] },
  { name: 'a refresh cookie that scripts can read', server: tokenApi(broken('; Path=/auth; Secure; SameSite=Strict', '__Secure-refresh')), story: tokens({ page }), rules: ['cookie/missing-httponly'] },
  // An attribute is missing, and nothing else stops a form on another site from refreshing.
  { name: 'a refresh cookie without SameSite and without a defence', server: tokenApi({ ...broken('; Path=/auth; Secure; HttpOnly', '__Secure-refresh'), csrfHeader: false }), story: tokens({ page: { csrfHeader: false } }), rules: ['cookie/missing-samesite', 'flow/no-visible-csrf-defence'] },
  { name: 'a refresh cookie without SameSite, with a header of the page', server: tokenApi(broken('; Path=/auth; Secure; HttpOnly', '__Secure-refresh')), story: tokens({ page }), rules: ['cookie/missing-samesite'] },
  { name: 'a refresh token in cookie and body', server: tokenApi({ refreshTokenIn: 'body and cookie' }), story: tokens({ page }), rules: ['response/secret-duplicated-to-script'] },
  { name: 'a refresh cookie that stays the same', server: tokenApi({ refreshTokenIn: 'cookie', rotatesRefreshTokens: false }), story: tokens({ page, refreshes: 2 }), rules: ['flow/refresh-token-not-rotated'] },
  { name: 'a refresh cookie that works twice', server: tokenApi({ refreshTokenIn: 'cookie', reuse: 'is accepted' }), story: tokens({ page, reusesRefreshToken: true }), outcome: { reuse: 200 }, rules: ['flow/refresh-token-reuse-accepted'] },
  { name: 'a refresh cookie whose end moves', server: tokenApi({ refreshTokenIn: 'cookie', refreshExtendsLife: true }), story: tokens({ page, refreshes: 2 }), rules: ['flow/refresh-extends-lifetime'] },
  { name: 'a refresh cookie that stays at logout', server: tokenApi({ refreshTokenIn: 'cookie', logoutClearsCookie: false }), story: tokens({ page, replaysAfterLogout: false }), rules: ['flow/logout-does-not-clear-cookie'] },
  { name: 'a refresh cookie that outlives logout', server: tokenApi({ refreshTokenIn: 'cookie', logoutRevokesRefresh: false }), story: tokens({ page }), outcome: { 'refresh after logout': 200 }, rules: ['flow/refresh-token-valid-after-logout'] },
]

const openIdConnect: readonly Variant[] = [
  { name: 'OpenID Connect with PKCE', server: openIdApplication(), story: openId(), outcome: { callback: 200, token: 200, access: 200, refresh: 200, 'access after refresh': 200, revocation: 200, 'refresh after revocation': 400 }, rules: [] },
  { name: 'OpenID Connect without PKCE, state and nonce', server: openIdApplication({ demandsPkce: false }), story: openId({ binds: false }), outcome: { token: 200 }, rules: ['flow/oauth-request-weak'] },
  { name: 'OpenID Connect with one refresh token for ever', server: openIdApplication({ rotatesRefreshTokens: false }), story: openId(), outcome: { refresh: 200 }, rules: ['flow/refresh-token-not-rotated'], needsRequestBodies: ['flow/refresh-token-not-rotated'] },
]

export const variants: readonly Variant[] = [...sessions, ...native, ...pages, ...openIdConnect]

/** Recordings under fixtures/recordings, made by `npm run record` of servers that are gone since. */
export const recordings: readonly Pick<Variant, 'name' | 'rules' | 'info'>[] = [
  { name: 'chromium-session-sound.har', rules: [] },
  { name: 'chromium-session-fixed-and-kept.har', rules: ['flow/logout-does-not-clear-cookie', 'flow/session-id-not-rotated', 'flow/session-valid-after-logout'], info: ['flow/session-cookie-before-login'] },
  { name: 'chromium-tokens-sound.har', rules: [] },
  { name: 'chromium-single-sign-on-sound.har', rules: [] },
  // Only a browser shows this: it holds the cookie back from the page behind the redirect, and the login begins again.
  { name: 'chromium-single-sign-on-strict.har', rules: [], info: ['cookie/samesite-strict-login-return'] },
  {
    name: 'chromium-tokens-kept.har',
    rules: ['cookie/missing-samesite', 'flow/access-token-valid-after-logout', 'flow/logout-does-not-clear-cookie', 'flow/no-visible-csrf-defence', 'flow/refresh-token-not-rotated', 'flow/refresh-token-valid-after-logout'],
  },
]
