import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/jwt-in-cookie',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'The cookie carries a JSON Web Token.',
    rationale:
      'A token in a cookie is sent by the browser on its own, so it needs what a session cookie needs: Secure, HttpOnly, SameSite and a defence against cross-site request forgery. It stays valid until it expires, whatever the cookie says.',
    remediation: 'Keep Secure, HttpOnly and SameSite on the cookie, and lint the token too: authlint jwt reads the same Set-Cookie line.',
    references: ['RFC 6750 section 5.3', 'OAuth 2.0 for Browser-Based Applications', 'CWE-352'],
    messages: {
      token: 'The {cookie} carries a JWT (alg {alg}): everyone who sees the cookie can read its claims.',
      encrypted: 'The {cookie} carries an encrypted JWT (alg {alg}).',
    },
    examples: {
      bad: ['token=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x; Path=/; Secure; HttpOnly'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/', 'version=1.2.3; Path=/'],
    },
  },
  check(subject, { report }) {
    const { shape } = subject.parsed.decoded
    if (subject.isDeletion || (shape.kind !== 'jwt' && shape.kind !== 'jwe')) return
    report({ messageId: shape.kind === 'jwt' ? 'token' : 'encrypted', data: { alg: String(shape.header['alg']) }, at: 'value' })
  },
})
