// PyJWT is the other implementation: it makes keys, writes JSON as oddly as JSON may be written, and signs.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import { signatureAlgorithms } from '../../src/jwt/algorithms.ts'
import { judgeSignature } from '../../src/jwt/judge-signature.ts'
import { keyRing, type VerificationKey } from '../../src/jwt/keys.ts'
import { secretKey } from '../../src/jwt/load-keys.ts'
import { keysOf, parse } from './examine.ts'

const script = join(import.meta.dirname, 'pyjwt.py')
const count = 2000
/** What is in the tokens follows from it; the keys are new each time. */
const seed = process.env['SEED'] ?? randomBytes(4).toString('hex')

/** The Python that has PyJWT: that of the system where another one stands in front of it. */
const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import jwt, cryptography']).status === 0)
if (!python) console.warn('SKIPPED: PyJWT is not here. On Debian: apt-get install python3-jwt python3-cryptography.')

interface Made {
  readonly keys: Readonly<Record<string, string>>
  readonly tokens: readonly (readonly [alg: string, token: string])[]
}

const made = python ? (JSON.parse(execFileSync(python, [script, String(count), seed], { maxBuffer: 1 << 28 }).toString()) as Made) : { keys: {}, tokens: [] }

const bitsIn = (token: string): number => token.split('.').reduce((sum, segment) => sum + 8 * Buffer.from(segment, 'base64url').length, 0)

/** The token with one bit changed of what its segments hold, so that the text stays clean base64url. */
function changed(token: string, bit: number): string {
  let before = 0
  const segments = token.split('.').map((segment) => {
    const octets = Buffer.from(segment, 'base64url')
    const at = (bit >> 3) - before
    if (at >= 0 && at < octets.length) octets[at]! ^= 1 << (bit & 7)
    before += octets.length
    return octets.toString('base64url')
  })
  return segments.join('.')
}

describe.skipIf(!python)(`${count} tokens of PyJWT (SEED=${seed})`, () => {
  const { keys, tokens } = made
  const keyOf = (alg: string): VerificationKey => {
    const text = keys[alg] ?? expect.unreachable()
    return alg.startsWith('HS') ? secretKey(Buffer.from(text, 'base64'), 'file secret') : (keysOf(text)[0] ?? expect.unreachable())
  }
  const rings = new Map(Object.keys(keys).map((alg) => [alg, keyRing([keyOf(alg)])]))
  const verdict = (alg: string, token: string) => judgeSignature(parse(token), rings.get(alg) ?? expect.unreachable(), defaultPolicy).verdict

  it('are of every algorithm that this program and PyJWT have', () => {
    const ours = [...signatureAlgorithms.keys()].filter((alg) => !alg.startsWith('ML-DSA'))
    expect(ours.filter((alg) => keys[alg] === undefined)).toEqual([])
    expect(tokens).toHaveLength(count)
  })

  const ofAlgorithm = (alg: string) => tokens.filter(([name]) => name === alg).map(([, token]) => token)

  it.each(Object.keys(keys))('%s: all verify, and none of which one bit has changed', (alg) => {
    expect(ofAlgorithm(alg).length).toBeGreaterThan(100)
    for (const token of ofAlgorithm(alg)) {
      const other = changed(token, randomInt(bitsIn(token)))
      expect(other).not.toBe(token)
      expect(verdict(alg, token), token).toMatchObject({ status: 'valid', code: 'verified' })
      expect(verdict(alg, other).status, other).not.toBe('valid')
    }
  })

  it.each(Object.keys(keys))('%s: every single bit counts', (alg) => {
    const [shortest = expect.unreachable()] = ofAlgorithm(alg).toSorted((a, b) => a.length - b.length)
    const passing = Array.from({ length: bitsIn(shortest) }, (_, bit) => bit).filter((bit) => verdict(alg, changed(shortest, bit)).status === 'valid')
    expect(passing, shortest).toEqual([])
  })

  it.each(Object.keys(keys))('%s: none verifies with the key of another', (alg) => {
    const [token = expect.unreachable()] = ofAlgorithm(alg)
    const sameKey = (other: string) => keys[other] === keys[alg]
    expect(Object.keys(keys).filter((other) => judgeSignature(parse(token), rings.get(other) ?? expect.unreachable(), defaultPolicy).verdict.status === 'valid')).toEqual(Object.keys(keys).filter(sameKey))
  })
})
