import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asvsLevel, asvsRequirements, manualRequirements } from '../../src/core/asvs.ts'
import { presetNames } from '../../src/core/rule.ts'
import { presetSeverity } from '../../src/engine/settings.ts'
import { rules } from '../../src/rules/index.ts'

const levels = new Map(asvsRequirements.map(({ id, level }) => [`ASVS ${id}`, level]))
const asvsPresets = presetNames.filter((name) => asvsLevel(name) !== undefined)

describe('ASVS requirements', () => {
  it('are each listed once, in order', () => {
    const key = (id: string) => id.split('.').map((part) => part.padStart(3, '0')).join('.')
    const ids = asvsRequirements.map(({ id }) => key(id))
    expect(ids).toEqual([...new Set(ids)].sort())
  })

  it('include every one that a rule names', () => {
    const named = [...new Set(rules.flatMap(({ meta }) => meta.references.filter((reference) => reference.startsWith('ASVS '))))]
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((reference) => !levels.has(reference))).toEqual([])
  })

  it('are known for three presets', () => {
    expect(asvsPresets.map(asvsLevel)).toEqual([1, 2, 3])
    expect(asvsLevel('strict')).toBeUndefined()
  })

  it('leave to people what no rule decides, and what a rule sees only in part', () => {
    const ids = (level: 1 | 2 | 3, decided: readonly string[] = []) => manualRequirements(level, new Set(decided)).map(({ requirement }) => requirement)
    // ASVS 5.0 chapter 7: 7.4.2 is of level 1, 7.1.1 of level 2, 7.5.3 of level 3.
    expect(ids(1)).toContain('ASVS 7.4.2')
    expect(ids(1)).not.toContain('ASVS 7.1.1')
    expect(ids(2)).toContain('ASVS 7.1.1')
    expect(ids(2)).not.toContain('ASVS 7.5.3')
    expect(ids(3)).toContain('ASVS 7.5.3')
    expect(ids(1)).toContain('ASVS 3.3.1')
    expect(ids(1, ['ASVS 3.3.1'])).not.toContain('ASVS 3.3.1')
    expect(ids(2, ['ASVS 9.2.3'])).toContain('ASVS 9.2.3')
  })
})

// The severity matrix of the design: rules may differ from it for a reason, which stands here.
interface Designed {
  readonly id: string
  readonly presets: Readonly<Record<string, string>>
}
const designs = resolve(import.meta.dirname, '../..', process.env['AUTHLINT_CORPUS'] ?? '../shared/corpus', '../design/rules')
const matrix = existsSync(`${designs}/catalogue.json`) ? (JSON.parse(readFileSync(`${designs}/catalogue.json`, 'utf8')) as { readonly rules: readonly Designed[] }).rules : undefined
if (!matrix) console.warn('SKIPPED: the severity matrix is not here. It stands beside the corpora (AUTHLINT_CORPUS).')

const argued: Readonly<Record<string, string>> = {
  'jwk/ec-weak-curve': 'a curve that can be broken is a proof, an error; a rare or unknown one reports less',
  'jwk/rsa-weak-exponent': 'with an exponent of 1 anyone can sign, an error; a small one reports less',
  'response/cors-credentials': 'an echoed foreign origin is a proof, an error; a wildcard reports less',
  'response/set-cookie-cacheable': 'a shared cache may hand the session to others, an error; what is only unsaid reports less',
  'cookie/invalid-value': 'control characters make browsers drop the cookie (measured), which is an error; all else in the rule is a warning',
  'cookie/lifetime-syntax': 'a lifetime that browsers ignore on a deletion leaves the session alive, which is an error; all else in the rule is a warning',
  'jwt/jwe-compression': 'what unfolds beyond every limit when it is decrypted is a proof, an error; compression as such reports less',
  'cookie/unknown-attribute': 'a misspelt Secure or HttpOnly is an attribute that is missing, which is an error; all else in the rule is a warning',
}

describe.skipIf(!matrix)('presets against the severity matrix', () => {
  const designed = new Map((matrix ?? []).map(({ id, presets }) => [id, presets]))

  it('agree, but for what is argued', () => {
    const different = rules.flatMap((rule) => {
      const wanted = designed.get(rule.id)
      if (!wanted || rule.id in argued) return []
      return presetNames.filter((preset) => presetSeverity(rule, preset) !== wanted[preset]).map((preset) => `${rule.id} in ${preset}: ${presetSeverity(rule, preset)}, designed ${wanted[preset]}`)
    })
    expect(different).toEqual([])
  })

  it('differ where they are said to', () => {
    const same = Object.keys(argued).filter((id) => {
      const rule = rules.find((candidate) => candidate.id === id)
      return rule && presetNames.every((preset) => presetSeverity(rule, preset) === designed.get(id)?.[preset])
    })
    expect(same).toEqual([])
  })

  it('give each requirement the level of the standard', () => {
    const text = readFileSync(`${designs}/presets.md`, 'utf8')
    const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| L(\d) \|/gm)].map(([, id, level]) => [`ASVS ${id}`, Number(level)] as const)
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.filter(([id, level]) => levels.get(id) !== level)).toEqual([])
  })
})

/** Rules without a requirement that are on all the same. */
const beyondRequirements: Readonly<Record<string, string>> = {
  'cookie/unexpected-attributes': 'the user asked for it',
  'cookie/unexpected-cookie': 'the user asked for it',
  'jwt/sub-mismatch': 'the user asked for it',
  'response/missing-cookie': 'the user asked for it',
  'jwt/reused-ecdsa-nonce': 'a proof: anyone computes the private key',
  'jwt/reused-jti': 'a MUST of RFC 7519',
  'jwt/shared-weak-secret': 'says how far another finding reaches',
}

describe('ASVS presets', () => {
  // What makes the input meaningless, or proves an attack, is an error whatever the level; see the severity matrix.
  it.each(asvsPresets)('%s: a rule that is on names a requirement of that level or below, or belongs to the protocol', (preset) => {
    const level = asvsLevel(preset) ?? 1
    const inMatrix = new Set((matrix ?? []).filter(({ presets }) => presets[preset] !== 'off').map(({ id }) => id))
    const on = rules.filter((rule) => presetSeverity(rule, preset) !== 'off' && !inMatrix.has(rule.id))
    const unmapped = on.filter(({ meta }) => !meta.references.some((reference) => (levels.get(reference) ?? 9) <= level))
    // Without the matrix there is no telling a protocol rule from one that should be off.
    if (matrix) expect(unmapped.map(({ id }) => id).filter((id) => !(id in beyondRequirements))).toEqual([])
  })
})
