// Responses that are made to cost time: every rule stays linear in what it is given.
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../src/core/policy.ts'
import { lint } from '../../../src/engine/lint.ts'
import { activeRules } from '../../../src/engine/settings.ts'
import { responseRules } from '../../../src/rules/response/index.ts'
import { responseSubject, testNow } from '../../subjects.ts'

const active = activeRules(responseRules, 'strict').get('response') ?? []
const size = 400_000
const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length))

const bodies = ['<meta ', '<meta http-equiv="content-security-policy" ', 'href="', "href='", 'href = ', 'eyJ.', 'eyJhbGciOiJub25lIn0.eyJ9.', '%2e', '{"a":', '[', ';', '?a=', '"', 'url='].map((piece) => [piece, fill(piece)] as const)
const values = ['a="', 'max-age=', ' ;', ',', '"', 'basic ', "'nonce-", '<', 'url=', '=?', '\t', 'no-store'].map((piece) => [piece, fill(piece).slice(0, 60_000)] as const)
const fields = ['Cache-Control', 'Strict-Transport-Security', 'Content-Security-Policy', 'WWW-Authenticate', 'Clear-Site-Data', 'Location', 'Refresh', 'Link', 'Vary', 'Referrer-Policy', 'Expires', 'Server']
const secret = 'Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQHk2mT0; Path=/; HttpOnly'

const judged = (code: string, body: string, more: object): number => {
  const start = performance.now()
  const subject = responseSubject(code, { body, url: 'https://app.example.com/', ...more })
  lint(subject, active, { policy: defaultPolicy, now: testNow })
  subject.view({ showSecrets: false })
  return performance.now() - start
}

describe('a hostile response', () => {
  it.each(bodies)('body of %j', (_, body) => {
    expect(judged(`HTTP/1.1 200 OK\nContent-Type: text/html\n${secret}`, body, { requestBody: fill('password  ') })).toBeLessThan(2500)
  })

  it.each(values)('fields of %j', (_, value) => {
    const code = ['HTTP/1.1 401 Unauthorized', ...fields.map((name) => `${name}: x${value}x`), secret, 'Content-Type: text/html'].join('\n')
    expect(judged(code, '<p>', { requestHeaders: { cookie: fill('sid=1; '), origin: 'null', authorization: fill('Bearer ') } })).toBeLessThan(2500)
  })
})
