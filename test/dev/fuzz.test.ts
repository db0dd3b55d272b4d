// A little of what `npm run fuzz` does for as long as one likes, and every input that once failed.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AuthlintError } from '../../src/core/errors.ts'
import { complaint } from '../../src/dev/fuzz/promises.ts'
import { mutated, random, shrunk } from '../../src/dev/fuzz/mutate.ts'
import { targets, type Target } from '../../src/dev/fuzz/targets.ts'

const folder = mkdtempSync(join(tmpdir(), 'authlint-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true }))

const crashes = join(import.meta.dirname, '../../fixtures/crashes')
const kept = existsSync(crashes) ? readdirSync(crashes) : []

describe.each(Object.entries(targets))('%s', (name, { run, seeds }) => {
  it('keeps every promise on changed inputs', async () => {
    const chance = random(20261120)
    const pick = () => seeds[Math.floor(chance() * seeds.length)] ?? ''
    for (let count = 0; count < 60; count++) {
      const text = mutated(pick(), pick(), chance)
      expect(await complaint(run, text, folder, count), JSON.stringify(text.slice(0, 300))).toBeUndefined()
    }
  })

  it('keeps them on what once failed', async () => {
    for (const file of kept.filter((one) => one.startsWith(`${name}-`))) expect(await complaint(run, readFileSync(join(crashes, file), 'latin1'), folder, 0), file).toBeUndefined()
  })
})

describe('the fuzzer', () => {
  const throws: Target = (text) => {
    if (text.includes('!')) throw new TypeError('boom')
    throw new AuthlintError('INPUT_UNRECOGNISED', 'nothing')
  }

  it('tells a failure from a fair refusal', async () => {
    expect(await complaint(throws, 'a!b', folder, 1)).toContain('TypeError: boom')
    expect(await complaint(throws, 'ab', folder, 1)).toBeUndefined()
  })

  it('notices an answer that changes, and one that is raw', async () => {
    let calls = 0
    const finding = (message: string) => ({ subject: { id: 'x', kind: 'cookie' as const, source: { input: 'x', line: 1, column: 1 } }, suppressed: [], findings: [{ rule: 'cookie/x', severity: 'warn' as const, confidence: 'firm' as const, subject: 'x', message, evidence: '', fix: '', references: [], location: { input: 'x', line: 1, column: 1, endColumn: 1 } }] })
    expect(await complaint(() => [finding(String(calls++))], 'a', folder, 0)).toContain('second look')
    expect(await complaint(() => [finding('\u001b[2J')], 'a', folder, 1)).toContain('raw characters')
  })

  it('makes a failing text small', () => {
    expect(shrunk(`${'x'.repeat(500)}!${'y'.repeat(300)}`, (text) => text.includes('!'))).toBe('!')
  })

  it('changes texts the same way for the same seed', () => {
    const all = (seed: number) => {
      const chance = random(seed)
      return Array.from({ length: 50 }, () => mutated('sid=abc; Path=/', 'eyJhbGciOiJub25lIn0.e30.', chance))
    }
    expect(all(5)).toEqual(all(5))
    expect(new Set(all(5)).size).toBeGreaterThan(45)
  })
})
