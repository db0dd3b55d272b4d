import type { JwtFacts } from '../../../src/jwt/facts.ts'
import rule from '../../../src/rules/jwt/embedded-jwk.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const jwk = { kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }
const code = unsigned({ alg: 'ES256', jwk }, undefined, 'AAAA')
const given = (verifies: boolean, trusted: boolean): { facts: Partial<JwtFacts> } => ({
  facts: { keys: { supplied: 1, isSet: false, fitting: 1 }, embeddedKey: { member: 'jwk', verifies, trusted } },
})

testRule(rule, {
  valid: [
    { name: 'a kid only', code: unsigned({ alg: 'ES256', kid: 'a' }) },
    // RFC 9449 section 4.2: the header of a proof MUST hold the public key.
    { name: 'a DPoP proof', code: unsigned({ typ: 'dpop+jwt', alg: 'ES256', jwk }, { htm: 'GET', htu: 'https://a.example/', jti: 'x', iat: 1 }) },
    { name: 'a credential proof', code: unsigned({ typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk }) },
    { name: 'a second credential proof', code: unsigned({ typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk }) },
    { name: 'an encrypted token names the key of the recipient', code: `${encode({ alg: 'ECDH-ES', enc: 'A256GCM', jwk })}..AAAA.AAAA.AAAA` },
    { name: 'cnf is not the header', code: unsigned({ alg: 'ES256' }, { cnf: { jwk } }) },
  ],
  invalid: [
    { name: 'no keys given', code, errors: [{ messageId: 'embedded', severity: 'warn', pointer: 'header.jwk' }] },
    { name: 'the typ of a proof does not help an access token', code: unsigned({ typ: 'dpop+jwt', alg: 'ES256', jwk }), policy: { tokenKind: 'access-token' }, errors: [{ messageId: 'embedded' }] },
    { name: 'one of the keys given', code, ...given(true, true), errors: [{ messageId: 'trusted', severity: 'warn' }] },
    { name: 'another key that the token brings along does not vouch for it', code, facts: { ...given(true, true).facts, embeddedKey: { member: 'x5c', verifies: true, trusted: true } }, errors: [{ messageId: 'embedded', severity: 'warn' }] },
    { name: 'none of the keys given', code, ...given(false, false), errors: [{ messageId: 'untrusted' }] },
    // CVE-2018-0114.
    { name: 'signed with its own key', code, ...given(true, false), errors: [{ messageId: 'selfSigned', says: 'Forged' }] },
  ],
})
