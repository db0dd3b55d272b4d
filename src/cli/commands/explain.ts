import { AuthlintError, exitStatus, type ExitStatus } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import { referenceUrl } from '../../core/reference.ts'
import type { Terminal } from '../../core/report.ts'
import { presetNames, type PresetName, type Rule } from '../../core/rule.ts'
import type { RuleSetting } from '../../core/severity.ts'
import { visible } from '../../core/text.ts'
import { wrap } from '../../core/wrap.ts'
import { frameworkName, frameworks, remedy, type RemedyAspect } from '../../cookie/remedies.ts'
import { presetSeverity } from '../../engine/settings.ts'
import { paintFor } from '../../reporters/paint.ts'
import { rules as builtIn } from '../../rules/index.ts'
import type { Arguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import { readOwnRules } from '../setup.ts'
import { terminalOf } from '../terminal.ts'

/** `authlint explain <rule>`: everything there is to say about a rule. */
export async function run({ operands, options }: Arguments, io: Io): Promise<ExitStatus> {
  if (operands.length === 0) throw new AuthlintError('USAGE', 'no rule given', 'Name one: authlint explain jwt/alg-none. authlint rules lists them all.')
  const write = formats[options.one('format') ?? 'text'] ?? asText
  for (const [i, id] of operands.entries()) {
    // Plugins are programs: they run only for a rule that is not built in.
    const rule = ruleNamed(id, named(id, builtIn).length > 0 ? builtIn : [...builtIn, ...(await readOwnRules(options, io))])
    io.stdout.write((i > 0 ? '\n' : '') + write(rule, terminalOf(io.stdout, options.one('color'), io.env), io.clock()))
  }
  return exitStatus.pass
}

/** The full id, or its last part when only one rule ends so. */
function ruleNamed(id: string, rules: readonly Rule[]): Rule {
  const found = named(id, rules)
  if (found.length === 1 && found[0]) return found[0]
  if (found.length > 1) throw new AuthlintError('USAGE', `"${visible(id, 60)}" names several rules`, `Name one: ${found.map((rule) => rule.id).join(', ')}.`)
  const near = nearest(id, rules.map((rule) => rule.id)) ?? nearest(id, rules.map((rule) => rule.id.split('/')[1] ?? ''))
  const word = id.toLowerCase().replace(/\*$/, '')
  const refers = ({ meta }: Rule) => meta.references.some((reference) => reference.toLowerCase() === word)
  const alike = near || word === '' ? [] : rules.filter((rule) => rule.id.includes(word) || refers(rule)).map((rule) => rule.id)
  const some = alike.length > 0 ? `Rules that match: ${alike.slice(0, 8).join(', ')}${alike.length > 8 ? ' and more' : ''}. ` : ''
  throw new AuthlintError('USAGE', `there is no rule "${visible(id, 60)}"`, `${some}${near ? `Did you mean ${near}? ` : ''}authlint rules lists them all.`)
}

const named = (id: string, rules: readonly Rule[]): readonly Rule[] => rules.filter((rule) => rule.id === id || rule.id.endsWith(`/${id}`))

/** Which setting of a framework mends what a rule is about. */
const aspects: Readonly<Record<string, RemedyAspect>> = {
  'cookie/missing-secure': 'secure',
  'cookie/samesite-none-insecure': 'secure',
  'cookie/partitioned-insecure': 'secure',
  'cookie/missing-httponly': 'httpOnly',
  'cookie/missing-samesite': 'sameSite',
  'cookie/samesite-invalid': 'sameSite',
  'cookie/samesite-none': 'sameSite',
  'cookie/missing-prefix': 'hostOnly',
  'cookie/prefix-violation': 'hostOnly',
  'cookie/domain-wide': 'hostOnly',
  'cookie/session-lifetime-too-long': 'lifetime',
  'cookie/refresh-lifetime-too-long': 'lifetime',
  'cookie/deletion-ineffective': 'deletion',
  'cookie/deletion-keeps-value': 'deletion',
  'cookie/framework-default-name': 'complete',
}

interface Fix {
  /** Key for `--framework`. */
  readonly framework: string
  readonly name: string
  readonly setting: string
}

const fixesOf = ({ id }: Rule): readonly Fix[] => {
  const aspect = Object.hasOwn(aspects, id) ? aspects[id] : undefined
  return frameworks.flatMap((framework) => {
    const setting = aspect && remedy(framework, aspect, 'sid')
    return setting === undefined ? [] : [{ framework, name: frameworkName(framework) ?? framework, setting }]
  })
}

/** Presets by what they make of the rule. */
function severitiesOf(rule: Rule): ReadonlyMap<RuleSetting, readonly PresetName[]> {
  const severities = new Map<RuleSetting, PresetName[]>()
  for (const preset of presetNames) {
    const severity = presetSeverity(rule, preset)
    severities.set(severity, [...(severities.get(severity) ?? []), preset])
  }
  return severities
}

function asText(rule: Rule, terminal: Terminal, now: number): string {
  const { meta } = rule
  const { strong, faint, severity: brushes } = paintFor(terminal)
  const columns = Math.min(terminal.columns, 100)
  const paragraph = (text: string, indent = '  ') => wrap(text, columns - indent.length).map((line) => `${indent}${line}\n`).join('')
  const section = (title: string, body: string) => (body === '' ? '' : `\n${strong(title)}\n${body}`)
  const severity = (setting: RuleSetting) => (setting === 'off' ? faint(setting) : brushes[setting](setting))
  return [
    `${strong(rule.id)}\n${paragraph(meta.summary)}`,
    section('Why it matters', paragraph(meta.rationale)),
    section('What to do', paragraph(meta.remediation)),
    section('In your framework', fixesOf(rule).map(({ name, setting }) => `  ${name}\n${paragraph(setting, '    ')}`).join('')),
    section('When it is silent', meta.notes ? paragraph(meta.notes) : ''),
    section('What it says', Object.values(meta.messages).map((message) => paragraph(message)).join('')),
    section('Reported', meta.examples.bad.map(example).join('')),
    section('Not reported', meta.examples.good.map(example).join('')),
    section('Severity', [...severitiesOf(rule)].map(([setting, presets]) => paragraph(`${setting}: ${presets.join(', ')}`).replace(setting, () => severity(setting))).join('') + paragraph(`Confidence: ${meta.confidence}. Since ${meta.since}.`)),
    section('To accept it for a while', paragraph('In authlint.config.jsonc, which authlint init writes; once the day has passed the finding is back:') + `    "ignore": [\n      ${acceptance(rule, now)}\n    ]\n` + paragraph(`In a text that is judged: # authlint-ignore ${rule.id} -- reason. In one run: --rule ${rule.id}=off. All that is found today: --baseline FILE --update-baseline.`)),
    section('Options', Object.entries(rule.defaults).map(([name, value]) => paragraph(`${name}: ${JSON.stringify(value)}`)).join('')),
    section('References', meta.references.map((reference) => referenceLines(reference, terminal)).join('')),
  ].join('')
}

/** What an entry names subjects by, where it should not be all of them. */
const subjectOf: Readonly<Partial<Record<Rule['meta']['kind'], string>>> = { cookie: 'name of the cookie', jwt: 'https://issuer.example', jwk: 'key id' }

/** An entry for a month, to be copied. */
function acceptance({ id, meta }: Rule, now: number): string {
  const subject = subjectOf[meta.kind]
  const entry = { rule: id, ...(subject === undefined ? {} : { subject }), reason: 'why, and who mends it', until: new Date((now + 30 * 86_400) * 1000).toISOString().slice(0, 10) }
  return JSON.stringify(entry, null, 1).replace(/\n */g, ' ')
}

/** Where the terminal follows links the name is one; elsewhere the address stands below it. */
function referenceLines(reference: string, terminal: Terminal): string {
  const url = referenceUrl(reference)
  const { reference: linked, faint } = paintFor(terminal)
  return terminal.hyperlinks || url === undefined || url === reference ? `  ${linked(reference)}\n` : `  ${reference}\n    ${faint(url)}\n`
}

function asMarkdown(rule: Rule): string {
  const { meta } = rule
  const section = (title: string, body: string) => (body === '' ? '' : `\n## ${title}\n\n${body}`)
  const fenced = (lines: readonly string[]) => (lines.length === 0 ? '' : `\`\`\`text\n${lines.map((line) => `${line}\n`).join('')}\`\`\`\n`)
  const items = (lines: readonly string[]) => lines.map((line) => `- ${line}\n`).join('')
  return [
    `# \`${rule.id}\`\n\n${meta.summary}\n`,
    section('Why it matters', `${meta.rationale}\n`),
    section('What to do', `${meta.remediation}\n`),
    section('In your framework', fixesOf(rule).map(({ name, setting }) => `**${name}**\n\n${fenced([setting])}`).join('\n')),
    section('When it is silent', meta.notes ? `${meta.notes}\n` : ''),
    section('Reported', fenced(meta.examples.bad.map((code) => visible(code)))),
    section('Not reported', fenced(meta.examples.good.map((code) => visible(code)))),
    section('Severity', items([...severitiesOf(rule)].map(([setting, presets]) => `**${setting}**: ${presets.join(', ')}`))),
    section('Options', items(Object.entries(rule.defaults).map(([name, value]) => `\`${name}\`: \`${JSON.stringify(value)}\``))),
    section('References', items(meta.references.map((reference) => (referenceUrl(reference) ? `[${reference}](${referenceUrl(reference)})` : reference)))),
  ].join('')
}

function asJson(rule: Rule): string {
  const { id, meta, defaults } = rule
  const { kind, confidence, since, summary, rationale, remediation, notes, messages, examples, references } = meta
  const severity = Object.fromEntries(presetNames.map((preset) => [preset, presetSeverity(rule, preset)]))
  const addresses = references.map((name) => ({ name, url: referenceUrl(name) ?? null }))
  return `${JSON.stringify({ id, kind, summary, rationale, remediation, frameworks: fixesOf(rule), ...(notes === undefined ? {} : { notes }), messages, examples, severity, confidence, since, options: defaults, references: addresses }, null, 2)}\n`
}

const formats: Readonly<Record<string, (rule: Rule, terminal: Terminal, now: number) => string>> = { text: asText, markdown: asMarkdown, json: asJson }

/** A whole response has several lines, and an empty one in it. */
const example = (code: string): string => `${code.split('\n').map((line) => `  ${visible(line)}`.trimEnd()).join('\n')}\n${code.includes('\n') ? '\n' : ''}`
