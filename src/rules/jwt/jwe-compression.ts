import { kindOf } from '../../core/json.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/jwe-compression',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token says that its content is compressed.',
    rationale: 'The length of compressed text shows through encryption and tells something about its content, and a small token can decompress to fill the memory of the server that opens it.',
    remediation: 'Leave zip out: do not compress before encrypting. Have recipients limit what a token may decompress to, such as to 250 KB.',
    references: ['RFC 8725 section 3.6', 'RFC 8725bis section 2.12', 'RFC 8725bis section 3.15', 'RFC 7516 section 4.1.3', 'CWE-409'],
    messages: {
      bomb: '{problem}',
      compressed: 'zip is {zip}: the content is compressed before it is encrypted, so its length tells something about it.',
      meaningless: 'zip is in the header of a signed token, where it means nothing, but a library may obey it.',
    },
    examples: {
      bad: ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiemlwIjoiREVGIn0..AAAA.AAAA.AAAA'],
      good: ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA'],
    },
  },
  check({ header: { zip }, parsed: { serialization }, facts: { jwe } }, { report }) {
    if (zip === undefined) return
    const overgrown = jwe?.problems.find(({ code }) => code === 'zip-overgrown')
    if (overgrown) report({ messageId: 'bomb', data: { problem: overgrown.message }, at: 'header.zip' })
    else if (serialization === 'jwe') report({ messageId: 'compressed', data: { zip: typeof zip === 'string' ? `"${zip}"` : kindOf(zip) }, at: 'header.zip', severity: 'warn' })
    else report({ messageId: 'meaningless', at: 'header.zip', severity: 'warn', fix: 'Remove zip from the header.' })
  },
})
