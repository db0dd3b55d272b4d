// Paired measuring: both sides of a ratio run in turn, in the same run, and the median of the ratios counts.
import { spawnSync, type StdioOptions } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Where it is set, this variable adds tens of milliseconds to every start of Node and flatters every ratio.
const { NODE_EXTRA_CA_CERTS: _unset, ...environment } = process.env

/** For what is measured with; gone when the benchmark ends. */
export const folder = mkdtempSync(join(tmpdir(), 'authlint-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

export interface Figure {
  readonly what: string
  readonly against: string
  /** `most`: the ratio may not exceed the limit; `least`: it may not fall below. */
  readonly bound: 'most' | 'least'
  readonly limit: number
  readonly ratios: readonly number[]
}

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

interface ProcessOptions {
  readonly input?: string | Buffer
  /** Standard input, where it is too long to be held: a file. What the process writes is thrown away. */
  readonly file?: string
  readonly statuses?: readonly number[]
  readonly env?: Readonly<Record<string, string>>
  /** Instead of Node. */
  readonly program?: string
}

/** Milliseconds that a process takes from start to end. Throws when it ends with an unexpected status. */
export function processTime(words: readonly string[], options: ProcessOptions = {}): number {
  const started = performance.now()
  run(words, options)
  return performance.now() - started
}

/** MB that a process holds at its peak. */
export function peakMemory(words: readonly string[], options: ProcessOptions = {}): number {
  const kilobytes = Number(run(['-r', join(import.meta.dirname, 'raw/peak.cjs'), ...words], options).trim().split('\n').at(-1))
  return kilobytes / 1024
}

/** Runs a process and gives what it wrote to standard error. */
function run(words: readonly string[], { input = '', file, statuses = [0, 1], env = {}, program = process.execPath }: ProcessOptions): string {
  const descriptor = file === undefined ? undefined : openSync(file, 'r')
  // What it writes goes nowhere: taking it in would take time from what is measured.
  const stdio: StdioOptions = [descriptor ?? 'pipe', 'ignore', 'pipe']
  const { status, stderr } = spawnSync(program, words, { ...(descriptor === undefined ? { input } : {}), stdio, env: { ...environment, ...env }, maxBuffer: 1 << 30, encoding: 'utf8' })
  if (descriptor !== undefined) closeSync(descriptor)
  if (status === null || !statuses.includes(status)) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr.slice(0, 300)}`)
  return stderr
}

/** Milliseconds that a call takes. */
export function callTime(action: () => void): number {
  const started = performance.now()
  action()
  return performance.now() - started
}

/** Runs all sides in turn, `rounds` times after one warm-up, and gives the times of each side. */
export function interleaved(rounds: number, sides: readonly (() => number)[]): readonly (readonly number[])[] {
  const times = sides.map((): number[] => [])
  for (let round = -1; round < rounds; round++) {
    sides.forEach((side, i) => {
      const time = side()
      if (round >= 0) times[i]?.push(time)
    })
  }
  return times
}

export const ratios = (times: readonly number[] | undefined, base: readonly number[] | undefined): readonly number[] =>
  (times ?? []).map((time, i) => time / (base?.[i] ?? Number.NaN))

export const holds = ({ ratios: all, bound, limit }: Figure): boolean => (bound === 'most' ? median(all) <= limit : median(all) >= limit)
