import rule from '../../../src/rules/cookie/missing-samesite.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; SameSite=Lax',
    { name: 'an OpenID Connect flow needs it (zaproxy#6482)', code: 'oauth_state=1; SameSite=None; Secure' },
    { name: 'not understood is another rule', code: 'sid=1; SameSite' },
    'theme=dark',
    '_ga=GA1.2',
    'AWSALB=abc; Path=/',
    'ARRAffinity=abc; Path=/; HttpOnly; Secure',
    'session=; Max-Age=0',
    { name: 'what is missing is unknown', code: 'sid=1', attributesComplete: false },
  ],
  invalid: [
    { code: 'sid=1; Secure; HttpOnly; Path=/', errors: [{ messageId: 'missing', severity: 'warn', pointer: 'name', says: 'Firefox and Safari' }] },
    // MDN HTTP Observatory: cookies-anticsrf-without-samesite-flag.
    { code: 'CSRFTOKEN=bar; Domain=mozilla.org; Path=/; Secure; HttpOnly', errors: [{ messageId: 'missing', severity: 'warn' }] },
    { code: 'refresh_token=1', errors: [{ messageId: 'missing', says: 'SameSite=Strict' }] },
    { code: 'my_session=1', errors: [{ messageId: 'missing', severity: 'warn', confidence: 'tentative' }] },
    { code: 'oauth_state=1', errors: [{ messageId: 'missing', severity: 'info' }] },
    // ZAP: shouldAlertWhenNoSameSiteAttribute.
    { code: 'test=123; Path=/', errors: [{ messageId: 'missing', severity: 'info', says: 'two minutes' }] },
    { code: 'sid=1; Same-Site=Lax', errors: [{ messageId: 'missing' }] },
  ],
})
