import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Is it to be fetched, rather than read from a file? */
export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text)

/**
 * `localhost`, 127.0.0.0/8 and ::1: what never leaves this machine. Not `*.localhost`, which browsers keep on this machine too, but
 * Node asks the resolver for. Takes the `hostname` of a URL.
 */
export const isThisMachine = (hostname: string): boolean => hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/**
 * The proxy that the environment names for a URL (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in small letters
 * first, as curl reads them). Plain http is only ever sent to a proxy on this machine: it must not leave it.
 *
 * @throws AuthlintError NETWORK when the variable holds no address of an HTTP proxy
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const variables = url.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] : ['http_proxy', 'HTTP_PROXY']
  const variable = variables.find((name) => env[name])
  if (variable === undefined || isExempt(url, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined
  const proxy = parseProxy(env[variable] ?? '', variable)
  return url.protocol === 'http:' && !isThisMachine(proxy.hostname) ? undefined : proxy
}

function parseProxy(text: string, variable: string): URL {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const proxy = URL.canParse(address) ? new URL(address) : undefined
  if (proxy && (proxy.protocol === 'http:' || proxy.protocol === 'https:')) return proxy
  const kind = proxy ? `a ${visible(proxy.protocol.slice(0, -1), 20)} proxy` : 'no address'
  throw new AuthlintError('NETWORK', `${variable} names ${kind}; only http and https proxies can be used`, `Set ${variable}=http://proxy.example:8080, or name the host in NO_PROXY.`)
}

/** Names cover their subdomains, with or without a dot in front; a port limits an entry to that port; `*` is everything. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const wantedPort = port || (protocol === 'https:' ? '443' : '80')
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true
    const match = /^(\[[\da-f:]+\]|[^:]+)(?::(\d+))?$/i.exec(entry)
    const name = (match?.[1] ?? entry).toLowerCase().replace(/^\*?\./, '')
    if (name === '' || (match?.[2] !== undefined && match[2] !== wantedPort)) return false
    return hostname === name || hostname === `[${name}]` || hostname.endsWith(`.${name}`)
  })
}
