import type { HttpResponse } from './exchange.ts'

/** What a response says about being kept (RFC 9111 section 5.2.2). */
export interface Caching {
  readonly noStore: boolean
  /** `no-cache` without a list of fields. */
  readonly noCache: boolean
  readonly isPrivate: boolean
  /** Said to be fresh for everybody: `public`, `s-maxage`, `immutable`, or a `max-age` above zero without `private`. */
  readonly shared: boolean
  /** Any lifetime above zero. */
  readonly fresh: boolean
  /** Nothing at all is said. */
  readonly silent: boolean
  readonly variesByCookie: boolean
}

export function cachingOf(response: HttpResponse): Caching {
  const directives = new Map<string, string>()
  for (const [, name = '', quoted, plain] of (response.header('cache-control') ?? '').matchAll(directive)) {
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), quoted ?? plain ?? '')
  }
  const noStore = directives.has('no-store')
  const noCache = directives.get('no-cache') === ''
  const isPrivate = directives.get('private') === ''
  const seconds = (name: string) => Number(directives.get(name) || 0)
  const expires = directives.has('max-age') ? undefined : response.header('expires')
  const fresh = seconds('max-age') > 0 || seconds('s-maxage') > 0 || (expires !== undefined && isLater(expires, response))
  const shared = !noStore && !isPrivate && !noCache && (directives.has('public') || seconds('s-maxage') > 0 || directives.has('immutable') || fresh)
  const vary = (response.header('vary') ?? '').toLowerCase().split(/[\s,]+/)
  return {
    noStore,
    noCache,
    isPrivate,
    shared,
    fresh,
    silent: directives.size === 0 && expires === undefined && !/\bno-cache\b/i.test(response.header('pragma') ?? ''),
    variesByCookie: vary.includes('cookie') || vary.includes('*'),
  }
}

const directive = /([\w-]+)(?:=(?:"([^"]*)"|([^\s,;"]*)))?/g

/** Held against the clock of the server; a date that is none is in the past (RFC 9111 section 5.3). */
function isLater(expires: string, { exchange: { date } }: HttpResponse): boolean {
  const at = Date.parse(expires) / 1000
  return date !== undefined && Number.isFinite(at) && at > date
}
