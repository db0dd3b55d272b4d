import { AuthlintError, exitStatus, LostWorker, RuleFailure, type ExitStatus } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { shownOperand } from '../inputs/shown-operand.ts'
import { parseArguments, tryPartCommand, workerWord, type Arguments } from './arguments.ts'
import { ClosedPipe, type Io } from './io.ts'
import { commandNamed, type CommandSpec } from './options.ts'
import { version } from './version.ts'

type Run = (given: Arguments, io: Io) => Promise<ExitStatus> | ExitStatus

/** Each command is loaded when it is called for. */
const implementations: Readonly<Record<string, () => Promise<{ run: Run }>>> = {
  jwt: () => import('./commands/jwt.ts'),
  cookie: () => import('./commands/cookie.ts'),
  scan: () => import('./commands/scan.ts'),
  jwks: () => import('./commands/jwks.ts'),
  explain: () => import('./commands/explain.ts'),
  rules: () => import('./commands/rules.ts'),
  init: () => import('./commands/init.ts'),
  completion: () => import('./commands/completion.ts'),
  advise: () => import('./commands/advise.ts'),
}

/** Runs one command line and says how it ended. Never throws, never ends the process. */
export async function main(words: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.pass
  try {
    status = await dispatch(words, io)
    io.stdout.flush()
    return status
  } catch (error) {
    if (error instanceof ClosedPipe) return status
    try {
      io.stdout.flush()
      return failure(error, words, io)
    } catch {
      // Standard error is closed as well: there is nobody left to tell.
      return exitStatus.internal
    }
  }
}

async function dispatch(words: readonly string[], io: Io): Promise<ExitStatus> {
  const [first, ...rest] = words
  if (first === '--version' || first === '-V') {
    io.stdout.write(`${version}\n`)
    return exitStatus.pass
  }
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const { help } = await import('./help.ts')
    const wanted = first === 'help' ? rest[0] : undefined
    const stream = first === undefined ? io.stderr : io.stdout
    stream.write(help(wanted === undefined ? undefined : await specOf(wanted), stream.columns))
    return first === undefined ? exitStatus.usage : exitStatus.pass
  }
  if (first === tryPartCommand) {
    const { tryPart } = await import('../inputs/wordlist.ts')
    io.stdout.write(tryPart([...io.stdin.pieces()].join('')))
    return exitStatus.pass
  }
  if (first === 'jwt' && rest[0] === workerWord && !(await import('node:worker_threads')).isMainThread) return (await import('./commands/jwt.ts')).judgeParts(io)
  const spec = await specOf(first, rest)
  if (rest.includes('--help') || rest.includes('-h')) {
    const { help } = await import('./help.ts')
    io.stdout.write(help(spec, io.stdout.columns))
    return exitStatus.pass
  }
  let given: Arguments
  try {
    given = parseArguments(spec, rest)
  } catch (error) {
    const { withSuggestion } = await import('./help.ts')
    throw withSuggestion(error, spec, rest)
  }
  if (given.options.flag('print-config')) return (await import('./print-config.ts')).printConfig(given.options, io)
  const implementation = implementations[spec.name]
  if (!implementation) throw new Error(`no implementation of ${spec.name}`)
  return (await implementation()).run(given, io)
}

async function specOf(name: string, rest: readonly string[] = []): Promise<CommandSpec> {
  const spec = commandNamed(name)
  if (spec) return spec
  const { commandHint } = await import('./suggest.ts')
  // Of an option no more than its name: what follows may be a secret.
  const word = name.startsWith('-') ? (/^(?:--[\w-]{1,40}|-\w?)/.exec(name)?.[0] ?? '-') : name
  throw new AuthlintError('USAGE', `there is no command "${shownOperand(word)}"`, commandHint(word, rest))
}

/** Whose fault it is, and what to do. */
function whatFailed(error: unknown, message: string): string {
  if (error instanceof RuleFailure) return `${message}\n  The fault is in that rule, not in your input. Nothing was judged by this run.\n`
  if (error instanceof LostWorker) return `${message}\n  ${error.hint} What was judged by this run is not all.\n`
  return (
    `internal error: ${message}\n` +
    `  This is a bug in authlint ${version} (Node ${process.version}), not in your input. Nothing was judged by this run.\n` +
    '  Report it at https://github.com/authlint/authlint/issues with the command line, but without the token or cookie.\n'
  )
}

function failure(error: unknown, words: readonly string[], io: Io): ExitStatus {
  if (error instanceof AuthlintError) {
    io.stderr.write(`authlint: ${visible(error.message, 2000)}\n${error.hint ? `  ${error.hint}\n` : ''}`)
    return error.exitStatus
  }
  const { message, stack } = error instanceof RuleFailure && error.cause instanceof Error ? { message: error.message, stack: error.cause.stack } : error instanceof Error ? error : new Error(String(error))
  io.stderr.write(
    `authlint: ${whatFailed(error, visible(message, 500))}` +
      (words.includes('--debug') ? `${visible(stack ?? '', 8000).replaceAll('\\n', '\n')}\n` : '  --debug prints where it happened.\n'),
  )
  return exitStatus.internal
}
