import { defineRule } from '../define.ts'

/** A hostile token must not flood the report. */
const most = 10

export default defineRule({
  id: 'jwt/duplicate-member',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'A JSON object in the token has the same member twice.',
    rationale: 'Some parsers take the first value, some the last. A gateway can check one while the service behind it uses the other.',
    remediation: 'Write each member once, and make verifiers refuse a token that repeats one.',
    references: ['RFC 7515 section 10.12', 'RFC 7519 section 4', 'CWE-436'],
    messages: {
      twice: '"{member}" appears more than once in the {part}: some parsers take the first value, some the last.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIiwic3ViIjoiMiJ9.AAAA', 'eyJhbGciOiJub25lIiwiYVx1MDA2Y2ciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Names are compared after unescaping, within one object. The same name in two different objects is fine.',
  },
  check({ parsed }, { report }) {
    const parts = [
      ['header', parsed.header && parsed.headerPart],
      ['claims', parsed.claims && parsed.claimsPart],
    ] as const
    for (const [part, json] of parts) {
      if (!json || json.document.problems.length === 0) continue
      const members = new Set(json.document.problems.flatMap((problem) => (problem.code === 'duplicate' ? [problem.pointer] : [])))
      for (const member of [...members].slice(0, most)) report({ messageId: 'twice', data: { member, part }, at: `${part}.${member}` })
    }
  },
})
