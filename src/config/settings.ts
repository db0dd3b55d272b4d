import { resolve } from 'node:path'
import type { RuleChoice, RuleOverride } from '../core/choices.ts'
import { parseDuration } from '../core/duration.ts'
import type { EventName } from '../core/event-names.ts'
import type { CookieExpectation, Policy } from '../core/policy.ts'
import type { PresetName } from '../core/rule.ts'
import type { FailOn } from '../core/severity.ts'
import type { LoadedConfig } from './load.ts'
import { isFile } from './paths.ts'
import type { ConfigFile, CookieExpectation as WrittenExpectation, IgnoreEntry } from './schema.ts'

/** A configuration in the terms of the engine: durations in seconds, paths absolute. */
export interface ConfigSettings {
  readonly preset?: PresetName
  readonly failOn?: FailOn
  readonly policy: Partial<Policy>
  readonly keys: readonly string[]
  readonly keySets: readonly string[]
  readonly rules: ReadonlyMap<string, RuleChoice>
  readonly overrides: readonly RuleOverride[]
  readonly ignore: readonly IgnoreEntry[]
  readonly baseline?: string
  /** Where in a recording something happens; a path with `*`. */
  readonly events: readonly { readonly name: EventName; readonly at: string }[]
  readonly cookies: {
    readonly roles: NonNullable<NonNullable<ConfigFile['cookies']>['roles']>
    readonly framework?: string
    readonly url?: string
  }
}

export const noSettings: ConfigSettings = { policy: {}, keys: [], keySets: [], rules: new Map(), overrides: [], ignore: [], events: [], cookies: { roles: {} } }

const list = (value: string | readonly string[] | undefined): readonly string[] | undefined => (value === undefined ? undefined : [value].flat())
const seconds = (value: string | number | undefined): number | undefined => (typeof value === 'string' ? parseDuration(value) : value)

/** Drops members that are not set, for `exactOptionalPropertyTypes` and so that a spread does not overwrite. */
const set = <T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }

export function settingsOf({ config, folder }: LoadedConfig): ConfigSettings {
  const { jwt = {}, cookies = {} } = config
  const local = (path: string) => (isFile(path) ? resolve(folder, path) : path)
  const rules = new Map([...lifetimeRule(jwt.lifetime), ...table(config.rules ?? {})])
  return {
    ...set({ preset: config.preset, failOn: config.failOn, baseline: config.baseline === undefined ? undefined : resolve(folder, config.baseline) }),
    policy: set({
      algorithms: jwt.algorithms,
      issuers: list(jwt.issuer),
      audiences: list(jwt.audience),
      subject: jwt.subject,
      clientId: jwt.clientId,
      requiredClaims: jwt.require,
      allowedClaims: jwt.allow,
      typ: jwt.typ,
      tokenKind: jwt.kind,
      clockTolerance: seconds(jwt.clockTolerance),
      maxAge: seconds(jwt.maxAge),
      allowedKeyUrls: jwt.keyUrls,
      cookies: cookies.expect && Object.fromEntries(Object.entries(cookies.expect).map(([name, wanted]) => [name, expectation(wanted)])),
      onlyTheseCookies: cookies.only,
    }) as Partial<Policy>,
    keys: (list(jwt.key) ?? []).map(local),
    keySets: (list(jwt.jwks) ?? []).map(local),
    rules,
    overrides: (config.overrides ?? []).map((override) => ({ ...set(override), rules: table(override.rules) })) as RuleOverride[],
    ignore: config.ignore ?? [],
    events: eventsOf(config.flow ?? {}),
    cookies: {
      roles: cookies.roles ?? {},
      ...set({ framework: cookies.framework, url: cookies.url }),
    },
  }
}

type ConfiguredFlow = NonNullable<ConfigFile['flow']>

const eventsOf = ({ events = {}, ...short }: ConfiguredFlow): ConfigSettings['events'] =>
  Object.entries({ ...short, ...events }).flatMap(([name, paths]) => (list(paths) ?? []).map((at) => ({ name: name as EventName, at })))

const table = (rules: NonNullable<ConfigFile['rules']>): ReadonlyMap<string, RuleChoice> =>
  new Map(Object.entries(rules).map(([id, entry]) => [id, typeof entry === 'string' ? { severity: entry } : { severity: entry[0], ...(entry[1] ? { options: entry[1] } : {}) }]))

const expectation = ({ maxAge, sameSite, ...rest }: WrittenExpectation): CookieExpectation =>
  ({ ...rest, ...set({ maxAge: seconds(maxAge), sameSite: list(sameSite) }) }) as CookieExpectation

/** `jwt.lifetime` is a shorter way to write the options of the rule that judges lifetimes. */
function lifetimeRule(lifetime: NonNullable<ConfigFile['jwt']>['lifetime']): [string, RuleChoice][] {
  if (!lifetime) return []
  const tiers = Object.entries(lifetime).map(([kind, { info, warn, error }]) => [
    kind,
    set({ infoAboveSeconds: seconds(info), warnAboveSeconds: seconds(warn), errorAboveSeconds: seconds(error) }),
  ])
  return [['jwt/lifetime-too-long', { severity: 'error', options: Object.fromEntries(tiers) as object }]]
}
