import { exitStatus, type ExitStatus } from '../../core/errors.ts'
import { presetNames, type PresetName, type Rule } from '../../core/rule.ts'
import type { RuleSetting } from '../../core/severity.ts'
import { count } from '../../core/text.ts'
import { wrap } from '../../core/wrap.ts'
import { presetSeverity } from '../../engine/settings.ts'
import { subjectKinds } from '../../core/subject.ts'
import { drawTable } from '../../reporters/table.ts'
import { rules as builtIn } from '../../rules/index.ts'
import { oneOf, type Arguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import { readOwnRules } from '../setup.ts'

/** `authlint rules`: every rule with its severity in each preset. */
export async function run({ options }: Arguments, io: Io): Promise<ExitStatus> {
  const registry = [...builtIn, ...(await readOwnRules(options, io))]
  const wanted = options.one('namespace')
  const namespace = wanted === undefined ? undefined : oneOf('--namespace', wanted, [...new Set([...subjectKinds.filter((kind) => kind !== 'jwt-set'), ...registry.map(({ id }) => id.split('/')[0] ?? '')])])
  const only = presetNames.find((name) => name === options.one('preset'))
  const rules = registry.filter(({ id }) => namespace === undefined || id.startsWith(`${namespace}/`))
  const presets = only ? [only] : presetNames
  const format = options.one('format') ?? 'table'
  io.stdout.write(format === 'json' ? asJson(rules, presets) : format === 'markdown' ? rulesMarkdown(rules, presets) : asTable(rules, presets, io.stdout.columns))
  return exitStatus.pass
}

function asJson(rules: readonly Rule[], presets: readonly PresetName[]): string {
  const rows = rules.map((rule) => ({
    id: rule.id,
    summary: rule.meta.summary,
    confidence: rule.meta.confidence,
    since: rule.meta.since,
    severity: Object.fromEntries(presets.map((preset) => [preset, presetSeverity(rule, preset)])),
    options: rule.defaults,
    references: rule.meta.references,
  }))
  return `${JSON.stringify(rows, null, 2)}\n`
}

/** A Markdown table; the README holds the one of `recommended` and `strict`. */
export function rulesMarkdown(rules: readonly Rule[], presets: readonly PresetName[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  return (
    row(['rule', ...presets, 'what it reports']) +
    row(['---', ...presets.map(() => '---'), '---']) +
    rules.map((rule) => row([`\`${rule.id}\``, ...presets.map((preset) => presetSeverity(rule, preset)), rule.meta.summary.replaceAll('|', '\\|')])).join('')
  )
}

const letters: Readonly<Record<RuleSetting, string>> = { error: 'E', warn: 'w', info: 'i', off: '-' }

/** Preset names are long and their cells short: the head names columns by letters that a line below resolves. */
const shortNames: Readonly<Record<PresetName, string>> = {
  recommended: 'rec',
  strict: 'str',
  'asvs-l1': 'L1',
  'asvs-l2': 'L2',
  'asvs-l3': 'L3',
  'oidc-id-token': 'oidc',
  'rfc9068-access-token': 'at',
  'browser-session': 'brow',
  api: 'api',
}

/** For terminals on which even those are too long. */
const tinyNames: Readonly<Record<PresetName, string>> = {
  recommended: 'R',
  strict: 'S',
  'asvs-l1': '1',
  'asvs-l2': '2',
  'asvs-l3': '3',
  'oidc-id-token': 'I',
  'rfc9068-access-token': 'A',
  'browser-session': 'B',
  api: 'P',
}

/** On a terminal that is too narrow for the words, letters stand for severities. */
function asTable(rules: readonly Rule[], presets: readonly PresetName[], columns = Infinity): string {
  const longest = Math.max(...rules.map(({ id }) => id.length))
  const narrow = presets.length > 1 && columns < longest + 2 + presets.length * 7
  const headOf = narrow ? tinyNames : shortNames
  const word = (setting: RuleSetting): string => (narrow ? letters[setting] : setting)
  const headings = { rule: 'rule', ...Object.fromEntries(presets.map((preset) => [preset, presets.length === 1 ? preset : headOf[preset]])) }
  const rows = rules.map((rule) => ({ rule: rule.id, ...Object.fromEntries(presets.map((preset) => [preset, word(presetSeverity(rule, preset))])) }))
  const lines = drawTable<string>({ headings, rows, breakable: [], brush: () => asItIs }, Infinity, { faint: asItIs }) ?? []
  const names = presets.map((preset) => `${headOf[preset]} = ${preset}`).join(', ')
  const severities = Object.entries(letters).map(([setting, letter]) => `${letter} = ${setting}`).join(', ')
  const legend = presets.length === 1 ? '' : `\n${wrap(narrow ? `${severities}; ${names}` : names, Math.min(columns, 120)).join('\n')}\n`
  return `${lines.join('\n')}\n${legend}${count(rules.length, 'rule')}. authlint explain <rule> says more about one.\n`
}

const asItIs = (line: string): string => line
