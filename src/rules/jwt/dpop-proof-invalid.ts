import { isObject, kindOf } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { formatDuration } from '../../core/time.ts'
import { algorithmStanding, signatureAlgorithms } from '../../jwt/algorithms.ts'
import { hasClaim, timeClaim } from '../../jwt/claims.ts'
import { normalizedTyp } from '../../jwt/token-type.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/dpop-proof-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'oidc-id-token': 'off', 'browser-session': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The DPoP proof is one that a server must refuse.',
    rationale: 'A proof shows that the sender holds the key an access token is bound to. A proof that does not fix method, URL, time and key lets a stolen token be used.',
    remediation: 'Make a new proof for each request, as RFC 9449 section 4.2 describes.',
    references: ['RFC 9449 section 4.2', 'RFC 9449 section 4.3', 'RFC 9449 section 6.1', 'RFC 9449 section 7', 'RFC 9449 section 11.1', 'RFC 9449 section 11.6', 'RFC 7638'],
    messages: {
      typ: 'typ is {typ}, but a DPoP proof must have "dpop+jwt".',
      algorithm: 'alg is "{alg}", but a DPoP proof must be signed with a private key, such as by ES256.',
      noKey: 'The header of this DPoP proof has no public key (jwk), so it proves nothing.',
      symmetricKey: 'jwk of this DPoP proof is a symmetric key: everyone who sees the proof can make another.',
      missing: 'This DPoP proof lacks {claims}.',
      url: 'htu of this DPoP proof {why}.',
      time: 'This DPoP proof was made {age} (iat), more than {limit} from now.',
      signature: 'This DPoP proof does not verify with the public key in its own header (jwk).',
      notBound: 'The access token is not bound to the key of this DPoP proof (cnf.jkt), so a server must refuse both.',
      noHash: 'This DPoP proof has no ath (hash of the access token), so it can be used with another access token.',
      otherHash: 'ath of this DPoP proof is not the hash of the access token you gave.',
    },
    examples: {
      bad: ['eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkhTMjU2In0.eyJqdGkiOiJ4IiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9hLmV4YW1wbGUvIiwiaWF0IjoxNzk1MTk3NjAwfQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'How old a proof may be is for the server to say; the limit here is five minutes, before and after. Judge a stored proof as of the time of its request, with --now.',
  },
  defaults: { maxAgeSeconds: 300 },
  check({ alg, header, claims, type, facts, parsed }, { now, options, report: say }) {
    if (type.kind !== 'dpop-proof' || !parsed.claims) return
    const report: typeof say = (finding) => say(type.confidence === 'certain' ? finding : { ...finding, severity: 'warn' })
    if (normalizedTyp(header['typ']) !== 'dpop+jwt') report({ messageId: 'typ', data: { typ: typeof header['typ'] === 'string' ? `"${header['typ']}"` : header['typ'] === undefined ? 'missing' : kindOf(header['typ']) }, at: 'header.typ' })
    const family = signatureAlgorithms.get(alg ?? '')?.family
    const isAsymmetric = family !== undefined && family !== 'HMAC'
    // A name that is not known here may be newer than this program.
    if (alg !== undefined && !isAsymmetric) report({ messageId: 'algorithm', data: { alg }, at: 'header.alg', ...(algorithmStanding(alg) === 'unknown' ? { severity: 'warn' } : {}) })

    const { jwk } = header
    if (!isObject(jwk)) report({ messageId: 'noKey', at: 'header' })
    else if (jwk['kty'] === 'oct') report({ messageId: 'symmetricKey', at: 'header.jwk' })

    const missing = ['jti', 'htm', 'htu', 'iat'].filter((claim) => !hasClaim(claims, claim))
    if (missing.length > 0) report({ messageId: 'missing', data: { claims: list(missing) }, at: 'claims' })
    const why = hasClaim(claims, 'htu') ? urlProblem(claims['htu']) : undefined
    if (why !== undefined) report({ messageId: 'url', data: { why }, at: 'claims.htu' })
    const iat = timeClaim(claims, 'iat')
    if (iat !== undefined && Math.abs(now - iat) > options.maxAgeSeconds) {
      const distance = formatDuration(Math.abs(now - iat))
      report({ messageId: 'time', data: { age: iat < now ? `${distance} ago` : `${distance} in the future`, limit: formatDuration(options.maxAgeSeconds) }, at: 'claims.iat', fix: 'Make a new proof for each request, and check the clock of the client. To judge a stored proof, give the time of its request with --now.' })
    }

    const canVerify = isAsymmetric && isObject(jwk) && jwk['kty'] !== 'oct'
    if (canVerify && facts.dpop?.signatureVerifies === false) report({ messageId: 'signature', at: 'signature' })
    if (facts.dpop?.boundToAccessToken === false) report({ messageId: 'notBound', at: 'header.jwk', fix: 'Refuse the request: the access token was stolen, or the client has changed its key and must get a new token.' })
    if (facts.hashes?.ath === 'missing') report({ messageId: 'noHash', at: 'claims' })
    if (facts.hashes?.ath === 'mismatch') report({ messageId: 'otherHash', at: 'claims.ath' })
  },
})

/** RFC 9449 section 4.2: the URI of the request without query and fragment parts. */
function urlProblem(htu: unknown): string | undefined {
  if (typeof htu !== 'string' || !/^https?:\/\//i.test(htu) || !URL.canParse(htu)) return 'is not an absolute http or https URL'
  if (htu.includes('#')) return 'has a fragment; it must be the URL of the request without query and fragment'
  return htu.includes('?') ? 'has a query; it must be the URL of the request without query and fragment' : undefined
}
