import { isAnswer, namedTokens } from '../../http/about.ts'
import type { HttpResponse } from '../../http/exchange.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/refresh-token-in-body',
  meta: {
    kind: 'response',
    severity: 'info',
    confidence: 'firm',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'warn' },
    since: '0.1.0',
    summary: 'A refresh token is handed to page scripts.',
    rationale: 'A script that gets into the page, by injection or through a dependency, can read the refresh token and keep the access from anywhere, for as long as the token lives.',
    remediation: 'Keep the refresh token in a cookie with HttpOnly and a narrow Path, or on a server of your own that talks to the token endpoint.',
    references: ['ASVS 10.1.1', 'ASVS 3.3.4', 'OAuth 2.0 for Browser-Based Applications', 'CWE-522'],
    messages: {
      readable: 'The {response} has a refresh token in its body ({name}), and page scripts can read it: {why}.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nContent-Type: application/json\nAccess-Control-Allow-Origin: https://spa.example\n\n{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}'],
      good: ['HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}'],
    },
    notes: 'Speaks only where the exchange shows a browser: CORS fields in the response, or Sec-Fetch fields in the request. With the option client set to native or api it is silent, with browser it always speaks; with spa-oauth (rotating tokens of a public client) it stays a note.',
  },
  defaults: { client: 'auto' },
  presetOptions: { 'browser-session': { client: 'browser' }, api: { client: 'api' } },
  check(subject, { options, report }) {
    const token = isAnswer(subject) ? namedTokens(subject).find(({ standard }) => standard === 'refresh_token') : undefined
    const why = token && reason(subject, options.client)
    if (token && why) report({ messageId: 'readable', data: { name: token.name, why }, at: `body.${token.name}`, ...(options.client === 'spa-oauth' ? { severity: 'info' as const } : {}) })
  },
})

function reason(subject: HttpResponse, client: string): string | undefined {
  if (client === 'native' || client === 'api') return undefined
  if (subject.header('access-control-allow-origin') !== undefined) return 'the response allows it to other origins'
  const mode = subject.requestHeader('sec-fetch-mode')
  if (mode === 'cors' || mode === 'same-origin') return 'a page script sent the request'
  return client === 'browser' ? 'the client is a browser' : undefined
}
