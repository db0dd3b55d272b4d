// The registry: one line a rule, sorted by id. `npm run new-rule -- family/name` adds a line.
import type { Rule } from '../core/rule.ts'
import cookieAuthzFlag from './cookie/authz-flag.ts'
import cookieContainsCredentials from './cookie/contains-credentials.ts'
import cookieContainsPii from './cookie/contains-pii.ts'
import cookieCsrfEqualsSession from './cookie/csrf-equals-session.ts'
import cookieDuplicateAttribute from './cookie/duplicate-attribute.ts'
import cookieFlagHasValue from './cookie/flag-has-value.ts'
import cookieFoldedHeader from './cookie/folded-header.ts'
import cookieInvalidName from './cookie/invalid-name.ts'
import cookieInvalidValue from './cookie/invalid-value.ts'
import cookieJwtInCookie from './cookie/jwt-in-cookie.ts'
import cookieJwtLifetimeMismatch from './cookie/jwt-lifetime-mismatch.ts'
import cookieLoadBalancerAddress from './cookie/load-balancer-address.ts'
import cookiePathInvalid from './cookie/path-invalid.ts'
import cookiePathMissing from './cookie/path-missing.ts'
import cookiePlaceholderValue from './cookie/placeholder-value.ts'
import cookieQuotedAttribute from './cookie/quoted-attribute.ts'
import cookieSamesiteInvalid from './cookie/samesite-invalid.ts'
import cookieSerializedObject from './cookie/serialized-object.ts'
import cookieSessionIdLowEntropy from './cookie/session-id-low-entropy.ts'
import cookieSessionIdPredictable from './cookie/session-id-predictable.ts'
import cookieSignedWithWeakSecret from './cookie/signed-with-weak-secret.ts'
import cookieTooLarge from './cookie/too-large.ts'
import cookieUnknownAttribute from './cookie/unknown-attribute.ts'
import cookieValueStructured from './cookie/value-structured.ts'
import jwtAlgNone from './jwt/alg-none.ts'
import jwtAlgNotAllowed from './jwt/alg-not-allowed.ts'
import jwtAlgNotPreferred from './jwt/alg-not-preferred.ts'
import jwtAlgUnrecognized from './jwt/alg-unrecognized.ts'
import jwtAlgWeak from './jwt/alg-weak.ts'
import jwtB64False from './jwt/b64-false.ts'
import jwtCritInvalid from './jwt/crit-invalid.ts'
import jwtDuplicateMember from './jwt/duplicate-member.ts'
import jwtEmbeddedJwk from './jwt/embedded-jwk.ts'
import jwtEmbeddedPrivateKey from './jwt/embedded-private-key.ts'
import jwtInvalidBase64url from './jwt/invalid-base64url.ts'
import jwtInvalidJson from './jwt/invalid-json.ts'
import jwtKidInjection from './jwt/kid-injection.ts'
import jwtKidMissing from './jwt/kid-missing.ts'
import jwtKidUnknown from './jwt/kid-unknown.ts'
import jwtMalformed from './jwt/malformed.ts'
import jwtRemoteKeyUrl from './jwt/remote-key-url.ts'
import jwtRsaKeyTooSmall from './jwt/rsa-key-too-small.ts'
import jwtSignatureInvalid from './jwt/signature-invalid.ts'
import jwtSignatureMalformed from './jwt/signature-malformed.ts'
import jwtSignatureMissing from './jwt/signature-missing.ts'
import jwtSignatureNotChecked from './jwt/signature-not-checked.ts'
import jwtSymmetricAlgShared from './jwt/symmetric-alg-shared.ts'
import jwtTooLarge from './jwt/too-large.ts'
import jwtTypMismatch from './jwt/typ-mismatch.ts'
import jwtTypMissing from './jwt/typ-missing.ts'
import jwtX509Header from './jwt/x509-header.ts'

export const rules: readonly Rule[] = [
  cookieAuthzFlag,
  cookieContainsCredentials,
  cookieContainsPii,
  cookieCsrfEqualsSession,
  cookieDuplicateAttribute,
  cookieFlagHasValue,
  cookieFoldedHeader,
  cookieInvalidName,
  cookieInvalidValue,
  cookieJwtInCookie,
  cookieJwtLifetimeMismatch,
  cookieLoadBalancerAddress,
  cookiePathInvalid,
  cookiePathMissing,
  cookiePlaceholderValue,
  cookieQuotedAttribute,
  cookieSamesiteInvalid,
  cookieSerializedObject,
  cookieSessionIdLowEntropy,
  cookieSessionIdPredictable,
  cookieSignedWithWeakSecret,
  cookieTooLarge,
  cookieUnknownAttribute,
  cookieValueStructured,
  jwtAlgNone,
  jwtAlgNotAllowed,
  jwtAlgNotPreferred,
  jwtAlgUnrecognized,
  jwtAlgWeak,
  jwtB64False,
  jwtCritInvalid,
  jwtDuplicateMember,
  jwtEmbeddedJwk,
  jwtEmbeddedPrivateKey,
  jwtInvalidBase64url,
  jwtInvalidJson,
  jwtKidInjection,
  jwtKidMissing,
  jwtKidUnknown,
  jwtMalformed,
  jwtRemoteKeyUrl,
  jwtRsaKeyTooSmall,
  jwtSignatureInvalid,
  jwtSignatureMalformed,
  jwtSignatureMissing,
  jwtSignatureNotChecked,
  jwtSymmetricAlgShared,
  jwtTooLarge,
  jwtTypMismatch,
  jwtTypMissing,
  jwtX509Header,
]
