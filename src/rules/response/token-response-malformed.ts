import { lifetime, numberOf } from '../../core/lifetime.ts'
import type { Severity } from '../../core/severity.ts'
import { isTokenResponse } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/token-response-malformed',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'A token response does not follow OAuth.',
    rationale: 'Clients read token_type and expires_in to know how to use a token and when to get another; when these are missing or wrong, requests fail or tokens are used in the wrong place.',
    remediation: 'Answer as in RFC 6749 section 5.1: application/json with access_token, token_type and expires_in in seconds.',
    references: ['RFC 6749 section 5.1', 'OpenID Connect Core section 3.1.3.3'],
    messages: {
      'no-token-type': 'The {response} carries an access token without token_type.',
      'expires-in': 'expires_in in the {response} is {is}, not a number of seconds.',
      'expires-differ': 'expires_in in the {response} is {said} seconds, but the access token itself lives for {life} seconds.',
      'media-type': 'The {response} carries tokens as {type}, not as application/json.',
      'same-token': '{one} and {other} in the {response} are the same token: whoever can read one has the other.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nContent-Type: application/json\nCache-Control: no-store\n\n{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","expires_in":"1h"}'],
      good: ['HTTP/1.1 200 OK\nContent-Type: application/json\nCache-Control: no-store\n\n{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","expires_in":3600}', 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"token":"2YotnFZFEjr1zCsicMWpAA"}'],
    },
    notes: 'Only for answers with access_token and another member of OAuth; login services with a form of their own are left alone.',
  },
  defaults: { toleranceSeconds: 60 },
  check(subject, { options, report }) {
    const { json, mediaType } = subject
    if (!json || !isTokenResponse(subject)) return
    if (typeof json['token_type'] !== 'string' || json['token_type'] === '') report({ messageId: 'no-token-type', at: 'body.token_type' })
    const said = json['expires_in']
    const seconds = numberOf(said)
    if (said !== undefined && (seconds === undefined || seconds < 0)) {
      const isQuoted = typeof said === 'string' && /^\d{1,12}$/.test(said)
      report({ messageId: 'expires-in', data: { is: typeof said === 'string' ? `the text "${said.slice(0, 40)}"` : 'something else' }, at: 'body.expires_in', ...(isQuoted ? { severity: 'info' as Severity } : {}) })
    }
    const token = subject.tokens.find(({ parsed }) => parsed.text === json['access_token'])
    const life = token && lifetime(token.claims)
    if (seconds !== undefined && seconds >= 0 && life !== undefined && Math.abs(life - seconds) > options.toleranceSeconds) {
      report({ messageId: 'expires-differ', data: { said: seconds, life }, at: 'body.expires_in', ...(seconds < life ? { severity: 'info' as Severity } : {}) })
    }
    if (mediaType !== undefined && mediaType !== 'application/json') report({ messageId: 'media-type', data: { type: mediaType }, at: 'header.content-type' })
    const names = ['access_token', 'refresh_token', 'id_token'] as const
    names.forEach((one, i) => {
      const other = names.slice(i + 1).find((name) => typeof json[name] === 'string' && json[name] !== '' && json[name] === json[one])
      if (other) report({ messageId: 'same-token', data: { one, other }, at: `body.${other}` })
    })
  },
})
