import rule from '../../../src/rules/cookie/missing-secure.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; Secure',
    { name: 'on, whatever it says', code: 'sid=1; Secure=false' },
    // ZAP: shouldNotAlertOnDelete.
    'test=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; HttpOnly',
    'session=; Max-Age=0',
    { name: 'this machine', code: 'sid=1', url: 'http://localhost:3000/login' },
    { name: 'this machine', code: 'sid=2', url: 'http://127.0.0.1/' },
    { name: 'this machine over https', code: 'sid=3', url: 'https://[::1]/' },
    { name: 'http is another rule', code: 'sid=1', url: 'http://example.com/' },
    { name: 'what is missing is unknown', code: 'sid=1', attributesComplete: false },
  ],
  invalid: [
    // MDN HTTP Observatory: cookies-session-without-secure-flag.
    { code: 'SESSIONID=bar; Domain=mozilla.org; Path=/; HttpOnly', url: 'https://mozilla.org/', errors: [{ messageId: 'secret', severity: 'error', pointer: 'name', says: 'session cookie' }] },
    { code: 'sid=1; HttpOnly', errors: [{ messageId: 'secret', severity: 'error', says: 'Send Set-Cookie: __Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax' }] },
    { code: 'csrftoken=1', errors: [{ messageId: 'secret', severity: 'error', says: 'CSRF cookie' }] },
    { code: 'oauth_state=1', errors: [{ messageId: 'secret', severity: 'error' }] },
    { name: 'a guess never fails a build', code: 'my_session=1', errors: [{ messageId: 'secret', severity: 'warn', confidence: 'tentative' }] },
    { name: 'unless the user says so', code: 'my_session=2', role: 'session', errors: [{ messageId: 'secret', severity: 'error', confidence: 'certain' }] },
    // ZAP: httpsNoSecureFlag.
    { code: 'test=123; Path=/;', url: 'https://www.example.com/test/', errors: [{ messageId: 'plain', severity: 'warn' }] },
    { code: 'session_banner_closed=1', errors: [{ messageId: 'plain', severity: 'info' }] },
    { code: 'assessment_id=1', errors: [{ messageId: 'plain', severity: 'warn' }] },
    { code: 'theme=dark', errors: [{ messageId: 'plain', severity: 'info', pointer: 'name' }] },
    { code: '_ga=GA1.2', errors: [{ messageId: 'plain', severity: 'info' }] },
    { code: 'AWSALB=x; Path=/', errors: [{ messageId: 'infrastructure', severity: 'info', pointer: 'name', says: 'not from your application' }] },
    { name: 'of a load balancer, as the user says', code: 'node=7; Path=/', role: 'infrastructure', errors: [{ messageId: 'infrastructure', severity: 'info', says: 'the infrastructure (load balancer or gateway)' }] },
    { name: 'of several hosts, with the setting of the framework', code: 'PHPSESSID=i56kgbsq9rm8ndg3qbarhsbm27; Domain=example.com; Path=/', url: 'https://www.example.com/', errors: [{ messageId: 'secret', says: 'PHP: session.cookie_secure = 1 in php.ini' }] },
    { name: 'the word secure elsewhere', code: 'sid=secure; Path=/secure', errors: [{ messageId: 'secret' }] },
    { name: 'quoted is off', code: 'sid=1; "Secure"', errors: [{ messageId: 'secret' }] },
  ],
})
