// npm run mutants -- [--line 12]... files: makes each file wrong in many small ways, one at a time, and names the changes that no test
// notices. Such a survivor is a missing test, or makes no difference. Tests are asked that lead to the file, quick ones first.
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative, resolve as absolute } from 'node:path'
import { parseArgs } from 'node:util'
import { described, lineOf, mutationsOf, type Mutation } from './mutants/mutations.ts'
import { testsOf } from './mutants/tests-of.ts'
import type { Answer, Start, Trial } from './mutants/worker.ts'

const root = join(import.meta.dirname, '../..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { line: { type: 'string', multiple: true }, test: { type: 'string', multiple: true } },
})

/** Milliseconds: a test file that takes longer is not asked about each change. */
const slow = 10_000
/** Milliseconds for the tests without any change. */
const patience = 120_000
/** After so many times as long as that took, and some milliseconds, a change is taken to have made something endless: it was noticed. */
const timesAsLong = 10
const spare = 20_000

/** A process that tries changes; it is started anew when one had to be ended. */
class Bench {
  readonly #start: Start
  #patience = patience
  #child: ChildProcess | undefined

  constructor(start: Start) {
    this.#start = start
  }

  async start(): Promise<Answer> {
    this.#child = fork(join(import.meta.dirname, 'mutants/worker.ts'), { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const answer = (await this.#ask(this.#start, patience)) ?? { failed: 'the tests did not come to an end', took: {} }
    this.#patience = spare + timesAsLong * Object.values(answer.took).reduce((sum, time) => sum + time, 0)
    return answer
  }

  /** undefined when it took too long. */
  async try(trial: Omit<Trial, 'kind'>): Promise<Answer | undefined> {
    if (!this.#child) {
      const { failed } = await this.start()
      if (failed !== undefined) throw new Error(`${failed} fails without any change`)
    }
    return this.#ask({ kind: 'trial', ...trial }, this.#patience)
  }

  end(): void {
    // The test runner has processes of its own; all of them are one group.
    try {
      if (this.#child?.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL')
    } catch {
      // It is gone.
    }
    this.#child = undefined
  }

  #ask(message: Start | Trial, within: number): Promise<Answer | undefined> {
    const child = this.#child
    return new Promise((resolve, reject) => {
      const settle = (answer: Answer | undefined): void => {
        clearTimeout(timer)
        child?.removeAllListeners()
        if (!answer) this.end()
        resolve(answer)
      }
      const timer = setTimeout(() => settle(undefined), within)
      // A runner that ends by itself says nothing about a change: better no figure than a wrong one.
      child?.once('message', settle).once('exit', () => (clearTimeout(timer), reject(new Error('the test runner ended early')))).send(message)
    })
  }
}

for (const path of positionals) await tryAll(relative(root, absolute(path)))

async function tryAll(file: string): Promise<void> {
  const source = readFileSync(join(root, file), 'utf8')
  const wanted = values.line?.map(Number)
  const mutations = mutationsOf(source).filter((mutation) => !wanted || wanted.includes(lineOf(source, mutation)))
  const tests = values.test ?? testsOf(file, root)
  if (tests.length === 0) return say(`${file}: no test leads to it`, true)
  const bench = new Bench({ kind: 'start', file, tests })
  try {
    const { failed, took } = await bench.start()
    if (failed !== undefined) return say(`${file}: ${failed} fails without any change`, true)
    const time = (test: string): number => took[test] ?? 0
    const asked = tests.filter((test) => time(test) <= slow).toSorted((a, b) => time(a) - time(b))
    const half = Math.ceil(asked.length / 2)
    const stages = [asked.slice(0, half), asked.slice(half)].filter((stage) => stage.length > 0)
    say(`${file}: ${mutations.length} changes, ${asked.length} test files${asked.length < tests.length ? `, ${tests.length - asked.length} slow ones left out` : ''}`)
    const survivors: Mutation[] = []
    for (const mutation of mutations) {
      const answer = await bench.try({ mutation, stages })
      if (answer && answer.failed === undefined) {
        survivors.push(mutation)
        say(`  survived ${file}:${described(source, mutation)}`)
      }
    }
    say(`${file}: ${survivors.length} of ${mutations.length} survived (${((100 * survivors.length) / Math.max(1, mutations.length)).toFixed(0)} %)`, survivors.length > 0)
  } finally {
    bench.end()
  }
}

function say(text: string, isBad = false): void {
  console.log(text)
  if (isBad) process.exitCode = 1
}
