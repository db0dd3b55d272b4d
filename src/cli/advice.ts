// A recommendation as text, Markdown and JSON.
import type { Advice } from '../advise/advise.ts'
import { designs, type Change, type Decision } from '../advise/framework.ts'
import { partTitles, type Part, type Practice } from '../advise/practices.ts'
import { answered, labelOf, questions } from '../advise/questions.ts'
import { referenceUrl } from '../core/reference.ts'
import type { Terminal } from '../core/report.ts'
import { list } from '../core/text.ts'
import { formatDuration } from '../core/time.ts'
import { wrap } from '../core/wrap.ts'

/** Answers as options of the command line. */
export const flagsOf = (answers: Readonly<Partial<Record<string, string | readonly string[]>>>): string =>
  questions.flatMap(({ name }) => (answers[name] === undefined ? [] : [`--${name} ${[answers[name]].flat().join(',')}`])).join(' ')

const commandOf = ({ answers }: Advice): string => `authlint advise ${flagsOf(Object.fromEntries(answered(answers).map(({ question, values }) => [question.name, values])))}`

/** When access ends that was revoked. */
const endsWords = ({ lagSeconds, revocationCheck }: Decision): string =>
  lagSeconds === 0
    ? 'After a logout or a ban, access ends with the next request.'
    : `After a logout or a ban, access ends within ${formatDuration(lagSeconds)}${revocationCheck === 'sensitive-actions' ? '; for sensitive actions, at once' : ''}.`

/** The answers that decided, and what they say. */
const deciding = ({ answers, decision }: Advice): readonly (readonly [flag: string, meaning: string])[] =>
  answered(answers)
    .filter(({ question }) => decision.decidedBy.includes(question.name))
    .flatMap(({ question: { name }, values }) => values.map((value) => [`--${name} ${value}`, labelOf(name, value)] as const))

const changeWords = ({ question: { name }, values, how }: Change): string =>
  ({ instead: `--${name} ${list(values, 'or')}`, added: `${list(values, 'or')} added to --${name}`, removed: `--${name} without ${list(values, 'or')}` })[how]

const checkWords = ({ visibility, rules }: Practice): string =>
  ({ checked: rules.join(', '), later: 'visible from outside, but no rule of this version looks at it', 'not-visible': 'not visible from outside' })[visibility]

const partsOf = (practices: readonly Practice[]): readonly (readonly [Part, readonly Practice[]])[] =>
  [...new Set(practices.map(({ part }) => part))].map((part) => [part, practices.filter((practice) => practice.part === part)])

const nothingChanges = 'No other answer to a single question would change it.'
const deferredWords = ({ deferred }: Decision): string | undefined => deferred && `Otherwise it would be: ${designs[deferred].short}.`
const placeholderWords = 'Put your own addresses in place of those at example.com.'

export function adviceJson(advice: Advice): string {
  const { answers, decision, changes, conditions, costs, practices, corrections, configurations } = advice
  const { design, rule, why, decidedBy, deferred, ...rest } = decision
  const value = {
    answers,
    recommendation: { design, title: designs[design].title, summary: designs[design].summary, ...rest },
    why: { rule, text: why, decidedBy, ...(deferred ? { deferred } : {}) },
    changes: changes.map(({ question, values, how, design: leadsTo }) => ({ question: question.name, values, how, design: leadsTo })),
    conditions,
    costs,
    checklist: practices,
    corrections,
    configurations,
    command: commandOf(advice),
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

const widestPage = 100

export async function adviceText(advice: Advice, terminal: Terminal): Promise<string> {
  const { paintFor } = await import('../reporters/paint.ts')
  const { strong, faint, tone } = paintFor(terminal)
  const columns = Math.min(terminal.columns, widestPage)
  const { decision, changes, conditions, costs, practices, corrections, configurations } = advice
  const { title, summary } = designs[decision.design]

  /** Prose behind a lead, continued under itself. */
  const hanging = (lead: string, text: string, paint = (line: string) => line): string[] =>
    wrap(text, columns - lead.length).map((line, i) => `${i === 0 ? lead : ' '.repeat(lead.length)}${paint(line)}`)
  const items = (texts: readonly string[]): string[] => texts.flatMap((text) => hanging('  - ', text))
  const section = (heading: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', strong(heading), ...lines])
  /** Two columns, or one above the other where the first is wide. */
  const pairs = (rows: readonly (readonly [string, string])[]): string[] => {
    const widest = Math.max(...rows.map(([first]) => first.length))
    return rows.flatMap(([first, second]) => (widest <= columns / 2 - 6 ? hanging(`  ${first.padEnd(widest)}  `, second) : [`  ${first}`, ...hanging('      ', second)]))
  }

  return [
    '',
    tone.good(title),
    ...hanging('  ', summary),
    ...hanging('  ', endsWords(decision)),
    ...section('Why', [...hanging('  ', decision.why), ...hanging('  ', deferredWords(decision) ?? ''), '  Decided by:', ...pairs(deciding(advice)).map((line) => `  ${line}`)].filter((line) => line.trim() !== '')),
    ...section('What would change it', changes.length === 0 ? hanging('  ', nothingChanges) : pairs(changes.map((change) => [changeWords(change), designs[change.design].short]))),
    ...section('What goes with it', items(conditions)),
    ...section('What it costs', items(costs)),
    ...section('Checklist', partsOf(practices).flatMap(([part, entries]) => [`  ${partTitles[part]}`, ...entries.flatMap((practice) => [...hanging('  [ ] ', practice.text), ...hanging('      ', checkWords(practice), faint)])])),
    ...section('Often said, and wrong', corrections.flatMap(({ said, text, reference }) => [...hanging('  - ', `"${said}"`), ...hanging('    ', `${text}${reference ? ` (${reference})` : ''}`)])),
    ...section('Configuration', [
      ...hanging('  ', placeholderWords),
      ...configurations.flatMap(({ file, judges, command, config }) => ['', `  ${strong(file)}, for ${judges}:`, ...JSON.stringify(config, null, 2).split('\n').map((line) => `    ${line}`), `  ${faint(`$ ${command}`)}`]),
    ]),
    ...section('The same again, without questions', [`  ${commandOf(advice)}`]),
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}

export function adviceMarkdown(advice: Advice): string {
  const { decision, changes, conditions, costs, practices, corrections, configurations } = advice
  const { title, summary } = designs[decision.design]
  const items = (texts: readonly string[]): string => texts.map((text) => `- ${text}`).join('\n')
  const section = (heading: string, ...blocks: readonly (string | undefined)[]): string[] => {
    const filled = blocks.filter(Boolean) as string[]
    return filled.length === 0 ? [] : [`## ${heading}`, ...filled]
  }
  const reference = (name: string): string => (referenceUrl(name) ? `[${name}](${referenceUrl(name)})` : name)
  const check = (practice: Practice): string => (practice.visibility === 'checked' ? practice.rules.map((id) => `\`${id}\``).join(', ') : `*${checkWords(practice)}*`)
  return `${[
    `# ${title}`,
    `${summary} ${endsWords(decision)}`,
    ...section('Why', [decision.why, deferredWords(decision)].filter(Boolean).join(' '), deciding(advice).map(([flag, meaning]) => `- \`${flag}\`: ${meaning}`).join('\n')),
    ...section('What would change it', changes.length === 0 ? nothingChanges : changes.map((change) => `- \`${changeWords(change)}\`: ${designs[change.design].short}`).join('\n')),
    ...section('What goes with it', items(conditions)),
    ...section('What it costs', items(costs)),
    '## Checklist',
    ...partsOf(practices).flatMap(([part, entries]) => [`### ${partTitles[part]}`, entries.map((practice) => `- [ ] ${practice.text}  \n      ${check(practice)}`).join('\n')]),
    ...section('Often said, and wrong', corrections.map(({ said, text, reference: name }) => `- "${said}"  \n  ${text}${name ? ` (${reference(name)})` : ''}`).join('\n')),
    ...section('Configuration', placeholderWords),
    ...configurations.flatMap(({ file, judges, command, config }) => [`\`${file}\`, for ${judges}:`, `\`\`\`json\n${JSON.stringify(config, null, 2)}\n\`\`\``, `\`\`\`sh\n${command}\n\`\`\``]),
    `Made by \`${commandOf(advice)}\``,
  ].join('\n\n')}\n`
}
