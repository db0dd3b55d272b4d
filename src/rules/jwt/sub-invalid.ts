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
    summary: 'The sub is not a text that names one subject for good.',
    rationale: 'Libraries that compare texts see no match in a number, or round it: two users with long ids become one. An address that is given to somebody else takes the account with it.',
    remediation: 'Put an opaque id that is never given to anybody else into sub, as a text.',
    references: ['RFC 7519 section 4.1.2', 'OpenID Connect Core section 2', 'ASVS 10.3.3', 'ASVS 10.5.2', 'RFC 8725 section 3.8'],
    messages: {
      number: 'sub is a number; it has to be a text.',
      notText: 'sub is not a text.',
      empty: 'sub is empty: this token is about nobody.',
      tooLong: 'sub of an ID token may have {limit} ASCII characters; this one has {length}.',
      notAscii: 'sub of an ID token may only have ASCII characters; this one has others.',
      email: 'sub is an e-mail address. Addresses change hands, and with them the account.',
      phone: 'sub is a phone number. Numbers change hands, and with them the account.',
    },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOjQyfQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZUBtYWlsLmV4YW1wbGUifQ.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI0MiJ9.AAAA'] },
    notes: 'A number is a warning, because many applications do it and their own verifiers cope. An e-mail address or phone number is information. The address of a service account is in order.',
  },
  check(jwt, { report }) {
    const { sub } = jwt.claims
    if (sub === undefined || sub === null) return
    const at = 'claims.sub'
    if (numberOf(sub) !== undefined) return report({ messageId: 'number', at, fix: 'Put quotation marks around it: set sub to the id as a text.' })
    if (typeof sub !== 'string') return report({ messageId: 'notText', at })
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
