import { existsSync, readFileSync } from 'node:fs'
import { findConfig } from '../config/find.ts'
import { noSettings, type ConfigSettings } from '../config/settings.ts'
import { AuthlintError } from '../core/errors.ts'
import { presetSettings } from '../core/presets.ts'
import { presetNames, type PresetName } from '../core/rule.ts'
import { failOnLevels, severities, type FailOn, type RuleSetting } from '../core/severity.ts'
import { visible } from '../core/text.ts'
import type { BaselineFile } from '../engine/baseline.ts'
import type { RuleChoice } from '../core/choices.ts'
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
  readonly configPath: string | undefined
  readonly baseline: { readonly path: string; readonly file: BaselineFile; readonly update: boolean } | undefined
}

export async function readSetup(options: Options, io: Io): Promise<Setup> {
  const configPath = configPathOf(options, io)
  const config = configPath === undefined ? noSettings : await configured(configPath)
  const now = options.one('now')
  const preset = oneOf('--preset', options.one('preset') ?? config.preset ?? 'recommended', presetNames)
  return {
    options,
    now: now === undefined ? io.clock() : instant('--now', now),
    fixedClock: now !== undefined,
    preset,
    failOn: oneOf('--fail-on', options.one('fail-on') ?? config.failOn ?? presetSettings[preset].failOn, failOnLevels),
    ruleOptions: ruleOptions(options),
    config,
    configPath,
    baseline: baselineOf(options, config),
  }
}

function configPathOf(options: Options, io: Io): string | undefined {
  if (options.flag('no-config')) return undefined
  return options.one('config') ?? (io.env['AUTHLINT_CONFIG'] || undefined) ?? findConfig(io.cwd)
}

/** The reader and its schema are loaded only when there is a file to read. */
async function configured(path: string): Promise<ConfigSettings> {
  const [{ loadConfig }, { settingsOf }] = await Promise.all([import('../config/load.ts'), import('../config/settings.ts')])
  return settingsOf(loadConfig(path, ruleIds))
}

const ruleSettings: readonly RuleSetting[] = [...severities, 'off']

/** `--rule ID=SEVERITY`, checked against the registry: a misspelt rule must not be silently ignored. */
function ruleOptions(options: Options): ReadonlyMap<string, RuleChoice> {
  return new Map(
    options.all('rule').map((text) => {
      const [id, severity] = pair('--rule', text, 'ID=SEVERITY, such as jwt/missing-jti=off')
      return [oneOf('--rule', id, ruleIds), { severity: oneOf(`--rule ${id}`, severity, ruleSettings) }]
    }),
  )
}

function baselineOf(options: Options, config: ConfigSettings): Setup['baseline'] {
  const path = options.one('baseline') ?? config.baseline
  const update = options.flag('update-baseline')
  if (path === undefined) {
    if (update) throw new AuthlintError('USAGE', '--update-baseline wants to know which file', 'Name it: --baseline authlint-baseline.json --update-baseline')
    return undefined
  }
  if (!existsSync(path)) {
    if (update) return { path, update, file: { version: 1, findings: [] } }
    throw new AuthlintError('CONFIG_INVALID', `there is no baseline ${visible(path)}`, 'Write it with --update-baseline, once.')
  }
  return { path, update, file: readBaseline(path) }
}

function readBaseline(path: string): BaselineFile {
  const refuse = (why: string) => new AuthlintError('CONFIG_INVALID', `${visible(path)} is no baseline: ${why}`, 'Write a new one with --update-baseline.')
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'it is not JSON' : String((error as NodeJS.ErrnoException).code))
  }
  const file = value as Partial<BaselineFile> | null
  if (file?.version !== 1) throw refuse(typeof file?.version === 'number' ? `it has version ${file.version as number}, this program reads version 1` : 'it has no version')
  const sound = Array.isArray(file.findings) && file.findings.every((entry: unknown) => typeof (entry as { fingerprint?: unknown } | null)?.fingerprint === 'string')
  if (!sound) throw refuse('its findings are not a list of fingerprints')
  return file as BaselineFile
}
