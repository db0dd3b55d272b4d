// createHmac is the other implementation: what is tried in lanes must be found exactly where createHmac makes the signature.
import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HmacLanes, mostGroups, passing } from '../../src/jwt/hmac-lanes.ts'
import { sha2Named } from '../../src/jwt/sha2.ts'
import { tryWords, wordlistTarget } from '../../src/jwt/wordlist.ts'
import { goodClaims, hmac } from '../tokens.ts'
import { parse } from './examine.ts'

const plenty = 1e6
const lanesFor = (hash: string): HmacLanes => HmacLanes.for(hash, plenty) ?? expect.unreachable()
const mac = (hash: string, secret: Buffer, message: Buffer): Buffer => createHmac(hash, secret).update(message).digest()
const bits = (flags: readonly boolean[]): number => flags.reduce((sum, flag, i) => sum + (flag ? 1 << i : 0), 0)

const hashes = ['sha256', 'sha384', 'sha512'] as const
const octets = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array))

describe('the constants', () => {
  // FIPS 180-4, sections 4.2.2, 4.2.3 and 5.3.
  it.each([
    ['sha256', 0x428a2f98n, 0xc67178f2n, 0x6a09e667n, 0x5be0cd19n],
    ['sha384', 0x428a2f98d728ae22n, 0x6c44198c4a475817n, 0xcbbb9d5dc1059ed8n, 0x47b5481dbefa4fa4n],
    ['sha512', 0x428a2f98d728ae22n, 0x6c44198c4a475817n, 0x6a09e667f3bcc908n, 0x5be0cd19137e2179n],
  ] as const)('of %s are those of the standard', (name, ...expected) => {
    const { constants, initial } = sha2Named[name]?.() ?? expect.unreachable()
    expect([constants[0], constants.at(-1), initial[0], initial.at(-1)]).toEqual(expected)
  })
})

describe.each(hashes)('%s in lanes', (hash) => {
  it('agrees with createHmac on secrets and messages of any octets', () => {
    const lanes = lanesFor(hash)
    const secret = fc.oneof(octets(lanes.longestSecret), fc.string({ unit: 'grapheme', maxLength: 16 }).map((text) => Buffer.from(text)))
    const secrets = fc.array(secret, { minLength: lanes.count, maxLength: lanes.count })
    fc.assert(
      fc.property(octets(300), secrets, fc.nat(lanes.count - 1), (message, candidates, right) => {
        const signature = mac(hash, candidates[right] ?? expect.unreachable(), message)
        expect(lanes.aim(message, signature)).toBe(true)
        for (const [lane, candidate] of candidates.entries()) lanes.put(lane, candidate, 0, candidate.length)
        lanes.prepare(passing)
        expect(lanes.matches(passing)).toBe(bits(candidates.map((candidate) => mac(hash, candidate, message).equals(signature))))
      }),
      { numRuns: 300 },
    )
  })

  it('takes messages of every length, in every lane', () => {
    const lanes = lanesFor(hash)
    for (let length = 0; length < 3 * lanes.longestSecret; length++) {
      const message = randomBytes(length)
      const lane = length % lanes.count
      const secret = randomBytes(length % (lanes.longestSecret + 1))
      expect(lanes.aim(message, mac(hash, secret, message)), `${length}`).toBe(true)
      lanes.put(lane, secret, 0, secret.length)
      lanes.prepare(passing)
      // The other lanes hold the empty secret, which is the same as one of zeros.
      expect(lanes.matches(passing) & (1 << lane), `${length}`).toBe(1 << lane)
      expect(lanes.aim(message, randomBytes(64))).toBe(true)
      expect(lanes.matches(passing), `${length}`).toBe(0)
    }
  })

  it('takes secrets from the middle of a list, and keeps groups of them for other messages', () => {
    const lanes = lanesFor(hash)
    const list = Buffer.from('alpha\nbeta\ngamma\ndelta')
    const words = ['alpha', 'beta', 'gamma', 'delta'].slice(0, lanes.count)
    for (const group of [1, 2, mostGroups - 1]) {
      words.forEach((word, lane) => lanes.put(lane, list, list.indexOf(word), list.indexOf(word) + word.length))
      lanes.prepare(group)
    }
    for (const text of ['one', 'another', 'x'.repeat(500)]) {
      const message = Buffer.from(text)
      for (const [i, word] of words.entries()) {
        lanes.aim(message, mac(hash, Buffer.from(word), message))
        for (const group of [1, 2, mostGroups - 1]) expect(lanes.matches(group)).toBe(1 << i)
      }
    }
  })

  it('leaves long messages to createHmac', () => {
    expect(lanesFor(hash).aim(Buffer.alloc(3900), Buffer.alloc(64))).toBe(true)
    expect(lanesFor(hash).aim(Buffer.alloc(4096), Buffer.alloc(64))).toBe(false)
  })
})

describe('a word list in lanes', () => {
  const algorithms = { sha256: 'HS256', sha384: 'HS384', sha512: 'HS512' } as const
  const target = (secret: Buffer, alg: string) => wordlistTarget(parse(hmac(secret, goodClaims, { alg }))) ?? expect.unreachable()
  const cut = (list: Buffer, size: number): Buffer[] => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.subarray(i * size, (i + 1) * size))
  const line = fc.uint8Array({ maxLength: 150 }).map((array) => Buffer.from(array.filter((octet) => octet !== 0x0a && octet !== 0x0d)))

  it.each(hashes)('finds the first line that fits, whatever stands before it: %s', (hash) => {
    lanesFor(hash)
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), fc.nat(), fc.boolean(), fc.integer({ min: 1, max: 200 }), (lines, nth, isWindows, size) => {
        const secret = lines[nth % lines.length] ?? expect.unreachable()
        const list = Buffer.concat(lines.flatMap((word) => [word, Buffer.from(isWindows ? '\r\n' : '\n')]))
        // HMAC fills up with zeros, and takes a long secret for its hash.
        const effective = (word: Buffer) => mac(hash, word, Buffer.from('any')).toString('hex')
        const position = lines.findIndex((word) => effective(word) === effective(secret)) + 1
        expect(tryWords(target(secret, algorithms[hash]), cut(list, size)).hit).toEqual({ position, octets: lines[position - 1]?.length })
      }),
      { numRuns: 150 },
    )
  })

  it('counts every line', () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `word ${i} ${'x'.repeat(i % 90)}`)
    const list = cut(Buffer.from(`${words.join('\n')}\n`), 65_536)
    expect(tryWords(target(randomBytes(16), 'HS256'), list)).toEqual({ words: 20_000 })
    for (const i of [0, 1, 5, 7321, 19_999]) expect(tryWords(target(Buffer.from(words[i] ?? ''), 'HS256'), list).hit?.position).toBe(i + 1)
  })
})

describe('a fault', () => {
  const real = globalThis as unknown as { readonly WebAssembly: { readonly Module: new (octets: Uint8Array) => object; readonly Instance: new (module: object) => { readonly exports: { matches: (...words: number[]) => number } } } }
  const { Module, Instance } = real.WebAssembly
  const target = wordlistTarget(parse(hmac('word 15000'))) ?? expect.unreachable()
  const list = [Buffer.from(Array.from({ length: 20_000 }, (_, i) => `word ${i}`).join('\n'))]

  /** Modules of their own, which have made nothing yet. */
  async function fresh() {
    vi.resetModules()
    return { ...(await import('../../src/jwt/hmac-lanes.ts')), ...(await import('../../src/jwt/wordlist.ts')) }
  }

  /** WebAssembly whose answer to a call is another than it should be. */
  const faulty = (answer: (right: number, call: number) => number) => ({
    Module,
    Instance: function (module: object) {
      const { exports } = new Instance(module)
      let calls = 0
      return { exports: { ...exports, matches: (...words: number[]) => answer(exports.matches(...words), calls++) } }
    },
  })

  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  it.each([
    ['no WebAssembly', undefined],
    ['no vectors', { Module: () => expect.unreachable(), Instance }],
  ])('is not needed for doing without: %s', async (_, stub) => {
    vi.stubGlobal('WebAssembly', stub)
    const modules = await fresh()
    expect(modules.HmacLanes.for('sha256', plenty)).toBeUndefined()
    expect(modules.tryWords(target, list).hit).toEqual({ position: 15_001, octets: 10 })
  })

  it.each([
    ['from the start', () => 0],
    ['later', (right: number, call: number) => (call > 1000 ? 0 : right)],
    ['in some lanes', (right: number) => right & 0b0111],
    ['of finding too much', () => 0b1111],
  ])('does not hide a secret that is in the list: %s', async (_, answer) => {
    vi.stubGlobal('WebAssembly', faulty(answer))
    const { tryWords: tryAgain } = await fresh()
    expect(tryAgain(target, list).hit).toEqual({ position: 15_001, octets: 10 })
  })

  it('is not there otherwise', async () => {
    let calls = 0
    vi.stubGlobal('WebAssembly', faulty((right) => (calls++, right)))
    const modules = await fresh()
    expect(modules.HmacLanes.for('sha256', 10)).toBeUndefined()
    expect(modules.tryWords(target, list).hit).toEqual({ position: 15_001, octets: 10 })
    expect(calls).toBeGreaterThan(3000)
  })
})
