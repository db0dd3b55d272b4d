// npm run growth -- [--steps] [MODULE]: does any parser take more than twice the steps, or much more than twice the time, when what
// it is given is twice as long? Each is given its own examples, cut into parts, and what parsers trip over, again and again. Steps are
// what V8 counts of our own code, the same on every machine, so that the tests hold them, too (--steps); what happens inside of the
// engine, such as the search for a character, only shows in time. MODULE exports other `parsers` to look at.
import { Session } from 'node:inspector/promises'
import { parseArgs } from 'node:util'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AuthlintError } from '../core/errors.ts'
import type { Parser } from './parsers.ts'

const { values, positionals } = parseArgs({ options: { steps: { type: 'boolean' } }, allowPositionals: true })

/** Parts of the examples are repeated up to as many characters, then up to twice as many. */
const characters = 300
/** A parser that walks its input for a while before it begins may take a little more than twice as much. */
const mostGrowth = 2.3
/** Milliseconds: less cannot be told from chance. */
const leastTime = 4
/**
 * For four times as much, and again for four times that; what grows with the square takes sixteen times as long each time, while
 * what a collection of garbage adds does not come twice.
 */
const mostTimes = 9
const lengths = [30_000, 120_000, 480_000] as const

const session = new Session()
session.connect()
await session.post('Profiler.enable')
// Before the parsers are loaded: only what is compiled from now on is counted.
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
const { parsers } = (await import(pathToFileURL(resolve(positionals[0] ?? join(import.meta.dirname, 'parsers.ts'))).href)) as { readonly parsers: Readonly<Record<string, Parser>> }

/** What parsers trip over, whatever they read. */
const anywhere = [' ', '\n', '\r\n', '\t', '\r', '\0', '\\', '"', "'", '""', '\\"', '=', '==', ';', ',', '.', '..', ':', '/', '%', '%2', '%41', '&', '?', '#', '~', '-', '--', '+', '|', '*', '<', '< ', '> ', '(', '[', '{', ']', '}', '{"a":', '"a":', '[{', 'a', 'A', '0', '1:', 'a=', 'a,', 'a;', 'a.', 'a\n', 'eyJ', 'eyJ.', '.eyJ', '\x1b', '\x1b[', '\x1b]', '\xff', '\xc3\xbc', '-----BEGIN ', '-----']

const pumpsOf = ({ like }: Parser): readonly string[] => [...new Set([...anywhere, ...like.flatMap((example) => [`${example}\n`, example, ...example.split(/(?<=[\s;,:=."'{}[\]~|&?%/-])/)])])].filter((pump) => pump !== '')

const repeated = (pump: string, length: number): string => pump.repeat(Math.ceil(length / pump.length))

/** The pump by itself, and behind what a parser goes on from. */
const textsOf = (parser: Parser, pump: string, length: number): readonly string[] => ['', ...parser.like.slice(0, 1)].map((opening) => opening + repeated(pump, length))

function read({ read: run, streams }: Parser, text: string): void {
  try {
    run(streams ? [text.slice(0, 70), text.slice(70)] : [text])
  } catch (error) {
    if (!(error instanceof AuthlintError)) throw error
  }
}

/** Blocks of our own code that run while the texts are read. */
async function stepsFor(parser: Parser, texts: readonly string[]): Promise<number> {
  await session.post('Profiler.takePreciseCoverage')
  for (const text of texts) read(parser, text)
  const { result } = await session.post('Profiler.takePreciseCoverage')
  let steps = 0
  for (const { url, functions } of result) {
    if (!url.startsWith('file:') || url.includes('/node_modules/')) continue
    for (const { ranges } of functions) for (const { count } of ranges) steps += count
  }
  return steps
}

async function growth(parser: Parser, pumps: readonly string[]): Promise<number> {
  const of = (length: number) => stepsFor(parser, pumps.flatMap((pump) => textsOf(parser, pump, length)))
  // The first time, tables are made that are kept.
  await of(100)
  const [once, twice] = [await of(characters), await of(2 * characters)]
  return twice / Math.max(once, 1)
}

/** Half of the pumps hold what was seen in all of them: down to one. */
async function guilty(parser: Parser, pumps: readonly string[]): Promise<string> {
  if (pumps.length <= 1) return pumps[0] ?? ''
  const middle = pumps.length >> 1
  const halves = [pumps.slice(0, middle), pumps.slice(middle)] as const
  return (await growth(parser, halves[0])) >= (await growth(parser, halves[1])) ? guilty(parser, halves[0]) : guilty(parser, halves[1])
}

const shown = (pump: string): string => JSON.stringify(pump.slice(0, 100))
const failures: string[] = []

for (const [name, parser] of Object.entries(parsers)) {
  const pumps = pumpsOf(parser)
  const all = await growth(parser, pumps)
  if (all > mostGrowth) {
    const pump = await guilty(parser, pumps)
    failures.push(`${name}: ${(await growth(parser, [pump])).toFixed(1)} times the steps for twice as much of ${shown(pump)}`)
  }
}
await session.post('Profiler.stopPreciseCoverage')

/** Milliseconds of processor, the least of some tries: others may be at work on the machine. */
function timeFor(parser: Parser, text: string, tries: number): number {
  let least = Infinity
  for (let i = 0; i < tries; i++) {
    const start = process.cpuUsage()
    read(parser, text)
    const { user, system } = process.cpuUsage(start)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

for (const [name, parser] of values.steps ? [] : Object.entries(parsers)) {
  for (const pump of pumpsOf(parser)) {
    for (const [i, text] of textsOf(parser, pump, lengths[0]).entries()) {
      if (timeFor(parser, text, 1) < leastTime) continue
      const times = [timeFor(parser, text, 3)]
      for (const length of lengths.slice(1)) {
        times.push(timeFor(parser, textsOf(parser, pump, length)[i] ?? '', 3))
        if ((times.at(-1) ?? 0) <= mostTimes * Math.max(times.at(-2) ?? 0, leastTime / 4)) break
        // A second for what is not that long tells enough.
        if (times.length === lengths.length || (times.at(-1) ?? 0) > 1000) {
          failures.push(`${name}: ${times.map((time) => time.toFixed(1)).join(', then ')} ms, each for four times as much of ${shown(pump)}${i === 0 ? '' : ' behind an example'}`)
          break
        }
      }
    }
  }
}

for (const failure of failures) console.log(`FAILED ${failure}`)
console.log(`${Object.keys(parsers).length} parsers, ${failures.length} of them grow too fast in ${values.steps ? 'steps' : 'steps or time'}`)
process.exitCode = failures.length > 0 ? 1 : 0
