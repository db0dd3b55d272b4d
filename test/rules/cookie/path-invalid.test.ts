import rule from '../../../src/rules/cookie/path-invalid.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://a.example.com/x/y'

testRule(rule, {
  valid: ['sid=1; Path=/', 'sid=1; Path = /x', 'sid=1', 'sid=1; Path=foo; Path=/', 'sid=; Max-Age=0; Path=foo'],
  invalid: [
    // Chromium 156 keeps these three with the path /x.
    { code: 'a=b; Path=foo', url, errors: [{ messageId: 'value', severity: 'warn', pointer: 'Path', says: 'use /x instead' }] },
    { code: 'a=b; Path="/"', url, errors: [{ messageId: 'quoted', says: '/x' }] },
    { code: 'a=b; Path=/; Path=', url, errors: [{ messageId: 'empty', says: '/x' }] },
    { code: 'a=b; Path', errors: [{ messageId: 'empty', says: 'the folder of the request URL' }] },
  ],
})
