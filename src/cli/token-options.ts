// What the user says about tokens: which keys verify them, and what is expected of them.
import type { ConfigSettings } from '../config/settings.ts'
import { tokenKinds, type Policy } from '../core/policy.ts'
import { loadKeyRing } from '../inputs/key-options.ts'
import { algorithmStanding, signatureAlgorithms } from '../jwt/algorithms.ts'
import type { KeyRing } from '../jwt/keys.ts'
import { unknownValue, type Options } from './arguments.ts'
import type { Io } from './io.ts'
import { commaSeparated, duration } from './values.ts'

export interface TokenWishes {
  readonly keys: KeyRing
  /** From options and discovery, to be laid over that of the configuration. */
  readonly policy: Partial<Policy>
}

/** Reads keys from files, and from the network where that was asked for. */
export async function tokenWishes(options: Options, config: ConfigSettings, io: Io): Promise<TokenWishes> {
  const expected = policyOf(options)
  const network = { env: io.env, offline: options.flag('offline') }
  const issuer = await discovered(options, network, { ...config.policy, ...expected })
  const sets = [...options.all('jwks'), ...config.keySets, ...issuer.sets]
  const warn = (text: string) => io.stderr.write(`authlint: warning: ${text}\n`)
  const keys = await loadKeyRing({ keys: [...options.all('key'), ...config.keys], sets, secrets: options.all('secret') }, { ...network, warn })
  return { keys, policy: { ...issuer.policy, ...expected } }
}

/** What `--discover` finds out: where the keys are, and what may be expected. Options that say otherwise count. */
async function discovered(options: Options, network: { env: Io['env']; offline: boolean }, { tokenKind, algorithms }: Partial<Policy>): Promise<{ sets: readonly string[]; policy: Partial<Policy> }> {
  const asked = options.one('discover')
  if (asked === undefined) return { sets: [], policy: {} }
  const { discoverIssuer } = await import('../inputs/discover.ts')
  const { issuer, keysUrl, idTokenAlgorithms } = await discoverIssuer(asked, network)
  // What the issuer announces may narrow what is accepted, never widen it.
  const announced = tokenKind === 'id-token' && idTokenAlgorithms.length > 0 ? { algorithms: algorithms?.filter((name) => idTokenAlgorithms.includes(name)) ?? idTokenAlgorithms } : {}
  return { sets: [keysUrl], policy: { issuers: [issuer], ...announced } }
}

function policyOf(options: Options): Partial<Policy> {
  const given = (names: readonly string[]) => (names.length > 0 ? names : undefined)
  const kind = options.one('kind')
  const tokenKind = tokenKinds.find((known) => known === kind)
  if (kind !== undefined && !tokenKind) throw unknownValue('--kind', kind, tokenKinds)
  const algorithms = commaSeparated(options.all('alg'))
  const unknown = algorithms.find((name) => algorithmStanding(name) === 'unknown')
  if (unknown !== undefined) throw unknownValue('--alg', unknown, [...signatureAlgorithms.keys()])
  const policy: Record<Exclude<keyof Policy, 'cookies' | 'onlyTheseCookies'>, unknown> = {
    algorithms: given(algorithms),
    issuers: given(options.all('iss')),
    audiences: given(options.all('aud')),
    subject: options.one('sub'),
    nonce: options.one('nonce'),
    clientId: options.one('client-id'),
    requiredClaims: given(commaSeparated(options.all('require'))),
    typ: options.one('typ'),
    tokenKind,
    maxAge: options.one('max-age') === undefined ? undefined : duration('--max-age', options.one('max-age') ?? ''),
    clockTolerance: options.one('clock-tolerance') === undefined ? undefined : duration('--clock-tolerance', options.one('clock-tolerance') ?? ''),
    accessToken: options.one('access-token'),
    authorizationCode: undefined,
    state: undefined,
    allowedKeyUrls: undefined,
    allowedClaims: undefined,
    allowUnsecured: options.flag('allow-unsecured') || undefined,
  }
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined)) as Partial<Policy>
}
