import { count, list } from '../../core/text.ts'
import type { Base64urlProblem } from '../../jwt/base64url.ts'
import { defineRule } from '../define.ts'

/** What is said of each problem; a stray character is reported by `jwt/malformed`. */
const said: Readonly<Partial<Record<Base64urlProblem['code'], string>>> = {
  padding: '"=" padding',
  'standard-alphabet': '"+" or "/" instead of "-" and "_"',
  whitespace: 'white space',
}

export default defineRule({
  id: 'jwt/invalid-base64url',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'A part of the token is not base64url without padding.',
    rationale: 'Verifiers disagree about such a token. Where they are lenient, the same token can be written in several ways, which evades a list of revoked tokens that compares text.',
    remediation: 'Encode with base64url without padding, and have verifiers refuse anything else.',
    references: ['RFC 7515 section 2', 'RFC 7515 section 5.2', 'RFC 7519 section 7.2', 'OWASP JWT Cheat Sheet', 'CWE-20'],
    messages: {
      alphabet: 'The {segment} holds {what}; it must be base64url without padding.',
      length: 'The {segment} is {length} long, which no base64url is: a character is missing, or there is one too many.',
      trailingBits: 'The last character of the {segment} has unused bits that are not zero: the same token can be written in several ways.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMiJ9Cg==.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Unused bits are a warning, the rest an error. AWS load balancers pad the token in x-amzn-oidc-data; strict verifiers refuse it.',
  },
  check({ parsed: { segments, header } }, { report }) {
    if (!header) return
    for (const { name, text, problems } of segments) {
      if (problems.length === 0) continue
      const segment = name.replaceAll('-', ' ')
      const codes = problems.map(({ code }) => code)
      const what = codes.flatMap((code) => said[code] ?? [])
      if (what.length > 0) {
        report({
          messageId: 'alphabet',
          data: { segment, what: list(what) },
          at: name,
          ...(codes.includes('whitespace') ? { fix: 'Remove the spaces and line breaks. They often come from copying a wrapped line of a terminal or an e-mail.' } : {}),
        })
      }
      if (codes.includes('length')) {
        report({ messageId: 'length', data: { segment, length: count(text.length, 'character') }, at: name, fix: 'Copy the whole token again: one end is cut off or has a character too many.' })
      }
      if (codes.includes('trailing-bits')) {
        report({
          messageId: 'trailingBits',
          data: { segment },
          at: name,
          severity: 'warn',
          fix: 'Encode with a standard base64url library. In a list of revoked tokens compare the jti or the decoded octets, not the text.',
        })
      }
    }
  },
})
