import { AuthlintError, exitStatus, type ExitStatus } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import { referenceUrl } from '../../core/reference.ts'
import { presetNames, type Rule } from '../../core/rule.ts'
import { visible } from '../../core/text.ts'
import { presetSeverity } from '../../engine/settings.ts'
import { rules } from '../../rules/index.ts'
import type { Arguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import { terminalOf } from '../terminal.ts'
import { wrap } from '../../core/wrap.ts'

/** `authlint explain <rule>`: everything there is to say about a rule. */
export function run({ operands, options }: Arguments, io: Io): ExitStatus {
  const [id] = operands
  if (id === undefined) throw new AuthlintError('USAGE', 'which rule?', 'authlint explain jwt/alg-none. authlint rules lists them all.')
  const { columns } = terminalOf(io.stdout, options.one('color'), io.env)
  io.stdout.write(explanation(ruleNamed(id), Math.min(columns, 100)))
  return exitStatus.pass
}

/** The full id, or its last part when only one rule ends so. */
function ruleNamed(id: string): Rule {
  const found = rules.filter((rule) => rule.id === id || rule.id.endsWith(`/${id}`))
  if (found.length === 1 && found[0]) return found[0]
  if (found.length > 1) throw new AuthlintError('USAGE', `"${visible(id, 60)}" names several rules`, `Say which: ${found.map((rule) => rule.id).join(', ')}.`)
  const near = nearest(id, rules.map((rule) => rule.id)) ?? nearest(id, rules.map((rule) => rule.id.split('/')[1] ?? ''))
  throw new AuthlintError('USAGE', `there is no rule "${visible(id, 60)}"`, `${near ? `Did you mean ${near}? ` : ''}authlint rules lists them all.`)
}

function explanation(rule: Rule, columns: number): string {
  const { meta } = rule
  const paragraph = (text: string) => `${wrap(text, columns - 2).map((line) => `  ${line}`).join('\n')}\n`
  const section = (title: string, body: string) => `\n${title}\n${body}`
  const severities = new Map<string, string[]>()
  for (const preset of presetNames) {
    const severity = presetSeverity(rule, preset)
    severities.set(severity, [...(severities.get(severity) ?? []), preset])
  }
  const options = Object.entries(rule.defaults)
  return [
    `${rule.id}\n${paragraph(meta.summary)}`,
    section('Why it matters', paragraph(meta.rationale)),
    section('What to do', paragraph(meta.remediation)),
    meta.notes ? section('When it is silent', paragraph(meta.notes)) : '',
    section('What it says', Object.values(meta.messages).map((message) => paragraph(message)).join('')),
    meta.examples.bad.length > 0 ? section('Reported', meta.examples.bad.map((code) => `  ${visible(code)}\n`).join('')) : '',
    meta.examples.good.length > 0 ? section('Not reported', meta.examples.good.map((code) => `  ${visible(code)}\n`).join('')) : '',
    section('Severity', [...severities].map(([severity, presets]) => paragraph(`${severity}: ${presets.join(', ')}`)).join('') + paragraph(`Confidence: ${meta.confidence}. Since ${meta.since}.`)),
    options.length > 0 ? section('Options', options.map(([name, value]) => paragraph(`${name}: ${JSON.stringify(value)}`)).join('')) : '',
    section('References', meta.references.map((reference) => `  ${reference}${referenceUrl(reference) ? `\n    ${referenceUrl(reference)}` : ''}\n`).join('')),
  ].join('')
}
