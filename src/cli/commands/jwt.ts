import { existsSync } from 'node:fs'
import { AuthlintError, type ExitStatus } from '../../core/errors.ts'
import { readPieces } from '../../inputs/read.ts'
import { notAToken, tokensIn, tokensInArgument } from '../../inputs/token-input.ts'
import type { FoundToken } from '../../jwt/find.ts'
import { gatherFacts } from '../../jwt/gather-facts.ts'
import type { JwtFacts } from '../../jwt/facts.ts'
import { parseJwt, type ParsedJwt } from '../../jwt/jwt.ts'
import { makeJwt } from '../../jwt/make.ts'
import { TokenLedger } from '../../jwt/token-set.ts'
import { jwtRules } from '../../rules/jwt/index.ts'
import { tryPartCommand, type Arguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import { conduct, startRun } from '../run.ts'
import { readSetup } from '../setup.ts'
import { tokenWishes } from '../token-options.ts'

/** `authlint jwt`: decode, verify and lint tokens. */
export async function run(given: Arguments, io: Io): Promise<ExitStatus> {
  const { options } = given
  const setup = await readSetup(options, io)
  const { config } = setup
  const inputs = inputsOf(given, io)
  const { keys, policy } = await tokenWishes(options, config, io)
  const tryWordlists = await wordlists(options.all('wordlist'))
  const run = await startRun('jwt', setup, io, jwtRules, policy)
  const crack = !options.flag('no-crack')

  const examination = { keys, policy: run.policy, crack }
  const ledger = new TokenLedger()
  const judgeToken = (parsed: ParsedJwt, facts: JwtFacts) => {
    ledger.add(parsed, facts)
    run.judge(makeJwt(run.nextId('jwt'), parsed, run.policy, run.now, facts))
  }

  return conduct(run, async () => {
    for (const input of inputs) {
      try {
        for (const { excerpt, carrier, undone } of input((name, pieces) => run.watch(name, pieces))) {
          const parsed = parseJwt(excerpt, carrier, undone)
          if (parsed.serialization !== 'jwe' || keys.keys.length === 0) {
            const facts = gatherFacts(parsed, examination)
            judgeToken(parsed, tryWordlists ? await tryWordlists(parsed, facts) : facts)
            continue
          }
          const { openJwe } = await import('../../jwt/open-jwe.ts')
          const { facts, inner } = await openJwe(parsed, examination)
          judgeToken(parsed, facts)
          if (inner) judgeToken(inner.parsed, inner.facts)
        }
      } catch (error) {
        if (!(error instanceof AuthlintError)) throw error
        run.problem(error)
      }
    }
    if (ledger.isFull) run.note('more tokens than can be held against each other: some reuse of jti or nonces may have gone unseen')
    if (ledger.subject) run.judge(ledger.subject)
  })
}

/** Tries the words of files on HMAC tokens that nothing else has explained; undefined when there are none to try. */
async function wordlists(paths: readonly string[]): Promise<((parsed: ParsedJwt, facts: JwtFacts) => Promise<JwtFacts>) | undefined> {
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

type Watch = (name: string, pieces: Iterable<string>) => Iterable<string>

/** One sequence of tokens an operand; standard input when there is none and something is piped in. */
function inputsOf({ operands, options }: Arguments, io: Io): ((watch: Watch) => Iterable<FoundToken>)[] {
  if (operands.length === 0 && io.stdin.isTerminal) {
    throw new AuthlintError('USAGE', 'no token given', 'Paste one as argument, pipe it in, or name a file: authlint jwt eyJ..., authlint jwt @token.txt. authlint jwt --help shows more.')
  }
  const stdinName = options.one('stdin-filename') ?? 'stdin'
  const pieces = (name: string, read: () => Iterable<string>) => (watch: Watch) => tokensIn(name, watch(name, read()))
  return (operands.length === 0 ? ['-'] : operands).map((operand, i) => {
    if (operand === '-') return pieces(stdinName, () => io.stdin.pieces())
    if (operand.startsWith('@')) return pieces(operand.slice(1), () => readPieces(operand.slice(1)))
    const name = `argument ${i + 1}`
    const pasted = tokensInArgument(name, operand)
    if (pasted) return () => pasted
    return operand.length < 4096 && existsSync(operand) ? pieces(operand, () => readPieces(operand)) : () => failing(notAToken(name, operand))
  })
}

// eslint-disable-next-line require-yield
function* failing(error: AuthlintError): Generator<FoundToken> {
  throw error
}
