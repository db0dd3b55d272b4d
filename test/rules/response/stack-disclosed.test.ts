import rule from '../../../src/rules/response/stack-disclosed.ts'
import { testRule } from '../../rule-tester.ts'

const answer = (field: string, cookie: string) => `HTTP/1.1 200 OK\n${field}\nSet-Cookie: ${cookie}`
const php = 'PHPSESSID=jtilenvaf61h4la4fn8ag6oodl; Path=/; Secure; HttpOnly'

testRule(rule, {
  valid: [
    { name: 'no version', code: answer('X-Powered-By: Express', 'connect.sid=s%3A4V0nHg5kq2J7.x; Path=/') },
    { name: 'no session of a framework', code: answer('Server: nginx/1.24.0', 'theme=dark') },
    { name: 'a name of its own', code: answer('X-Powered-By: PHP/8.1.2', 'sid=4V0nHg5kq2J7mP8xYb1RzQ') },
    { name: 'a load balancer', code: answer('Server: nginx/1.24.0', 'AWSALB=abc; Path=/') },
    { name: 'a deletion', code: answer('X-Powered-By: PHP/8.1.2', 'PHPSESSID=; Max-Age=0') },
  ],
  invalid: [
    { name: 'PHP', code: answer('X-Powered-By: PHP/8.1.2', php), errors: [{ messageId: 'version', severity: 'info', says: 'PHPSESSID', pointer: 'header.x-powered-by' }] },
    { name: 'Server', code: answer('Server: Apache/2.4.57 (Debian)', php), errors: [{ messageId: 'version', says: 'Server' }] },
    { name: 'ASP.NET', code: answer('X-AspNet-Version: 4.0.30319', 'ASP.NET_SessionId=jtilenvaf61h4la4fn8ag6oo; path=/; HttpOnly'), errors: [{ messageId: 'version', says: 'ASP.NET' }] },
  ],
})
