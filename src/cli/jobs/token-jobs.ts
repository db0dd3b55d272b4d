// A long list of tokens, judged by several processes; what comes out is the same, in the same order.
import type { Policy } from '../../core/policy.ts'
import { Source } from '../../core/location.ts'
import { findTokens } from '../../jwt/find.ts'
import { packKeys, unpackKeys, type PackedKey } from '../../jwt/pack-keys.ts'
import type { KeyRing } from '../../jwt/keys.ts'
import { TokenLedger, type LedgerEntry } from '../../jwt/token-set.ts'
import { jwtRules } from '../../rules/jwt/index.ts'
import type { Format } from '../../reporters/index.ts'
import { parseArguments, workerWord, type Options } from '../arguments.ts'
import type { Io } from '../io.ts'
import { commandNamed } from '../options.ts'
import { startRun, type Run, type RunOutcome } from '../run.ts'
import { readSetup } from '../setup.ts'
import { TokenJudge } from '../token-judge.ts'
import { answerMessages, WorkerPool } from './pool.ts'

/** What the workers must know to judge as the process that starts them would. */
interface Start {
  readonly kind: 'start'
  /** Of the command line. */
  readonly words: readonly string[]
  readonly format: Format
  readonly now: number
  readonly policy: Policy
  readonly keys: readonly PackedKey[]
}

interface Part {
  readonly kind: 'part'
  readonly name: string
  /** One character an octet. */
  readonly text: string
  readonly firstLine: number
  /** Number of the first token. */
  readonly firstId: number
}

interface Judged {
  readonly written: Uint8Array
  readonly entries: readonly LedgerEntry[]
  /** Tokens that were not tried with every guessable secret. */
  readonly spared: number
}

interface End {
  readonly kind: 'end'
}

/** Judges parts in other processes and passes on what they say, in order. */
export class TokenJobs {
  readonly #pool: WorkerPool
  readonly #run: Run
  readonly #ledger: TokenLedger
  readonly #flush: () => void
  /** Settled when everything before was passed on. */
  #before: Promise<void> = Promise.resolve()
  #failure: Error | undefined
  /** Tokens that were not tried with every guessable secret. */
  spared = 0

  constructor(jobs: number, words: readonly string[], format: Format, { run, keys, ledger, flush }: { run: Run; keys: KeyRing; ledger: TokenLedger; flush: () => void }) {
    this.#run = run
    this.#ledger = ledger
    this.#flush = flush
    const start: Start = { kind: 'start', words, format, now: run.now, policy: run.policy, keys: packKeys(keys) }
    this.#pool = new WorkerPool(jobs, [process.argv[1] ?? '', 'jwt', workerWord])
    void this.#pool.all(start).catch(() => undefined)
  }

  /** Hands on a part with so many tokens; waits while the workers have enough. */
  async judge({ name, text, firstLine }: Source, tokens: number): Promise<void> {
    if (this.#failure) throw this.#failure
    const part: Part = { kind: 'part', name, text, firstLine, firstId: this.#run.passIds('jwt', tokens) }
    const { answer } = await this.#pool.submit(part)
    this.#before = this.#before.then(async () => {
      const { written, entries, spared } = (await answer) as Judged
      if (entries.length !== tokens) throw new Error('a part of the input came back with other tokens')
      for (const entry of entries) this.#ledger.record(entry)
      this.spared += spared
      this.#run.passOn(written)
      this.#flush()
    })
    this.#before.catch((error: Error) => (this.#failure = error))
  }

  /** Waits until all that was handed on is passed on. */
  settled(): Promise<void> {
    return this.#before
  }

  async finish(): Promise<void> {
    await this.#before
    for (const outcome of await this.#pool.all({ kind: 'end' } satisfies End)) this.#run.absorb(outcome as RunOutcome)
  }

  close(): void {
    this.#pool.close()
  }
}

/** In a worker: judges parts until there are no more. */
export async function judgeParts(io: Io): Promise<void> {
  const written = new Collected()
  let judge: ((part: Part) => Promise<Judged>) | undefined
  let run: Run | undefined
  await answerMessages(async (message) => {
    const asked = message as Start | Part | End
    if (asked.kind === 'start') {
      const spec = commandNamed('jwt')
      if (!spec) throw new Error('no command jwt')
      const options = writing(asked.format, parseArguments(spec, asked.words).options)
      // What there is to warn of was said by the process that asks.
      const silent: Io = { ...io, stdout: written, stderr: new Collected(), clock: () => asked.now }
      run = await startRun('jwt', await readSetup(options, silent), silent, jwtRules, asked.policy)
      judge = judgePartWith(run, unpackKeys(asked.keys), !options.flag('no-crack'), written)
      return {}
    }
    if (!judge || !run) throw new Error('a part came before the start')
    return asked.kind === 'part' ? judge(asked) : run.outcome
  })
}

/** Everything as the user said, but onto standard output, which is collected. */
const writing = (format: Format, options: Options): Options => ({
  ...options,
  one: (name) => (name === 'output' ? undefined : options.one(name)),
  all: (name) => (name === 'format' ? [format] : options.all(name)),
})

function judgePartWith(run: Run, keys: KeyRing, crack: boolean, written: Collected): (part: Part) => Promise<Judged> {
  let entries: LedgerEntry[] = []
  const judge = new TokenJudge(run, { keys, policy: run.policy, crack }, { note: (entry) => entries.push(entry) })
  return async ({ name, text, firstLine, firstId }) => {
    entries = []
    judge.spared = 0
    run.startIds('jwt', firstId)
    await judge.part(findTokens(new Source(name, text, { firstLine, octets: true })))
    return { written: written.take(), entries, spared: judge.spared }
  }
}

/** Keeps what is written, in UTF-8. */
class Collected {
  readonly isTerminal = false
  readonly columns = undefined
  #octets = new Uint8Array(512 * 1024)
  #filled = 0

  write(text: string | Uint8Array): void {
    const octets = typeof text === 'string' ? text.length * 3 : text.length
    if (this.#filled + octets > this.#octets.length) {
      const larger = new Uint8Array(2 * (this.#filled + octets))
      larger.set(this.#octets.subarray(0, this.#filled))
      this.#octets = larger
    }
    const room = this.#octets.subarray(this.#filled)
    if (typeof text === 'string') this.#filled += encoder.encodeInto(text, room).written
    else {
      room.set(text)
      this.#filled += octets
    }
  }

  flush(): void {}

  take(): Uint8Array {
    const octets = this.#octets.slice(0, this.#filled)
    this.#filled = 0
    return octets
  }
}

const encoder = new TextEncoder()
