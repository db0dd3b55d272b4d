// Help and usage errors, through commander: it is loaded only when something has to be said.
import { Command, CommanderError, Option } from 'commander'
import { AuthlintError } from '../core/errors.ts'
import { wrap } from '../core/wrap.ts'
import { commands, type CommandSpec } from './options.ts'
import { optionHint } from './suggest.ts'
import { version } from './version.ts'

const statuses = 'Exit status: 0 the gate passes, 1 a finding at or above --fail-on, 2 wrong usage or configuration, 3 the check could not be done, 70 an internal error.'

/** Help for one command, or for the whole, in at most as many columns. */
export function help(spec?: CommandSpec, columns = 100): string {
  const program = spec ? subcommand(spec) : root()
  const width = Math.max(50, Math.min(columns, 100))
  // Each command has its own; of the whole, the first of each is enough, without what it says beside it.
  const lines = spec ? spec.examples.map((line) => example(line, width)) : commands.map(({ examples: [first = ''] }) => `  ${first.replace(/ {3,}.*/, '')}\n`)
  return `${program.configureHelp({ helpWidth: width, minWidthToWrap: 20 }).helpInformation()}\nExamples:\n${lines.join('')}\n${wrap(statuses, width).join('\n')}\n`
}

/** A command and what it does, beside it or, where that is too wide, above it. */
function example(line: string, width: number): string {
  const [command = '', comment] = line.split(/ {3,}/)
  return comment === undefined || line.length + 2 <= width ? `  ${line}\n` : `  # ${comment}\n  ${command}\n`
}

function root(): Command {
  const program = new Command('authlint')
    .usage('<command> [options]')
    .description(`authlint ${version}: decodes, verifies and lints JWTs, judges Set-Cookie headers as a browser would.`)
    .option('-V, --version', 'print the version')
  for (const spec of commands) program.addCommand(subcommand(spec).name(spec.name).helpGroup(judges(spec) ? 'What is judged:' : 'What helps:'))
  program.addHelpCommand(new Command('help [command]').description('show help for a command').helpOption(false).helpGroup('What helps:'))
  return program
}

const judges = ({ options }: CommandSpec): boolean => options.some(({ name }) => name === 'fail-on')

function subcommand({ name, operands, summary, options }: CommandSpec): Command {
  const command = new Command(`authlint ${name}`).usage(`${operands ? `${operands} ` : ''}[options]`).description(summary).helpOption(false).exitOverride().allowExcessArguments(true)
  command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
  for (const { name: option, short, value, repeatable, choices, help: text, group } of options) {
    const flags = `${short ? `-${short}, ` : ''}--${option}${value ? ` <${value}>` : ''}`
    const made = new Option(flags, text)
    if (choices) made.choices(choices)
    if (repeatable) made.argParser((word: string, before: string[] | undefined) => [...(before ?? []), word])
    if (group) made.helpGroup(`${group}:`)
    command.addOption(made)
  }
  return command
}

/** Turns a parser's complaint into one that says what was probably meant. */
export function withSuggestion(error: unknown, spec: CommandSpec, words: readonly string[]): unknown {
  if (!(error instanceof AuthlintError) || error.hint) return error
  try {
    subcommand(spec).parse([...words], { from: 'user' })
  } catch (complaint) {
    if (!(complaint instanceof CommanderError)) return error
    const [complained = '', ...more] = complaint.message.replace(/^error: /, '').split('\n')
    // What follows the name may be a secret.
    const unknown = /^unknown option '(--[\w-]+|-[\w-]+)/.exec(complained)?.[1]
    const isFlag = spec.options.some(({ name }) => `--${name}` === unknown)
    const lacking = /^option '(?:-\w, )?(--[\w-]+)(?: <[^']*)?' argument missing/.exec(complained)?.[1]
    const message = lacking ? `${lacking} needs a value` : unknown ? (isFlag ? `${unknown} takes no value` : `unknown option ${unknown.startsWith('--') ? unknown : unknown.slice(0, 2)}`) : complained
    const hint = isFlag ? undefined : unknown === undefined ? more.join(' ').replace(/[()]/g, '') || undefined : optionHint(unknown, spec)
    return new AuthlintError('USAGE', message, `${hint ? `${hint} ` : ''}authlint ${spec.name} --help lists the options.`)
  }
  return error
}
