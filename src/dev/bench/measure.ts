// Paired measuring: both sides of a ratio run in turn, in the same run, and the median of the ratios counts.
import { spawnSync } from 'node:child_process'

// Where it is set, this variable adds tens of milliseconds to every start of Node and flatters every ratio.
const { NODE_EXTRA_CA_CERTS: _unset, ...environment } = process.env

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

/** Milliseconds that a process takes from start to end. Throws when it ends with an unexpected status. */
export function processTime(words: readonly string[], { input = '', statuses = [0, 1] }: { input?: string | Buffer; statuses?: readonly number[] } = {}): number {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { input, env: environment, maxBuffer: 1 << 30 })
  const time = performance.now() - started
  if (status === null || !statuses.includes(status)) throw new Error(`${words.join(' ')} ended with ${status}: ${String(stderr).slice(0, 300)}`)
  return time
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
