import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/jwe-without-signature',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'oidc-id-token': 'error' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The token is encrypted but not signed, so it does not show who made it.',
    rationale: 'Anyone can get the public key that a token is encrypted to, and encrypt claims of their own. Only a signature inside shows that they come from the issuer.',
    remediation: 'Sign the token first, then encrypt it, and set cty to JWT. Refuse encrypted tokens without a signed one inside.',
    references: ['OpenID Connect Core section 2', 'RFC 8725bis section 2.3', 'RFC 8725bis section 3.3', 'RFC 7519 section 11.2', 'ASVS 9.1.1', 'CWE-347', 'CVE-2023-51774'],
    messages: {
      opened: 'There is no signed token inside this encrypted one, and {alg} needs only a public key: anyone can have written it.',
      closed: 'Nothing says that a signed token is inside this encrypted one (cty is not JWT), and {alg} needs only a public key: anyone can have written it.',
      sharedKey: 'This token is encrypted with a shared key ({alg}) and not signed: anyone who has the key can have written it.',
    },
    examples: {
      bad: ['eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AAAA.AAAA.AAAA.AAAA'],
      good: ['eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00iLCJjdHkiOiJKV1QifQ.AAAA.AAAA.AAAA.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'A session cookie that a framework encrypts for itself with a shared key is only information.',
  },
  check({ alg = '', header: { cty }, parsed: { serialization }, facts: { jwe } }, { report }) {
    if (serialization !== 'jwe') return
    const isOpen = jwe?.decrypted === true
    const isNested = isOpen ? jwe.nested === 'jws' : typeof cty === 'string' && /^(?:application\/)?(?:[\w.-]+\+)?jwt$/i.test(cty)
    if (isNested) return
    const at = 'header.alg'
    if (/^(?:RSA|ECDH-ES)/.test(alg)) report({ messageId: isOpen ? 'opened' : 'closed', data: { alg }, at, confidence: isOpen ? 'certain' : 'firm' })
    else if (/^(?:dir$|A\d+(?:GCM)?KW$|PBES2-)/.test(alg)) report({ messageId: 'sharedKey', data: { alg }, at, severity: 'info' })
  },
})
