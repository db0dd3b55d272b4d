// npm run fuzz -- [--seconds 60] [--seed 1] [--target token]: changed inputs by the thousand, for as long as you like. What fails is
// made smaller and kept in fixtures/crashes, where the tests run it from then on. Inputs that reach code no other reached are kept
// as seeds for the rest of the run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hash64 } from '../core/fingerprint.ts'
import { complaint } from './fuzz/promises.ts'
import { mutated, random, shrunk } from './fuzz/mutate.ts'
import { targets } from './fuzz/targets.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: String(Date.now() % 1e9) }, target: { type: 'string', multiple: true } } })
const chance = random(Number(values.seed))
const chosen = Object.entries(targets).filter(([name]) => !values.target || values.target.includes(name))
const crashes = join(import.meta.dirname, '../../fixtures/crashes')
const folder = mkdtempSync(join(tmpdir(), 'authlint-fuzz-'))

/** Which pieces of our code have run so far, as V8 counts them; grows when an input reaches a new one. */
class Coverage {
  readonly #session = new Session()
  readonly #seen = new Set<string>()

  async start(): Promise<void> {
    this.#session.connect()
    await this.#session.post('Profiler.enable')
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true })
  }

  get size(): number {
    return this.#seen.size
  }

  /** Did anything new run since the last time? */
  async hasGrown(): Promise<boolean> {
    const before = this.#seen.size
    const { result } = await this.#session.post('Profiler.takePreciseCoverage')
    for (const { url, functions } of result) {
      if (!url.includes('/src/') || url.includes('/dev/')) continue
      for (const { ranges } of functions) for (const { startOffset, endOffset, count } of ranges) if (count > 0) this.#seen.add(`${url}:${startOffset}-${endOffset}`)
    }
    return this.#seen.size > before
  }
}

const coverage = new Coverage()
await coverage.start()
const pools = new Map(chosen.map(([name, { seeds }]) => [name, [...seeds]]))
const failures = new Map<string, string>()
const runs = new Map<string, number>()
const end = Date.now() + Number(values.seconds) * 1000
console.log(`seed ${values.seed}: ${chosen.map(([name]) => name).join(', ')} for ${values.seconds} s`)

for (let count = 0; Date.now() < end; count++) {
  const [name, { run }] = chosen[count % chosen.length] ?? process.exit(2)
  const pool = pools.get(name) ?? []
  const pick = () => pool[Math.floor(chance() * pool.length)] ?? ''
  const text = mutated(pick(), pick(), chance)
  const broken = await complaint(run, text, folder, count)
  runs.set(name, (runs.get(name) ?? 0) + 1)
  if (broken !== undefined) await keep(name, broken, text)
  // Reading the coverage takes longer than most inputs, and new code is rare: a look now and then finds the last of a batch.
  else if (count % 7 === 0 && (await coverage.hasGrown()) && pool.length < 5000) pool.push(text)
}

rmSync(folder, { recursive: true })
for (const [name, times] of runs) console.log(`${name}: ${times} inputs, ${(pools.get(name)?.length ?? 0) - (targets[name]?.seeds.length ?? 0)} kept as seeds`)
console.log(`${coverage.size} pieces of code reached, ${failures.size} failures`)
process.exitCode = failures.size > 0 ? 1 : 0

/** One of each kind is enough. */
async function keep(name: string, broken: string, text: string): Promise<void> {
  const kind = `${name}: ${broken.split('\n')[0]?.slice(0, 120)}`
  if (failures.has(kind)) return
  failures.set(kind, text)
  const run = targets[name]?.run
  const small = run && !broken.startsWith('slow') ? await smaller(run, text, broken) : text
  mkdirSync(crashes, { recursive: true })
  const file = join(crashes, `${name}-${hash64(small).slice(0, 8)}.txt`)
  writeFileSync(file, small, 'latin1')
  console.log(`FAILED ${kind}\n  kept in ${file}`)
}

async function smaller(run: (typeof targets)[string]['run'], text: string, broken: string): Promise<string> {
  const start = broken.slice(0, 40)
  const verdicts = new Map<string, boolean>()
  // The shrinker asks synchronously: it is run again until every answer it needs is known.
  for (let round = 0; round < 400; round++) {
    const unknown: string[] = []
    const small = shrunk(text, (candidate) => verdicts.get(candidate) ?? (unknown.push(candidate), false))
    const [next] = unknown
    if (next === undefined) return small
    for (const candidate of unknown.slice(0, 8)) verdicts.set(candidate, (await complaint(run, candidate, folder, 1))?.startsWith(start) ?? false)
  }
  return shrunk(text, (candidate) => verdicts.get(candidate) ?? false)
}
