import { expect, it } from 'vitest'
import { hash64 } from '../../src/core/fingerprint.ts'

// draft-eastlake-fnv section 8.2.4: FNV-1a of 64 bits, without the terminating zero.
it.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['b', 'af63df4c8601f1a5'],
  ['foobar', '85944171f73967e8'],
])('hashes %j to %s', (text, hash) => {
  expect(hash64(text)).toBe(hash)
})
