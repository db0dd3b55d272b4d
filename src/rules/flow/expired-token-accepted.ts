import { timeClaim } from '../../core/lifetime.ts'
import { formatDuration } from '../../core/time.ts'
import { acceptance, sameResource, stepsWith } from '../../flow/answers.ts'
import type { Credential } from '../../flow/credential-tracks.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import { earliest, isRefusal, type Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/expired-token-accepted',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', api: 'error' },
    since: '0.1.0',
    summary: 'A server accepts a token that has expired.',
    rationale: 'Its expiry is what limits the harm of a stolen token. Where nobody checks exp, every token that ever leaked works for ever.',
    remediation: 'Check exp with every request, after the signature and with a leeway of a minute at most. Libraries do so in verify by default; decode checks nothing.',
    references: ['RFC 7519 section 4.1.4', 'ASVS 9.2.1', 'WSTG-SESS-10', 'CWE-613'],
    messages: {
      accepted: 'The {token} was accepted at {step}, {ago} after it had expired.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/orders HTTP/1.1
Accept: */*

HTTP/1.1 401 Unauthorized
Date: Fri, 20 Nov 2026 17:00:00 GMT

GET https://app.example.com/orders HTTP/1.1
Authorization: Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJ1XzQyIiwiaWF0IjoxNzk1MTgwMDAwLCJleHAiOjE3OTUxODM2MDB9.c2lnbmF0dXJl

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 17:00:10 GMT
Content-Type: application/json

{"orders": [17]}`,
      ],
      good: [
        `GET https://app.example.com/orders HTTP/1.1
Accept: */*

HTTP/1.1 401 Unauthorized
Date: Fri, 20 Nov 2026 17:00:00 GMT

GET https://app.example.com/orders HTTP/1.1
Authorization: Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJ1XzQyIiwiaWF0IjoxNzk1MTgwMDAwLCJleHAiOjE3OTUxODM2MDB9.c2lnbmF0dXJl

HTTP/1.1 401 Unauthorized
Date: Fri, 20 Nov 2026 17:00:10 GMT`,
      ],
    },
    notes: 'Times are those of the recording, the earlier one where its clocks disagree; a token issued already expired shows a wrong clock and is left out. Tentative when the recording does not show the same request refused, since public pages answer everybody; a cookie that browsers send by themselves is not reported then. Refreshing and logging out with an expired access token is usual.',
  },
  defaults: { leewaySeconds: 300 },
  check(flow, { options, report }) {
    for (const credential of flow.credentials) {
      const exp = timeClaim(credential.token?.claims ?? {}, 'exp')
      if (exp === undefined || handedOutExpired(flow, credential, exp)) continue
      for (const step of stepsWith(flow, credential)) {
        const time = earliest(step)
        if (time === undefined || time <= exp + options.leewaySeconds || !isJudged(flow, step, credential)) continue
        if (othersMayOpen(flow, step, credential, time)) continue
        const refused = sameResource(flow, step).some(isRefusal)
        const isAmbient = step.sent.every((carried) => flow.credentialOf(carried) !== credential || carried.place === 'cookie')
        if ((!refused && isAmbient) || !acceptance(flow, step, credential, step.number)) continue
        report({
          messageId: 'accepted',
          data: { token: credential.label, ago: formatDuration(time - exp), step: stepName(step) },
          at: at(step),
          confidence: refused ? 'firm' : 'tentative',
        })
        break
      }
    }
  },
})

/** By the clock of the recording it was over when it came: either that clock or the issuer's is wrong. */
const handedOutExpired = (flow: Flow, { issued }: Credential, exp: number): boolean => issued.some(({ step }) => (earliest(flow.step(step) ?? {}) ?? 0) > exp)

/** A refresh is about the refresh token, a logout about the session; pictures and scripts are for everybody. */
function isJudged(flow: Flow, { number, mediaType }: Step, { kind }: Credential): boolean {
  const events = flow.events.filter(({ step }) => step === number).map(({ name }) => name)
  if (events.includes('refresh')) return kind === 'refresh-token'
  return kind !== 'refresh-token' && !events.includes('logout') && !events.includes('login') && !/^(?:image|font|audio|video)\/|css$|javascript$/.test(mediaType ?? '')
}

const othersMayOpen = (flow: Flow, step: Step, credential: Credential, time: number): boolean =>
  step.sent.some((carried) => {
    const other = flow.credentialOf(carried)
    const end = timeClaim(other?.token?.claims ?? {}, 'exp')
    return other !== credential && !(end !== undefined && end < time)
  })
