// Threads of this program that do parts of the work. What they must know goes over a channel of their own, never through words or environment.
import { parentPort, Worker, type Transferable } from 'node:worker_threads'
import { LostWorker } from '../../core/errors.ts'

/** What goes to and from a worker; plain data, for structured cloning. */
export type Message = object

/** Parts that each worker may have before it: one that it works on, and others so that it need not wait. */
const partsAhead = 3

/**
 * Room for what a worker makes, in MiB. What it makes for one token is of no use after it, so that a fraction of what V8 would take
 * does as well; a worker that needs more ends.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 }

interface Member {
  readonly worker: Worker
  readonly waiting: Waiting[]
}

interface Waiting {
  resolve(answer: Message): void
  reject(error: Error): void
}

/** Workers that answer each message with one, in turn. When one ends early everything that waits for an answer fails. */
export class WorkerPool {
  readonly #members: readonly Member[]
  #failure: Error | undefined
  #isClosed = false

  /** @param program file that a worker runs, which calls `answerMessages`; `words` are what it finds in `process.argv` */
  constructor(count: number, program: string, words: readonly string[]) {
    this.#members = Array.from({ length: count }, () => {
      const worker = new Worker(program, { argv: [...words], resourceLimits })
      const waiting: Waiting[] = []
      worker.on('message', (answer: Message) => waiting.shift()?.resolve(answer))
      worker.on('error', (error) => this.#fail(lost(error.message)))
      worker.on('exit', (status) => this.#fail(lost(`status ${status}`)))
      return { worker, waiting }
    })
  }

  /** Hands a message to the worker that has least to do; its answer. Undefined while all have enough. Throws what made a worker fail. */
  offer(message: Message): Promise<Message> | undefined {
    if (this.#failure) throw this.#failure
    const [idlest] = this.#members.toSorted((a, b) => a.waiting.length - b.waiting.length)
    return idlest && idlest.waiting.length < partsAhead ? this.#ask(idlest, message) : undefined
  }

  /** The answers of all workers to the same message, after what they have before them. */
  all(message: Message): Promise<readonly Message[]> {
    return Promise.all(this.#members.map((member) => this.#ask(member, message)))
  }

  #ask({ worker, waiting }: Member, message: Message): Promise<Message> {
    const answer = new Promise<Message>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      waiting.push({ resolve, reject })
      worker.postMessage(message, [])
    })
    // Whoever waits for it is told; when nobody does any more, the failure of another was told.
    answer.catch(() => undefined)
    return answer
  }

  #fail(error: Error): void {
    if (this.#isClosed) return
    this.#failure ??= error
    for (const { waiting } of this.#members) for (const { reject } of waiting.splice(0)) reject(this.#failure)
  }

  /** Ends all workers, whatever they are doing. */
  close(): void {
    this.#isClosed = true
    for (const { worker } of this.#members) void worker.terminate()
  }
}

const lost = (why: string): LostWorker => new LostWorker(`a thread that judged a part of the input ended early (${why})`, '--jobs 1 does all in one, with less memory.')

/**
 * In a worker: answers each message in turn, until the worker is ended. What goes wrong ends it, and so the run.
 * @param moved what of an answer is handed over instead of copied
 */
export function answerMessages(answer: (message: Message) => Promise<Message>, moved: (answer: Message) => readonly Transferable[]): Promise<never> {
  return new Promise((_, reject) => {
    let before = Promise.resolve()
    parentPort?.on('message', (message: Message) => {
      before = before.then(async () => {
        const given = await answer(message)
        parentPort?.postMessage(given, moved(given))
      })
      before.catch((error: unknown) => {
        parentPort?.close()
        reject(error)
      })
    })
  })
}
