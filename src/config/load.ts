import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { createScanner, findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import type * as z from 'zod/mini'
import { gzipHint, isGzip, textOf, unmarkedUtf16Of, utf16Hint } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { Source } from '../core/location.ts'
import { nearest, ruleHint } from '../core/nearest.ts'
import type { Rule } from '../core/rule.ts'
import { list, visible } from '../core/text.ts'
import { seenFrom } from './paths.ts'
import { loadPlugins, refuseForeignPlugins, type Plugin, type PluginName } from './plugins.ts'
import { configSchema, type ConfigFile } from './schema.ts'

/** A configuration with everything it extends laid under it, and where it stands. */
export interface LoadedConfig {
  readonly config: ConfigFile
  /** The file that was found or named. */
  readonly path: string
  /** Folder that relative paths in it start from. */
  readonly folder: string
  /** The modules it names, with their rules. */
  readonly plugins: readonly Plugin[]
}

export interface LoadOptions {
  /** Ids of the rules that are built in. */
  readonly ruleIds: readonly string[]
  /** The working folder, when the file was found from there and not named by the user. */
  readonly foundFrom?: string
}

/**
 * Reads and checks a configuration file with everything it extends, and loads the plugins it names.
 *
 * @throws AuthlintError CONFIG_INVALID, naming the place in the file and the nearest valid key
 */
export async function loadConfig(path: string, { ruleIds, foundFrom }: LoadOptions): Promise<LoadedConfig> {
  const files = readConfigs(resolve(path))
  const plugins = await pluginsOf(files, { ruleIds, ...(foundFrom === undefined ? {} : { foundFrom }) })
  const known = [...ruleIds, ...plugins.flatMap(({ rules }) => rules.map(({ id }) => id))]
  for (const file of files) checkRuleIds(file, known)
  const folder = dirname(resolve(path))
  return { config: files.map(({ source, config }) => seenFrom(folder, source.name, config)).reduce(merged), path: resolve(path), folder, plugins }
}

/** The rules of the plugins that a configuration names, whatever it says about single rules: for telling which there are. */
export async function loadOwnRules(path: string, options: LoadOptions): Promise<readonly Rule[]> {
  return (await pluginsOf(readConfigs(resolve(path)), options)).flatMap(({ rules }) => rules)
}

/** One file, read and of the right shape. */
interface ReadConfig {
  readonly source: Source
  readonly root: Node
  readonly config: ConfigFile
}

/** A file after everything it extends. */
function readConfigs(path: string, seen: readonly string[] = []): readonly ReadConfig[] {
  if (seen.includes(path)) throw new AuthlintError('CONFIG_INVALID', `configuration files extend each other in a circle: ${[...seen, path].map((file) => visible(file)).join(' -> ')}`)
  const own = readConfig(path)
  const bases = own.config.extends === undefined ? [] : [own.config.extends].flat()
  return [...bases.flatMap((base) => readConfigs(resolve(dirname(path), base), [...seen, path])), own]
}

async function pluginsOf(files: readonly ReadConfig[], { ruleIds, foundFrom }: LoadOptions): Promise<readonly Plugin[]> {
  const names = files.flatMap(({ source, root, config }) =>
    (config.plugins ?? []).map(
      (name, i): PluginName => ({ name, config: source.name, invalid: (message, hint) => invalid(source, nodeAt(root, ['plugins', i])?.offset ?? 0, message, hint) }),
    ),
  )
  if (foundFrom !== undefined) for (const name of names) refuseForeignPlugins(name, foundFrom)
  return loadPlugins(names, ruleIds)
}

/** The later one counts; tables are laid over each other, lists of entries are joined. */
function merged(base: ConfigFile, over: ConfigFile): ConfigFile {
  const join = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined) => (a || b ? { joined: [...(a ?? []), ...(b ?? [])] } : {})
  const { joined: ignore } = join(base.ignore, over.ignore) as { joined?: ConfigFile['ignore'] }
  const { joined: overrides } = join(base.overrides, over.overrides) as { joined?: ConfigFile['overrides'] }
  const { joined: plugins } = join(base.plugins, over.plugins) as { joined?: ConfigFile['plugins'] }
  return {
    ...base,
    ...over,
    ...(base.jwt || over.jwt ? { jwt: { ...base.jwt, ...over.jwt } } : {}),
    ...(base.cookies || over.cookies ? { cookies: { ...base.cookies, ...over.cookies } } : {}),
    ...(base.flow || over.flow ? { flow: { ...base.flow, ...over.flow } } : {}),
    ...(base.rules || over.rules ? { rules: { ...base.rules, ...over.rules } } : {}),
    ...(ignore ? { ignore } : {}),
    ...(overrides ? { overrides } : {}),
    ...(plugins ? { plugins } : {}),
  }
}

function readConfig(path: string): ReadConfig {
  const text = fileText(path)
  if (text.trim() === '') throw invalid(new Source(path, text), 0, 'the file is empty', 'An empty configuration is {}.')
  refuseDeep(path, text)
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const source = new Source(path, text)
  const [error] = errors
  if (error) throw invalid(source, error.offset, `not valid JSON: ${inWords(printParseErrorCode(error.error))}`)
  const inPackage = path.endsWith('package.json')
  const root = inPackage && tree ? findNodeAtLocation(tree, ['authlint']) : tree
  if (!root) throw invalid(source, 0, 'it holds no configuration', 'An empty configuration is {}.')
  const { success, data, error: problems } = configSchema.safeParse(getNodeValue(root))
  if (!success) throw issueError(source, root, problems.issues[0])
  return { source, root, config: data }
}

/** Far deeper than any configuration; the parser goes down by recursion. */
const deepest = 64

function refuseDeep(path: string, text: string): void {
  const scanner = createScanner(text, true)
  let depth = 0
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    // Strings and comments begin with a sign of their own.
    const sign = text.charAt(scanner.getTokenOffset())
    if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') depth--
    if (depth > deepest) throw invalid(new Source(path, text), scanner.getTokenOffset(), `not valid JSON: nested deeper than ${deepest} levels`)
  }
}

function fileText(path: string): string {
  try {
    const octets = readFileSync(path)
    if (isGzip(octets)) throw new AuthlintError('CONFIG_INVALID', `the configuration ${visible(path)} is compressed (gzip)`, gzipHint)
    const encoding = unmarkedUtf16Of(octets)
    if (encoding) throw new AuthlintError('CONFIG_INVALID', `the configuration ${visible(path)} is UTF-16 text without a byte order mark`, utf16Hint(encoding))
    return textOf(octets)
  } catch (error) {
    if (error instanceof AuthlintError) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw new AuthlintError('CONFIG_INVALID', `cannot read the configuration ${visible(path)}: ${code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : String(code)}`, 'Check the path. authlint init writes a new one.')
  }
}

/** `CloseBraceExpected` → `close brace expected`. */
const inWords = (code: string): string => code.replace(/(?!^)[A-Z]/g, ' $&').toLowerCase()

type Path = readonly PropertyKey[]

function issueError(source: Source, root: Node, issue: z.core.$ZodIssue | undefined): AuthlintError {
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    const near = nearest(key, keysAt(configSchema, issue.path))
    const at = nodeAt(root, [...issue.path, key])?.parent ?? nodeAt(root, issue.path)
    const newer = near ? '' : ' Perhaps it belongs to a newer version of authlint.'
    return invalid(source, at?.offset ?? 0, `unknown key "${visible([...issue.path, key].join('.'))}"`, near ? `Did you mean ${near}?` : `Known here: ${keysAt(configSchema, issue.path).join(', ')}.${newer}`)
  }
  const path = issue?.path ?? []
  const value = nodeAt(root, path)
  const accepted = issue?.code === 'invalid_value' ? issue.values.map(String) : []
  const given = value && typeof getNodeValue(value) === 'string' ? String(getNodeValue(value)) : undefined
  const near = given === undefined ? undefined : nearest(given, accepted)
  const what = path.length === 0 ? 'the configuration' : path.join('.')
  return invalid(
    source,
    value?.offset ?? nodeAt(root, path.slice(0, -1))?.offset ?? 0,
    issue?.code === 'invalid_value' ? `unknown value${given === undefined ? '' : ` "${visible(given, 60)}"`} for ${visible(what)}` : `${visible(what)} ${issue?.code === 'custom' || issue?.code === 'invalid_format' ? issue.message : value === undefined ? 'is missing' : expectedOf(issue)}`,
    near ? `Did you mean ${near}?` : accepted.length > 0 ? `Accepted: ${accepted.join(', ')}.` : path[0] === 'ignore' ? shapeOfIgnore : undefined,
  )
}

const shapeOfIgnore = 'For example: "ignore": [{ "rule": "cookie/domain-wide", "subject": "sid", "reason": "why", "until": "2027-03-31" }]'

/** What would be right where something of another type stands, or nothing at all. */
function expectedOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'too_small') return 'is empty'
  const either = issue?.code === 'invalid_union' ? issue.errors.flatMap(([first]) => first ?? []) : issue ? [issue] : []
  const [own, ...inner] = [...new Set(either.flatMap((one) => (one.code === 'invalid_type' ? (typeNames[one.expected] ?? []) : one.code === 'invalid_value' ? one.values.map(String) : [])))]
  return own === undefined ? 'is not right' : `must be ${list([own, ...inner], 'or')}`
}

const typeNames: Readonly<Record<string, string>> = { object: 'an object', record: 'an object', array: 'an array', tuple: 'an array', string: 'a string', boolean: 'true or false', number: 'a number', int: 'a number' }

const nodeAt = (root: Node, path: Path): Node | undefined => findNodeAtLocation(root, path.map((step) => (typeof step === 'number' ? step : String(step))))

/** Keys that the schema knows at a path, for suggestions. */
function keysAt(schema: unknown, path: Path): readonly string[] {
  let at: unknown = schema
  for (const step of path) at = stepInto(unwrapped(at), step)
  const shape = (unwrapped(at) as { readonly shape?: object } | undefined)?.shape
  return shape ? Object.keys(shape) : []
}

interface Definition {
  readonly def?: { readonly innerType?: unknown; readonly element?: unknown; readonly valueType?: unknown }
  readonly shape?: Readonly<Record<string, unknown>>
}

const unwrapped = (schema: unknown): unknown => {
  const inner = (schema as Definition | undefined)?.def?.innerType
  return inner === undefined ? schema : unwrapped(inner)
}

const stepInto = (schema: unknown, step: PropertyKey): unknown => {
  const { def, shape } = (schema ?? {}) as Definition
  return shape?.[String(step)] ?? def?.element ?? def?.valueType
}

/** Rule ids are checked against the registry, wherever the file names one. */
function checkRuleIds({ source, root, config }: ReadConfig, ruleIds: readonly string[]): void {
  const tables: Path[] = [['rules'], ...(config.overrides ?? []).map((_, i) => ['overrides', i, 'rules'])]
  for (const path of tables) {
    for (const property of nodeAt(root, path)?.children ?? []) {
      const id = String(property.children?.[0]?.value)
      if (!ruleIds.includes(id)) throw unknownRule(source, property.offset, id, ruleIds)
    }
  }
  config.ignore?.forEach(({ rule }, i) => {
    const family = /^([\w-]+)\/\*$/.exec(rule)?.[1]
    if (ruleIds.includes(rule) || (family && ruleIds.some((id) => id.startsWith(`${family}/`)))) return
    throw unknownRule(source, nodeAt(root, ['ignore', i, 'rule'])?.offset ?? 0, rule, ruleIds)
  })
}

const unknownRule = (source: Source, offset: number, id: string, ruleIds: readonly string[]): AuthlintError =>
  invalid(source, offset, `there is no rule "${visible(id, 80)}"`, ruleHint(id, ruleIds) ?? 'authlint rules lists them all.')

function invalid(source: Source, offset: number, message: string, hint?: string): AuthlintError {
  const { line, column } = source.locate(offset, offset)
  return new AuthlintError('CONFIG_INVALID', `${visible(source.name)}:${line}:${column}: ${message}`, hint)
}
