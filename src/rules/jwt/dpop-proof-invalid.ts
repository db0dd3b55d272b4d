import { isObject } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { formatDuration } from '../../core/time.ts'
import { signatureAlgorithms } from '../../jwt/algorithms.ts'
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
    summary: 'The DPoP proof is not one that a server may accept.',
    rationale: 'A proof shows that the sender holds the key an access token is bound to. A proof that is loose about method, URL, time or key lets a stolen token be used.',
    remediation: 'Make a new proof for each request, as RFC 9449 section 4.2 describes.',
    references: ['RFC 9449 section 4.2', 'RFC 9449 section 4.3', 'RFC 9449 section 6.1', 'RFC 9449 section 7', 'RFC 9449 section 11.1', 'RFC 9449 section 11.6', 'RFC 7638'],
    messages: {
      typ: 'typ is not "dpop+jwt", so a server must refuse this proof.',
      algorithm: 'A DPoP proof is signed with a private key, which {alg} is not made for.',
      noKey: 'The header of this proof holds no public key (jwk), so nothing can be proved with it.',
      symmetricKey: 'The jwk of this proof is a symmetric key: everyone who sees the proof could make one.',
      missing: 'This proof lacks {claims}.',
      url: 'htu is not a plain URL: {why}.',
      time: 'This proof was made {age}; servers accept it for seconds, a few minutes at most.',
      signature: 'This proof does not verify with the public key in its own header (jwk).',
      notBound: 'The access token is not bound to the key of this proof (cnf.jkt): a server must refuse the two together.',
      noHash: 'This proof says nothing about the access token (ath), so it can be joined to another one.',
      otherHash: 'ath is the hash of another access token than the one given.',
    },
    examples: {
      bad: ['eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkhTMjU2In0.eyJqdGkiOiJ4IiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9hLmV4YW1wbGUvIiwiaWF0IjoxNzk1MTk3NjAwfQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'How old a proof may be is for the server to say; five minutes is the limit here, before and after. Judge a stored proof with --now at the time of its request.',
  },
  defaults: { maxAgeSeconds: 300 },
  check({ alg, header, claims, type, facts, parsed }, { now, options, report: say }) {
    if (type.kind !== 'dpop-proof' || !parsed.claims) return
    const report: typeof say = (finding) => say(type.confidence === 'certain' ? finding : { ...finding, severity: 'warn' })
    if (normalizedTyp(header['typ']) !== 'dpop+jwt') report({ messageId: 'typ', at: 'header.typ' })
    const family = signatureAlgorithms.get(alg ?? '')?.family
    const isSymmetric = family === 'HMAC' || alg?.trim().toLowerCase() === 'none'
    if (isSymmetric) report({ messageId: 'algorithm', data: { alg: alg ?? '' }, at: 'header.alg' })

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
      report({ messageId: 'time', data: { age: iat < now ? `${distance} ago` : `${distance} in the future` }, at: 'claims.iat', fix: 'Make a new proof for each request, and check the clock of the client. To judge a stored proof, give the time of its request with --now.' })
    }

    const canVerify = !isSymmetric && isObject(jwk) && jwk['kty'] !== 'oct'
    if (canVerify && facts.dpop?.signatureVerifies === false) report({ messageId: 'signature', at: 'signature' })
    if (facts.dpop?.boundToAccessToken === false) report({ messageId: 'notBound', at: 'header.jwk', fix: 'Refuse the request: the access token was taken from somebody else, or the client has changed its key and needs a new token.' })
    if (facts.hashes?.ath === 'missing') report({ messageId: 'noHash', at: 'claims' })
    if (facts.hashes?.ath === 'mismatch') report({ messageId: 'otherHash', at: 'claims.ath' })
  },
})

/** RFC 9449 section 4.2: the URI of the request without query and fragment parts. */
function urlProblem(htu: unknown): string | undefined {
  if (typeof htu !== 'string' || !/^https?:\/\//i.test(htu) || !URL.canParse(htu)) return 'it is not an absolute http or https URL'
  if (htu.includes('#')) return 'it has a fragment, which belongs out'
  return htu.includes('?') ? 'it has a query, which belongs out' : undefined
}
