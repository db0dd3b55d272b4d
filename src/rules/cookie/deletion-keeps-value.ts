import { isDeliberateDeletion, isPlaceholder } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { isSensitive } from '../../cookie/role.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/deletion-keeps-value',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The deletion of a cookie still carries its value.',
    rationale: 'The secret goes over the wire and into logs once more than needed. Programs that ignore the lifetime keep it.',
    remediation: 'Delete with an empty value, and end the session on the server.',
    references: ['OWASP Session Management Cheat Sheet'],
    messages: {
      value: 'This deletes the {cookie} and still sends a value of {octets} octets.',
    },
    examples: {
      bad: ['sid=k7Qx2mPz9RtL4vWn; Max-Age=0; Path=/'],
      good: ['sid=; Max-Age=0; Path=/', 'sid=deleted; Max-Age=0; Path=/'],
    },
  },
  check(subject, { report }) {
    if (!isSensitive(subject.role) || isPlaceholder(subject.value) || !isDeliberateDeletion(subject)) return
    report({ messageId: 'value', data: { octets: subject.value.length }, at: 'value', confidence: subject.role.confidence, fix: fixFor(subject, 'deletion') })
  },
})
