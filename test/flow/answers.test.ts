// When an answer means that the server took a credential, and when it means nothing.
import { describe, expect, it } from 'vitest'
import { acceptance, isPersonal, isProtected } from '../../src/flow/answers.ts'
import type { Flow } from '../../src/flow/flow.ts'
import { recording, type Sent } from '../flows.ts'
import { flowSubjects } from '../subjects.ts'

const token = 'Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x'
const logout: Sent = { request: 'POST /logout', fields: [token], status: 204 }
const orders: Sent = { request: 'GET /orders', fields: [token], content: { orders: [1, 2, 3] } }

/** How sure the last exchange shows that the token still works after the logout. */
function accepted(...exchanges: readonly Sent[]): string | undefined {
  const flow = flowSubjects(recording(...exchanges))[0] as Flow
  const step = flow.steps.at(-1) ?? expect.unreachable()
  const event = flow.eventsNamed('logout')[0] ?? expect.unreachable()
  return acceptance(flow, step, flow.credentials[0] ?? expect.unreachable(), event.step)?.confidence
}

describe('acceptance', () => {
  it.each([
    ['the same answer as before', [orders, logout, orders], 'firm'],
    ['another query', [orders, logout, { ...orders, request: 'GET /orders?page=2' }], 'firm'],
    ['nothing to compare with', [logout, orders], 'tentative'],
    ['a server that refuses others', [{ ...orders, request: 'GET /invoices', fields: [], status: 401 }, logout, orders], 'firm'],
    ['refused', [orders, logout, { ...orders, status: 401 }], undefined],
    ['another kind of answer than before', [orders, logout, { ...orders, content: '<p>Log in</p>' }], undefined],
    ['an error with status 200', [orders, logout, { ...orders, content: { error: 'invalid_token' } }], undefined],
    ['what anybody gets', [orders, { ...orders, fields: [] }, logout, orders], undefined],
    ['a style sheet', [orders, logout, { request: 'GET /style.css', fields: [token], answer: ['Content-Type: text/css'] }], undefined],
    ['another credential beside it', [orders, logout, { ...orders, fields: [token, 'Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb'] }], undefined],
  ] as readonly (readonly [string, readonly Sent[], string | undefined])[])('%s', (_, exchanges, expected) => expect(accepted(...exchanges)).toBe(expected))
})

describe('a resource', () => {
  const stepsOf = (...exchanges: readonly Sent[]): Flow => flowSubjects(recording(...exchanges))[0] as Flow

  it('is protected when somebody was refused there', () => {
    const flow = stepsOf({ ...orders, fields: [], status: 302, answer: ['Location: /login'] }, orders, { request: 'POST /orders', fields: [token] }, { request: 'GET /', fields: [token] })
    expect(flow.steps.map((step) => isProtected(flow, step))).toEqual([true, true, false, false])
  })
  it('is personal by its name', () => {
    const flow = stepsOf({ request: 'GET /api/me' }, { request: 'GET /userinfo' }, { request: 'GET /about' }, { request: 'GET /account/logo.svg', answer: ['Content-Type: image/svg+xml'] })
    expect(flow.steps.map(isPersonal)).toEqual([true, true, false, false])
  })
})
