// The registry: one line a rule, sorted by id. `npm run new-rule -- family/name` adds a line.
import type { Rule } from '../core/rule.ts'
import jwtAlgNone from './jwt/alg-none.ts'
import jwtAlgNotAllowed from './jwt/alg-not-allowed.ts'
import jwtAlgNotPreferred from './jwt/alg-not-preferred.ts'
import jwtAlgUnrecognized from './jwt/alg-unrecognized.ts'
import jwtAlgWeak from './jwt/alg-weak.ts'
import jwtDuplicateMember from './jwt/duplicate-member.ts'
import jwtInvalidBase64url from './jwt/invalid-base64url.ts'
import jwtInvalidJson from './jwt/invalid-json.ts'
import jwtMalformed from './jwt/malformed.ts'
import jwtRsaKeyTooSmall from './jwt/rsa-key-too-small.ts'
import jwtSignatureInvalid from './jwt/signature-invalid.ts'
import jwtSignatureMalformed from './jwt/signature-malformed.ts'
import jwtSignatureMissing from './jwt/signature-missing.ts'
import jwtSignatureNotChecked from './jwt/signature-not-checked.ts'
import jwtSymmetricAlgShared from './jwt/symmetric-alg-shared.ts'
import jwtTooLarge from './jwt/too-large.ts'

export const rules: readonly Rule[] = [
  jwtAlgNone,
  jwtAlgNotAllowed,
  jwtAlgNotPreferred,
  jwtAlgUnrecognized,
  jwtAlgWeak,
  jwtDuplicateMember,
  jwtInvalidBase64url,
  jwtInvalidJson,
  jwtMalformed,
  jwtRsaKeyTooSmall,
  jwtSignatureInvalid,
  jwtSignatureMalformed,
  jwtSignatureMissing,
  jwtSignatureNotChecked,
  jwtSymmetricAlgShared,
  jwtTooLarge,
]
