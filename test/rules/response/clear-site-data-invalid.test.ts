import rule from '../../../src/rules/response/clear-site-data-invalid.ts'
import { testRule } from '../../rule-tester.ts'

const clearing = (value: string) => `HTTP/1.1 200 OK\nClear-Site-Data: ${value}`

testRule(rule, {
  valid: [
    // Clear Site Data section 2.1
    { name: 'the standard', code: clearing('"cache", "cookies", "storage", "executionContexts"'), url: 'https://app.example.com/logout' },
    { name: 'everything', code: clearing('"*"') },
    { name: 'two fields', code: `${clearing('"cache"')}\nClear-Site-Data: "cookies"` },
    { name: 'on this machine', code: clearing('"cookies"'), url: 'http://localhost:3000/logout' },
    { name: 'none', code: 'HTTP/1.1 200 OK\nContent-Length: 0', url: 'http://app.example.com/logout' },
  ],
  invalid: [
    { name: 'no quotes', code: clearing('cookies'), errors: [{ messageId: 'unquoted', severity: 'warn', says: 'cookies', pointer: 'header.clear-site-data' }] },
    { name: 'single quotes', code: clearing("'cookies', \"cache\""), errors: [{ messageId: 'unquoted', says: "'cookies'" }] },
    { name: 'quotes around all of it', code: clearing('"cache, cookies"'), errors: [{ messageId: 'unquoted' }] },
    { name: 'unknown', code: clearing('"cookie"'), errors: [{ messageId: 'unknown', says: '"cookie"' }] },
    { name: 'types have a case', code: clearing('"Cookies"'), errors: [{ messageId: 'unknown' }] },
    { name: 'http', code: clearing('"cookies"'), url: 'http://app.example.com/logout', errors: [{ messageId: 'insecure', severity: 'warn' }] },
  ],
})
