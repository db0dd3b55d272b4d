import { kindOf } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

/** Parameters that every implementation must understand and that crit must not name (RFC 7515 section 4.1.11, RFC 7516 section 4.1.13). */
const standard: ReadonlySet<string> = new Set(
  'alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c'.split(' '),
)

/** Extensions that are judged by a rule of their own. */
const understood: ReadonlySet<string> = new Set(['b64'])

export default defineRule({
  id: 'jwt/crit-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The list of critical header parameters (crit) is wrong, or names one that authlint does not know.',
    rationale: 'crit names what a verifier must understand, or else refuse the token. Where it is wrong, some verifiers refuse the token, and others ignore the protection that crit stands for.',
    remediation: 'List in crit only extensions that are in the header and that every verifier supports, or leave it out.',
    references: ['RFC 7515 section 4.1.11', 'RFC 7516 section 4.1.13', 'CWE-20'],
    messages: {
      notList: 'crit must be a non-empty array of strings; it is {kind}.',
      twice: 'crit lists {names} more than once.',
      standard: 'crit lists {names}, but crit is for extensions, not for what the JOSE standards define themselves.',
      absent: 'crit lists {names}, missing from the header.',
      notUnderstood: 'crit lists {names}, unknown to authlint: a verifier that does not know it either must refuse the token.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsImNyaXQiOltdfQ.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'An extension that authlint does not know is only a warning: the verifier it is meant for may know it. b64 is judged by jwt/b64-false.',
  },
  check({ header }, { report }) {
    const crit = header['crit']
    const at = 'header.crit'
    if (crit === undefined) return
    const names = Array.isArray(crit) ? crit.filter((name): name is string => typeof name === 'string') : []
    if (!Array.isArray(crit) || crit.length === 0 || names.length < crit.length) return report({ messageId: 'notList', data: { kind: !Array.isArray(crit) ? kindOf(crit) : crit.length === 0 ? 'empty' : 'an array with something else in it' }, at })

    const unique = [...new Set(names)]
    const say = (messageId: 'twice' | 'standard' | 'absent' | 'notUnderstood', which: readonly string[], severity: 'error' | 'warn' = 'error') => {
      if (which.length > 0) report({ messageId, data: { names: list(which.map((name) => `"${name}"`)) }, at, severity })
    }
    const extensions = unique.filter((name) => !standard.has(name))
    say('twice', unique.filter((name) => names.indexOf(name) !== names.lastIndexOf(name)))
    say('standard', unique.filter((name) => standard.has(name)))
    say('absent', extensions.filter((name) => !Object.hasOwn(header, name)))
    say('notUnderstood', extensions.filter((name) => Object.hasOwn(header, name) && !understood.has(name)), 'warn')
  },
})
