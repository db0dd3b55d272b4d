import type { JwtFacts } from '../../../src/jwt/facts.ts'
import rule from '../../../src/rules/jwt/oidc-hash-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object) => unsigned({ alg: 'RS256' }, claims, 'x')
const hashes = (found: NonNullable<JwtFacts['hashes']>) => ({ facts: { hashes: found } })
const url = { carrier: { kind: 'url', name: 'id_token' } as const }
const claims = { at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng', c_hash: 'LDktKdoQak3Pk0cnXxCltA' }

testRule(rule, {
  valid: [
    // OpenID Connect Core appendix A.3: the access token and its hash
    { name: 'the example of the standard', code: token({ token_use: 'id', at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }), policy: { accessToken: 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y' } },
    { name: 'nothing to compare with', code: token(claims) },
    { name: 'they match', code: token(claims), ...hashes({ at_hash: 'match', c_hash: 'match' }) },
    { name: 'missing in the code flow', code: token({}), ...hashes({ at_hash: 'missing' }) },
    { name: 'the hash of a DPoP proof is another rule', code: token({ ath: 'x' }), ...hashes({ ath: 'mismatch' }) },
  ],
  invalid: [
    { name: 'computed from the access token that was given', code: token({ token_use: 'id', at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }), policy: { accessToken: 'another' }, errors: [{ messageId: 'mismatch', pointer: 'claims.at_hash' }] },
    { name: 'the access token', code: token(claims), ...hashes({ at_hash: 'mismatch', c_hash: 'match' }), errors: [{ messageId: 'mismatch', severity: 'error', pointer: 'claims.at_hash', says: 'access token' }] },
    { name: 'the code', code: token(claims), ...hashes({ c_hash: 'mismatch' }), errors: [{ messageId: 'mismatch', pointer: 'claims.c_hash', says: 'authorization code' }] },
    { name: 'the state', code: token({ s_hash: 'x' }), ...hashes({ s_hash: 'mismatch' }), errors: [{ messageId: 'mismatch', pointer: 'claims.s_hash', says: 'state' }] },
    { name: 'missing, through the browser', code: token({}), ...url, ...hashes({ at_hash: 'missing' }), errors: [{ messageId: 'missing', severity: 'error', pointer: 'claims' }] },
  ],
})
