import { expect, it } from 'vitest'
import rule from '../../../src/rules/cookie/missing-prefix.ts'
import { testRule } from '../../rule-tester.ts'

const flags = 'Secure; HttpOnly; SameSite=Lax; Path=/'
const hostPrefix = { hostPrefix: true, everyCookie: true }

testRule(rule, {
  valid: [
    `__Host-sid=1; ${flags}`,
    `__Secure-sid=1; ${flags}; Domain=example.com`,
    `__Secure-sid=1; ${flags}`,
    `__Host-Http-sid=1; ${flags}`,
    `__host-sid=1; ${flags}`,
    { name: 'no secret', code: `theme=dark; ${flags}` },
    { name: 'Angular looks for this name', code: 'XSRF-TOKEN=1; Secure; Path=/' },
    { name: 'not under your control', code: `AWSALB=1; ${flags}`, options: hostPrefix },
    { name: 'missing-secure says it', code: 'sid=1; Path=/' },
    { name: 'dropped anyway', code: `sid=1; ${flags}; Domain=other.example`, url: 'https://example.com/' },
    { name: 'development', code: `sid=1; ${flags}`, url: 'https://localhost:3000/' },
    { name: 'development', code: `sid=2; ${flags}`, url: 'http://example.com/' },
    { name: 'a deletion', code: 'sid=; Max-Age=0; Secure' },
    { name: 'meant for several hosts', code: `__Secure-sid=1; ${flags}; Domain=example.com`, options: hostPrefix },
  ],
  invalid: [
    { code: `sid=1; ${flags}`, errors: [{ messageId: 'none', severity: 'info', pointer: 'name', says: '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax' }] },
    { code: `sid=1; ${flags}; Domain=example.com`, errors: [{ messageId: 'none', says: '__Secure-sid=(value)' }] },
    { code: 'refresh_token=1; Secure; Path=/auth', errors: [{ messageId: 'none', says: '__Secure-refresh_token' }] },
    { code: 'csrf=1; Secure', errors: [{ messageId: 'none', severity: 'info' }] },
    { code: `__Secure-sid=1; ${flags}`, options: hostPrefix, errors: [{ messageId: 'secure', says: '__Secure-' }] },
    { code: `theme=dark; ${flags}`, options: hostPrefix, errors: [{ messageId: 'none', severity: 'info' }] },
    { code: 'csrftoken=1; Secure', options: hostPrefix, errors: [{ messageId: 'none' }] },
  ],
})

it('asks for __Host- from ASVS level 2 on', () => {
  expect(rule.presetOptions?.['asvs-l1']?.hostPrefix).toBeUndefined()
  expect(rule.presetOptions?.['asvs-l2']?.hostPrefix).toBe(true)
})
