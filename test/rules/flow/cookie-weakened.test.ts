import rule from '../../../src/rules/flow/cookie-weakened.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const sets = (attributes: string, name = 'sid'): Sent => ({ request: 'GET /', answer: [`Set-Cookie: ${name}=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; ${attributes}`] })

testRule(rule, {
  valid: [
    { name: 'the same', code: recording(sets('Secure; HttpOnly; SameSite=Lax'), sets('SameSite=Lax; HttpOnly; Secure')) },
    { name: 'stronger', code: recording(sets('Secure'), sets('Secure; HttpOnly; SameSite=Strict')) },
    { name: 'a deletion', code: recording(sets('Secure; HttpOnly; SameSite=Lax'), sets('Max-Age=0')) },
    { name: 'another cookie', code: recording(sets('Secure; HttpOnly; SameSite=Lax'), sets('Secure; Domain=example.com')) },
    { name: 'of a load balancer', code: recording(sets('Secure; HttpOnly', 'AWSALB'), sets('Secure', 'AWSALB')) },
  ],
  invalid: [
    { name: 'HttpOnly', code: recording(sets('Secure; HttpOnly; SameSite=Lax'), sets('Secure; SameSite=Lax')), errors: [{ messageId: 'weaker', severity: 'info', pointer: 'step[2].set-cookie[0]', says: 'without HttpOnly, which #1 had set' }] },
    { name: 'everything', code: recording(sets('Secure; HttpOnly; SameSite=Strict'), sets('Max-Age=60')), errors: [{ messageId: 'weaker', says: 'Secure, HttpOnly and SameSite=Strict' }] },
    { name: 'Strict to Lax', code: recording(sets('Secure; SameSite=Strict'), sets('Secure; SameSite=Lax')), errors: [{ messageId: 'weaker' }] },
    { name: 'Lax to None', code: recording(sets('Secure; SameSite=Lax'), sets('Secure; SameSite=None')), errors: [{ messageId: 'weaker' }] },
    { name: 'told once', code: recording(sets('Secure; HttpOnly'), sets('Secure'), sets('Secure; HttpOnly'), sets('Secure')), errors: [{ messageId: 'weaker' }] },
  ],
})
