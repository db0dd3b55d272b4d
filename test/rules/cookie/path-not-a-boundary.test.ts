import rule from '../../../src/rules/cookie/path-not-a-boundary.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['sid=1; Path=/', 'sid=1', 'refresh_token=1; Path=/auth', 'theme=1; Path=/app', 'sid=; Max-Age=0; Path=/app', { name: 'another rule', code: 'sid=1; Path=app' }],
  invalid: [{ code: 'JSESSIONID=1; Path=/group; HttpOnly', errors: [{ messageId: 'path', severity: 'info', pointer: 'Path', says: '/group' }] }],
})
