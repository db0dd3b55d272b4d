// A long list of tokens, judged by several threads; what comes out is the same, in the same order.
import type { Policy } from '../../core/policy.ts'
import { Source } from '../../core/location.ts'
import { findTokens, type FoundToken } from '../../jwt/find.ts'
import { packKeys, unpackKeys, type PackedKey } from '../../jwt/pack-keys.ts'
import type { KeyRing } from '../../jwt/keys.ts'
import { packEntries, unpackEntries, type LedgerEntry, type PackedEntries, type TokenLedger } from '../../jwt/token-set.ts'
import { jwtRules } from '../../rules/jwt/index.ts'
import type { Format } from '../../reporters/index.ts'
import { parseArguments, workerWord, type Options } from '../arguments.ts'
import type { Io } from '../io.ts'
import { commandNamed } from '../options.ts'
import { startRun, type Run, type RunOutcome } from '../run.ts'
import { readSetup } from '../setup.ts'
import { TokenJudge } from '../token-judge.ts'
import { answerMessages, WorkerPool, type Message } from './pool.ts'

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
  readonly written: Uint8Array<ArrayBuffer>
  readonly entries: readonly LedgerEntry[]
  /** Tokens that were not tried with every guessable secret. */
  readonly spared: number
}

type Answer = Omit<Judged, 'entries'> & { readonly entries: PackedEntries }
const unpacked = ({ entries, ...rest }: Answer, input: string): Judged => ({ ...rest, entries: unpackEntries(entries, input) })

interface End {
  readonly kind: 'end'
}

/** Has parts judged by other threads, and by this one while they are busy; passes on what comes out, in order. */
export class TokenJobs {
  readonly #pool: WorkerPool
  readonly #start: Start
  readonly #io: Io
  #here: PartJudge | undefined
  readonly #run: Run
  readonly #ledger: TokenLedger
  readonly #flush: () => void
  /** For each part that was taken and not yet passed on, in order. */
  readonly #turns: Promise<void>[] = []
  readonly #mostTurns: number
  #failure: Error | undefined
  /** Tokens that were not tried with every guessable secret. */
  spared = 0

  /** @param threads how many may judge at once, this one among them */
  constructor(threads: number, words: readonly string[], format: Format, io: Io, { run, keys, ledger, flush }: { run: Run; keys: KeyRing; ledger: TokenLedger; flush: () => void }) {
    this.#run = run
    this.#ledger = ledger
    this.#flush = flush
    this.#io = io
    this.#mostTurns = turnsPerThread * threads
    this.#start = { kind: 'start', words, format, now: run.now, policy: run.policy, keys: packKeys(keys) }
    this.#pool = new WorkerPool(threads - 1, process.argv[1] ?? '', ['jwt', workerWord])
    void this.#pool.all(this.#start).catch(() => undefined)
  }

  /** Takes a part and the tokens in it; judges it before it returns when no other thread is free for it. */
  async judge({ name, text, firstLine }: Source, tokens: readonly FoundToken[]): Promise<void> {
    while (this.#turns.length >= this.#mostTurns) await this.#turns[0]
    if (this.#failure) throw this.#failure
    const firstId = this.#run.passIds('jwt', tokens.length)
    const isLarge = tokens.some(({ excerpt }) => excerpt.text.length > largestElsewhere)
    const elsewhere = isLarge ? undefined : (this.#pool.offer({ kind: 'part', name, text, firstLine, firstId } satisfies Part) as Promise<Answer> | undefined)
    if (elsewhere) return this.#passOnInTurn(tokens.length, async () => unpacked(await elsewhere, name))
    const judged = await this.#judgeHere(tokens, firstId)
    this.#passOnInTurn(tokens.length, () => judged)
  }

  async #judgeHere(tokens: readonly FoundToken[], firstId: number): Promise<Judged> {
    this.#here ??= await startJudging(this.#start, this.#io)
    const judged = await this.#here.judge(tokens, firstId)
    // What came from the others meanwhile is taken in, so that they get more to do.
    await new Promise(setImmediate)
    return judged
  }

  #passOnInTurn(tokens: number, outcome: () => Judged | Promise<Judged>): void {
    const turn = this.settled().then(async () => {
      const { written, entries, spared } = await outcome()
      if (entries.length !== tokens) throw new Error('a part of the input came back with other tokens')
      for (const entry of entries) this.#ledger.record(entry)
      this.spared += spared
      this.#run.passOn(written)
      this.#flush()
      this.#turns.shift()
    })
    turn.catch((error: Error) => (this.#failure = error))
    this.#turns.push(turn)
  }

  /** Waits until all that was taken is passed on. */
  async settled(): Promise<void> {
    await this.#turns.at(-1)
  }

  async finish(): Promise<void> {
    await this.settled()
    const elsewhere = await this.#pool.all({ kind: 'end' } satisfies End)
    for (const outcome of [this.#here?.outcome, ...elsewhere]) if (outcome) this.#run.absorb(outcome as RunOutcome)
  }

  close(): void {
    this.#pool.close()
  }
}

/** A token longer than this, in characters, may need more memory than a worker has. */
const largestElsewhere = 64 * 1024

/** So many parts may wait for the one before them: when one thread is held up, the others must not pile up what they say. */
const turnsPerThread = 4

/** In a worker: judges parts until there are no more. */
export async function judgeParts(io: Io): Promise<void> {
  let judging: PartJudge | undefined
  const answerTo = async (message: Message): Promise<Message> => {
    const asked = message as Start | Part | End
    if (asked.kind === 'start') {
      judging = await startJudging(asked, io)
      return {}
    }
    if (!judging) throw new Error('a part came before the start')
    if (asked.kind === 'end') return judging.outcome
    const { name, text, firstLine, firstId } = asked
    const { entries, ...rest } = await judging.judge(findTokens(new Source(name, text, { firstLine, octets: true })), firstId)
    return { ...rest, entries: packEntries(entries) } satisfies Answer
  }
  await answerMessages(answerTo, (answer: Partial<Answer>) => (answer.written && answer.entries ? [answer.written.buffer, answer.entries.numbers.buffer] : []))
}

/** Judges parts apart from the run that they belong to, which takes over what was written, counted and noticed. */
interface PartJudge {
  judge(tokens: Iterable<FoundToken>, firstId: number): Promise<Judged>
  readonly outcome: RunOutcome
}

async function startJudging({ words, format, now, policy, keys }: Start, io: Io): Promise<PartJudge> {
  const spec = commandNamed('jwt')
  if (!spec) throw new Error('no command jwt')
  const options = writing(format, parseArguments(spec, words).options)
  const written = new Collected()
  // What there is to warn of was said by the thread that has the run.
  const silent: Io = { ...io, stdout: written, stderr: new Collected(), clock: () => now }
  const run = await startRun('jwt', await readSetup(options, silent), silent, jwtRules, policy)
  let entries: LedgerEntry[] = []
  const judge = new TokenJudge(run, { keys: unpackKeys(keys), policy: run.policy, crack: !options.flag('no-crack') }, { note: (entry) => entries.push(entry) })
  return {
    async judge(tokens, firstId) {
      entries = []
      judge.spared = 0
      run.startIds('jwt', firstId)
      await judge.part(tokens)
      return { written: written.take(), entries, spared: judge.spared }
    },
    get outcome() {
      return run.outcome
    },
  }
}

/** Everything as the user said, but onto standard output, which is collected. */
const writing = (format: Format, options: Options): Options => ({
  ...options,
  one: (name) => (name === 'output' ? undefined : options.one(name)),
  all: (name) => (name === 'format' ? [format] : options.all(name)),
})

/** Enough for what is said of most parts. In octets. */
const firstRoom = 512 * 1024

/** Keeps what is written, in UTF-8. */
class Collected {
  readonly isTerminal = false
  readonly columns = undefined
  #octets = new Uint8Array(firstRoom)
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

  take(): Uint8Array<ArrayBuffer> {
    const octets = this.#octets.subarray(0, this.#filled)
    this.#octets = new Uint8Array(firstRoom)
    this.#filled = 0
    return octets
  }
}

const encoder = new TextEncoder()
