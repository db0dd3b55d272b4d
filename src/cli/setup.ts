import { existsSync, readFileSync } from 'node:fs'
import { findConfig } from '../config/find.ts'
import { noSettings, type ConfigSettings } from '../config/settings.ts'
import { textOf } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { ruleHint } from '../core/nearest.ts'
import { presetSettings } from '../core/presets.ts'
import { presetNames, type PresetName } from '../core/rule.ts'
import { failOnLevels, ruleSettings, type FailOn } from '../core/severity.ts'
import { visible } from '../core/text.ts'
import type { BaselineFile } from '../engine/baseline.ts'
import type { ConfigFile } from '../config/schema.ts'
import type { Plugin } from '../config/plugins.ts'
import type { RuleChoice } from '../core/choices.ts'
import type { Rule } from '../core/rule.ts'
import { ruleIds } from '../rules/ids.ts'
import { oneOf, type Options } from './arguments.ts'
import type { Io } from './io.ts'
import { instant, pair } from './values.ts'

/** What a run was asked to do: options first, then the environment, the configuration file, the preset. */
export interface Setup {
  readonly options: Options
  /** Seconds since 1970. */
  readonly now: number
  /** `--now` was given: nothing is judged at another time. */
  readonly fixedClock: boolean
  readonly preset: PresetName
  readonly failOn: FailOn
  /** `--rule`: counts over everything else. */
  readonly ruleOptions: ReadonlyMap<string, RuleChoice>
  readonly config: ConfigSettings
  /** The file as it stands, with everything it extends. */
  readonly configFile: ConfigFile
  readonly configPath: string | undefined
  readonly plugins: readonly Plugin[]
  readonly ownRules: readonly Rule[]
  readonly baseline: { readonly path: string; readonly file: BaselineFile; readonly update: boolean } | undefined
}

export async function readSetup(options: Options, io: Io): Promise<Setup> {
  const configPath = configPathOf(options, io)
  const { config, configFile, plugins } = configPath === undefined ? unconfigured : await configured(configPath, options, io)
  const ownRules = plugins.flatMap(({ rules }) => rules)
  const now = options.one('now')
  const preset = oneOf('--preset', options.one('preset') ?? config.preset ?? 'recommended', presetNames)
  return {
    options,
    now: now === undefined ? io.clock() : instant('--now', now),
    fixedClock: now !== undefined,
    preset,
    failOn: oneOf('--fail-on', options.one('fail-on') ?? config.failOn ?? presetSettings[preset].failOn, failOnLevels),
    ruleOptions: ruleOptions(options, [...ruleIds, ...ownRules.map(({ id }) => id)]),
    config,
    configFile,
    configPath,
    plugins,
    ownRules,
    baseline: baselineOf(options, config),
  }
}

function configPathOf(options: Options, io: Io): string | undefined {
  if (options.flag('no-config')) return undefined
  return options.one('config') ?? (io.env['AUTHLINT_CONFIG'] || undefined) ?? findConfig(io.cwd)
}

type Configured = Pick<Setup, 'config' | 'configFile' | 'plugins'>
const unconfigured: Configured = { config: noSettings, configFile: {}, plugins: [] }

/** The reader and its schema are loaded only when there is a file to read. */
async function configured(path: string, options: Options, io: Io): Promise<Configured> {
  const [{ loadConfig }, { settingsOf }] = await Promise.all([import('../config/load.ts'), import('../config/settings.ts')])
  const loaded = await loadConfig(path, loadOptions(options, io))
  return { config: settingsOf(loaded), configFile: loaded.config, plugins: loaded.plugins }
}

/** Who names a file trusts it; one that was only found is looked at more closely before it may run plugins. */
const loadOptions = (options: Options, io: Io) => ({ ruleIds, ...((options.one('config') ?? io.env['AUTHLINT_CONFIG']) ? {} : { foundFrom: io.cwd }) })

/** The rules of the configured plugins, for the commands that tell about rules. */
export async function readOwnRules(options: Options, io: Io): Promise<readonly Rule[]> {
  const path = configPathOf(options, io)
  if (path === undefined) return []
  const { loadOwnRules } = await import('../config/load.ts')
  return loadOwnRules(path, loadOptions(options, io))
}

/** `--rule ID=SEVERITY`, checked against the registry: a misspelt rule must not be silently ignored. */
function ruleOptions(options: Options, known: readonly string[]): ReadonlyMap<string, RuleChoice> {
  return new Map(
    options.all('rule').map((text) => {
      const [id, severity] = pair('--rule', text, 'ID=SEVERITY, such as jwt/missing-jti=off')
      if (!known.includes(id)) throw new AuthlintError('USAGE', `--rule does not know "${visible(id, 80)}"`, ruleHint(id, known) ?? 'authlint rules lists them all.')
      return [id, { severity: oneOf(`--rule ${id}`, severity, ruleSettings) }]
    }),
  )
}

function baselineOf(options: Options, config: ConfigSettings): Setup['baseline'] {
  const path = options.one('baseline') ?? config.baseline
  const update = options.flag('update-baseline')
  if (path === undefined) {
    if (update) throw new AuthlintError('USAGE', '--update-baseline needs a file', 'Name it: --baseline authlint-baseline.json --update-baseline')
    return undefined
  }
  if (!existsSync(path)) {
    if (update) return { path, update, file: { version: 1, findings: [] } }
    throw new AuthlintError('CONFIG_INVALID', `there is no baseline file ${visible(path)}`, 'Write it once with --update-baseline.')
  }
  return { path, update, file: readBaseline(path) }
}

function readBaseline(path: string): BaselineFile {
  const refuse = (why: string) => new AuthlintError('CONFIG_INVALID', `${visible(path)} is no baseline: ${why}`, 'Write a new one with --update-baseline.')
  let value: unknown
  try {
    value = JSON.parse(textOf(readFileSync(path)))
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'it is not JSON' : String((error as NodeJS.ErrnoException).code))
  }
  const file = value as Partial<BaselineFile> | null
  if (file?.version !== 1) throw refuse(typeof file?.version === 'number' ? `it has version ${file.version as number}, but this version of authlint reads version 1` : 'it has no version')
  const sound = Array.isArray(file.findings) && file.findings.every((entry: unknown) => typeof (entry as { fingerprint?: unknown } | null)?.fingerprint === 'string')
  if (!sound) throw refuse('its findings are not a list of fingerprints')
  return file as BaselineFile
}
