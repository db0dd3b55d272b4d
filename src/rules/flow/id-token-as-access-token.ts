import { isRefusal, isSuccess } from '../../flow/step.ts'
import { at, stepName } from '../../flow/flow.ts'
import { takesIdTokens } from '../../flow/id-token-bearers.ts'
import { audiences } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/id-token-as-access-token',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'warn' },
    since: '0.1.0',
    summary: 'An ID token is sent to an API in place of an access token, and the API accepts it.',
    rationale: 'An ID token tells a client who logged in; its audience is the client. An API that accepts one accepts the ID tokens of every other client of that issuer, too: whoever runs a harmless site with the same login can call the API as its visitors.',
    remediation: 'Send the access token, and ask the issuer for one whose audience is the API. In the API, check that aud is the API, and typ at+jwt where the issuer sets it.',
    references: ['RFC 9068 section 5', 'ASVS 9.2.2', 'RFC 8725 section 3.12'],
    messages: {
      accepted: 'The {token} was sent as a bearer token at {step} and accepted.',
      byDesign: 'The {token} was sent as a bearer token at {step}, which is right for {service} only.',
    },
    examples: {
      bad: [
        `POST https://login.example.com/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "id_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tIiwic3ViIjoidV80MiIsImF1ZCI6IndlYiIsIm5vbmNlIjoibi0wUzZfV3pBMk1qIn0.c2lnbmF0dXJl"}

GET https://api.example.com/orders HTTP/1.1
Authorization: Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tIiwic3ViIjoidV80MiIsImF1ZCI6IndlYiIsIm5vbmNlIjoibi0wUzZfV3pBMk1qIn0.c2lnbmF0dXJl

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://login.example.com/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "kJ8sLw02mVq7Rt5yBn3x", "id_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tIiwic3ViIjoidV80MiIsImF1ZCI6IndlYiIsIm5vbmNlIjoibi0wUzZfV3pBMk1qIn0.c2lnbmF0dXJl"}

GET https://api.example.com/orders HTTP/1.1
Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Silent at the host of the issuer, where the audience of the token is the service that gets it, and at services that take ID tokens by design (Firebase, Cloud Run, Kubernetes, API Gateway, AppSync). A note for issuers whose services of that kind can be behind any host. Tentative when the recording does not show that it was issued as an ID token.',
  },
  check(flow, { report }) {
    const said = new Set<string>()
    for (const step of flow.steps) {
      for (const carried of step.sent) {
        const credential = flow.credentialOf(carried)
        if (carried.place !== 'authorization' || !step.url || !credential?.token || credential.kind !== 'id-token' || said.has(credential.label)) continue
        if (!isSuccess(step) || isRefusal(step)) continue
        const { claims, type } = credential.token
        const issuer = typeof claims['iss'] === 'string' ? claims['iss'] : ''
        const service = takesIdTokens(issuer, step.url)
        if ((service && !service.hidden) || hostOf(issuer) === step.url.hostname || audiences(claims).some((audience) => hostOf(audience) === step.url?.hostname)) continue
        said.add(credential.label)
        const handedOut = credential.issued.length > 0 && type.confidence === 'certain'
        report({
          messageId: service ? 'byDesign' : 'accepted',
          data: { token: credential.label, step: stepName(step), service: service?.name ?? '' },
          at: at(step),
          confidence: handedOut ? 'certain' : type.confidence === 'certain' ? 'firm' : 'tentative',
          ...(service ? { severity: 'info' as const } : {}),
        })
      }
    }
  },
})

const hostOf = (text: string): string | undefined => (URL.canParse(text) ? new URL(text).hostname : undefined)
