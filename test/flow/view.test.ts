// What a report shows of a recording: every credential by its label, and the checklist that never passes what it cannot see.
import { describe, expect, it } from 'vitest'
import { Flow } from '../../src/flow/flow.ts'
import { practiceRules, practicesOf } from '../../src/flow/practices.ts'
import { ruleIds } from '../../src/rules/ids.ts'
import type { FlowDetail } from '../../src/core/view.ts'
import { flowPicture } from '../../src/reporters/flow-picture.ts'
import { recording, type Sent } from '../flows.ts'
import { flowSubjects } from '../subjects.ts'

const first = '4V0nHg5kq2J7mP8xYb1RzQ'
const second = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb'
const token = 'kJ8sLw02mVq7Rt5yBn3xkJ8sLw02mVq7Rt5yBn3x'
const flags = 'Path=/; Secure; HttpOnly; SameSite=Lax'

const story: readonly Sent[] = [
  { request: 'GET /login', answer: [`Set-Cookie: sid=${first}; ${flags}`], content: '<form><input type="password"></form>' },
  { request: 'POST /login', fields: [`Cookie: sid=${first}`], body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', `Set-Cookie: sid=${second}; ${flags}`] },
  { request: 'GET /a', fields: [`Cookie: sid=${second}`] },
  { request: 'GET /b', fields: [`Cookie: sid=${second}`] },
  { request: 'GET /style.css' },
  { request: 'GET /c', fields: [`Cookie: sid=${second}`] },
  { request: 'POST /token', fields: [`Cookie: sid=${second}`], content: { access_token: token } },
  { request: 'GET https://api.example.com/me', fields: [`Authorization: Bearer ${token}`] },
  { request: 'POST /logout', fields: [`Cookie: sid=${second}`], status: 204, answer: ['Set-Cookie: sid=; Path=/; Secure; Max-Age=0'] },
  { request: 'GET /account', fields: [`Cookie: sid=${second}`], status: 401 },
]

function flowOf(exchanges: readonly Sent[]): Flow {
  const [flow] = flowSubjects(recording(...exchanges))
  return flow instanceof Flow ? flow : expect.unreachable()
}

const detailOf = (flow: Flow): FlowDetail => flow.view({ showSecrets: false })['flow'] as FlowDetail

describe('the view', () => {
  const detail = detailOf(flowOf(story))

  it('shows no value', () => {
    const shown = JSON.stringify(detail)
    for (const value of [first, second, token, 'correct-horse']) expect(shown).not.toContain(value)
  })

  it('follows each credential from its beginning to its end', () => {
    expect(detail.events.map(({ name, step }) => [name, step])).toEqual([
      ['login', 2],
      ['logout', 9],
    ])
    expect(detail.steps.map(({ number }) => number)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10])
    expect(detail.steps[1]?.cookies).toEqual([{ name: 'sid', role: 'session', did: 'replaced', label: 'session sid (2)', before: 'session sid (1)' }])
    expect(detail.steps.at(-2)?.cookies).toEqual([{ name: 'sid', role: 'session', did: 'deleted', before: 'session sid (2)' }])
    expect(detail.steps.at(-1)?.sent).toEqual([{ label: 'session sid (2)', place: 'cookie', ended: 9 }])
    expect(detail.jar).toEqual([])
    expect(detail.design).toMatchObject({ name: 'hybrid-b' })
  })

  it('gives a cookie in the jar the role with which it was set', () => {
    const random = 'k7Qx2mPz9RtL4vWnB8sY'
    const { jar } = detailOf(flowOf([{ request: 'GET /', answer: [`Set-Cookie: zz=${random}; ${flags}`] }, { request: 'GET /a', fields: [`Cookie: zz=${random}`] }]))
    expect(jar.map(({ name, role }) => [name, role])).toEqual([['zz', 'session']])
  })

  it('is drawn with a lane for each', () => {
    const { lanes, rows } = flowPicture(detail)
    expect(lanes).toEqual(['session sid (1)', 'session sid (2)', 'access token (1)'])
    expect(rows.map(({ exchange, marks }) => [exchange, ...marks])).toEqual([
      ['#1', 'appears', 'before', 'before'],
      ['#2', 'ends', 'appears', 'before'],
      ['#3 to #6', 'over', 'sent', 'before'],
      ['#7', 'over', 'sent', 'appears'],
      ['#8', 'over', 'alive', 'sent'],
      ['#9', 'over', 'ends', 'alive'],
      ['#10', 'over', 'sent after its end', 'alive'],
    ])
    expect(rows.at(-1)?.lines).toEqual([{ text: 'sends session sid (2), which ended in #9', tone: 'bad' }])
  })
})

describe('the design', () => {
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
  it.each<readonly [string, readonly Sent[]]>([
    ['session', story.slice(0, 6)],
    ['jwt-in-header', [{ request: 'POST /login', body: { user: 'ada', password: 'x' }, content: { access_token: token } }, { request: 'GET /me', fields: [`Authorization: Bearer ${token}`] }]],
    ['jwt-in-cookie', [{ request: 'POST /login', body: { user: 'ada', password: 'x' }, answer: [`Set-Cookie: token=${jwt}; ${flags}`] }, { request: 'GET /me', fields: [`Cookie: token=${jwt}`] }]],
    ['hybrid-a', [{ request: 'GET /', fields: [`Cookie: sid=${first}`] }, { request: 'GET https://api.example.com/me', fields: [`Authorization: Bearer ${token}`] }]],
    ['unknown', [{ request: 'GET /', answer: ['Set-Cookie: theme=dark'] }, { request: 'GET /style.css' }]],
  ])('%s', (name, exchanges) => {
    expect(flowOf(exchanges).design.name).toBe(name)
  })
})

describe('the checklist', () => {
  const flow = flowOf(story)
  const statusOf = (fired: readonly string[], active: readonly string[] = practiceRules) =>
    new Map(practicesOf(flow, { fired: new Set(fired), active: new Set(active) }).map(({ id, status }) => [id, status]))

  it('speaks of rules that exist', () => {
    expect(practiceRules.filter((rule) => !ruleIds.includes(rule))).toEqual([])
  })

  it('passes what the recording shows, and nothing else', () => {
    const found = statusOf([])
    expect(found.get('session-rotated')).toBe('kept')
    expect(found.get('logout-ends-session')).toBe('kept')
    expect(found.get('https-only')).toBe('kept')
    for (const id of ['session-id-random', 'session-timeout', 'session-store', 'session-rotated-on-change', 'access-token-algorithm', 'access-token-expiry', 'access-token-short']) expect(found.get(id), id).toBe('not-visible')
  })

  it('says broken where a rule spoke, whatever was seen', () => {
    const found = statusOf(['flow/session-valid-after-logout', 'cookie/session-id-low-entropy'])
    expect(found.get('logout-ends-session')).toBe('broken')
    expect(found.get('session-id-random')).toBe('broken')
  })

  it('passes nothing whose rule is off', () => {
    expect(statusOf([], practiceRules.filter((rule) => rule !== 'flow/session-id-not-rotated')).get('session-rotated')).toBe('not-visible')
  })

  it('sees nothing in a recording that ends before the logout', () => {
    const short = practicesOf(flowOf(story.slice(0, 4)), { fired: new Set(), active: new Set(practiceRules) })
    expect(short.find(({ id }) => id === 'logout-ends-session')?.status).toBe('not-visible')
  })
})
