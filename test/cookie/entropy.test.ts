import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alphabetBound, analyseSamples, randomnessBound } from '../../src/cookie/entropy.ts'
import { describeValue } from '../../src/cookie/value.ts'

/** 16 octets as good as random, the same in every run. */
const chance = (seed: string) => createHash('sha256').update(seed).digest().subarray(0, 16)

const bits = (value: string): number | undefined => {
  const bound = randomnessBound(describeValue(value))
  return bound && Math.round(bound.bits)
}

describe('randomnessBound', () => {
  it.each([
    ['76667dc1e203e078b760b5d9c1b575df', 128],
    ['BD99F321233AF69593EDF52B123B5BDA', 128],
    ['aaad4c3e514d2b92', 64],
    ['abc123', 24],
    ['s_8f13f2', 24],
    ['sess_abc123', 24],
    // 16 octets in base64url, and with the padding of base64
    ['M5jUO0h_umdtT09ZZNvhZg', 128],
    ['M5jUO0h+umdtT09ZZNvhZg==', 128],
    // express-session's 24 octets, after its signature is taken off
    ['s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4', 192],
    // Django, PHP, nanoid, ASP.NET
    ['fht4r0uy2lqzerxqapp0sqmp7okgyk1a', 165],
    ['ud24vi12os6m7f7g0lpmked4a0', 134],
    ['V1StGXR8_Z5jdHi6B-myT', 126],
    ['3ocslggtk4cdz54unbdnm25o', 120],
    // UUID versions 4, 7, 1, 6 (RFC 9562, appendix A), the nil UUID, a ULID, a KSUID
    ['919108f7-52d1-4320-9bac-f847db4148a8', 122],
    ['017F22E2-79B0-7CC3-98C4-DC0C0C07398F', 74],
    ['C232AB00-9414-11EC-B3C8-9F6BDECED846', 14],
    ['1EC9414C-232A-6B00-B3C8-9F6BDECED846', 14],
    ['00000000-0000-0000-0000-000000000000', 0],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 80],
    ['0ujtsYcgvSTl8PAuAdqWYSMnLOv', 128],
    ['12345', 17],
    ['1795197600', 0],
    // A unit that repeats, a time among other things
    ['00000000000000000000000000000000', 4],
    ['0123456789abcdef0123456789abcdef', 64],
    ['1795197600-8f13f2a0', 34],
  ])('%s cannot exceed %d bits', (value, most) => expect(bits(value)).toBeLessThanOrEqual(most + 1))

  it.each(['', '{"a":1}', 'eyJ1c2VyIjo0Mn0=', 'CfDJ8KxYf0Q9kM3z', 'a=1&b=2'])('says nothing about %s', (value) => expect(bits(value)).toBeUndefined())

  it('never puts 128 random bits under 128, however they are written', () => {
    for (let i = 0; i < 2000; i++) {
      const octets = chance(`octets ${i}`)
      for (const encoding of ['hex', 'base64', 'base64url'] as const) expect(bits(octets.toString(encoding)), octets.toString(encoding)).toBeGreaterThanOrEqual(128)
    }
  })

  it('never promises more than the form has room for', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF_-+/.:xyzXYZ') }), (value) => {
        const bound = randomnessBound(describeValue(value))
        if (bound) expect(bound.bits).toBeLessThanOrEqual(value.length * 8)
      }),
    )
  })
})

describe('alphabetBound', () => {
  it.each([
    ['0123', 4 * Math.log2(10)],
    ['abcdef', 24],
    ['abcxyz', 6 * Math.log2(26)],
    ['abc9xyz', 7 * Math.log2(36)],
    ['aB3', 16],
    ['a b', 3 * Math.log2(95)],
    ['é', 8],
  ])('%s: %d', (text, expected) => expect(alphabetBound(text)).toBeCloseTo(expected))
})

describe('analyseSamples', () => {
  const ids = (n: number) => Array.from({ length: n }, (_, i) => chance(`${n} ${i}`).toString('hex'))

  it('finds nothing in random ids of any number', () => {
    for (const n of [2, 3, 4, 5, 10, 49, 50, 200]) {
      const { duplicates, progression, tracksTime, constant } = analyseSamples(ids(n), Array.from({ length: n }, (_, i) => 1795197600 + i))
      expect({ duplicates, progression, tracksTime }).toEqual({ duplicates: 0, progression: undefined, tracksTime: undefined })
      // One position agrees in five samples of 32 digits by chance once in two thousand tries.
      if (constant) expect(constant.boundBits).toBeGreaterThanOrEqual(120)
    }
  })

  it('counts repetitions', () => {
    expect(analyseSamples(['a1', 'b2', 'a1', 'a1']).duplicates).toBe(2)
  })

  it.each([
    [['1001', '1002', '1003'], { step: '1' }],
    [['1003', '1001', '0999'], { step: '-2' }],
    [['1001', '1007', '1012'], { step: 'at most 6' }],
    [['00ff10', '00ff11', '00ff12'], { step: '1' }],
    [['100000000', '300000000', '200000000', '900000000', '500000000'], { step: 'a multiple of 100000000' }],
  ])('sees the steps of %j', (values, progression) => expect(analyseSamples(values).progression).toEqual(progression))

  it('needs three samples for a step', () => {
    expect(analyseSamples(['1001', '1002']).progression).toBeUndefined()
  })

  it('sees that values are the time of issue', () => {
    const issuedAt = [1795197600, 1795197700, 1795199999]
    expect(analyseSamples(issuedAt.map((t) => String(t * 1000 + 123)), issuedAt).tracksTime).toEqual({ unit: 'milliseconds' })
    expect(analyseSamples(['5', '900', '70000'], issuedAt).tracksTime).toBeUndefined()
  })

  it('looks at constant positions from five samples on', () => {
    const half = (n: number) => ids(n).map((id) => `0000000000000000${id.slice(0, 16)}`)
    expect(analyseSamples(half(4)).constant).toBeUndefined()
    const { constant } = analyseSamples(half(20))
    expect(constant?.length).toBe(32)
    expect(constant?.positions).toBeGreaterThanOrEqual(16)
    expect(constant?.boundBits).toBeLessThanOrEqual(64)
  })

  it('measures from fifty samples on, and measures 128 random bits as about 128', () => {
    expect(analyseSamples(ids(49)).estimatedBits).toBeUndefined()
    // Measured elsewhere for true 128 bits: 126.4 with 50 samples, 127.4 with 100.
    expect(analyseSamples(ids(50)).estimatedBits).toBeGreaterThan(122)
    expect(analyseSamples(ids(200)).estimatedBits).toBeLessThan(130)
  })

  it('does not claim that ids are good: a hashed counter passes', () => {
    const hashed = Array.from({ length: 200 }, (_, i) => createHash('md5').update(String(i)).digest('hex'))
    const analysis = analyseSamples(hashed)
    expect(analysis.progression).toBeUndefined()
    expect(analysis.estimatedBits).toBeGreaterThan(120)
    expect(analysis.caveat).toContain('never that they are not')
  })

  it('says what its number of samples is good for', () => {
    expect(analyseSamples(ids(3)).caveat).toContain('repetition and counting only')
    expect(analyseSamples(ids(20)).caveat).toContain('structure only')
  })

  it('bears no samples, unequal lengths and empty values', () => {
    expect(analyseSamples([])).toMatchObject({ samples: 0, duplicates: 0 })
    expect(analyseSamples(['a', 'bb', 'ccc', 'dddd', 'eeeee']).constant).toBeUndefined()
    expect(analyseSamples(['', '', '']).duplicates).toBe(2)
  })
})
