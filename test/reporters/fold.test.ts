// A site that says the same with every response: people read it once, programs get every finding.
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import type { Judged } from '../../src/core/report.ts'
import type { SubjectView } from '../../src/core/subject.ts'
import { toFinding } from '../../src/engine/lint.ts'
import missingHsts from '../../src/rules/response/missing-hsts.ts'
import setCookieCacheable from '../../src/rules/response/set-cookie-cacheable.ts'
import { defaultPolicy } from '../../src/core/policy.ts'
import { responseSubject, testNow } from '../subjects.ts'
import { render } from './render.ts'
import { reportOf } from './sample.ts'

/** The response of a page, judged by two rules as a run does it. */
function page(n: number, { cookie = 'sid', host = 'app.example.com', header = '' }: { cookie?: string; host?: string; header?: string } = {}): Judged {
  const response = responseSubject(`HTTP/1.1 200 OK\n${header}Set-Cookie: ${cookie}=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax`, { url: `https://${host}/page/${n}`, method: 'GET' })
  const findings: Finding[] = []
  for (const rule of [missingHsts, setCookieCacheable]) {
    rule.check(response as never, { options: rule.defaults as never, policy: defaultPolicy, now: testNow, report: (said) => findings.push(toFinding(response, { rule: rule as never, severity: 'warn', options: {} }, said)) })
  }
  const subject: SubjectView = { ...response.view({ showSecrets: false }), id: `response-${n}` }
  return { subject, findings: findings.map((finding) => ({ ...finding, subject: subject.id, location: { ...finding.location, line: n } })), suppressed: [] }
}

const times = (text: string, words: string): number => text.replace(/\s+/g, ' ').split(words).length - 1

describe('what every response of a site says', () => {
  const sixty = reportOf([...Array(60).keys()].map((i) => page(i + 1)))

  it.each(['pretty', 'markdown', 'github'] as const)('is told once by %s, with the count, where first and where last', async (format) => {
    const text = await render(format, sixty)
    expect(times(text, 'response/missing-hsts')).toBeLessThanOrEqual(2)
    expect(times(text, 'response/set-cookie-cacheable')).toBe(1)
    expect(times(text, 'The same 59 more times')).toBe(2)
    expect(text.replace(/[`\s]+/g, ' ')).toMatch(/at \/page\/2, \/page\/3, \/page\/4 and 56 more URLs, last in test:60:1/)
  })

  it.each([['json', '"rule": "response/missing-hsts"'], ['compact', ' response/missing-hsts '], ['sarif', '"ruleId":"response/missing-hsts"'], ['gitlab', '"check_name": "response/missing-hsts"']] as const)('is told every time by %s', async (format, words) => {
    expect((await render(format, sixty)).replaceAll('"ruleId": "', '"ruleId":"').split(words).length - 1).toBe(60)
  })

  it('leaves responses with nothing else to a count', async () => {
    expect(await render('pretty', sixty)).toContain('59 more responses have nothing to report but what is said above.')
    expect(times(await render('pretty', sixty), 'Response 1 ')).toBe(1)
  })
})

describe('is told by itself', () => {
  it.each([
    ['another cookie', page(2, { cookie: 'JSESSIONID' })],
    ['another host', page(2, { host: 'api.example.com' })],
    ['another header', page(2, { header: 'Strict-Transport-Security: max-age=300\n' })],
    ['another status of the header', page(2, { header: 'Strict-Transport-Security: max-age=0\n' })],
  ])('%s', async (_, other) => {
    const text = await render('pretty', reportOf([page(1), other]))
    expect(times(text, 'response/missing-hsts')).toBe(2 + (text.includes('authlint explain response/missing-hsts') ? 1 : 0))
  })

  it('what comes twice of one response', async () => {
    const one = page(1)
    const text = await render('pretty', reportOf([{ ...one, findings: [...one.findings, ...one.findings] }]))
    expect(text).not.toContain('The same')
    expect(times(text, 'response/set-cookie-cacheable')).toBe(2)
  })

  it('once more is said so', async () => {
    expect((await render('pretty', reportOf([page(1), page(2)]))).replace(/\s+/g, ' ')).toContain('The same once more, at /page/2, in test:2:1.')
  })
})
