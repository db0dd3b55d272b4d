// Other processes of this program that do parts of the work: orders go out over a channel of their own, never through words or environment.
import { spawn, type ChildProcess } from 'node:child_process'
import { LostProcess } from '../../core/errors.ts'

/** What goes to and from a worker; plain data, for structured cloning. */
export type Message = object

/** Parts that each worker may have before it: one that it works on, and others so that it need not wait. */
const partsAhead = 3

/** What sending to a process that has ended fails with. */
const goneCodes: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET', 'ERR_IPC_CHANNEL_CLOSED'])

interface Worker {
  readonly child: ChildProcess
  readonly waiting: Waiting[]
}

interface Waiting {
  resolve(answer: Message): void
  reject(error: Error): void
}

/** Workers that answer each message with one, in turn. When one ends early everything that waits for an answer fails. */
export class WorkerPool {
  readonly #workers: readonly Worker[]
  readonly #freed: (() => void)[] = []
  #failure: Error | undefined
  #isClosed = false

  /** @param again words for Node that start this program as a worker */
  constructor(count: number, again: readonly string[]) {
    this.#workers = Array.from({ length: count }, () => {
      const child = spawn(process.execPath, [...again], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
      const worker: Worker = { child, waiting: [] }
      child.on('message', (answer: Message) => {
        worker.waiting.shift()?.resolve(answer)
        this.#freed.shift()?.()
      })
      child.on('error', (error) => this.#failUnlessGone(error))
      child.on('exit', (status, signal) => this.#fail(new LostProcess(`a process that judged a part of the input ended early (${signal ?? `status ${status}`})`, '--jobs 1 does all in one process, with less memory.')))
      return worker
    })
  }

  /** Hands a message to the worker that has least to do; its answer. Waits first while all have enough. */
  async submit(message: Message): Promise<{ readonly answer: Promise<Message> }> {
    for (;;) {
      if (this.#failure) throw this.#failure
      const [idlest] = this.#workers.toSorted((a, b) => a.waiting.length - b.waiting.length)
      if (idlest && idlest.waiting.length < partsAhead) return { answer: this.#ask(idlest, message) }
      await new Promise<void>((resolve) => this.#freed.push(resolve))
    }
  }

  /** The answers of all workers to the same message, after what they have before them. */
  all(message: Message): Promise<readonly Message[]> {
    return Promise.all(this.#workers.map((worker) => this.#ask(worker, message)))
  }

  #ask({ child, waiting }: Worker, message: Message): Promise<Message> {
    const answer = new Promise<Message>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      waiting.push({ resolve, reject })
      child.send(message, (error) => error && this.#failUnlessGone(error))
    })
    // Whoever waits for it is told; when nobody does any more, the failure of another was told.
    answer.catch(() => undefined)
    return answer
  }

  /** That nobody reads any more is no reason: the end of the process tells one. */
  #failUnlessGone(error: NodeJS.ErrnoException): void {
    if (!goneCodes.has(error.code ?? '')) this.#fail(error)
  }

  #fail(error: Error): void {
    if (this.#isClosed) return
    this.#failure ??= error
    for (const { waiting } of this.#workers) for (const { reject } of waiting.splice(0)) reject(this.#failure)
    for (const free of this.#freed.splice(0)) free()
  }

  /** Ends all workers, whatever they are doing. */
  close(): void {
    this.#isClosed = true
    for (const { child } of this.#workers) child.kill()
  }
}

/** In a worker: answers each message in turn, until the process that asks is gone. What goes wrong ends the worker, and so the run. */
export function answerMessages(answer: (message: Message) => Promise<Message>): Promise<void> {
  return new Promise((resolve, reject) => {
    let before = Promise.resolve()
    process.on('message', (message: Message) => {
      before = before.then(async () => {
        process.send?.(await answer(message))
      })
      before.catch(reject)
    })
    process.on('disconnect', resolve)
  })
}
