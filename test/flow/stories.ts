// What people and their clients do with the servers, step by step, to be recorded.
import { createHash, randomBytes } from 'node:crypto'
import { cookieOf, header, hidden, json, type Answer, type Ask, type Client } from '../recorders/client.ts'
import { clientId, redirectUri } from '../servers/openid-provider.ts'
import { credentials } from '../servers/session-app.ts'
import { soundRefreshCookie } from '../servers/token-api.ts'

export const app = 'https://app.example.com'
const login = 'https://login.example.com'
const api = 'https://api.example.com'

/** What the recorded server answered at the places that matter, for the tests of the servers themselves. */
export type Outcome = Readonly<Record<string, number>>
export type Story = (client: Client) => Promise<Outcome>

/* Sessions */

export interface SessionStory {
  readonly origin?: string
  readonly cookieName?: string
  /** Looks at the site before logging in, with whatever session it gives. */
  readonly looksAroundFirst?: boolean
  readonly becomesAdministrator?: boolean
  /** Mistypes the password first. */
  readonly mistypes?: boolean
  /** Looks at the page that is open to everybody: before, logged in, and with the old cookie after logging out. */
  readonly visitsPublicPage?: boolean
  /** Follows a link of the site that leads to http. */
  readonly goesOnOverHttp?: boolean
  readonly singleSignOn?: boolean
  readonly logoutOverHttp?: boolean
  /** Comes back with the cookies of before, after logging out. */
  readonly replaysAfterLogout?: boolean
  readonly logoutMethod?: 'GET' | 'POST'
  readonly remembered?: boolean
  /** Seconds between logging in and the last look at the account. */
  readonly pause?: number
  readonly usesBackendForFrontend?: boolean
}

export const session = ({ origin = app, cookieName = '__Host-sid', looksAroundFirst = true, becomesAdministrator = false, replaysAfterLogout = true, logoutMethod = 'POST', remembered = false, pause = 0, usesBackendForFrontend = false, mistypes = false, visitsPublicPage = false, goesOnOverHttp = false, singleSignOn = false, logoutOverHttp = false }: SessionStory = {}): Story => async (client) => {
  const outcome: Record<string, number> = {}
  const at = (path: string) => `${origin}${path}`
  // A page knows whose it is: nobody is let in before logging in.
  outcome['anonymous'] = (await client.get(at('/account'))).status
  if (visitsPublicPage) await client.get(at('/'))
  const form = looksAroundFirst ? await client.get(at('/login')) : undefined
  if (mistypes) outcome['mistyped'] = (await client.post(at('/login'), { form: { ...token(form), ...credentials, password: 'correct horse' } })).status
  const loggedIn = singleSignOn ? await signOn(client, form) : await client.post(at('/login'), { form: { ...token(form), ...credentials }, event: 'login' })
  outcome['login'] = loggedIn.status
  let account = await client.get(at('/account'))
  outcome['account'] = account.status
  await client.post(at('/account/email'), { form: { ...token(account), email: 'ada@example.com' } })
  if (visitsPublicPage) await client.get(at('/'))
  if (goesOnOverHttp) await client.get(at('/account').replace('https:', 'http:'))
  if (usesBackendForFrontend) {
    const { csrf } = json<{ csrf: string }>(await client.get(at('/bff/user')))
    outcome['order'] = (await client.post(at('/bff/orders'), { json: { item: 3 }, headers: { 'X-CSRF-Token': csrf } })).status
  }
  let current = cookies(loggedIn, cookieName, form)
  if (becomesAdministrator) {
    const changed = await client.post(at('/account/role'), { form: { ...token(account), role: 'administrator' }, event: 'role-change' })
    current = cookies(changed, cookieName) ?? current
    account = await client.get(at('/account'))
    outcome['as administrator'] = account.status
  }
  if (pause > 0) {
    client.site.clock.wait(pause)
    outcome['after the pause'] = (await client.get(at('/account'))).status
  }
  const leave: Ask = { event: 'logout' }
  outcome['logout'] = (await (logoutMethod === 'GET' ? client.get(logoutOverHttp ? at('/logout').replace('https:', 'http:') : at('/logout'), leave) : client.post(at('/logout'), { ...leave, form: token(account) }))).status
  // A browser shows where it was led, and what comes from then on is anonymous.
  await client.get(at('/login'))
  if (replaysAfterLogout) outcome['replay'] = (await client.get(at('/account'), { cookie: current ?? '' })).status
  if (visitsPublicPage) outcome['public'] = (await client.get(at('/'), { cookie: current ?? '' })).status
  if (remembered) outcome['remembered'] = (await client.get(at('/account'), { cookie: cookieOf(loggedIn, '__Host-remember') })).status
  return outcome
}

/** To the identity provider and back. */
async function signOn(client: Client, asked: Answer | undefined): Promise<Answer> {
  const provider = await client.get(header(asked as Answer, 'location') ?? '')
  return client.get(header(provider, 'location') ?? '', { event: 'login' })
}

const token = (page: Answer | undefined): Record<string, string> => {
  const value = page && hidden(page, '_csrf')
  return value ? { _csrf: value } : {}
}

/** The session cookie that the last of these answers set. */
function cookies(answer: Answer, name: string, before?: Answer): string | undefined {
  for (const each of [answer, before]) {
    if (each?.headers.some(([field, value]) => field.toLowerCase() === 'set-cookie' && value.startsWith(`${name}=`))) return cookieOf(each, name)
  }
  return undefined
}

/* Tokens */

interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly id_token?: string
}

export interface TokenStory {
  readonly refreshes?: number
  /** Sends the first refresh token once more, two minutes after it was exchanged. */
  readonly reusesRefreshToken?: boolean
  /** Sends it at once again, as two tabs do that refresh at the same time. */
  readonly refreshesTwiceAtOnce?: boolean
  readonly usesExpiredToken?: boolean
  readonly logsOut?: boolean
  readonly replaysAfterLogout?: boolean
  readonly tokenInUrl?: boolean
  /** What the answer loads from another host is asked for with the whole URL as Referer. */
  readonly tellsOthers?: boolean
  readonly sendsIdToken?: boolean
  /** The client is a page: its refresh token is a cookie, and this header shows that the page itself asks. */
  readonly page?: { readonly csrfHeader: boolean; readonly cookieName?: string }
}

export const tokens = ({ refreshes = 1, reusesRefreshToken = false, refreshesTwiceAtOnce = false, usesExpiredToken = false, logsOut = true, replaysAfterLogout = true, tokenInUrl = false, tellsOthers = false, sendsIdToken = false, page }: TokenStory = {}): Story => async (client) => {
  const outcome: Record<string, number> = {}
  const { clock } = client.site
  const own: Record<string, string> = page?.csrfHeader ? { 'X-Requested-With': 'orders-app' } : {}
  const orders = (text: string, ask: Ask = {}) =>
    tokenInUrl ? client.get(`${api}/orders?access_token=${text}`, ask) : client.get(`${api}/orders`, { ...ask, headers: { Authorization: `Bearer ${text}` } })
  const refresh = (sent: string | undefined, ask: Ask = {}) => client.post(`${login}/auth/refresh`, { ...(page ? {} : { json: { refresh_token: sent } }), headers: own, event: 'refresh', ...ask })

  outcome['without a token'] = (await client.get(`${api}/orders`)).status
  const first = await client.post(`${login}/auth/login`, { json: { ...credentials, ...(sendsIdToken ? { nonce: 'n-0S6_WzA2Mj' } : {}) }, event: 'login' })
  outcome['login'] = first.status
  let current = json<Tokens>(first)
  const firstCookie = page && cookieOf(first, page.cookieName ?? soundRefreshCookie.name)
  let cookie = firstCookie
  outcome['access'] = (await orders(sendsIdToken ? (current.id_token ?? '') : current.access_token)).status
  if (tellsOthers) await client.get('https://cdn.example.net/app.js', { headers: { Referer: `${api}/orders?access_token=${current.access_token}` } })
  for (let n = 0; n < refreshes; n++) {
    // Access tokens live ten minutes; a client asks shortly before the end.
    clock.wait(540)
    const answer = await refresh(current.refresh_token)
    outcome['refresh'] = answer.status
    const next = json<Tokens>(answer)
    if (refreshesTwiceAtOnce) outcome['refresh again'] = (await refresh(current.refresh_token, page ? { cookie: cookie ?? '' } : {})).status
    if (page && header(answer, 'set-cookie')) cookie = cookieOf(answer, page.cookieName ?? soundRefreshCookie.name)
    current = { ...current, ...next }
    outcome['access after refresh'] = (await orders(sendsIdToken ? (current.id_token ?? '') : current.access_token)).status
  }
  if (usesExpiredToken) {
    clock.wait(1200)
    outcome['expired'] = (await orders(current.access_token)).status
    return outcome
  }
  if (reusesRefreshToken) {
    clock.wait(120)
    outcome['reuse'] = (await refresh(json<Tokens>(first).refresh_token, page ? { cookie: firstCookie ?? '' } : {})).status
    return outcome
  }
  if (!logsOut) return outcome
  outcome['logout'] = (await client.post(`${login}/auth/logout`, { ...(page ? {} : { json: { refresh_token: current.refresh_token } }), headers: { Authorization: `Bearer ${current.access_token}`, ...own }, event: 'logout' })).status
  if (replaysAfterLogout) {
    clock.wait(5)
    outcome['access after logout'] = (await orders(current.access_token)).status
    outcome['refresh after logout'] = (await refresh(current.refresh_token, page ? { cookie: cookie ?? '' } : {})).status
  }
  return outcome
}

/* OpenID Connect */

export interface OpenIdStory {
  readonly issuer?: string
  /** PKCE, state and nonce; else nothing binds the answer to the one who asked. */
  readonly binds?: boolean
  readonly revokes?: boolean
}

export interface OpenIdTokens {
  readonly access_token: string
  readonly id_token: string
  readonly refresh_token: string
}

export const nonce = 'n-0S6_WzA2MjQk3vT8r1Yx'

/** Authorization code flow: asks, logs in and consents in the provider's own forms, takes the tokens, uses and refreshes them. */
export const openId = ({ issuer = login, binds = true, revokes = true }: OpenIdStory = {}, take: (tokens: OpenIdTokens) => void = () => undefined): Story => async (client) => {
  const outcome: Record<string, number> = {}
  const verifier = randomBytes(32).toString('base64url')
  const asked = new URLSearchParams({
    client_id: clientId, response_type: 'code', redirect_uri: redirectUri, scope: 'openid email offline_access orders:read', prompt: 'consent',
    ...(binds ? { state: randomBytes(16).toString('base64url'), nonce, code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' } : {}),
  })
  /** As a browser would, to the next page or to the client that asked. */
  const follow = async (answer: Answer, from: string): Promise<{ readonly answer: Answer; readonly url: string }> => {
    const location = header(answer, 'location')
    if (location === undefined) return { answer, url: from }
    const url = new URL(location, from).href
    return url.startsWith(redirectUri) ? { answer, url } : follow(await client.get(url), url)
  }
  const start = `${issuer}/auth?${asked}`
  let at = await follow(await client.get(start), start)
  for (const form of [{ prompt: 'login', login: credentials.username, password: credentials.password }, { prompt: 'consent' }]) {
    const action = /<form[^>]* action="([^"]+)"/.exec(at.answer.body)?.[1] ?? at.url
    at = await follow(await client.post(action, { form, ...(form.prompt === 'login' ? { event: 'login' as const } : {}) }), action)
  }
  if (issuer === login) outcome['callback'] = (await client.get(at.url)).status
  const code = new URL(at.url).searchParams.get('code') ?? ''
  const exchanged = await client.post(`${issuer}/token`, { form: { grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: redirectUri, ...(binds ? { code_verifier: verifier } : {}) } })
  outcome['token'] = exchanged.status
  let current = json<OpenIdTokens>(exchanged)
  take(current)
  if (issuer !== login) return outcome
  const orders = () => client.get(`${api}/orders`, { headers: { Authorization: `Bearer ${current.access_token}` } })
  outcome['without a token'] = (await client.get(`${api}/orders`)).status
  outcome['access'] = (await orders()).status
  for (let n = 0; n < 2; n++) {
    const refreshed = await client.post(`${issuer}/token`, { form: { grant_type: 'refresh_token', client_id: clientId, refresh_token: current.refresh_token }, event: 'refresh' })
    outcome['refresh'] = refreshed.status
    current = { ...current, ...json<OpenIdTokens>(refreshed) }
  }
  outcome['access after refresh'] = (await orders()).status
  if (revokes) {
    outcome['revocation'] = (await client.post(`${issuer}/token/revocation`, { form: { client_id: clientId, token: current.refresh_token, token_type_hint: 'refresh_token' } })).status
    outcome['refresh after revocation'] = (await client.post(`${issuer}/token`, { form: { grant_type: 'refresh_token', client_id: clientId, refresh_token: current.refresh_token } })).status
  }
  return outcome
}
