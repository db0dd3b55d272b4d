import { existsSync } from 'node:fs'
import { AuthlintError, type ExitStatus } from '../../core/errors.ts'
import { tokenKinds, type Policy } from '../../core/policy.ts'
import { loadKeyRing } from '../../inputs/key-options.ts'
import { readPieces } from '../../inputs/read.ts'
import { notAToken, tokensIn, tokensInArgument } from '../../inputs/token-input.ts'
import type { FoundToken } from '../../jwt/find.ts'
import { gatherFacts } from '../../jwt/gather-facts.ts'
import type { JwtFacts } from '../../jwt/facts.ts'
import { parseJwt, type ParsedJwt } from '../../jwt/jwt.ts'
import { makeJwt } from '../../jwt/make.ts'
import { TokenLedger } from '../../jwt/token-set.ts'
import { jwtRules } from '../../rules/jwt/index.ts'
import { tryPartCommand, unknownValue, type Arguments, type Options } from '../arguments.ts'
import type { Io } from '../io.ts'
import { conduct, startRun } from '../run.ts'
import { readSetup } from '../setup.ts'
import { commaSeparated, duration } from '../values.ts'

/** `authlint jwt`: decode, verify and lint tokens. */
export async function run(given: Arguments, io: Io): Promise<ExitStatus> {
  const { options } = given
  const setup = await readSetup(options, io)
  const { config } = setup
  const warn = (text: string) => io.stderr.write(`authlint: warning: ${text}\n`)
  const inputs = inputsOf(given, io)
  const expected = policyOf(options)
  const network = { env: io.env, offline: options.flag('offline') }
  const issuer = await discovered(options, network, { ...config.policy, ...expected })
  const sets = [...options.all('jwks'), ...config.keySets, ...issuer.sets]
  const keys = await loadKeyRing({ keys: [...options.all('key'), ...config.keys], sets, secrets: options.all('secret') }, { ...network, warn })
  const tryWordlists = await wordlists(options.all('wordlist'))
  const run = await startRun('jwt', setup, io, jwtRules, { ...issuer.policy, ...expected })
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

/** What `--discover` finds out: where the keys are, and what may be expected. Options that say otherwise count. */
async function discovered(options: Options, network: { env: Io['env']; offline: boolean }, { tokenKind, algorithms }: Partial<Policy>): Promise<{ sets: readonly string[]; policy: Partial<Policy> }> {
  const asked = options.one('discover')
  if (asked === undefined) return { sets: [], policy: {} }
  const { discoverIssuer } = await import('../../inputs/discover.ts')
  const { issuer, keysUrl, idTokenAlgorithms } = await discoverIssuer(asked, network)
  // What the issuer announces may narrow what is accepted, never widen it.
  const announced = tokenKind === 'id-token' && idTokenAlgorithms.length > 0 ? { algorithms: algorithms?.filter((name) => idTokenAlgorithms.includes(name)) ?? idTokenAlgorithms } : {}
  return { sets: [keysUrl], policy: { issuers: [issuer], ...announced } }
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

function policyOf(options: Options): Partial<Policy> {
  const given = (names: readonly string[]) => (names.length > 0 ? names : undefined)
  const kind = options.one('kind')
  const tokenKind = tokenKinds.find((known) => known === kind)
  if (kind !== undefined && !tokenKind) throw unknownValue('--kind', kind, tokenKinds)
  const policy: Record<Exclude<keyof Policy, 'cookies' | 'onlyTheseCookies'>, unknown> = {
    algorithms: given(commaSeparated(options.all('alg'))),
    issuers: given(options.all('iss')),
    audiences: given(options.all('aud')),
    subject: options.one('sub'),
    nonce: options.one('nonce'),
    clientId: options.one('client-id'),
    requiredClaims: given(commaSeparated(options.all('require'))),
    typ: options.one('typ'),
    tokenKind,
    maxAge: options.one('max-age') === undefined ? undefined : duration('--max-age', options.one('max-age') ?? ''),
    clockTolerance: options.one('clock-tolerance') === undefined ? undefined : duration('--clock-tolerance', options.one('clock-tolerance') ?? ''),
    accessToken: options.one('access-token'),
    authorizationCode: undefined,
    state: undefined,
    allowedKeyUrls: undefined,
    allowedClaims: undefined,
    allowUnsecured: options.flag('allow-unsecured') || undefined,
  }
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined)) as Partial<Policy>
}
