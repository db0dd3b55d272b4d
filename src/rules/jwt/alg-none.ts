import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/alg-none',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is unsigned: its alg is none.',
    rationale: 'Anyone can write or change the claims of an unsigned token. Verifiers that follow the alg of the token accept it, whether it is written none, None or NONE.',
    remediation: 'Refuse this token, and give the verifier a fixed list of algorithms without none: algorithms: [\'ES256\'] in jsonwebtoken and jose, algorithms=[\'ES256\'] in PyJWT.',
    references: ['RFC 8725 section 3.2', 'RFC 7518 section 3.6', 'ASVS 9.1.2', 'CWE-347', 'CVE-2015-2951', 'CVE-2022-23540'],
    messages: {
      unsigned: 'This token is not signed: alg is "{alg}", so anyone could have written it.',
    },
    examples: {
      bad: ['eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'eyJhbGciOiJuT25FIn0.eyJzdWIiOiIxIn0.'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x'],
    },
    notes: 'Silent with --allow-unsecured, for the rare client that registered none with its provider.',
  },
  check({ alg }, { policy, report }) {
    if (policy.allowUnsecured || alg?.trim().toLowerCase() !== 'none') return
    report({ messageId: 'unsigned', data: { alg }, at: 'header.alg' })
  },
})
