// Signed tokens of Project Wycheproof: valid ones, and several hundred ways to be nearly valid.
import { describe, expect, it } from 'vitest'
import { AuthlintError } from '../../src/core/errors.ts'
import { corpus } from '../corpus.ts'
import { examine, keysOf } from './examine.ts'

interface Vector {
  readonly id: string
  readonly kind: string
  readonly token: string
  readonly key: unknown
  readonly expected: 'valid' | 'invalid'
  readonly disputed?: string
}

/** A key that cannot be loaded verifies nothing. */
const isValid = ({ token, key }: Vector): boolean => {
  try {
    return examine(token, keysOf(key)).signature.status === 'valid'
  } catch (error) {
    if (error instanceof AuthlintError) return false
    throw error
  }
}

describe.each(['wycheproof-jws.ndjson', 'wycheproof-crypto.ndjson'])('%s', (file) => {
  const vectors = corpus<Vector>(file)?.filter(({ kind, disputed }) => kind === 'jws' && disputed === undefined)

  it.skipIf(!vectors)('is agreed with, vector by vector', () => {
    const wrong = vectors!.filter((vector) => isValid(vector) !== (vector.expected === 'valid'))
    expect(wrong.map(({ id }) => id)).toEqual([])
    expect(vectors!.filter(({ expected }) => expected === 'valid').length).toBeGreaterThanOrEqual(4)
  })

  it.skipIf(!vectors)('never leaves a rejected token without a reason', () => {
    for (const { id, token, key, expected } of vectors!) {
      if (expected === 'valid') continue
      const { signature } = examine(token, keysOf(key))
      expect(signature.status, id).toBe('invalid')
      expect(signature.reason.length, id).toBeGreaterThan(15)
    }
  })
})
