import { configurationsOf, type Configuration } from './configurations.ts'
import { conditionsOf, correctionsOf, costsOf } from './conditions.ts'
import { changesOf, decide, type Change, type Decision } from './framework.ts'
import { practicesOf, type Practice } from './practices.ts'
import type { Answers } from './questions.ts'

/** Everything that follows from the answers. */
export interface Advice {
  readonly answers: Answers
  readonly decision: Decision
  readonly changes: readonly Change[]
  readonly conditions: readonly string[]
  readonly costs: readonly string[]
  readonly practices: readonly Practice[]
  readonly corrections: readonly { readonly said: string; readonly text: string; readonly reference?: string }[]
  readonly configurations: readonly Configuration[]
}

/**
 * Sessions, tokens or both?
 *
 * @param known ids of the rules that there are: neither checklist nor configuration names another
 */
export function advise(answers: Answers, known: ReadonlySet<string>): Advice {
  const decision = decide(answers)
  return {
    answers,
    decision,
    changes: changesOf(answers),
    conditions: conditionsOf(answers, decision),
    costs: costsOf(answers, decision),
    practices: practicesOf(answers, decision, known),
    corrections: correctionsOf(answers, decision),
    configurations: configurationsOf(answers, decision, known),
  }
}
