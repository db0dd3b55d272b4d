import { list } from '../../core/text.ts'
import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

const signing = [...signatureAlgorithms.values()]
const namesOf = (accept: (algorithm: (typeof signing)[number]) => boolean): readonly string[] => signing.filter(accept).map(({ name }) => name)

export default defineRule({
  id: 'jwt/alg-not-allowed',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The algorithm of the token is not among those that are accepted.',
    rationale: 'The header is written by whoever made the token. A verifier that lets it choose the algorithm can be led to a weaker one.',
    remediation: 'Refuse the token, and give the verifier a fixed list of algorithms (algorithms: [\'ES256\'] in jsonwebtoken and jose, algorithms=[\'ES256\'] in PyJWT). If this alg is meant, add it: --alg, or jwt.algorithms in the configuration.',
    references: ['RFC 8725 section 3.1', 'RFC 7519 section 7.2', 'ASVS 9.1.2', 'OWASP REST Security Cheat Sheet'],
    messages: {
      notAllowed: 'alg is "{alg}", but only {accepted} may be used.',
      notConfigured: 'No list of accepted algorithms is configured, so alg "{alg}" was not compared with one.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Silent until algorithms are named with --alg or in the configuration, or a preset brings its own. Lists of presets are for signed tokens only. The ASVS presets want a list and say so where there is none.',
  },
  /** `algorithms` is used when neither an option nor the configuration names some; `wanted` tells where nothing does. */
  defaults: { algorithms: [] as readonly string[], wanted: false },
  presetOptions: {
    // RSASSA-PKCS1-v1_5 is in the list because jwt/alg-not-preferred warns about it there.
    strict: { algorithms: namesOf(({ name }) => name !== 'ES256K') },
    'oidc-id-token': { algorithms: namesOf(({ name, family }) => family !== 'HMAC' && family !== 'ML-DSA' && name !== 'ES256K') },
    'rfc9068-access-token': { algorithms: namesOf(({ family }) => family !== 'HMAC') },
    'asvs-l1': { wanted: true },
    'asvs-l2': { wanted: true },
    'asvs-l3': { wanted: true },
  },
  check({ alg, parsed: { serialization } }, { options, policy, report }) {
    const accepted = policy.algorithms ?? (serialization === 'jwe' ? [] : options.algorithms)
    if (alg === undefined || accepted.includes(alg)) return
    if (accepted.length === 0) {
      if (options.wanted && serialization !== 'jwe') {
        report({ messageId: 'notConfigured', data: { alg }, at: 'header.alg', severity: 'info', fix: 'Name the algorithms that your verifier accepts: --alg ES256, or jwt.algorithms in the configuration.' })
      }
      return
    }
    report({ messageId: 'notAllowed', data: { alg, accepted: list(accepted, 'or') }, at: 'header.alg' })
  },
})
