import { isInfrastructure } from '../../cookie/about.ts'
import { knownAttribute, knownAttributes } from '../../cookie/attribute-names.ts'
import { utf8, type CookieAttribute } from '../../cookie/cookie.ts'
import { maxAttributeOctets } from '../../cookie/attributes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/duplicate-attribute',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'An attribute is given more than once.',
    rationale: 'Browsers use the last one, even when its value is invalid. The first one, which most people read as the setting, has no effect.',
    remediation: 'Send each attribute once. When a proxy adds attributes (Header edit, proxy_cookie_flags, proxy_cookie_path), let either the proxy or the application set them.',
    references: ['RFC 6265bis section 4.1.1', 'RFC 6265bis section 5.7'],
    messages: {
      conflict: 'The {cookie} has {attribute} {times} with different values; browsers use the last: {last}.',
      repeated: 'The {cookie} has {attribute} {times}.',
    },
    examples: {
      bad: ['sid=1; SameSite=Strict; SameSite=None', 'sid=1; Secure; Secure'],
      good: ['sid=1; SameSite=Strict; Secure'],
    },
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    for (const attribute of knownAttributes) {
      const given = subject.attributes(attribute)
      if (given.length < 2) continue
      const last = given.findLast(({ value }) => (value?.length ?? 0) <= maxAttributeOctets) ?? given[0]
      const same = given.every((other) => meaning(other) === meaning(given[0]))
      const data = { attribute, times: given.length === 2 ? 'twice' : `${given.length} times`, last: shown(last) }
      report({
        messageId: same ? 'repeated' : 'conflict',
        data,
        at: `${attribute}[${given.length - 1}]`,
        ...(same || isInfrastructure(subject) ? { severity: 'info' as const } : {}),
      })
    }
  },
})

/** Flags mean the same whatever stands behind them; values of SameSite and Domain have no case. */
function meaning(attribute: CookieAttribute | undefined): string {
  const name = knownAttribute(attribute?.name ?? '')
  if (name === 'Secure' || name === 'HttpOnly' || name === 'Partitioned') return ''
  const value = attribute?.value ?? ''
  return name === 'Path' ? value : value.toLowerCase()
}

const shown = (attribute: CookieAttribute | undefined): string => utf8(attribute ? (attribute.value === null ? attribute.name : `${attribute.name}=${attribute.value}`) : '')
