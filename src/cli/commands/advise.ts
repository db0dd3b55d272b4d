import { advise } from '../../advise/advise.ts'
import { applies, questions, type Answers, type Question } from '../../advise/questions.ts'
import { AuthlintError, exitStatus, type ExitStatus } from '../../core/errors.ts'
import { ruleIds } from '../../rules/ids.ts'
import { adviceJson, adviceMarkdown, adviceText, flagsOf } from '../advice.ts'
import { oneOf, type Arguments, type Options } from '../arguments.ts'
import { dialogue, type Streams } from '../dialogue.ts'
import type { Io } from '../io.ts'
import { terminalOf } from '../terminal.ts'
import { commaSeparated } from '../values.ts'

type Given = Partial<Record<Question['name'], readonly string[]>>

/** `authlint advise`: sessions, tokens or both? */
export async function run({ operands, options }: Arguments, io: Io, streams: Streams = { input: process.stdin, output: process.stdout }): Promise<ExitStatus> {
  if (operands[0] !== undefined) throw new AuthlintError('USAGE', 'authlint advise takes no input, only answers', 'authlint advise asks for them on a terminal; authlint advise --help lists them as options.')
  const terminal = terminalOf(io.stdout, options.one('color'), io.env)
  const format = options.one('format') ?? 'text'
  const given = flags(options)
  const missing = missingFrom(given)
  if (missing.length > 0 && !(io.stdin.isTerminal && io.stdout.isTerminal)) throw incomplete(missing)
  const answers = missing.length > 0 ? await asked(given, streams, Math.min(terminal.columns, 100)) : given
  const advice = advise(complete(answers), new Set(ruleIds))
  io.stdout.write(format === 'json' ? adviceJson(advice) : format === 'markdown' ? adviceMarkdown(advice) : await adviceText(advice, terminal))
  return exitStatus.pass
}

function flags(options: Options): Given {
  const entries = questions.map(({ name, choices }) => [name, commaSeparated(options.all(name)).map((value) => oneOf<string>(`--${name}`, value, choices.map((choice) => choice.value)))] as const)
  return Object.fromEntries(entries.filter(([, values]) => values.length > 0).map(([name, values]) => [name, [...new Set(values)]]))
}

/** Who the clients are decides what else has to be answered; while they are unknown, everything. */
function missingFrom(given: Given): readonly Question[] {
  const clients = (given.clients ?? []) as Answers['clients']
  return questions.filter((question) => given[question.name] === undefined && (clients.length === 0 || applies(question, { clients })))
}

function incomplete(missing: readonly Question[]): AuthlintError {
  const unknownClients = missing.some(({ name }) => name === 'clients')
  const forms = missing.map(({ name, choices, browsersOnly }) => `  --${name} ${choices.map(({ value }) => value).join('|')}${browsersOnly && unknownClients ? ' (for browsers)' : ''}`)
  return new AuthlintError('USAGE', `no recommendation without ${missing.map(({ name }) => `--${name}`).join(', ')}`, `Here is no terminal to ask on, so add:\n${forms.map((form) => `  ${form}`).join('\n')}`)
}

/** Asks for what is missing, until all is known. */
async function asked(given: Given, streams: Streams, columns: number): Promise<Given> {
  const talk = dialogue(streams)
  try {
    let answers = given
    for (let [next] = missingFrom(answers); next; [next] = missingFrom(answers)) {
      const values = await talk.ask(next, columns)
      if (!values) throw new AuthlintError('USAGE', 'left before the last question: there is no recommendation', Object.keys(answers).length > 0 ? `What was answered so far: authlint advise ${flagsOf(answers)}` : undefined)
      answers = { ...answers, [next.name]: values }
    }
    return answers
  } finally {
    talk.end()
  }
}

/** Every value was checked against the choices of its question. */
const complete = (answers: Given): Answers => {
  const clients = (answers.clients ?? []) as Answers['clients']
  return Object.fromEntries(questions.filter((question) => applies(question, { clients })).map(({ name, several }) => [name, several ? answers[name] : answers[name]?.[0]])) as unknown as Answers
}
