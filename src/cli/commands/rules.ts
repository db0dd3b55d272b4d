import { exitStatus, type ExitStatus } from '../../core/errors.ts'
import { presetNames, type PresetName, type Rule } from '../../core/rule.ts'
import { count } from '../../core/text.ts'
import { presetSeverity } from '../../engine/settings.ts'
import { subjectKinds } from '../../core/subject.ts'
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
  io.stdout.write(format === 'json' ? asJson(rules, presets) : format === 'markdown' ? rulesMarkdown(rules, presets) : await asTable(rules, presets))
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

async function asTable(rules: readonly Rule[], presets: readonly PresetName[]): Promise<string> {
  const { default: Table } = await import('cli-table3')
  const table = new Table({
    head: ['rule', ...presets.map((preset) => (presets.length === 1 ? preset : shortNames[preset]))],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    chars: { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' ' },
  })
  for (const rule of rules) table.push([rule.id, ...presets.map((preset) => presetSeverity(rule, preset))])
  const legend = presets.length === 1 ? '' : `\n${presets.map((preset) => `${shortNames[preset]} = ${preset}`).join(', ')}\n`
  return `${table.toString()}\n${legend}${count(rules.length, 'rule')}. authlint explain <rule> says more about one.\n`
}
