import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { advise } from '../../src/advise/advise.ts'
import { conditionsOf } from '../../src/advise/conditions.ts'
import { configurationsOf } from '../../src/advise/configurations.ts'
import { decide } from '../../src/advise/framework.ts'
import { namedRules, practicesOf } from '../../src/advise/practices.ts'
import { adviceJson, adviceMarkdown, adviceText } from '../../src/cli/advice.ts'
import { loadConfig } from '../../src/config/load.ts'
import { settingsOf } from '../../src/config/settings.ts'
import { referenceUrl } from '../../src/core/reference.ts'
import { ruleIds } from '../../src/rules/ids.ts'
import { everything, given } from './answers.ts'

const known: ReadonlySet<string> = new Set(ruleIds)
/** Fixed, so that what is printed does not follow the registry. */
const fixed: ReadonlySet<string> = new Set([...namedRules].filter((id) => !id.startsWith('flow/')))
const all = [...everything()]

describe('the checklist', () => {
  it('names rules that there are, or that look at recordings and responses', () => {
    expect([...namedRules].filter((id) => !known.has(id) && !/^(flow|response|jwk)\//.test(id))).toEqual([])
  })

  it('names a rule to people only when there is one', () => {
    for (const { rules, visibility } of advise(given({ verifiers: 'many', identity: 'external' }), new Set()).practices) {
      expect(rules).toEqual([])
      expect(visibility).not.toBe('checked')
    }
  })

  it('asks for no cookie where there is no browser', () => {
    const { practices } = advise(given({ clients: ['mobile'], team: 'not-ready' }), known)
    expect(practices.map(({ part }) => part)).toContain('session')
    expect(practices.flatMap(({ rules }) => rules).filter((id) => id.startsWith('cookie/'))).toEqual([])
  })

  it('belongs to the parts of the design', () => {
    const parts = (...answers: Parameters<typeof given>) => [...new Set(advise(given(...answers), known).practices.map(({ part }) => part))]
    expect(parts({})).toEqual(['session'])
    expect(parts({ clients: ['mobile'] })).toEqual(['access-token', 'refresh-token'])
    expect(parts({ clients: ['service'] })).toEqual(['access-token'])
    expect(parts({ clients: ['spa', 'mobile'], identity: 'external', storage: 'local-storage' })).toEqual(['login', 'session', 'access-token', 'refresh-token', 'page'])
  })

  it('always warns of localStorage', () => {
    for (const answers of all) {
      if (answers.storage !== 'local-storage') continue
      const decision = decide(answers)
      if (!practicesOf(answers, decision, new Set(['response/weak-csp'])).some(({ rules }) => rules.includes('response/weak-csp')) || !conditionsOf(answers, decision).some((text) => text.startsWith('Warning'))) expect.fail(JSON.stringify(answers))
    }
  })
})

describe('the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-advise-'))
  const configurations = (rules: ReadonlySet<string>) => new Map(all.flatMap((answers) => configurationsOf(answers, decide(answers), rules).map(({ config }) => [JSON.stringify(config), config] as const)))

  it('is valid, whatever was answered', async () => {
    const distinct = configurations(known)
    expect(distinct.size).toBeGreaterThan(20)
    const file = join(folder, 'authlint.config.json')
    for (const [text, { preset }] of distinct) {
      writeFileSync(file, text)
      expect(settingsOf(await loadConfig(file, { ruleIds })).preset, text).toBe(preset)
    }
  })

  it('names no rule that there is not', () => {
    expect([...configurations(new Set()).values()].filter(({ rules }) => rules !== undefined)).toEqual([])
  })

  it('holds access tokens to the minutes that were recommended', async () => {
    const tiers = async (...answers: Parameters<typeof given>) => {
      const { configurations: files } = advise(given(...answers), known)
      writeFileSync(join(folder, 'tokens.json'), JSON.stringify(files.find(({ judges }) => judges === 'access tokens')?.config))
      return settingsOf(await loadConfig(join(folder, 'tokens.json'), { ruleIds })).rules.get('jwt/lifetime-too-long')?.options
    }
    expect(await tiers({ clients: ['mobile'] })).toMatchObject({ 'access-token': { warnAboveSeconds: 900 } })
    expect(await tiers({ clients: ['mobile'], revocation: '5m' })).toMatchObject({ 'access-token': { warnAboveSeconds: 300 } })
    expect(await tiers({ verifiers: 'many', revocation: '5m' })).toMatchObject({ sessionMinted: true })
  })

  it('comes in files of different names, the first of which is found by itself', () => {
    for (const answers of all.filter((_, i) => i % 97 === 0)) {
      const files = advise(answers, known).configurations.map(({ file }) => file)
      expect(files[0]).toBe('authlint.config.json')
      expect(new Set(files).size).toBe(files.length)
    }
  })
})

describe('what is said', () => {
  it('gives references that have an address', () => {
    const references = new Set(all.filter((_, i) => i % 97 === 0).flatMap((answers) => advise(answers, known).corrections.flatMap(({ reference }) => reference ?? [])))
    expect(references.size).toBeGreaterThan(4)
    expect([...references].filter((reference) => referenceUrl(reference) === undefined)).toEqual([])
  })

  it.each([
    ['session', given({ clients: ['spa'] })],
    ['hybrid', given({ clients: ['browser', 'mobile'], verifiers: 'few', revocation: 'tolerant', risk: 'low', identity: 'external', storage: 'local-storage' })],
    ['minted', given({ clients: ['browser', 'mobile'], verifiers: 'edge', revocation: 'immediate', risk: 'high' })],
    ['tokens', given({ clients: ['spa'], verifiers: 'few', store: 'no', storage: 'cookie' })],
    ['services', given({ clients: ['service'], revocation: 'immediate' })],
    ['deferred', given({ clients: ['mobile', 'third-party'], team: 'not-ready' })],
  ] as const)('as text: %s', async (name, answers) => {
    const text = await adviceText(advise(answers, fixed), { color: false, columns: 80, unicode: true, hyperlinks: false })
    const long = text.split('\n').filter((line) => line.length > 80 && !/^ +(\$|authlint|"|--)/.test(line))
    expect(long).toEqual([])
    await expect(text).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it('as Markdown', async () => {
    await expect(adviceMarkdown(advise(given({ clients: ['browser', 'mobile'] }), fixed))).toMatchFileSnapshot('golden/hybrid.md')
  })

  it('as JSON', async () => {
    const json = adviceJson(advise(given({ verifiers: 'many', revocation: '5m', identity: 'external' }), fixed))
    expect(JSON.parse(json)).toMatchObject({ recommendation: { design: 'session-minted-tokens', accessTokenSeconds: 300 }, why: { decidedBy: ['clients', 'verifiers', 'revocation'] } })
    await expect(json).toMatchFileSnapshot('golden/minted.json')
  })

  it('in colour, only when colours are wanted', async () => {
    const advice = advise(given({}), fixed)
    // eslint-disable-next-line no-control-regex
    const escapes = /\u001b\[[\d;]*m/g
    const [with_, without] = await Promise.all([true, false].map((color) => adviceText(advice, { color, columns: 80, unicode: true, hyperlinks: false })))
    expect(with_).toMatch(escapes)
    expect(with_?.replace(escapes, '')).toBe(without)
  })
})
