// npm run regexes: does any regular expression of the sources take time that grows faster than its input? Each is tried on texts
// made from its own parts, and what grows with the square or worse fails, but for the exceptions below. Measures time, hence a
// script and no test; give a folder to look at other sources.
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { attacksOn, type Attack } from './regexes/attacks.ts'
import { expressionsOf, type Expression } from './regexes/collect.ts'

/** What cannot be shown by measuring, and why it is linear all the same. */
const argued: Readonly<Record<string, string>> = {
  '/"name":"([^"]*)"/': 'name is one of three fixed words; the class stops at the next quotation mark, where a search may start again',
  '/(?:^|[/-])(?:name)(?:$|[/-])/': 'built at start from fixed lists of words without repeats',
}

/** Characters of the first look; a closer look takes two and four times as many. */
const size = 12_000
/** Milliseconds. Linear expressions take less than a tenth of it, quadratic ones ten times as much. */
const suspicious = 4
const hopeless = 4000

const context = createContext({ now: () => performance.now() })
/** Milliseconds for each text; in a context of its own, since only that can be interrupted in the middle of a match. */
const timeAll = runInContext('(expression, texts) => texts.map((text) => { const start = now(); expression.lastIndex = 0; expression.global ? text.replace(expression, "") : expression.test(text); return now() - start })', context) as (expression: RegExp, texts: readonly string[]) => number[]

function times(expression: RegExp, texts: readonly string[]): readonly number[] | undefined {
  Object.assign(context, { timeAll, expression, texts })
  try {
    return runInContext('timeAll(expression, texts)', context, { timeout: hopeless }) as number[]
  } catch {
    return undefined
  }
}

const written = ({ prefix, pump, suffix }: Attack, length: number): string => prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix

/** The text that shows it and how the time grows when it is four times as long; undefined when nothing was found. */
function growth({ pattern, flags }: Expression): string | undefined {
  const expression = new RegExp(pattern, flags)
  const attacks = attacksOn(pattern, flags)
  for (let at = 0; at < attacks.length; at += 50) {
    const some = attacks.slice(at, at + 50)
    // Short ones first: those tell the exponential ones, which never end.
    if (times(expression, some.map((attack) => written(attack, 30))) === undefined) return 'does not end on 30 characters'
    const first = times(expression, some.map((attack) => written(attack, size)))
    for (const [i, attack] of some.entries()) {
      if (first && (first[i] ?? 0) < suspicious) continue
      const shown = `${JSON.stringify(attack.prefix)} ${JSON.stringify(attack.pump)}... ${JSON.stringify(attack.suffix)}`
      const [once, four] = [size, 4 * size].map((length) => {
        const tries = [1, 2, 3].map(() => times(expression, [written(attack, length)])?.[0] ?? hopeless)
        return Math.min(...tries)
      }) as [number, number]
      if (once >= suspicious / 2 && four > 7 * once) return `${once.toFixed(1)} ms, then ${four.toFixed(1)} ms for four times as much of ${shown}`
      if (four >= hopeless) return `more than ${hopeless} ms for ${4 * size} characters of ${shown}`
    }
  }
  return undefined
}

const found = expressionsOf(process.argv[2] ?? join(import.meta.dirname, '..'))
const counts = { linear: 0, argued: 0, failed: 0 }
for (const expression of found) {
  const name = `/${expression.pattern}/${expression.flags}`
  const problem = expression.built ? 'is built from what only the running program knows' : growth(expression)
  const reason = argued[name]
  counts[problem === undefined ? 'linear' : reason === undefined ? 'failed' : 'argued']++
  if (problem !== undefined) console.log(reason === undefined ? `FAILED ${expression.files.join(', ')}: ${name}\n       ${problem}` : `argued ${expression.files.join(', ')}: ${name}\n       ${reason}`)
}
console.log(`${found.length} expressions: ${counts.linear} linear, ${counts.argued} argued, ${counts.failed} failed`)
process.exitCode = counts.failed > 0 ? 1 : 0
