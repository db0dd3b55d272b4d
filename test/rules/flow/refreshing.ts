// Recordings of refreshes, for the tests of the rules about them.
import type { Sent } from '../../flows.ts'

export const first = '4V0nHg5kq2J7mP8xYb1RzQ'
export const second = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb'
export const third = 'Yq7Rt5yBn3xkJ8sLw02mVq'
export const access = (n: number): string => `kJ8sLw02mVq7Rt5yBn3x${n}`

export const login = (refresh: string, more: object = {}, sent: Partial<Sent> = {}): Sent => ({ request: 'POST /auth/login', body: { username: 'ada', password: 'correct-horse' }, content: { access_token: access(0), refresh_token: refresh, ...more }, ...sent })

/** Sends a refresh token and gets an access token, with another refresh token where one is given. */
export const refresh = (sent: string, got: string | undefined, more: Partial<Sent> & { readonly says?: object } = {}): Sent => {
  const { says = {}, ...rest } = more
  return { request: 'POST /auth/refresh', body: { refresh_token: sent }, content: { access_token: `kJ8sLw02mVq7Rt5yBn3x${(got ?? sent).slice(0, 4)}`, ...(got === undefined ? {} : { refresh_token: got }), ...says }, ...rest }
}

/** The same with cookies. */
export const cookieRefresh = (sent: string, got: string | undefined, more: Partial<Sent> = {}): Sent => ({
  request: 'POST /auth/refresh',
  fields: [`Cookie: refresh_token=${sent}`],
  answer: got === undefined ? [] : [`Set-Cookie: refresh_token=${got}; Path=/auth; Secure; HttpOnly; SameSite=Strict; Max-Age=604800`],
  content: { access_token: access(1) },
  ...more,
})

export const refused: Partial<Sent> = { status: 400, content: { error: 'invalid_grant' } }
export const orders = (n = 0): Sent => ({ request: 'GET /orders', fields: [`Authorization: Bearer ${access(n)}`], content: {} })
export const logout = (sent: string, more: Partial<Sent> = {}): Sent => ({ request: 'POST /auth/logout', body: { refresh_token: sent }, status: 204, ...more })
