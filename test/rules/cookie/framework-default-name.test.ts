import rule from '../../../src/rules/cookie/framework-default-name.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1',
    '__Host-sid=1; Secure; Path=/',
    { name: 'the product chose the name', code: 'wordpress_logged_in_0123456789abcdef0123456789abcdef=1' },
    'csrftoken=1',
    'AWSALB=1',
    '__Secure-PHPSESSID=1; Secure',
    { name: 'in another case it is another name', code: 'phpsessid=1' },
    'connect.sid=; Max-Age=0',
    { name: 'the user says what it is', code: 'PHPSESSID=1', role: 'preference' },
  ],
  invalid: [
    ['connect.sid', 'Express'],
    ['PHPSESSID', 'PHP'],
    ['JSESSIONID', 'Java'],
    ['ASP.NET_SessionId', 'ASP.NET'],
    ['ASPSESSIONIDQQCSTDRS', 'ASP.NET'],
    ['laravel_session', 'Laravel'],
    ['sessionid', 'Django'],
    ['CFTOKEN', 'ColdFusion'],
    ['.AspNetCore.Session', 'ASP.NET Core'],
  ].map(([name, owner]) => ({ code: `${name}=k7Qx2mPz9RtL4vWn8YbC3dFg`, errors: [{ messageId: 'named', severity: 'info' as const, pointer: 'name', says: owner ?? '' }] })),
})
