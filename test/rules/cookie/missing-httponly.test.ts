import rule from '../../../src/rules/cookie/missing-httponly.ts'
import { testRule } from '../../rule-tester.ts'

const random = 'k7Qx2mPz9RtL4vWn8YbC3dFg'

testRule(rule, {
  valid: [
    'sid=1; httponly',
    { name: 'on, whatever it says', code: 'sid=1; HttpOnly=false' },
    // Arachni, ZAP and others call the first a fault; Angular, axios and Laravel read it.
    'XSRF-TOKEN=abc; Path=/',
    'csrftoken=abc; Path=/',
    '__Host-next-auth.csrf-token=abc; Secure; Path=/',
    'my-csrf-token=abc',
    '_ga=GA1.2',
    'AWSALB=abc',
    'theme=dark',
    'session_banner_closed=1',
    { name: 'a login in progress has a rule of its own', code: 'oauth_state=abc' },
    // ZAP: shouldNotAlertOnDelete.
    'test=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; secure',
    'session=; Max-Age=0',
    { name: 'what is missing is unknown', code: 'sid=1', attributesComplete: false },
  ],
  invalid: [
    // MDN HTTP Observatory: cookies-session-without-httponly-flag.
    { code: 'SESSIONID=bar; Domain=mozilla.org; Path=/; Secure', errors: [{ messageId: 'secret', severity: 'error', pointer: 'name' }] },
    // It passes these three.
    { code: 'connect.sid=s%3Aabc', errors: [{ messageId: 'secret', severity: 'error', says: 'session cookie' }] },
    { code: `access_token=${random}`, errors: [{ messageId: 'secret', severity: 'error', says: 'token cookie' }] },
    { code: 'remember_me=1; Secure', errors: [{ messageId: 'secret', severity: 'error', says: 'remember-me cookie' }] },
    { code: 'refresh_token=1', errors: [{ messageId: 'secret', says: '__Host-refresh_token=(value)' }] },
    { code: 'my_session=1', errors: [{ messageId: 'secret', severity: 'warn', confidence: 'tentative' }] },
    { code: `my_session=${random}`, errors: [{ messageId: 'secret', severity: 'error', confidence: 'firm' }] },
    { code: 'xyz=1', role: 'session', errors: [{ messageId: 'secret', severity: 'error', confidence: 'certain' }] },
    // ZAP and webhint.
    { code: 'test=123; Path=/;', errors: [{ messageId: 'plain', severity: 'info' }] },
    { code: 'cookieName=cookieValue; Secure', errors: [{ messageId: 'plain', severity: 'info' }] },
    { code: `xyz=${random}; Secure`, errors: [{ messageId: 'plain', severity: 'info' }] },
  ],
})
