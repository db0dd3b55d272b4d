// `--print-config`: what a run would go by, as a configuration file that says it all.
import type { ConfigFile } from '../config/schema.ts'
import { exitStatus, type ExitStatus } from '../core/errors.ts'
import { presetSettings } from '../core/presets.ts'
import type { Rule } from '../core/rule.ts'
import type { RuleChoice } from '../core/choices.ts'
import { count, visible } from '../core/text.ts'
import { presetSeverity } from '../engine/settings.ts'
import { rules } from '../rules/index.ts'
import type { Options } from './arguments.ts'
import type { Io } from './io.ts'
import { readSetup, type Setup } from './setup.ts'
import { commaSeparated } from './values.ts'

/** Prints the effective configuration: options over the file, the file over the preset. Nothing is judged. */
export async function printConfig(options: Options, io: Io): Promise<ExitStatus> {
  const setup = await readSetup(options, io)
  io.stderr.write(`authlint: ${setup.configPath === undefined ? 'no configuration file was found' : `configuration read from ${visible(setup.configPath, 1000)}`}\n`)
  for (const { file, rules: own } of setup.plugins) io.stderr.write(`authlint: plugin ${visible(file, 1000)} was run, ${count(own.length, 'rule')}\n`)
  io.stdout.write(`${JSON.stringify(effective(setup), null, 2)}\n`)
  return exitStatus.pass
}

function effective(setup: Setup): ConfigFile {
  const { options, preset, failOn, configFile, plugins, ownRules } = setup
  const { extends: _extends, $schema: _schema, ...file } = configFile
  const { tokenKind, typ } = presetSettings[preset].policy
  const jwt = { ...(tokenKind ? { kind: tokenKind } : {}), ...(typ ? { typ } : {}), ...file.jwt, ...jwtOptions(options) }
  const cookies = { ...file.cookies, ...cookieOptions(options, file.cookies) }
  return {
    ...file,
    ...(plugins.length > 0 ? { plugins: plugins.map((plugin) => plugin.file) } : {}),
    preset,
    failOn,
    ...(Object.keys(jwt).length > 0 ? { jwt: jwt as ConfigFile['jwt'] } : {}),
    ...(Object.keys(cookies).length > 0 ? { cookies: cookies as ConfigFile['cookies'] } : {}),
    rules: Object.fromEntries([...rules, ...ownRules].map((rule) => [rule.id, entry(rule, setup)])),
  }
}

/** `"warn"`, or `["warn", { ... }]` for a rule with options. */
function entry(rule: Rule, { preset, config, ruleOptions }: Setup): NonNullable<ConfigFile['rules']>[string] {
  const fromFile: RuleChoice | undefined = config.rules.get(rule.id)
  const severity = ruleOptions.get(rule.id)?.severity ?? fromFile?.severity ?? presetSeverity(rule, preset)
  const ruleSettings = { ...rule.defaults, ...rule.presetOptions?.[preset], ...fromFile?.options }
  return Object.keys(ruleSettings).length === 0 ? severity : [severity, ruleSettings as Record<string, unknown>]
}

/** Options by the key of the configuration that says the same. */
const jwtKeys = {
  algorithms: ['alg', 'list'],
  issuer: ['iss', 'all'],
  audience: ['aud', 'all'],
  subject: ['sub', 'one'],
  clientId: ['client-id', 'one'],
  jwks: ['jwks', 'all'],
  key: ['key', 'all'],
  require: ['require', 'list'],
  typ: ['typ', 'one'],
  kind: ['kind', 'one'],
  clockTolerance: ['clock-tolerance', 'one'],
  maxAge: ['max-age', 'one'],
} as const

function jwtOptions(options: Options): Readonly<Record<string, unknown>> {
  const given = Object.entries(jwtKeys).map(([key, [name, form]]) => {
    const all = form === 'list' ? commaSeparated(options.all(name)) : options.all(name)
    return [key, form === 'one' ? options.one(name) : all.length > 0 ? all : undefined] as const
  })
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

function cookieOptions(options: Options, file: ConfigFile['cookies']): Readonly<Record<string, unknown>> {
  const roles = Object.fromEntries(options.all('role').map((text) => text.split('=', 2)))
  const expect = Object.fromEntries(options.all('expect').map((name) => [name, { ...file?.expect?.[name], optional: false }]))
  const [url, framework] = [options.one('url'), options.one('framework')]
  return {
    ...(Object.keys(roles).length > 0 ? { roles: { ...file?.roles, ...roles } } : {}),
    ...(Object.keys(expect).length > 0 ? { expect: { ...file?.expect, ...expect } } : {}),
    ...(url === undefined ? {} : { url }),
    ...(framework === undefined ? {} : { framework }),
  }
}
