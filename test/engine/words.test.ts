// A rule, one of a plugin too, names its subject by a placeholder that it need not fill.
import { expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import type { Rule } from '../../src/core/rule.ts'
import type { Subject } from '../../src/core/subject.ts'
import { lint } from '../../src/engine/lint.ts'
import { cookieSubject, responseSubject, testNow } from '../subjects.ts'

const saying = (message: string, data: Record<string, string> = {}): Rule => ({
  id: 'acme/words',
  meta: { kind: 'cookie', severity: 'warn', confidence: 'certain', since: '1.0.0', summary: '', rationale: '', remediation: '', references: [], messages: { said: message }, examples: { bad: [], good: [] } },
  defaults: {},
  check: (_, { report }) => report({ messageId: 'said', data }),
})
const said = (subject: Subject, rule: Rule): string | undefined => lint(subject, [{ rule, severity: 'warn', options: {} }], { policy: defaultPolicy, now: testNow })[0]?.message

it.each([
  ['sid=4V0nHg5kq2J7mP8xYb1RzQ', 'the session cookie sid'],
  ['cart=3', 'the cookie cart'],
  ['XSRF-TOKEN=x', 'the CSRF cookie XSRF-TOKEN'],
  ['=x', 'the cookie (no name)'],
  ['{cookie}\u202e=x', 'the cookie {cookie}\\u{202e}'],
])('of the cookie %s', (header, expected) => expect(said(cookieSubject(header), saying('the {cookie}'))).toBe(expected))

it('never the query of a request, nor a session id in its path', () => {
  const response = responseSubject('HTTP/1.1 200 OK', { url: 'https://app.example.com/a;jsessionid=4V0nHg5kq2J7mP8xYb1RzQ?q=1', method: 'GET' })
  expect(said(response, saying('the {request}, the {response}, {exchange}, {origin}'))).toBe(
    'the request GET https://app.example.com/a;jsessionid=..., the response to GET https://app.example.com/a;jsessionid=..., GET https://app.example.com/a;jsessionid=..., https://app.example.com',
  )
  expect(said(responseSubject('HTTP/1.1 200 OK'), saying('the {response}'))).toBe('the response')
})

it('what the rule says itself counts more', () => expect(said(cookieSubject('sid=x'), saying('{cookie}', { cookie: 'mine' }))).toBe('mine'))
