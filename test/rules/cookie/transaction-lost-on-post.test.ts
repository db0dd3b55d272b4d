import rule from '../../../src/rules/cookie/transaction-lost-on-post.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example/login?client_id=1&response_mode=form_post'

testRule(rule, {
  valid: [
    { code: 'oauth_state=1; SameSite=None; Secure', url },
    { code: 'oauth_state=1; SameSite=Lax', url: 'https://app.example/login?response_mode=query' },
    { code: 'oauth_state=1; SameSite=Lax' },
    { code: 'sid=1; SameSite=Lax', url },
    { code: 'oauth_state=; Max-Age=0; SameSite=Lax', url },
    { name: 'what is missing is unknown', code: 'oauth_state=1', url, attributesComplete: false },
  ],
  invalid: [
    { code: 'oauth_state=1; SameSite=Lax', url, errors: [{ messageId: 'said', severity: 'warn', pointer: 'SameSite', says: 'SameSite=None' }] },
    { code: 'oauth_state=1; SameSite=Strict', url, errors: [{ messageId: 'said' }] },
    { code: 'oauth_state=1; Secure', url, errors: [{ messageId: 'unsaid', says: 'two minutes' }] },
  ],
})
