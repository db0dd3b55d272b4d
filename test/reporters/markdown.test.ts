import { expect, it } from 'vitest'
import type { Judged } from '../../src/core/report.ts'
import { markdown } from '../../src/reporters/markdown.ts'
import { hostile, judged, report, reportOf } from './sample.ts'

/** Text without its code spans: a run of backticks up to the next run of the same length (CommonMark section 6.1). */
const withoutCode = (text: string): string => text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, 'CODE')

const ownLink = /\[[\w .-]+\]\(https:\/\/(?:www\.rfc-editor\.org|cwe\.mitre\.org|github\.com\/OWASP|datatracker\.ietf\.org)\/[\w./#-]*\)/g

/** What Markdown and its hosts would read more into than words: HTML, mentions, references, links, emphasis, entities. */
const markup = /[<>@#[\]*_~`\\&]|:\/\/|www\./

function bare(text: string): readonly string[] {
  return withoutCode(text)
    .replace(ownLink, 'LINK')
    .split('\n')
    .map((line) => line.replace(/^(?:#{3,4} |<details><summary>(?:Decoded|\d+ exchanges|Kept by the browser at the end|Good practice)<\/summary>$|<\/details>$|\| --- .*)/, '').replace(/\*\*(?:not judged|error|warning|note|Fix|[a-z\d ,]+)\*\*/g, ''))
}

it('leaves nothing that an attacker chose outside of code', () => {
  const lines = bare(markdown(report, 60_000))
  expect(lines.length).toBeGreaterThan(40)
  expect(lines.filter((line) => markup.test(line))).toEqual([])
})

it.each(['x`<img src=x>`y', '``a`@admin`b``', '`', '```js\n<b>', 'a``', '`@admin #1'])('keeps %j in one code span', (message) => {
  const [one] = judged
  const said = { ...(one ?? expect.unreachable()), findings: (one?.findings ?? []).map((finding) => ({ ...finding, message, evidence: message })) }
  expect(bare(markdown(reportOf([said]), 60_000)).filter((line) => markup.test(line))).toEqual([])
})

it.each([
  ['Write "sub":"42", not "sub":42.', 'Write `"sub":"42"`, not `"sub":42`.'],
  ['Write "crv":"P-256".', 'Write `"crv":"P-256"`.'],
  ['This is {"keys":[...]} (a set).', 'This is `{"keys":[...]}` (a set).'],
  ['aud is "*", which is "a/b".', 'aud is "`*`", which is "`a/b`".'],
])('keeps the quotes of %j where they belong', (fix, written) => {
  const [one] = judged
  const said = { ...(one ?? expect.unreachable()), findings: (one?.findings ?? []).map((finding) => ({ ...finding, fix })) }
  expect(markdown(reportOf([said]), 60_000)).toContain(`**Fix**: ${written}  `)
})

it('would notice', () => {
  expect(bare(`a ${hostile}`).some((line) => markup.test(line))).toBe(true)
  expect(bare('hello @admin').some((line) => markup.test(line))).toBe(true)
})

it('keeps cells apart whatever a cookie is called', () => {
  const [one] = judged
  const named = (name: string): Judged => ({ ...(one ?? expect.unreachable()), subject: { ...(one?.subject ?? expect.unreachable()), cookie: { ...(one?.subject.cookie ?? expect.unreachable()), name } } })
  for (const name of ['a|b', 'a\\|b', '`|`', '\\', '``', ' ']) {
    const row = markdown(reportOf([named(name)]), 60_000).split('\n').find((line) => line.includes('| session |')) ?? expect.unreachable()
    // Bars that GFM takes for the end of a cell: all that no backslash stands before.
    expect(row.match(/(?<!\\)\|/g)?.length, row).toBe(9)
  }
})

it('stays within what a comment holds and says what it left out', () => {
  const many = reportOf([...Array(300).keys()].flatMap(() => judged.slice(3, 4)))
  const text = markdown(many, 60_000)
  expect(text.length).toBeLessThan(60_001)
  expect(text).toMatch(/\d+ more subjects left out here\./)
  expect(text).toContain('authlint explain jwt/aud-mismatch')
})
