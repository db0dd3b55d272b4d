import { expect, it } from 'vitest'
import { fingerprinter, hash64 } from '../../src/core/fingerprint.ts'

// draft-eastlake-fnv section 8.2.4: FNV-1a of 64 bits, without the terminating zero.
it.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['b', 'af63df4c8601f1a5'],
  ['foobar', '85944171f73967e8'],
])('hashes %j to %s', (text, hash) => {
  expect(hash64(text)).toBe(hash)
})

it('names an exchange of a recording by what it asks for, not by its number', () => {
  const flow = (number: number, path: string) => ({
    id: 'flow-1',
    kind: 'flow' as const,
    source: { input: 'login.har', line: number, column: 1 },
    flow: { exchanges: 9, design: { name: 'session', title: '', evidence: [] }, events: [], jar: [], steps: [{ number, method: 'POST', url: `https://app.example.com${path}`, events: [], sent: [], received: [], cookies: [] }] },
  })
  const finding = (number: number) => ({ rule: 'flow/x', severity: 'warn' as const, confidence: 'firm' as const, subject: 'flow-1', message: '', evidence: '', fix: '', references: [], location: { input: 'login.har', line: 1, column: 1, endColumn: 1, pointer: `step[${number}]` } })
  const of = (number: number, path: string) => fingerprinter()(finding(number), flow(number, path))
  expect(of(5, '/logout')).toBe(of(7, '/logout'))
  expect(of(5, '/logout')).toBe(of(5, '/logout?at=1234'))
  expect(of(5, '/logout')).not.toBe(of(5, '/login'))
})
