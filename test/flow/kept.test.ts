// What a browser keeps while a recording is gone through, and what bodies, redirects and Clear-Site-Data do to it.
import { describe, expect, it } from 'vitest'
import type { Flow } from '../../src/flow/flow.ts'
import { KeptCookies } from '../../src/flow/kept.ts'
import { redirectChain, untilNextLogin } from '../../src/flow/logout.ts'
import { recording, type Sent } from '../flows.ts'
import { flowSubjects } from '../subjects.ts'

const flowOf = (...exchanges: readonly Sent[]): Flow => flowSubjects(recording(...exchanges))[0] as Flow
const app = new URL('https://app.example.com/')
const keptAfter = (flow: Flow, time?: number): readonly string[] => {
  const kept = new KeptCookies()
  for (const step of flow.steps) kept.take(step)
  return kept.of(app, time).map(({ cookie, step }) => `${cookie.name} #${step}`)
}
const sets = (request: string, ...cookies: readonly string[]): Sent => ({ request, answer: cookies.map((cookie) => `Set-Cookie: ${cookie}`) })

describe('KeptCookies', () => {
  it('has those that the host gets, by the step that set them last', () => {
    expect(keptAfter(flowOf(sets('GET /', 'a=1; Path=/', 'b=1; Path=/app'), sets('GET https://www.example.com/', 'c=1', 'd=1; Domain=example.com'), sets('GET /', 'a=2; Path=/')))).toEqual(['a #3', 'b #1', 'd #2'])
  })
  it('forgets what is deleted, over, or cleared', () => {
    expect(keptAfter(flowOf(sets('GET /', 'a=1; Path=/', 'b=1; Path=/'), sets('GET /', 'a=; Max-Age=0; Path=/')))).toEqual(['b #1'])
    expect(keptAfter(flowOf({ ...sets('GET /', 'a=1; Max-Age=60'), time: 1795190000 }, sets('GET /')), 1795190061)).toEqual([])
    expect(keptAfter(flowOf(sets('GET /', 'a=1'), { request: 'POST https://id.example.com/logout', answer: ['Clear-Site-Data: "cookies"', 'Set-Cookie: b=1; Domain=example.com'] }))).toEqual(['b #2'])
  })
  it('keeps what an ineffective Clear-Site-Data leaves', () => {
    expect(keptAfter(flowOf(sets('GET /', 'a=1'), { request: 'GET /', answer: ['Clear-Site-Data: cookies'] }))).toEqual(['a #1'])
    expect(keptAfter(flowOf(sets('GET /', 'a=1'), { request: 'GET http://app.example.com/', answer: ['Clear-Site-Data: "cookies"'] }))).toEqual(['a #1'])
    expect(keptAfter(flowOf(sets('GET /', 'a=1'), { request: 'GET https://other.example/', answer: ['Clear-Site-Data: "cookies"'] }))).toEqual(['a #1'])
  })
  it('knows nothing of cookies that only requests show', () => {
    expect(keptAfter(flowOf({ request: 'GET /', fields: ['Cookie: old=1'] }, { request: 'POST /logout', fields: ['Cookie: old=1'], answer: ['Set-Cookie: old=; Max-Age=0'] }))).toEqual([])
  })
  it('agrees with the jar of the flow', () => {
    const flow = flowOf(sets('GET /', 'a=1', 'b=1; Path=/x'), { request: 'POST /logout', answer: ['Clear-Site-Data: "*"', 'Set-Cookie: c=1'] })
    expect(flow.jar.map(({ name }) => name)).toEqual(['c'])
    expect(keptAfter(flow)).toEqual(['c #2'])
  })
})

describe('the way on', () => {
  const redirect = (request: string, location: string): Sent => ({ request, status: 302, answer: [`Location: ${location}`] })
  const login: Sent = { request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', 'Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; HttpOnly; Secure'] }

  it('follows redirects past other requests', () => {
    const flow = flowOf(redirect('POST /logout', '/bye#top'), { request: 'GET /style.css' }, redirect('GET /bye', 'https://id.example.com/logout'), { request: 'GET https://id.example.com/logout' })
    expect(redirectChain(flow, flow.steps[0] ?? expect.unreachable()).map(({ number }) => number)).toEqual([1, 3, 4])
  })
  it('ends at the next login on the host', () => {
    const flow = flowOf({ request: 'POST /logout', status: 204 }, { request: 'GET /' }, { request: 'GET https://id.example.com/' }, login, { request: 'GET /account' })
    expect(untilNextLogin(flow, flow.steps[0] ?? expect.unreachable()).map(({ number }) => number)).toEqual([2])
  })
})

describe('the body of a request', () => {
  const seen = (fields: readonly string[], body?: string) => flowOf({ request: 'POST /', fields, ...(body === undefined ? {} : { body }) }, { request: 'GET /' }).steps[0]?.requestBodySeen
  it.each([
    ['there', [], 'a=1', true],
    ['none', [], undefined, true],
    ['of no octets', ['Content-Type: text/plain', 'Content-Length: 0'], undefined, true],
    ['left out', ['Content-Type: text/plain', 'Content-Length: 12'], undefined, false],
    ['left out, of unknown length', ['Transfer-Encoding: chunked'], undefined, false],
    ['left out, its type is there', ['Content-Type: application/x-www-form-urlencoded'], undefined, false],
  ] as const)('%s', (_, fields, body, expected) => expect(seen(fields, body)).toBe(expected))
})
