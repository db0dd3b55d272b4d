import { utf8 } from '../cookie/cookie.ts'
import type { SubjectView, ViewOptions } from '../core/subject.ts'
import { count, visible } from '../core/text.ts'
import type { ResponseDetail } from '../core/view.ts'
import type { HttpResponse } from './exchange.ts'
import { shownUrl } from '../core/url-secrets.ts'

/** A response as reports show it: what it answers, what it carries, never what that is. */
export function responseView(response: HttpResponse, _options: ViewOptions): SubjectView {
  const { input, line, column } = response.locate()
  const { exchange, url, status, method } = response
  return {
    id: response.id,
    kind: 'response',
    source: { input, line, column },
    response: {
      // First, since Node 20 makes a hidden class for each object that begins with what it spreads and goes on: slow, and a kilobyte a response.
      headers: [...new Set(exchange.headers.map(({ lower }) => visible(utf8(lower), 80)))].slice(0, 200),
      ...(method === undefined ? {} : { method: visible(method, 20) }),
      ...(url ? { url: shownUrl(url.href) } : {}),
      ...(status === undefined ? {} : { status }),
      ...(exchange.body ? { body: { octets: exchange.body.excerpt.text.length, ...(exchange.body.cut ? { cut: true } : {}) } } : {}),
      carries: carried(response),
    } satisfies ResponseDetail,
  }
}

/** `session cookie sid`, `2 tokens in the body`. */
function carried({ cookies, tokens }: HttpResponse): readonly string[] {
  const inside = new Map<string, number>()
  for (const { parsed } of tokens) {
    if (parsed.carrier.kind === 'set-cookie') continue
    const where = parsed.carrier.name === undefined ? parsed.carrier.kind : `${parsed.carrier.kind} ${visible(parsed.carrier.name, 60)}`
    inside.set(where, (inside.get(where) ?? 0) + 1)
  }
  return [
    ...cookies.slice(0, 20).map((cookie) => `${cookie.isDeletion ? 'deletion of ' : ''}${cookie.role.role === 'other' ? '' : `${cookie.role.role} `}cookie ${visible(utf8(cookie.name), 60) || '(no name)'}`),
    ...(cookies.length > 20 ? [`${cookies.length - 20} more cookies`] : []),
    ...[...inside].map(([where, n]) => `${count(n, 'token')} in ${where}`),
  ]
}
