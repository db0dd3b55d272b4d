import { describe, expect, it } from 'vitest'
import { toFinding } from '../../../src/engine/lint.ts'
import { defaultPolicy } from '../../../src/core/policy.ts'
import type { Finding } from '../../../src/core/finding.ts'
import type { Jwt } from '../../../src/jwt/jwt.ts'
import rule from '../../../src/rules/jwt/embedded-private-key.ts'
import { testRule } from '../../rule-tester.ts'
import { jwtSubject, testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const ec = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }
const secret = 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI'

testRule(rule, {
  valid: [
    { name: 'a public key', code: unsigned({ alg: 'ES256', jwk: ec }) },
    { name: 'a public key to prove', code: unsigned({ alg: 'ES256' }, { cnf: { jwk: ec } }) },
    { name: 'a thumbprint', code: unsigned({ alg: 'ES256' }, { cnf: { jkt: secret } }) },
    { name: 'claims that are called d and k', code: unsigned({ alg: 'ES256' }, { d: 1, k: 2 }) },
    { name: 'an encrypted key', code: unsigned({ alg: 'ES256' }, { cnf: { jwe: 'AAAA' } }) },
    { name: 'jwk is not an object', code: unsigned({ alg: 'ES256', jwk: 'd' }) },
  ],
  invalid: [
    { name: 'EC in the header', code: unsigned({ alg: 'ES256', jwk: { ...ec, d: secret } }), errors: [{ messageId: 'leaked', severity: 'error', pointer: 'header.jwk', says: 'holds d' }] },
    { name: 'RSA', code: unsigned({ alg: 'RS256', jwk: { kty: 'RSA', n: 'AA', e: 'AQAB', d: secret, p: 'AA', q: 'AA' } }), errors: [{ messageId: 'leaked', says: 'd, p and q' }] },
    // RFC 7518 section 6.3.2: each of these gives the key away, with or without d.
    ...['dp', 'dq', 'qi', 'oth'].map((member) => ({ name: `RSA, ${member} alone`, code: unsigned({ alg: 'RS256', jwk: { kty: 'RSA', n: 'AA', e: 'AQAB', [member]: 'AA' } }), errors: [{ messageId: 'leaked', says: `holds ${member}` }] })),
    // RFC 9964: the seed of an ML-DSA key.
    { name: 'ML-DSA', code: unsigned({ alg: 'ML-DSA-44', jwk: { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA', priv: secret } }), errors: [{ messageId: 'leaked', says: 'holds priv' }] },
    { name: 'a secret to prove, in clear (RFC 7800 section 3.2)', code: unsigned({ alg: 'ES256' }, { cnf: { jwk: { kty: 'oct', k: secret } } }), errors: [{ messageId: 'leaked', pointer: 'claims.cnf.jwk' }] },
    { name: 'an ephemeral key', code: unsigned({ alg: 'ECDH-ES', epk: { ...ec, d: secret } }), errors: [{ messageId: 'leaked', pointer: 'header.epk' }] },
    { name: 'a self-issued ID token', code: unsigned({ alg: 'ES256' }, { sub_jwk: { ...ec, d: secret } }), errors: [{ messageId: 'leaked', pointer: 'claims.sub_jwk' }] },
    { name: 'a proof is no excuse', code: unsigned({ typ: 'dpop+jwt', alg: 'ES256', jwk: { ...ec, d: secret } }, { htm: 'GET', htu: 'https://a.example/' }), errors: [{ messageId: 'leaked' }] },
  ],
})

describe('the key itself', () => {
  it.each([
    [{ alg: 'ES256', jwk: { ...ec, d: secret } }, {}],
    [{ alg: 'ES256' }, { cnf: { jwk: { kty: 'oct', k: secret } } }],
  ])('does not show: %j', (header, claims) => {
    const subject = jwtSubject(unsigned(header, claims)) as Jwt
    const findings: Finding[] = []
    rule.check(subject, { options: {}, policy: defaultPolicy, now: testNow, report: (report) => findings.push(toFinding(subject, { rule, severity: 'error', options: {} }, report)) })
    expect(findings).toHaveLength(1)
    expect(JSON.stringify(findings)).not.toContain(secret)
  })
})
