import { isObject, kindOf } from '../../core/json.ts'
import type { JsonPart } from '../../jwt/jwt.ts'
import { nestedToken } from '../../jwt/nested.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/invalid-json',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The header or the claims are not exactly one JSON object in UTF-8.',
    rationale: 'Parsers read broken JSON in different ways: one component can see other claims than the one that checks the token.',
    remediation: 'Write header and claims with a standard JSON library, as UTF-8 without a byte order mark, and nothing after the object.',
    references: ['RFC 7519 section 7.2', 'RFC 7515 section 10.12', 'RFC 8725 section 3.7', 'CWE-20'],
    messages: {
      encoding: 'The {part} is {problem}, so parsers read it differently.',
      byteOrderMark: 'The {part} starts with a byte order mark, which JSON must not have.',
      syntax: 'The {part} is not JSON: {problem}.',
      notObject: 'The {part} is JSON, but {kind}, not an object.',
      nested: 'The payload is a token of its own (cty is "{cty}"), which is judged next.',
      trailing: 'Text follows the JSON object of the {part}, from character {position} on.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0geA.AAAA', 'eyJhbGciOiJFUzI1NiJ9.WzFd.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'When cty says that the payload is itself a token, and it is one, that is no defect: it is judged as a token of its own.',
  },
  check({ parsed }, { report }) {
    const { text, headerPart, claimsPart, header, segments, jsonForm } = parsed
    // A JSON text instead of a token has no header to judge, and an empty payload is no payload: both are jwt/malformed.
    if (text.trimStart().startsWith('{')) return
    // In JSON all parameters may stand beside the protected header.
    if (!jsonForm || segments[0]?.text !== '') judge('header', headerPart)
    const cty = header?.['cty']
    if (nestedToken(parsed) !== undefined) report({ messageId: 'nested', data: { cty: String(cty) }, at: 'claims', severity: 'info', fix: 'None is needed here: see what is said of the token inside.' })
    else if (claimsPart && segments[1]?.text !== '') judge('claims', claimsPart)

    function judge(at: 'header' | 'claims', { document: { value, problems }, encodingProblem }: JsonPart): void {
      const part = at === 'claims' ? 'payload' : 'header'
      if (encodingProblem?.includes('byte order mark')) report({ messageId: 'byteOrderMark', data: { part }, at })
      else if (encodingProblem) report({ messageId: 'encoding', data: { part, problem: encodingProblem }, at })
      const broken = problems.find(({ code }) => code !== 'duplicate')
      if (value === undefined) report({ messageId: 'syntax', data: { part, problem: broken?.message ?? 'it is empty' }, at })
      else if (!isObject(value)) report({ messageId: 'notObject', data: { part, kind: kindOf(value) }, at })
      else if (broken) report({ messageId: 'trailing', data: { part, position: broken.at + 1 }, at })
    }
  },
})
