import rule from '../../../src/rules/jwt/remote-key-url.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const jku = (url: unknown) => unsigned({ alg: 'ES256', jku: url })
const allow = (...allowedKeyUrls: string[]) => ({ policy: { allowedKeyUrls } })
const dangerous = (name: string, url: string, says: string) => ({ name, code: jku(url), errors: [{ messageId: 'dangerous', severity: 'warn' as const, pointer: 'header.jku', says }] })

testRule(rule, {
  valid: [
    { name: 'none', code: unsigned({ alg: 'ES256', kid: 'a' }) },
    { name: 'exactly the allowed URL', code: jku('https://keys.example/jwks.json'), ...allow('https://keys.example/jwks.json') },
    { name: 'below the allowed prefix', code: jku('https://keys.example/a/b'), ...allow('https://keys.example') },
    { name: 'below the allowed prefix with a slash', code: jku('https://keys.example/a/b'), ...allow('https://keys.example/a/') },
    { name: 'x5u, allowed', code: unsigned({ alg: 'ES256', x5u: 'https://keys.example/c.pem' }), ...allow('https://keys.example') },
  ],
  invalid: [
    { name: 'jku', code: jku('https://keys.example/jwks.json'), errors: [{ messageId: 'remote', severity: 'warn', pointer: 'header.jku', says: 'https://keys.example/jwks.json' }] },
    { name: 'x5u', code: unsigned({ alg: 'ES256', x5u: 'https://keys.example/c.pem' }), errors: [{ messageId: 'remote', pointer: 'header.x5u' }] },
    // RFC 8225 section 4.3 demands x5u; jku is as it is anywhere.
    { name: 'x5u of a PASSporT', code: unsigned({ alg: 'ES256', typ: 'passport', x5u: 'https://cert.example.org/passport.cer' }), errors: [{ messageId: 'passport', severity: 'info', pointer: 'header.x5u' }] },
    { name: 'jku of a PASSporT', code: unsigned({ alg: 'ES256', typ: 'passport', jku: 'https://cert.example.org/keys' }), errors: [{ messageId: 'remote', severity: 'warn' }] },
    { name: 'x5u of a PASSporT over http', code: unsigned({ alg: 'ES256', typ: 'passport', x5u: 'http://cert.example.org/passport.cer' }), errors: [{ messageId: 'dangerous' }] },
    { name: 'both', code: unsigned({ alg: 'ES256', jku: 'https://a.example/', x5u: 'https://a.example/' }), errors: [{ messageId: 'remote' }, { messageId: 'remote' }] },
    { name: 'not in the list', code: jku('https://evil.example/'), ...allow('https://keys.example'), errors: [{ messageId: 'notListed' }] },
    { name: 'a host that begins like an allowed one', code: jku('https://keys.example.evil.example/'), ...allow('https://keys.example'), errors: [{ messageId: 'notListed' }] },
    { name: 'out of the allowed folder', code: jku('https://keys.example/a/../evil'), ...allow('https://keys.example/a/'), errors: [{ messageId: 'notListed' }] },
    { name: 'an empty list', code: jku('https://keys.example/'), ...allow(), errors: [{ messageId: 'notListed' }] },
    { name: 'an allowed host behind user information', code: jku('https://keys.example:x@evil.example/'), ...allow('https://keys.example'), errors: [{ messageId: 'dangerous', says: 'user name' }] },
    dangerous('http', 'http://keys.example/', 'not https'),
    dangerous('file', 'file:///etc/passwd', 'from file:/etc/passwd: this is not https: it can name a file'),
    dangerous('a key in the URL', 'data:application/json,{}', 'from data:application/json,{}: this is not https'),
    dangerous('an address', 'https://192.0.2.7/jwks.json', 'bare IP address'),
    dangerous('an address in another spelling', 'https://2130706433/', '127.0.0.1'),
    dangerous('the metadata service of a cloud', 'https://169.254.169.254/latest', 'bare IP address'),
    dangerous('IPv6', 'https://[::1]/', 'bare IP address'),
    dangerous('localhost', 'https://localhost:8080/', 'inside the network'),
    dangerous('localhost with a full stop', 'https://localhost./', 'inside the network'),
    dangerous('a .local name', 'https://printer.local/', 'inside the network'),
    dangerous('a name without a dot', 'https://keycloak/certs', 'inside the network'),
    { name: 'an allowed URL over http stays dangerous', code: jku('http://keys.example/'), ...allow('http://keys.example'), errors: [{ messageId: 'dangerous' }] },
    { name: 'a relative path', code: jku('/jwks.json'), errors: [{ messageId: 'notUrl' }] },
    { name: 'an object', code: jku({}), errors: [{ messageId: 'notUrl' }] },
  ],
})
