// What decides the exit status (0 a pass, 1 findings, 3 not done), for every level that may fail a run.
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import type { Judged } from '../../src/core/report.ts'
import { severities, type FailOn, type Severity } from '../../src/core/severity.ts'
import { Gate } from '../../src/engine/gate.ts'

const finding = (severity: Severity): Finding => ({
  rule: `jwt/${severity}-rule`,
  severity,
  confidence: 'certain',
  subject: 'jwt-1',
  message: 'm',
  evidence: { text: '', column: 1, length: 0 } as unknown as Finding['evidence'],
  fix: 'f',
  references: [],
  location: { input: 'stdin', line: 1, column: 1 } as Finding['location'],
})
const judged = (...found: readonly Severity[]): Judged => ({ subject: { id: 'jwt-1', kind: 'jwt', source: { input: 'stdin', line: 1, column: 1 } }, findings: found.map(finding), suppressed: [] })

/** Exit status by what was found, for each level of --fail-on. */
const table: readonly (readonly [found: readonly Severity[], Readonly<Record<FailOn, number>>])[] = [
  [[], { error: 0, warn: 0, info: 0, never: 0 }],
  [['info'], { error: 0, warn: 0, info: 1, never: 0 }],
  [['warn'], { error: 0, warn: 1, info: 1, never: 0 }],
  [['error'], { error: 1, warn: 1, info: 1, never: 0 }],
  [['info', 'info', 'error'], { error: 1, warn: 1, info: 1, never: 0 }],
  [['error', 'info'], { error: 1, warn: 1, info: 1, never: 0 }],
]
const cases = table.flatMap(([found, statuses]) => Object.entries(statuses).map(([failOn, status]) => [failOn as FailOn, found, status] as const))

describe('a gate', () => {
  it.each(cases)('--fail-on %s with %j: %i', (failOn, found, status) => {
    const here = new Gate(failOn)
    here.count(judged(...found))
    const elsewhere = new Gate(failOn)
    elsewhere.merge(here.totals)
    expect([here.status, elsewhere.status]).toEqual([status, status])
    expect(elsewhere.totals).toEqual(here.totals)
    expect(here.totals.summary.subjects).toBe(1)
  })

  it.each(['error', 'warn', 'info', 'never'] as const)('--fail-on %s: what could not be judged is not done, before and after all else', (failOn) => {
    for (const found of [[], ['error']] as const) {
      const gate = new Gate(failOn)
      gate.countUndone()
      gate.count(judged(...found))
      expect(gate.status).toBe(3)
      const other = new Gate(failOn)
      other.count(judged(...found))
      other.countUndone()
      other.merge(gate.totals)
      expect(other.status).toBe(3)
    }
  })

  it('stays shut once it is, and counts on', () => {
    const gate = new Gate('error')
    gate.count(judged('error'))
    gate.count(judged())
    gate.merge(new Gate('error').totals)
    gate.count(judged('info', 'warn'))
    expect(gate.status).toBe(1)
    expect(gate.totals.summary).toEqual({ subjects: 3, error: 1, warn: 1, info: 1, suppressed: 0 })
    expect([...gate.totals.fired]).toEqual(severities.toSorted((a, b) => ['error', 'info', 'warn'].indexOf(a) - ['error', 'info', 'warn'].indexOf(b)).map((severity) => [`jwt/${severity}-rule`, { severity, times: 1 }]))
  })
})
