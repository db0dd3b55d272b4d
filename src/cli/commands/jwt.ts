import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { AuthlintError, exitStatus, type ExitStatus } from '../../core/errors.ts'
import { count } from '../../core/text.ts'
import { readPieces } from '../../inputs/read.ts'
import { notAToken, tokensInArgument } from '../../inputs/token-input.ts'
import type { FoundToken } from '../../jwt/find.ts'
import { TokenLedger } from '../../jwt/token-set.ts'
import { likeliestGuesses, oneIn } from '../../jwt/weak-secrets.ts'
import { jwtRules } from '../../rules/jwt/index.ts'
import { tryPartCommand, type Arguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import type { TokenJobs } from '../jobs/token-jobs.ts'
import { conduct, startRun } from '../run.ts'
import { readSetup } from '../setup.ts'
import { TokenJudge, type Inquiry } from '../token-judge.ts'
import { tokenWishes } from '../token-options.ts'
import { judgeStream } from '../token-stream.ts'
import { wholeNumber } from '../values.ts'

/** `authlint jwt`: decode, verify and lint tokens. */
export async function run(given: Arguments, io: Io): Promise<ExitStatus> {
  const { words, options } = given
  const setup = await readSetup(options, io)
  const { config } = setup
  const inputs = inputsOf(given, io)
  const { keys, policy } = await tokenWishes(options, config, io)
  const inquire = await wordlists(options.all('wordlist'))
  const run = await startRun('jwt', setup, io, jwtRules, policy)
  const ledger = new TokenLedger()
  const judge = new TokenJudge(run, { keys, policy: run.policy, crack: !options.flag('no-crack') }, { note: (entry) => ledger.record(entry), inquire })
  const flush = () => io.stdout.flush()
  const wanted = options.one('jobs') === undefined ? undefined : wholeNumber('--jobs', options.one('jobs') ?? '', 1)
  const threads = () => wanted ?? availableParallelism()
  let jobs: TokenJobs | undefined
  const start = async (): Promise<TokenJobs> => {
    const { TokenJobs: Jobs } = await import('../jobs/token-jobs.ts')
    return (jobs ??= new Jobs(threads(), words, run.divisibleFormat ?? 'ndjson', io, { run, keys, ledger, flush }))
  }

  return conduct(run, async () => {
    try {
      for (const input of inputs) {
        try {
          if ('found' in input) await judge.tokens(input.found())
          else await judgeStream(input.name, input.read(), { run, judge, jobs: !inquire && threads() > 1 ? start : undefined, flush })
        } catch (error) {
          if (!(error instanceof AuthlintError)) throw error
          run.problem(error)
        }
      }
      await jobs?.finish()
    } finally {
      jobs?.close()
    }
    const spared = judge.spared + (jobs?.spared ?? 0)
    if (spared > 0) run.note(`${count(spared, 'token')} of a long list tried with the ${likeliestGuesses} likeliest secrets only, one in ${oneIn} with all`)
    if (ledger.isFull) run.note('more tokens than can be compared with each other: some reuse of jti or nonces may have gone unseen')
    if (ledger.subject) run.judge(ledger.subject)
  })
}

/** Tries the words of files on HMAC tokens that nothing else has explained; undefined when there are none to try. */
async function wordlists(paths: readonly string[]): Promise<Inquiry | undefined> {
  if (paths.length === 0) return undefined
  const [{ checkWordlist, tryWordlistFile }, { wordlistTarget }] = await Promise.all([import('../../inputs/wordlist.ts'), import('../../jwt/wordlist.ts')])
  for (const path of paths) checkWordlist(path)
  return async (parsed, facts) => {
    const target = facts.signature.status === 'valid' || facts.weakSecret || facts.publicKeyAsSecret ? undefined : wordlistTarget(parsed)
    if (!target) return facts
    for (const path of paths) {
      const weakSecret = await tryWordlistFile(target, path, [process.argv[1] ?? '', tryPartCommand])
      if (weakSecret) return { ...facts, weakSecret }
    }
    return facts
  }
}

type Input = { readonly found: () => Iterable<FoundToken> } | { readonly name: string; readonly read: () => ReturnType<Io['stdin']['pieces']> }

/** What each operand holds; standard input when there is none and something is piped in. */
function inputsOf({ operands, options }: Arguments, io: Io): readonly Input[] {
  if (operands.length === 0 && io.stdin.isTerminal) {
    throw new AuthlintError('USAGE', 'no token given', 'Paste it as an argument (authlint jwt eyJ...), name a file (authlint jwt @token.txt), or pipe it in. authlint jwt --help shows more.')
  }
  const file = (path: string): Input => ({ name: path, read: () => readPieces(path) })
  const isScheme = (operand: string, i: number) => i < operands.length - 1 && /^(?:authorization:|bearer|dpop)$/i.test(operand) && !existsSync(operand)
  return (operands.length === 0 ? ['-'] : operands).flatMap((operand, i): Input | readonly Input[] => {
    // `Bearer eyJ...` without quotation marks comes as two words.
    if (isScheme(operand, i)) return []
    if (operand === '-') return { name: options.one('stdin-filename') ?? 'stdin', read: () => io.stdin.pieces() }
    if (operand.startsWith('@')) return file(operand.slice(1))
    const name = `argument ${i + 1}`
    const pasted = tokensInArgument(name, operand)
    if (pasted) return { found: () => pasted }
    return operand.length < 4096 && existsSync(operand) ? file(operand) : { found: () => failing(notAToken(name, operand)) }
  })
}

// eslint-disable-next-line require-yield
function* failing(error: AuthlintError): Generator<FoundToken> {
  throw error
}

/** In a thread that was started to judge parts of the input. */
export async function judgeParts(io: Io): Promise<ExitStatus> {
  const { judgeParts: judge } = await import('../jobs/token-jobs.ts')
  await judge(io)
  return exitStatus.pass
}
