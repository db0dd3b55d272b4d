import { count } from '../../core/text.ts'
import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/weak-secret',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is signed with a secret that can be guessed.',
    rationale: 'Whoever has one token can try secrets without being noticed, millions in a second. With the secret they sign any token they like.',
    remediation: 'Replace the secret with 32 or more random octets (openssl rand -base64 32), and treat every token signed with the old one as forged.',
    references: ['RFC 8725 section 2.2', 'RFC 8725 section 3.5', 'WSTG-SESS-10', 'OWASP JWT Cheat Sheet', 'ASVS 11.5.1', 'ASVS 13.3.1', 'CWE-1391', 'CWE-321', 'CWE-1392', 'CVE-2019-20933', 'CVE-2020-28637', 'CVE-2026-44699'],
    messages: {
      guessed: 'The secret of this token was guessed (entry {position} of {list}, {octets} long{encoding}): anyone can sign tokens with it.',
      empty: 'The secret of this token is empty: anyone can sign tokens with it.',
    },
    examples: {
      // The sample of jwt.io and of many tutorials, signed with its published secret.
      bad: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'],
      good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    },
    notes: 'A match is a proof. An empty secret, a built-in list, names in the token and the lines of --wordlist are tried; --no-crack switches that off. The secret is never shown.',
  },
  check({ alg = '', facts: { weakSecret } }, { report }) {
    if (!weakSecret) return
    const { list, position, octets, encoding } = weakSecret
    const at = 'signature'
    const least = signatureAlgorithms.get(alg)?.secretOctets ?? 32
    const fix = `Replace the secret with ${least} or more random octets (openssl rand -base64 ${least}), and treat every token signed with the old one as forged.`
    if (octets === 0) report({ messageId: 'empty', at, fix })
    else report({ messageId: 'guessed', data: { list, position, octets: count(octets, 'octet'), encoding: encoding === 'text' || encoding === 'octets' ? '' : `, read as ${encoding}` }, at, fix })
  },
})
