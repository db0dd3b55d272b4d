import { AuthlintError } from '../core/errors.ts'
import { isObject, parseJson, type JsonObject } from '../core/json.ts'
import { visible } from '../core/text.ts'
import { fetchAnswer, shownBrokenUrl, shownWithoutQuery, type Answer, type FetchOptions } from './fetch.ts'
import { isUrl } from './network.ts'

/** What an issuer says of itself. */
export interface IssuerMetadata {
  readonly issuer: string
  /** `jwks_uri`. */
  readonly keysUrl: string
  /** `id_token_signing_alg_values_supported`, less `none`. */
  readonly idTokenAlgorithms: readonly string[]
}

/**
 * Asks an issuer for its metadata: OpenID Connect Discovery 1.0 section 4, then RFC 8414 section 3. The document must name
 * exactly the issuer that was asked for, else anyone could speak for it (OpenID Connect Discovery section 4.3, RFC 8414 section 3.3).
 */
export async function discoverIssuer(issuer: string, options: FetchOptions): Promise<IssuerMetadata> {
  const base = URL.canParse(issuer) && isUrl(issuer) ? new URL(issuer) : undefined
  if (!base || base.search !== '' || base.hash !== '') throw new AuthlintError('USAGE', `--discover needs the URL of an issuer, not "${base ? shownWithoutQuery(base) : shownBrokenUrl(issuer)}"`, 'Write it as in the iss of its tokens, without query and fragment: https://issuer.example')
  const asked: string[] = []
  for (const address of addresses(base)) {
    const answer = await fetchAnswer(address, options)
    if (answer.status === 200) return metadata(issuer, answer)
    asked.push(`${shownWithoutQuery(new URL(address))} (status ${answer.status})`)
  }
  throw new AuthlintError('NETWORK', `${visible(issuer)} publishes no metadata: ${asked.join(', ')}`, 'Check the URL of the issuer, or give its key set with --jwks.')
}

/** OpenID Connect appends to the path; RFC 8414 puts the well-known part between host and path. */
function addresses(base: URL): readonly string[] {
  const path = base.pathname.replace(/\/$/, '')
  return [`${base.origin}${path}/.well-known/openid-configuration`, `${base.origin}/.well-known/oauth-authorization-server${path}`].map((address) => withCredentials(address, base))
}

/** A user name in the URL stays there, so that it is refused with the reason. */
const withCredentials = (address: string, { username, password }: URL): string => {
  const url = new URL(address)
  url.username = username
  url.password = password
  return url.href
}

function metadata(issuer: string, { text, url }: Answer): IssuerMetadata {
  const wrong = (what: string, hint?: string) => new AuthlintError('NETWORK', `the metadata at ${shownWithoutQuery(url)} ${what}`, hint)
  const { value, problems } = parseJson(text.replace(/^\ufeff/, ''))
  if (/^\s*</.test(text)) throw wrong('is a web page', 'Check the URL of the issuer: it is probably a sign-in or error page.')
  if (!isObject(value) || problems.some(({ code }) => code !== 'duplicate')) throw wrong('is not a JSON object', 'Check the URL of the issuer, or give its key set with --jwks.')
  const { issuer: named, jwks_uri: keysUrl } = value
  if (named !== issuer) throw wrong(typeof named === 'string' ? `is that of issuer ${visible(named, 200)}, not of ${visible(issuer, 200)}` : 'names no issuer', issuerHint(issuer, named))
  if (typeof keysUrl !== 'string') throw wrong('names no key set (jwks_uri)', 'Give the key set with --jwks.')
  return { issuer, keysUrl, idTokenAlgorithms: algorithms(value) }
}

const issuerHint = (issuer: string, named: unknown): string =>
  typeof named === 'string' && named.replace(/\/$/, '') === issuer.replace(/\/$/, '')
    ? `The slash at the end counts: --discover ${visible(named, 200)}`
    : 'Write the issuer exactly as its tokens name it in iss.'

function algorithms({ id_token_signing_alg_values_supported: supported }: JsonObject): readonly string[] {
  return Array.isArray(supported) ? supported.filter((name): name is string => typeof name === 'string' && name !== 'none') : []
}
