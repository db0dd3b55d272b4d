// The registry: one line a rule, sorted by id. `npm run new-rule -- family/name` adds a line.
import type { Rule } from '../core/rule.ts'
import jwtAlgNone from './jwt/alg-none.ts'

export const rules: readonly Rule[] = [
  jwtAlgNone,
]
