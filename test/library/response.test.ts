import { createServer } from 'node:http'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { lintResponse, lintSetCookie, type ResponseLike } from '../../src/index.ts'
import { testNow } from '../subjects.ts'
import { unsigned } from '../tokens.ts'

const url = 'https://app.example.com/login'
const sid = '__Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; Secure; HttpOnly; SameSite=Lax'
const cart = 'cart=a,b; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=Sat, 21 Nov 2026 18:00:00 GMT'
const safe = { 'strict-transport-security': 'max-age=31536000; includeSubDomains', 'cache-control': 'no-store' }
const withCookies = (): Headers => {
  const headers = new Headers(safe)
  for (const value of [sid, cart]) headers.append('set-cookie', value)
  return headers
}

// The shapes are those of the documentation of each library.
const shapes: Readonly<Record<string, ResponseLike>> = {
  'fetch Response': new Response('', { headers: withCookies() }),
  'superagent or supertest': { status: 200, headers: { ...safe, 'set-cookie': [sid, cart] }, text: '', body: {} },
  'Playwright APIResponse': {
    status: () => 200,
    url: () => url,
    headers: () => ({ ...safe, 'set-cookie': `${sid}\n${cart}` }),
    headersArray: () => [...Object.entries(safe).map(([name, value]) => ({ name, value })), { name: 'Set-Cookie', value: sid }, { name: 'Set-Cookie', value: cart }],
  },
  'plain, names in any case': { status: 200, headers: { ...safe, 'Set-Cookie': [sid, cart] } },
  'plain, pairs': { status: 200, headers: [...Object.entries(safe), ['Set-Cookie', sid], ['Set-Cookie', cart]] },
}

describe('lintResponse', () => {
  it.each(Object.entries(shapes))('reads a response of %s, cookies one by one', (_, response) => {
    const { ok, subjects, findings } = lintResponse(response, { url, now: testNow })
    expect(subjects.map(({ kind, cookie }) => [kind, cookie?.name])).toEqual([
      ['response', undefined],
      ['cookie', '__Host-sid'],
      ['cookie', 'cart'],
    ])
    expect([ok, findings.filter(({ severity }) => severity !== 'info')]).toEqual([true, []])
  })

  it('reads what a real server sends, through fetch and through node:http', async () => {
    const server = createServer((_, response) => response.writeHead(200, { 'Set-Cookie': ['sid=1', 'a=b,c'] }).end('hello'))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    try {
      const fetched = await fetch(address)
      const message = await new Promise<ResponseLike>((resolve) => get(address, (incoming) => resolve(incoming.resume())))
      for (const response of [fetched, message]) {
        const { subjects } = lintResponse(response)
        expect(subjects.filter(({ kind }) => kind === 'cookie').map(({ cookie }) => cookie?.name)).toEqual(['sid', 'a'])
      }
      expect(lintResponse(fetched).subjects[0]).toMatchObject({ response: { status: 200, url: address } })
    } finally {
      server.close()
    }
  })

  it('judges tokens in the body and the header', () => {
    const token = unsigned({ alg: 'none' })
    const inBody = lintResponse(new Response(), { url, body: JSON.stringify({ access_token: token, token_type: 'Bearer' }), now: testNow })
    expect(inBody.findings.map(({ rule }) => rule)).toContain('jwt/alg-none')
    const asText = lintResponse({ status: 200, headers: { 'content-type': 'application/json' }, text: JSON.stringify({ access_token: token }) }, { url, now: testNow })
    expect(asText.findings.map(({ rule }) => rule)).toContain('jwt/alg-none')
    expect(lintResponse({ status: 200, headers: { Authorization: `Bearer ${token}` } }, { now: testNow }).findings.map(({ rule }) => rule)).toContain('jwt/alg-none')
  })

  it('reports an expected cookie that did not come, or came otherwise', () => {
    const rulesOf = (options: Parameters<typeof lintResponse>[1]) => lintResponse(shapes['fetch Response'] ?? {}, { url, now: testNow, ...options }).findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
    expect(rulesOf({ expect: { '__Host-sid': { httpOnly: true } } })).toEqual([])
    expect(rulesOf({ expect: { csrf: {} } })).toEqual(['response/missing-cookie'])
    expect(rulesOf({ expect: { csrf: { optional: true }, cart: { session: true } } })).toEqual(['cookie/unexpected-attributes'])
    expect(rulesOf({ expect: { cart: {} }, only: true })).toEqual(['cookie/unexpected-cookie'])
    expect(lintSetCookie(sid, { expect: { '__Host-sid': { sameSite: ['Strict'] } }, now: testNow }).findings.map(({ rule }) => rule)).toContain('cookie/unexpected-attributes')
  })

  it('takes a response without anything', () => {
    expect(lintResponse({}).subjects).toHaveLength(1)
    expect(lintResponse({ headers: {}, url: '/relative', body: new Uint8Array() }).ok).toBe(true)
  })
})
