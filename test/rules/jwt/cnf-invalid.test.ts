import rule from '../../../src/rules/jwt/cnf-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const cnf = (value: unknown) => unsigned({ alg: 'ES256' }, { cnf: value }, 'x')
// RFC 9449 section 6.1
const jkt = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'
// RFC 8705 section 3.1
const x5t = 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2'
// RFC 7800 section 3.2
const jwk = { kty: 'EC', use: 'sig', crv: 'P-256', x: '18wHLeIgW9wVN6VD1Txgpqy2LszYkMf6J8njVAibvhM', y: '-V4dS4UaLMgP_4fY4j8ir7cl1TXlFdAgcx55o7TkcSA' }
const error = (messageId: string, pointer = 'claims.cnf', says = '') => [{ messageId, severity: 'error' as const, pointer, says }]

testRule(rule, {
  valid: [
    { name: 'jkt', code: cnf({ jkt }) },
    { name: 'x5t#S256', code: cnf({ 'x5t#S256': x5t }) },
    { name: 'jwk', code: cnf({ jwk }) },
    { name: 'kid alone', code: cnf({ kid: 'dfd1aa97-6d8d-4575-a0fe-34b96de2bfad' }) },
    { name: 'jku with kid', code: cnf({ jku: 'https://keys.example.net/pop-keys.json', kid: '2015-08-28' }) },
    { name: 'an encrypted key', code: cnf({ jwe: 'a.b.c.d.e' }) },
    { name: 'a member of another standard', code: cnf({ jkt, osc: {} }) },
    { name: 'absent', code: unsigned({ alg: 'ES256' }, {}, 'x') },
  ],
  invalid: [
    { name: 'a text', code: cnf('abc'), errors: error('notObject') },
    { name: 'null', code: cnf(null), errors: error('notObject') },
    { name: 'a list', code: cnf([{ jkt }]), errors: error('notObject') },
    { name: 'empty', code: cnf({}), errors: error('empty') },
    { name: 'two keys', code: cnf({ jwk, jku: 'https://keys.example.net' }), errors: error('several', 'claims.cnf', 'jwk and jku') },
    { name: 'a key and a thumbprint', code: cnf({ jwk, jkt }), errors: error('several') },
    { name: 'two thumbprints', code: cnf({ jkt, 'x5t#S256': x5t }), errors: [{ messageId: 'several', severity: 'warn' }] },
    { name: 'a short thumbprint', code: cnf({ jkt: jkt.slice(1) }), errors: error('thumbprint', 'claims.cnf.jkt') },
    { name: 'a thumbprint in hex', code: cnf({ 'x5t#S256': 'a'.repeat(64) }), errors: error('thumbprint', 'claims.cnf.x5t#S256') },
    { name: 'a padded thumbprint', code: cnf({ jkt: `${jkt}=` }), errors: error('thumbprint', 'claims.cnf.jkt') },
    { name: 'a thumbprint that is no text', code: cnf({ jkt: 7 }), errors: error('thumbprint', 'claims.cnf.jkt') },
    { name: 'a key that is none', code: cnf({ jwk: 'abc' }), errors: error('notKey', 'claims.cnf.jwk') },
    { name: 'a secret', code: cnf({ jwk: { kty: 'oct', k: 'ZoRSOrFzN_FzUA5XKMYoVHyzff5oRJxl-IXRtztJ6uE' } }), errors: error('symmetric', 'claims.cnf.jwk') },
  ],
})
