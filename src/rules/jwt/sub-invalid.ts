import { kindOf } from '../../core/json.ts'
import { isServiceAccount } from '../../core/sensitive-names.ts'
import { isEmail, isPhoneNumber } from '../../core/sensitive-values.ts'
import { numberOf } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isKind } from '../token-kinds.ts'

/** OpenID Connect Core section 2: at most 255 ASCII characters. */
const longestIdTokenSubject = 255

export default defineRule({
  id: 'jwt/sub-invalid',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'error', 'rfc9068-access-token': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The sub is not a string that names one subject for good.',
    rationale: 'Libraries that compare strings find no match for a number, or round it: two users with long ids become one. An e-mail address that passes to someone else takes the account with it.',
    remediation: 'Put an opaque id that is never given to anyone else into sub, as a string.',
    references: ['RFC 7519 section 4.1.2', 'OpenID Connect Core section 2', 'ASVS 10.3.3', 'ASVS 10.5.2', 'RFC 8725 section 3.8'],
    messages: {
      number: 'sub is a number, not a string: libraries refuse it, or round a long one.',
      notText: 'sub is {kind}, not a string.',
      empty: 'sub is empty: this token is about nobody.',
      tooLong: 'sub of this ID token has {length} characters; OpenID Connect permits at most {limit}.',
      notAscii: 'sub of this ID token has characters outside ASCII, which OpenID Connect does not permit.',
      email: 'sub is an e-mail address: when it passes to someone else, so does the account.',
      phone: 'sub is a phone number: when it passes to someone else, so does the account.',
    },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOjQyfQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZUBtYWlsLmV4YW1wbGUifQ.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI0MiJ9.AAAA'] },
    notes: 'A number is only a warning, because many applications do it and their own verifiers cope. An e-mail address or phone number is only information. The address of a service account is fine.',
  },
  check(jwt, { report }) {
    const { sub } = jwt.claims
    if (sub === undefined || sub === null) return
    const at = 'claims.sub'
    if (numberOf(sub) !== undefined) return report({ messageId: 'number', at, fix: 'Write sub as a string: "sub":"42", not "sub":42.' })
    if (typeof sub !== 'string') return report({ messageId: 'notText', data: { kind: kindOf(sub) }, at })
    if (sub.trim() === '') return report({ messageId: 'empty', at })
    if (isKind(jwt, 'id-token')) {
      if (sub.length > longestIdTokenSubject) report({ messageId: 'tooLong', data: { limit: longestIdTokenSubject, length: sub.length }, at })
      // eslint-disable-next-line no-control-regex
      else if (/[^\x00-\x7f]/.test(sub)) report({ messageId: 'notAscii', at })
    }
    if (isEmail(sub) && !isServiceAccount(sub)) report({ messageId: 'email', at, severity: 'info', confidence: 'firm' })
    else if (isPhoneNumber(sub)) report({ messageId: 'phone', at, severity: 'info', confidence: 'firm' })
  },
})
