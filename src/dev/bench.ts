// npm run bench [-- --rounds N] [--only TEXT] [--megabytes N, of the long transcript]: every figure as a ratio against its own limit, measured in the same run.
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { drawTable } from '../reporters/table.ts'
import { holds, median, type Figure } from './bench/measure.ts'
import { startUp } from './bench/start-up.ts'
import { manyCookies, manyTokens, wordLists } from './bench/throughput.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, only: { type: 'string', default: '' }, megabytes: { type: 'string', default: '50' } } })
const rounds = Number(values.rounds)

const suites: Readonly<Record<string, (rounds: number) => readonly Figure[] | Promise<readonly Figure[]>>> = {
  'start-up': startUp,
  tokens: manyTokens,
  words: wordLists,
  cookies: (times) => manyCookies(times, Number(values.megabytes)),
}

const figures: Figure[] = []
for (const [name, suite] of Object.entries(suites)) if (name.includes(values.only)) figures.push(...(await suite(rounds)))

const number = (value: number) => value.toFixed(2)
const rows = figures.map((figure) => {
  const { what, against, ratios, bound, limit } = figure
  return {
    figure: what,
    over: against,
    median: number(median(ratios)),
    from: number(Math.min(...ratios)),
    to: number(Math.max(...ratios)),
    limit: `${bound === 'most' ? '<=' : '>='} ${limit}`,
    verdict: holds(figure) ? 'ok' : 'MISSED',
  }
})
const headings = { figure: 'figure', over: 'over', median: 'median', from: 'from', to: 'to', limit: 'limit', verdict: '' }
const plain = (line: string) => line
console.log(drawTable({ headings, rows, breakable: [], brush: () => plain }, Infinity, { faint: plain })?.join('\n'))
console.log(`${rounds} rounds; Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`)
if (!figures.every(holds)) process.exitCode = 1
