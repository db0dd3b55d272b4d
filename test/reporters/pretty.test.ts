import { describe, expect, it } from 'vitest'
import type { RejectionReason } from '../../src/cookie/storage.ts'
import { rejections } from '../../src/core/rejections.ts'
import { evidenceLines } from '../../src/reporters/evidence.ts'
import { joinUpTo, width, wrap } from '../../src/reporters/layout.ts'
import { valueText, verdict } from '../../src/reporters/describe.ts'
import { render } from './render.ts'
import { judged, report, reportOf } from './sample.ts'

describe('layout', () => {
  it('measures as a terminal does', () => {
    expect(['abc', 'é', '日本', 'e\u0301', '🍪', ''].map(width)).toEqual([3, 1, 4, 1, 2, 0])
  })

  it('breaks between words, and inside them only when told', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('abcdefghij k', 4)).toEqual(['abcdefghij', 'k'])
    expect(wrap('abcdefghij k', 4, { anywhere: true })).toEqual(['abcd', 'efgh', 'ij k'])
    expect(wrap('__Host-preferences', 10, { anywhere: true })).toEqual(['__Host-', 'preference', 's'])
    expect(joinUpTo(['RFC 8725', 'CWE-347', 'ASVS 9.1.2'], 18, ', ')).toEqual([['RFC 8725', 'CWE-347'], ['ASVS 9.1.2']])
  })
})

describe('evidence', () => {
  const header = 'Set-Cookie: sid=(36 octets); Path=/; SameSite=None; samesite=Lax'
  const under = (pointer: string, columns = 80) => {
    const [line = '', carets = ''] = evidenceLines(header, pointer, columns)
    return carets.replace(/ /g, '') === '' ? undefined : line.slice(carets.indexOf('^'), carets.length)
  }

  it.each([
    ['name', 'sid'],
    ['value', '(36 octets)'],
    ['Path', 'Path=/'],
    ['SameSite', 'samesite=Lax'],
    ['SameSite[0]', 'SameSite=None'],
    ['Domain', 'sid'],
  ])('%s is underlined', (pointer, part) => {
    expect(under(pointer)).toBe(part)
  })

  it('keeps the part in question when the line is too long', () => {
    expect(evidenceLines(header, 'SameSite[0]', 50)).toEqual(['Set-Cookie: sid=(36 octets); …; SameSite=None; …', `${' '.repeat(32)}${'^'.repeat(13)}`])
  })

  it('of a token is only wrapped', () => {
    expect(evidenceLines('claims.aud = "a"', 'claims.aud', 80)).toEqual(['claims.aud = "a"'])
  })
})

describe('a screen of 30 columns', () => {
  it('is overrun only by words that cannot be broken', async () => {
    const text = await render('pretty', reportOf(judged.filter(({ subject }) => subject.kind === 'jwt')), { color: false, columns: 30, unicode: true, hyperlinks: false })
    const overrun = text.split('\n').filter((line) => width(line) > 30 && line.trim().includes(' '))
    // Of a name and a value beside it the value may be long; of a lifetime the bar is; a heading has what stands instead of rows beside it.
    expect(overrun.filter((line) => !/^ {4}\S+ +\S+$|^ {4}iat [├|]|^ {2}claims {2}\(/.test(line))).toEqual([])
  })
})

describe('values', () => {
  it.each([
    ['plain text', 'plain text'],
    ['', '""'],
    ['12', '"12"'],
    ['true', '"true"'],
    [' a', '" a"'],
    ['a\nb', 'a\\nb'],
    ['6f1c-8a', '6f1c-8a'],
    [12, '12'],
    [true, 'true'],
    [['a', 1], '[ "a", 1 ]'],
    [{}, '{}'],
  ])('%j is shown as %s', (value, text) => {
    expect(valueText(value)).toBe(text)
  })
})

describe('the verdict', () => {
  const summary = { subjects: 1, error: 0, warn: 0, info: 0, suppressed: 0 }
  const problem = { code: 'INPUT_EMPTY', message: 'nothing' }
  it.each([
    ['Nothing found.', { ok: true, summary, problems: [] }],
    ['No errors. 2 warnings, 1 note.', { ok: true, summary: { ...summary, warn: 2, info: 1 }, problems: [] }],
    ['1 error: not fit to pass.', { ok: false, summary: { ...summary, error: 1 }, problems: [] }],
    ['1 warning: not fit to pass.', { ok: false, summary: { ...summary, warn: 1 }, problems: [] }],
    ['1 error: let pass, as the gate was set.', { ok: true, summary: { ...summary, error: 1 }, problems: [] }],
    ['One part of the input could not be judged. Nothing was found in the rest.', { ok: false, summary, problems: [problem] }],
    ['2 parts of the input could not be judged.', { ok: false, summary: { ...summary, subjects: 0 }, problems: [problem, problem] }],
    ['Nothing was found to judge.', { ok: true, summary: { ...summary, subjects: 0 }, problems: [] }],
  ])('%s', (words, some) => {
    expect(verdict(some)).toBe(words)
  })

  it('stands last, with the worst rule to read about', async () => {
    expect((await render('pretty', reportOf(judged.slice(3, 4)))).trimEnd().split('\n').slice(-2).join(' ')).toContain('not fit to pass. authlint explain jwt/aud-mismatch says')
  })

  it('does not let an unchecked signature pass unsaid', async () => {
    expect(await render('pretty', reportOf(judged.slice(4, 5)))).toContain('The signature was not checked, so nothing here says that the token is genuine.')
    expect(await render('pretty', reportOf(judged.slice(3, 4)))).not.toContain('was not checked')
  })
})

describe('cookies', () => {
  it('have words for every reason that Chromium gives', () => {
    // The compiler sees here that none is left out.
    const words: Readonly<Record<RejectionReason, string>> = rejections
    for (const reason of Object.values(words)) expect(reason.length).toBeGreaterThan(10)
  })

  it('share one table, and a rejected one says why in words and in the words of Chromium', async () => {
    const text = await render('pretty', { ...report, judged: judged.slice(0, 2), notes: [] })
    const lines = text.split('\n')
    expect(lines.filter((line) => /^ {2}cookie +role +kept +Secure +HttpOnly +SameSite +scope +lives$/.test(line)).length).toBe(1)
    expect(text).toContain('__Host-preferences is not kept: it does not meet the requirements of its name\n  prefix (Chromium: EXCLUDE_INVALID_PREFIX).')
    expect(text).toContain('__Host-preferences in Firefox: kept.')
    expect(text.match(/No URL is known/g)?.length).toBe(1)
  })
})
