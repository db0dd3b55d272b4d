// What is found on the key sets of others. `defects` of a row were computed by another program; each must be found by the
// rule that is meant for it, and a set without defects gives no error but those that are argued here.
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { Source } from '../../src/core/location.ts'
import { defaultPolicy } from '../../src/core/policy.ts'
import { once } from '../../src/core/remember.ts'
import { lint } from '../../src/engine/lint.ts'
import { activeRules } from '../../src/engine/settings.ts'
import { parseKeyDocument } from '../../src/jwt/key-document.ts'
import { makeKeys } from '../../src/jwt/make-keys.ts'
import { jwkRules } from '../../src/rules/jwk/index.ts'
import { corpus } from '../corpus.ts'
import { testNow } from '../subjects.ts'

interface Row {
  readonly id: string
  readonly provider: string | null
  readonly category: string
  readonly jwks: object
  readonly defects: readonly string[]
}

const rows = corpus<Row>('jwks.ndjson')
const active = activeRules(jwkRules).get('jwk') ?? []

function findings(jwks: unknown): readonly Finding[] {
  let count = 0
  const keys = makeKeys(parseKeyDocument(new Source('jwks', JSON.stringify(jwks))), { role: 'public' }, () => `jwk-${++count}`)
  return keys.flatMap((key) => lint(key, active, { policy: defaultPolicy, now: testNow }))
}

/** Arithmetic on thousands of keys, done once for all tests. */
const judged = once(() => (rows ?? []).map((row) => ({ ...row, findings: findings(row.jwks) })))

/** The rule that says each defect. */
const ruleFor: Readonly<Record<string, string>> = {
  'symmetric-key-in-set': 'jwk/symmetric-in-jwks',
  'private-key-in-set': 'jwk/private-key-exposed',
  'mixed-private-and-public': 'jwk/private-key-exposed',
  'missing-ec-parameter': 'jwk/invalid',
  'missing-rsa-parameter': 'jwk/invalid',
  'missing-okp-parameter': 'jwk/invalid',
  'missing-kty': 'jwk/invalid',
  'unknown-kty': 'jwk/invalid',
  'bad-base64url': 'jwk/invalid',
  'rsa-leading-zero': 'jwk/invalid',
  'ec-coordinate-wrong-length': 'jwk/invalid',
  'ec-point-invalid': 'jwk/invalid',
  'missing-kid-in-multi-key-set': 'jwk/missing-kid',
  'duplicate-kid': 'jwk/duplicate-kid',
  'alg-kty-mismatch': 'jwk/use-conflict',
  'nonstandard-use': 'jwk/use-conflict',
  'x5t-mismatch': 'jwk/x5c-mismatch',
  'x5c-unparsable': 'jwk/x5c-mismatch',
  'x5c-certificate-expired': 'jwk/x5c-mismatch',
  'hmac-key-too-short': 'jwk/oct-too-short',
  'tiny-symmetric-key': 'jwk/oct-too-short',
  'rsa-modulus-nonsense': 'jwk/rsa-too-small',
  'rsa-modulus-under-2048': 'jwk/rsa-too-small',
  'rsa-exponent-even': 'jwk/rsa-weak-exponent',
  'rsa-exponent-1': 'jwk/rsa-weak-exponent',
  'unknown-curve': 'jwk/ec-weak-curve',
}

describe.skipIf(!rows)('key sets of others', () => {
  it('are read, all of them', () => expect(judged().length).toBeGreaterThan(100))

  it('have every computed defect named by the rule that is meant for it', () => {
    const missed = judged().flatMap(({ id, defects, findings: all }) => {
      const found = new Set(all.map(({ rule }) => rule))
      return defects.filter((defect) => !found.has(ruleFor[defect] ?? '')).map((defect) => `${id} ${defect}`)
    })
    expect(missed).toEqual([])
  })

  /**
   * Everything above information on the sets that large issuers publish, with what stands behind it.
   *
   * battle-net  n in standard base64 with padding and with a leading zero: both break RFC 7518 section 6.3.1.1.
   * klarna      the same RSA key under two kids.
   * paypal      n with a leading zero.
   * yahoo       two RSA keys of 1024 bits, below the MUST of RFC 7518 section 3.3; a leading zero; one key under two kids.
   * azure       certificates that ended before the clock of this test.
   * cds-hooks   a sandbox that publishes a key pair on purpose.
   */
  it('are left in peace where they are published and sound', () => {
    const raised = judged()
      .filter(({ category }) => category.startsWith('published'))
      .flatMap(({ provider, findings: all }) => [...new Set(all.filter(({ severity }) => severity !== 'info').map(({ rule, severity }) => `${provider} ${severity} ${rule}`))])
    expect(raised.toSorted()).toEqual([
      'CDS Hooks sandbox error jwk/private-key-exposed',
      'azure warn jwk/x5c-mismatch',
      'battle-net warn jwk/invalid',
      'klarna warn jwk/duplicate-key',
      'paypal warn jwk/invalid',
      'yahoo error jwk/rsa-too-small',
      'yahoo warn jwk/duplicate-key',
      'yahoo warn jwk/invalid',
    ])
  })

  it('get information of a few kinds only', () => {
    const kinds = new Set(judged().filter(({ category }) => category === 'published').flatMap(({ findings: all }) => all.filter(({ severity }) => severity === 'info').map(({ rule }) => rule)))
    // 2048 bits, alg left out (Entra), use left out (PayPal), x5t in hexadecimal digits (Auth0): each common, and each worth a word.
    expect([...kinds].toSorted()).toEqual(['jwk/missing-alg', 'jwk/missing-use', 'jwk/rsa-too-small', 'jwk/x5c-mismatch'])
  })
})
