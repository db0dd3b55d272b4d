// The registry: one line a rule, sorted by id. `npm run new-rule -- family/name` adds a line.
import type { Rule } from '../core/rule.ts'
import jwtAlgNone from './jwt/alg-none.ts'
import jwtDuplicateMember from './jwt/duplicate-member.ts'
import jwtInvalidBase64url from './jwt/invalid-base64url.ts'
import jwtInvalidJson from './jwt/invalid-json.ts'
import jwtMalformed from './jwt/malformed.ts'

export const rules: readonly Rule[] = [
  jwtAlgNone,
  jwtDuplicateMember,
  jwtInvalidBase64url,
  jwtInvalidJson,
  jwtMalformed,
]
