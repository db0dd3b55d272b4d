import type { JwtFacts } from '../../../src/jwt/facts.ts'
import rule from '../../../src/rules/jwt/signature-not-checked.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const signed = (alg: string) => unsigned({ alg }, undefined, 'AAAA')
const encrypted = `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`
const because = (code: JwtFacts['signature']['code'], status: JwtFacts['signature']['status'] = 'not-checked'): { facts: Partial<JwtFacts> } => ({
  facts: { signature: { status, code, reason: 'The reason.', hints: [] } },
})
const opened = (nested: 'jws' | 'claims') => ({ facts: { jwe: { decrypted: true, reason: '', problems: [], nested }, ...because('no-key').facts } })

testRule(rule, {
  valid: [
    { name: 'verified', code: signed('ES256'), ...because('verified', 'valid') },
    { name: 'invalid is another rule', code: signed('ES256'), ...because('mismatch', 'invalid') },
    { name: 'none is another rule', code: unsigned({ alg: 'None' }, undefined, 'AAAA') },
    { name: 'an empty signature is another rule', code: unsigned({ alg: 'ES256' }) },
    { name: 'no token', code: 'AAAA.AAAA.AAAA' },
    { name: 'a DPoP proof with the key that the access token is bound to', code: unsigned({ typ: 'dpop+jwt', alg: 'ES256' }, {}, 'AAAA'), facts: { dpop: { signatureVerifies: true, boundToAccessToken: true } } },
    { name: 'opened, with plain claims: another rule', code: encrypted, ...opened('claims') },
  ],
  invalid: [
    { name: 'no key for ES256', code: signed('ES256'), errors: [{ messageId: 'notChecked', severity: 'info', pointer: 'signature', says: '--jwks' }] },
    { name: 'no secret for HS256', code: signed('HS256'), errors: [{ messageId: 'notChecked', says: '--secret' }] },
    { name: 'an SD-JWT', code: `${signed('ES256')}~`, errors: [{ messageId: 'notChecked' }] },
    { name: 'says why', code: signed('ES256'), ...because('no-key'), errors: [{ messageId: 'notChecked', says: 'The reason.' }] },
    { name: 'no fitting key', code: signed('ES256'), ...because('no-fitting-key'), errors: [{ messageId: 'notChecked', says: 'None of the keys' }] },
    { name: 'an unknown algorithm', code: signed('XY1'), ...because('algorithm-unknown'), errors: [{ messageId: 'notChecked', says: 'registered name' }] },
    { name: 'an unsupported algorithm', code: signed('ML-DSA-65'), ...because('algorithm-unsupported'), errors: [{ messageId: 'notChecked', says: 'library' }] },
    { name: 'a critical extension', code: signed('ES256'), ...because('critical-extension'), errors: [{ messageId: 'notChecked', says: 'crit' }] },
    { name: 'an unknown kid', code: signed('ES256'), ...because('kid-unknown'), errors: [{ messageId: 'notChecked', says: 'current key set' }] },
    { name: 'a DPoP proof alone', code: unsigned({ typ: 'dpop+jwt', alg: 'ES256' }, {}, 'AAAA'), errors: [{ messageId: 'notChecked', says: '--access-token' }] },
    { name: 'a bound DPoP proof that this Node cannot verify', code: unsigned({ typ: 'dpop+jwt', alg: 'ML-DSA-44' }, {}, 'AAAA'), facts: { dpop: { boundToAccessToken: true } }, errors: [{ messageId: 'notChecked', severity: 'info' }] },
    { name: 'a closed encrypted token', code: encrypted, ...because('encrypted'), errors: [{ messageId: 'notDecrypted', severity: 'info', says: 'The reason.' }] },
    { name: 'an opened one with a signed token inside', code: encrypted, ...opened('jws'), errors: [{ messageId: 'notChecked', says: 'token inside' }] },
  ],
})
