import type { JwtFacts } from '../../../src/jwt/facts.ts'
import rule from '../../../src/rules/jwt/x509-header.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const code = unsigned({ alg: 'RS256', x5c: ['MIIB'] })
const certificate = (facts: NonNullable<JwtFacts['certificate']>): { facts: Partial<JwtFacts> } => ({ facts: { certificate: facts } })

testRule(rule, {
  valid: [
    { name: 'none', code: unsigned({ alg: 'RS256' }) },
    { name: 'x5t#S256 alone', code: unsigned({ alg: 'RS256', 'x5t#S256': 'AA' }) },
    { name: 'both thumbprints', code: unsigned({ alg: 'RS256', x5t: 'AA', 'x5t#S256': 'AA' }) },
  ],
  invalid: [
    // The header of every Microsoft Entra token.
    { name: 'x5t alone', code: unsigned({ alg: 'RS256', typ: 'JWT', x5t: 'nOo3ZDrODXEK1jKWhXslHR_KXEg', kid: 'nOo3ZDrODXEK1jKWhXslHR_KXEg' }), errors: [{ messageId: 'sha1', severity: 'info', pointer: 'header.x5t' }] },
    { name: 'a chain', code, ...certificate({ matchesKey: true, notBefore: testNow - 10, notAfter: testNow + 10 }), errors: [{ messageId: 'chain', severity: 'info', pointer: 'header.x5c' }] },
    { name: 'unreadable', code, ...certificate({ problem: 'x5c[0] is not DER' }), errors: [{ messageId: 'unreadable', says: 'x5c[0] is not DER.' }] },
    { name: 'of another key', code, ...certificate({ matchesKey: false }), errors: [{ messageId: 'otherKey' }] },
    { name: 'another thumbprint', code, ...certificate({ thumbprintMatches: false }), errors: [{ messageId: 'chain' }, { messageId: 'otherThumbprint' }] },
    { name: 'expired', code, ...certificate({ notAfter: testNow - 1 }), errors: [{ messageId: 'chain' }, { messageId: 'expired', says: '2026-11-20' }] },
    { name: 'not yet valid', code, ...certificate({ notBefore: testNow + 86400 }), errors: [{ messageId: 'chain' }, { messageId: 'notYet', says: '2026-11-21' }] },
    {
      name: 'signed with its own certificate',
      code,
      facts: { certificate: {}, embeddedKey: { member: 'x5c', verifies: true, trusted: false } },
      errors: [{ messageId: 'selfVouched' }],
    },
  ],
})
