import rule from '../../../src/rules/flow/strict-cookie-lost.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const sets = (sameSite = 'Strict', name = 'sid') => `Set-Cookie: ${name}=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=${sameSite}`
const sent = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const from = (host: string, to = 'https://app.example.com/enter?ticket=ST-1856339'): Sent => ({ request: `POST https://${host}/finish`, status: 303, answer: [`Location: ${to}`] })
const enter = (...answer: readonly string[]): Sent => ({ request: 'GET /enter?ticket=ST-1856339', status: 303, answer: ['Location: /account', ...(answer.length > 0 ? answer : [sets()])] })
const account = (...fields: readonly string[]): Sent => ({ request: 'GET /account', fields, content: '<p>...</p>' })

testRule(rule, {
  valid: [
    { name: 'SameSite=Lax', code: recording(from('id.example.org'), enter(sets('Lax')), account(sent)) },
    { name: 'from the same site', code: recording(from('id.example.com'), enter(), account()) },
    { name: 'the next request has it', code: recording(from('id.example.org'), enter(), account(sent)) },
    { name: 'a page that navigates on by itself', code: recording(from('id.example.org'), { ...enter(), status: 200, answer: [sets()], content: '<meta http-equiv="refresh" content="0;/account">' }, account(sent)) },
    { name: 'typed in', code: recording(enter(), account(sent)) },
    { name: 'the return of OAuth, which is said elsewhere', code: recording(from('id.example.org', 'https://app.example.com/callback?code=SplxlOBeZQQ&state=af0ifjsldkj'), { ...enter(), request: 'GET /callback?code=SplxlOBeZQQ&state=af0ifjsldkj' }, account()) },
    { name: 'a cookie that opens nothing', code: recording(from('id.example.org'), enter(sets('Strict', 'lang')), account()) },
    { name: 'on to another site', code: recording(from('id.example.org'), { ...enter(), answer: ['Location: https://other.example/', sets()] }) },
  ],
  invalid: [
    { name: 'lost', code: recording(from('id.example.org'), enter(), account()), errors: [{ messageId: 'lost', severity: 'info', confidence: 'firm', pointer: 'step[2].set-cookie[0]', says: 'id.example.org' }] },
    { name: 'a form of another site', code: recording({ ...enter(), request: 'POST /saml/acs', fields: ['Origin: https://id.example.org'], body: 'SAMLResponse=PHNhbWxwOlJlc3BvbnNl' }, account()), errors: [{ messageId: 'lost' }] },
    { name: 'a link of another site, and the recording ends', code: recording(account(), { ...enter(), fields: ['Referer: https://mail.example.org/'] }), errors: [{ messageId: 'held', confidence: 'tentative' }] },
  ],
})
