// Rules of a project's own, out of the modules that its configuration names. They are programs with the rights of whoever runs
// authlint, so that nothing here runs unless a configuration names it.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AuthlintError, RuleFailure } from '../core/errors.ts'
import type { Rule, RuleContext, RuleReport } from '../core/rule.ts'
import type { Subject } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import { reportProblem, ruleProblems } from './own-rule.ts'

/** A plugin as a configuration names it. */
export interface PluginName {
  /** A path with `./` or `../`, an absolute one, or the name of a package. */
  readonly name: string
  /** The file that names it. */
  readonly config: string
  /** An error at the place where it is named. */
  readonly invalid: (message: string, hint?: string) => AuthlintError
}

/** A plugin that was loaded. */
export interface Plugin {
  readonly file: string
  readonly rules: readonly Rule[]
}

/**
 * Loads plugins, each once, and checks their rules.
 *
 * @param taken ids of rules that are there already
 * @throws AuthlintError CONFIG_INVALID, at the place in the configuration
 */
export async function loadPlugins(names: readonly PluginName[], taken: readonly string[]): Promise<readonly Plugin[]> {
  const plugins: Plugin[] = []
  const owners = new Map(taken.map((id) => [id, 'authlint']))
  for (const named of names) {
    const file = fileOf(named)
    if (plugins.some((plugin) => plugin.file === file)) continue
    const rules = rulesIn(await imported(named, file), named)
    for (const { id } of rules) {
      const owner = owners.get(id)
      if (owner !== undefined) throw named.invalid(`plugin ${visible(named.name)} has a rule ${id}, and so has ${visible(owner)}`, `Give it another name, in a namespace of your own: ${ownNamespace(id)}`)
      owners.set(id, named.name)
    }
    plugins.push({ file, rules: rules.map((rule) => guarded(rule, named.name)) })
  }
  return plugins
}

const ownNamespace = (id: string): string => `acme/${id.split('/')[1] ?? ''}.`

/**
 * A configuration that was merely found above the working folder runs nothing unless it belongs to whom that folder belongs, or to
 * you, or to root: anybody may put a file into a shared folder such as /tmp.
 *
 * @param foundFrom the working folder
 */
export function refuseForeignPlugins({ config, invalid }: PluginName, foundFrom: string): void {
  const { uid } = statSync(config)
  if ([0, process.getuid?.() ?? uid, statSync(foundFrom).uid].includes(uid)) return
  throw invalid('this configuration belongs to another user, so its plugins are not run', `Name it with --config ${visible(config)} if you trust it, or pass --no-config.`)
}

const isPath = (name: string): boolean => /^\.{1,2}[\\/]/.test(name) || isAbsolute(name)

function fileOf({ name, config, invalid }: PluginName): string {
  const folder = dirname(config)
  if (isPath(name)) {
    const file = resolve(folder, name)
    if (!existsSync(file)) throw invalid(`there is no plugin ${visible(name)}`, 'A path starts from the folder of the configuration.')
    return file
  }
  try {
    return createRequire(config).resolve(name)
  } catch {
    const file = entryForImport(folder, name)
    if (file !== undefined) return file
    throw invalid(`there is no package ${visible(name)} to take as a plugin`, existsSync(resolve(folder, name)) ? `Did you mean ./${visible(name)}?` : 'Install it beside this configuration. A path begins with ./')
  }
}

/** The entry of a package that offers itself to `import` alone, which `require.resolve` does not see. */
function entryForImport(from: string, name: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) {
      const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly exports?: unknown }
      const entry = conditional((exports as { readonly '.'?: unknown } | undefined)?.['.'] ?? exports)
      return entry === undefined ? undefined : join(folder, entry)
    }
    if (dirname(at) === at) return undefined
  }
}

/** The first target for `import` in Node (conditional exports). */
function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  const [, chosen] = Object.entries((target ?? {}) as object).find(([condition]) => ['node', 'import', 'default'].includes(condition)) ?? []
  return chosen === undefined ? undefined : conditional(chosen)
}

async function imported({ name, invalid }: PluginName, file: string): Promise<Readonly<Record<string, unknown>>> {
  const { importModule } = await import('./import-module.ts')
  try {
    return await importModule(pathToFileURL(file).href)
  } catch (error) {
    const { code, message, stack } = error instanceof Error ? (error as NodeJS.ErrnoException) : { code: undefined, message: String(error), stack: undefined }
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      const typescript = /^\.[cm]?ts$/.test(extname(file))
      throw invalid(`plugin ${visible(name)} cannot be loaded by Node ${process.version}`, typescript ? 'Node 22.18 and later load TypeScript. Compile it to JavaScript for this one.' : 'A plugin is a .mjs, .cjs or .js file.')
    }
    const missing = /Cannot find (?:package|module) 'authlint'/.test(message) ? 'npm install --save-dev authlint brings defineRule. A rule can also be a plain object.' : undefined
    throw invalid(`plugin ${visible(name)} cannot be loaded: ${visible(message.split('\n')[0] ?? '', 300)}${placeIn(stack)}`, missing ?? (error instanceof SyntaxError ? `node --check ${visible(file)} shows where.` : 'The fault is in that module.'))
  }
}

/** Where it happened, when that was in a file and not inside Node. */
function placeIn(stack: string | undefined): string {
  const [, address = '', line = ''] = /(?:^|[\s(])(file:\/\/[^\s()]+?|(?:\/|[A-Z]:\\)[^\s():]+):(\d+)/.exec(stack ?? '') ?? []
  if (address === '') return ''
  return ` (${visible(address.startsWith('file:') ? fileURLToPath(address) : address)}:${line})`
}

/** `export default` of a rule or a list of rules, or `export const rules`; `module.exports` likewise. */
function rulesIn(module: Readonly<Record<string, unknown>>, { name, invalid }: PluginName): readonly Rule[] {
  const inner = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null && key in value ? (value as Readonly<Record<string, unknown>>)[key] : undefined)
  // What TypeScript compiles to CommonJS has its default export inside that of the module.
  const whole = inner(module['default'], 'default') ?? module['default']
  const exported = module['rules'] ?? inner(whole, 'rules') ?? whole
  const rules = exported === undefined ? [] : [exported].flat()
  if (rules.length === 0) throw invalid(`plugin ${visible(name)} exports no rules`, 'Export one by default, or several as a list: export default [defineRule({ ... })]')
  rules.forEach((rule, i) => {
    const problems = ruleProblems(rule)
    if (problems.length === 0) return
    const id = inner(rule, 'id')
    const which = typeof id === 'string' ? visible(id, 80) : `number ${i + 1}`
    throw invalid(`plugin ${visible(name)}: rule ${which} is not right: ${problems.slice(0, 5).map((problem) => visible(problem)).join('; ')}${problems.length > 5 ? `; and ${problems.length - 5} more` : ''}`, 'defineRule of authlint gives editors its shape. README, Rules of your own, shows a whole one.')
  })
  return rules as unknown as readonly Rule[]
}

/** A rule whose failure names it, and that can neither lose a finding nor report one of which nothing is known. */
function guarded(rule: Rule, plugin: string): Rule {
  const { id, meta, defaults, presetOptions } = rule
  const failed = (cause: unknown): RuleFailure => (cause instanceof RuleFailure ? cause : new RuleFailure(id, plugin, cause))
  return {
    id,
    meta,
    defaults: defaults ?? {},
    ...(presetOptions ? { presetOptions } : {}),
    check(subject: Subject, context: RuleContext) {
      let over = false
      const report = (reported: RuleReport): void => {
        const problem = over ? 'it reported when its check was over: rules are synchronous' : reportProblem(rule, reported)
        if (problem !== undefined) throw failed(new TypeError(problem))
        context.report(reported)
      }
      try {
        const returned: unknown = rule.check(subject, { ...context, report })
        if (typeof (returned as { readonly then?: unknown } | undefined)?.then === 'function') {
          ;(returned as Promise<unknown>).then(undefined, () => undefined)
          throw new TypeError('its check returned a promise: rules are synchronous')
        }
      } catch (error) {
        throw failed(error)
      } finally {
        over = true
      }
    },
  }
}
