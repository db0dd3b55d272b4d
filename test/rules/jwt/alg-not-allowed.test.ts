import { expect, it } from 'vitest'
import rule from '../../../src/rules/jwt/alg-not-allowed.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const encrypted = `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.AAAA.AAAA.AAAA.AAAA`

testRule(rule, {
  valid: [
    { name: 'nothing configured', code: unsigned({ alg: 'RS256' }) },
    { name: 'in the list', code: unsigned({ alg: 'RS256' }), policy: { algorithms: ['ES256', 'RS256'] } },
    { name: 'the list of the user counts, not that of the preset', code: unsigned({ alg: 'HS256' }), policy: { algorithms: ['HS256'] }, options: { algorithms: ['ES256'] } },
    { name: 'a list is wanted and there', code: unsigned({ alg: 'ES256' }), policy: { algorithms: ['ES256'] }, options: { wanted: true } },
    { name: 'a list is wanted for signatures only', code: encrypted, options: { wanted: true } },
    { name: 'a preset speaks about signatures only', code: encrypted, options: { algorithms: ['ES256'] } },
    { name: 'no alg is another rule', code: unsigned({}), policy: { algorithms: ['ES256'] } },
  ],
  invalid: [
    { name: 'not in the list', code: unsigned({ alg: 'HS256' }), policy: { algorithms: ['ES256', 'RS256'] }, errors: [{ messageId: 'notAllowed', severity: 'error', pointer: 'header.alg', says: 'ES256 or RS256' }] },
    { name: 'names are compared exactly', code: unsigned({ alg: 'es256' }), policy: { algorithms: ['ES256'] }, errors: [{ messageId: 'notAllowed' }] },
    { name: 'unsecured, although agreed on', code: unsigned({ alg: 'none' }), policy: { algorithms: ['ES256'], allowUnsecured: true }, errors: [{ messageId: 'notAllowed' }] },
    { name: 'encrypted, where a signature is asked for', code: encrypted, policy: { algorithms: ['RS256'] }, errors: [{ messageId: 'notAllowed' }] },
    { name: 'a list is wanted and not there', code: unsigned({ alg: 'ES256' }), options: { wanted: true }, errors: [{ messageId: 'notConfigured', severity: 'info', pointer: 'header.alg', says: '--alg' }] },
    { name: 'the list of a preset', code: unsigned({ alg: 'ES256K' }), options: { algorithms: ['ES256'] }, errors: [{ messageId: 'notAllowed' }] },
  ],
})

it('brings lists for presets', () => {
  const { strict, 'oidc-id-token': oidc, 'rfc9068-access-token': accessToken } = rule.presetOptions ?? {}
  expect(strict?.algorithms).toEqual(expect.arrayContaining(['HS256', 'RS256', 'ES512', 'Ed25519', 'EdDSA', 'ML-DSA-65']))
  for (const preset of [oidc, accessToken]) {
    expect(preset?.algorithms).toEqual(expect.arrayContaining(['RS256', 'ES256', 'PS256', 'EdDSA']))
    expect(preset?.algorithms).not.toContain('HS256')
  }
})
