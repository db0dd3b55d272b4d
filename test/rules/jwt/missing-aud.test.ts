import rule from '../../../src/rules/jwt/missing-aud.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const missing = { messageId: 'missing', severity: 'warn' as const, pointer: 'claims' }

testRule(rule, {
  valid: [
    { name: 'there', code: token({ aud: 'a' }) },
    { name: 'useless is another rule', code: token({ aud: '' }) },
    { name: 'when asked for, another rule', code: token({}), policy: { audiences: ['a'] } },
    { name: 'an ID token is held to its profile', code: token({ token_use: 'id' }) },
    { name: 'typ at+jwt is held to its profile', code: token({}, 'at+jwt') },
    { name: 'a client assertion', code: token({}, 'client-authentication+jwt') },
    { name: 'a credential', code: token({}, 'vc+sd-jwt') },
  ],
  invalid: [
    { name: 'absent', code: token({ sub: '1' }), errors: [missing] },
    { name: 'null', code: token({ aud: null }), errors: [missing] },
    // The shape of an access token in the documentation of Amazon Cognito
    {
      name: 'Cognito',
      code: token({ sub: 'aaaa', iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x', client_id: 'xxxx', token_use: 'access', scope: 'phone openid', exp: 1676316085, iat: 1676312485, jti: 'x' }),
      errors: [{ messageId: 'clientOnly', severity: 'info', says: 'client_id' }],
    },
    { name: 'token_use alone', code: token({ token_use: 'access' }), errors: [missing] },
    { name: 'client_id alone', code: token({ client_id: 'c', scope: 'read' }), errors: [missing] },
  ],
})
