import { TokenParts } from '../inputs/token-input.ts'
import type { Pieces } from '../inputs/read.ts'
import type { Source } from '../core/location.ts'
import { findPasted, findTokens } from '../jwt/find.ts'
import type { TokenJobs } from './jobs/token-jobs.ts'
import type { Run } from './run.ts'
import type { TokenJudge } from './token-judge.ts'

interface Means {
  readonly run: Run
  readonly judge: TokenJudge
  /** Starts other threads, or gives those that were started; undefined where the work may not be divided. */
  readonly jobs: (() => Promise<TokenJobs>) | undefined
  /** What is waiting to be read may be long in coming: until then, everything judged so far is shown. */
  readonly flush: () => void
}

/** Judges the tokens of one input as it arrives; of a long one other threads judge what they can. Throws an AuthlintError when there are none. */
export async function judgeStream(name: string, pieces: Iterable<string> & Partial<Pick<Pieces, 'later'>>, { run, judge, jobs, flush }: Means): Promise<void> {
  const parts = new TokenParts(name)
  const watcher = run.watcher(name)
  let isFound = false
  let working: TokenJobs | undefined

  async function judgePart(source: Source): Promise<void> {
    const tokens = [...findTokens(source)]
    if (tokens.length === 0) return
    isFound = true
    // What must be judged in turn is judged here, after all that came before it.
    if (!jobs || run.divisibleFormat === undefined || tokens.some(({ excerpt }) => judge.mayHoldAnother(excerpt.text))) {
      await working?.settled()
      return judge.part(tokens)
    }
    working ??= await jobs()
    await working.judge(source, tokens)
  }

  async function take(piece: string): Promise<void> {
    watcher.see(piece)
    const source = parts.push(piece)
    if (source) await judgePart(source)
  }

  const now = pieces[Symbol.iterator]()
  try {
    for (let next = now.next(); !next.done; next = now.next()) {
      await take(next.value)
      flush()
      if (!working || !pieces.later) continue
      // From here on results come in while more is waited for.
      for await (const piece of pieces.later()) await take(piece)
      break
    }
    watcher.end()
    const { source, isPaste } = parts.end()
    if (isPaste) {
      const tokens = findPasted(source)
      isFound = tokens.length > 0
      await judge.tokens(tokens)
    } else await judgePart(source)
    if (!isFound) throw parts.nothingFound(source)
  } finally {
    now.return?.()
    await working?.settled()
  }
}
