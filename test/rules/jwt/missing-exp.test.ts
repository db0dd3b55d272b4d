import rule from '../../../src/rules/jwt/missing-exp.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { encode, unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const missing = { messageId: 'missing', severity: 'error' as const, pointer: 'claims' }

testRule(rule, {
  valid: [
    { name: 'there', code: token({ exp: testNow }) },
    { name: 'there but null is another rule', code: token({ exp: null }) },
    { name: 'a DPoP proof', code: token({ htm: 'GET', htu: 'https://a.example' }, 'dpop+jwt') },
    { name: 'a key binding token', code: token({ nonce: 'n' }, 'kb+jwt') },
    { name: 'a security event', code: token({ events: {} }, 'secevent+jwt') },
    { name: 'encrypted', code: `${encode({ alg: 'dir', enc: 'A128GCM' })}..a.b.c` },
    { name: 'no claims to read', code: token('[]') },
  ],
  invalid: [
    { name: 'no claims at all', code: token({}), errors: [missing] },
    { name: 'an access token', code: token({ sub: '1' }, 'at+jwt'), errors: [missing] },
    { name: 'an API key, as a decision to be written down', code: token({ sub: '1' }), policy: { tokenKind: 'generic' }, errors: [missing] },
    { name: 'a logout token', code: token({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }), errors: [missing] },
    { name: 'a credential may do without', code: token({ vct: 'x' }, 'dc+sd-jwt'), errors: [{ ...missing, messageId: 'ownProfile', severity: 'info' }] },
  ],
})
