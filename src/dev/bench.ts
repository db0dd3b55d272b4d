// npm run bench [-- --rounds N] [--only TEXT]: every figure as a ratio against its own limit, measured in the same run.
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { holds, median, type Figure } from './bench/measure.ts'
import { startUp } from './bench/start-up.ts'
import { manyCookies, manyTokens, wordLists } from './bench/throughput.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, only: { type: 'string', default: '' } } })
const rounds = Number(values.rounds)

const suites: Readonly<Record<string, (rounds: number) => readonly Figure[] | Promise<readonly Figure[]>>> = { 'start-up': startUp, tokens: manyTokens, words: wordLists, cookies: manyCookies }

const figures: Figure[] = []
for (const [name, suite] of Object.entries(suites)) if (name.includes(values.only)) figures.push(...(await suite(rounds)))

const table = new Table({ head: ['figure', 'over', 'median', 'from', 'to', 'limit', ''], style: { head: [], border: [] } })
for (const figure of figures) {
  const { what, against, ratios, bound, limit } = figure
  const number = (value: number) => value.toFixed(2)
  table.push([what, against, number(median(ratios)), number(Math.min(...ratios)), number(Math.max(...ratios)), `${bound === 'most' ? '<=' : '>='} ${limit}`, holds(figure) ? 'ok' : 'MISSED'])
}
console.log(table.toString())
console.log(`${rounds} rounds; Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`)
if (!figures.every(holds)) process.exitCode = 1
