// npm run record [-- FILE...]: makes the recordings under fixtures/recordings anew. It needs Chromium, which the tests do not.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from '../flow/stories.ts'
import { serve, type Application } from '../servers/serve.ts'
import { credentials, sessionApp } from '../servers/session-app.ts'
import { tokenApi } from '../servers/token-api.ts'
import { recordWithChromium, type Page } from './chromium.ts'

const folder = join(import.meta.dirname, '../../fixtures/recordings')

const json = (body: object, more: Readonly<Record<string, string>> = {}) => ({ method: 'POST', headers: { 'Content-Type': 'application/json', ...more }, body: JSON.stringify(body) })

/** Looks around, logs in, changes something, logs out, and goes back with the cookies of before. */
const session = async (page: Page): Promise<void> => {
  await page.open(`${app}/account`)
  await page.submit('/login', credentials, 'login')
  await page.submit('/account/email', { email: 'ada@example.com' })
  const kept = await page.cookies()
  await page.submit('/logout', {}, 'logout')
  await page.putBack(kept)
  await page.open(`${app}/account`)
}

/** Logs in at an identity provider on another site, in a form of its own. */
const singleSignOn = async (page: Page): Promise<void> => {
  await page.open(`${app}/login`)
  await page.submit('/authorize', credentials)
  await page.open(`${app}/account`)
}

/** A page that keeps its access token in memory and its refresh token in a cookie. */
const tokens = (own: Readonly<Record<string, string>>) => async (page: Page): Promise<void> => {
  await page.open(`${app}/`)
  await page.fetch('/orders')
  let { access_token: access } = await page.fetch('/auth/login', json(credentials), 'login')
  const orders = () => page.fetch('/orders', { headers: { Authorization: `Bearer ${String(access)}` } })
  await orders()
  for (const _ of [1, 2]) {
    page.site.clock.wait(540)
    access = (await page.fetch('/auth/refresh', { method: 'POST', headers: own }, 'refresh'))['access_token']
    await orders()
  }
  const kept = await page.cookies()
  await page.fetch('/auth/logout', { method: 'POST', headers: { ...own, Authorization: `Bearer ${String(access)}` } }, 'logout')
  await orders()
  await page.putBack(kept)
  await page.fetch('/auth/refresh', { method: 'POST', headers: own })
}

const ownHeader = { 'X-Requested-With': 'orders-app' }
const lax = { name: 'refresh_token', attributes: '; Path=/auth; Secure; HttpOnly' } as const

const recordings: Readonly<Record<string, readonly [Application, (page: Page) => Promise<void>]>> = {
  'chromium-session-sound.har': [sessionApp(), session],
  'chromium-session-fixed-and-kept.har': [sessionApp({ anonymousSessions: true, regeneratesAtLogin: false, logout: 'redirects', cookieName: 'sid' }), session],
  'chromium-single-sign-on-sound.har': [sessionApp({ singleSignOn: 'asks' }), singleSignOn],
  'chromium-single-sign-on-strict.har': [sessionApp({ singleSignOn: 'asks', cookie: { sameSite: 'strict' } }), singleSignOn],
  'chromium-tokens-sound.har': [tokenApi({ refreshTokenIn: 'cookie' }), tokens(ownHeader)],
  'chromium-tokens-kept.har': [tokenApi({ refreshTokenIn: 'cookie', refreshCookie: lax, csrfHeader: false, rotatesRefreshTokens: false, logoutRevokesAccess: false, logoutRevokesRefresh: false, logoutClearsCookie: false }), tokens({})],
}

mkdirSync(folder, { recursive: true })
const wanted = process.argv.slice(2)
for (const [name, [application, story]] of Object.entries(recordings).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  const site = await serve(application)
  try {
    const { text, events, version } = await recordWithChromium(site, story)
    writeFileSync(join(folder, name), text)
    console.log(`${name}: ${version}, ${events.map(([event, number]) => `${event} is #${number}`).join(', ')}`)
  } finally {
    site.close()
  }
}
