import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExactNumber, maxDepth, parseJson, stringifyJson } from '../../src/core/json.ts'

const codes = (text: string) => parseJson(text).problems.map(({ code }) => code)

describe('parseJson', () => {
  it('reads what JSON.parse reads, and writes it back', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        const { value, problems } = parseJson(text)
        expect(problems.filter(({ code }) => code !== 'duplicate')).toEqual([])
        expect(JSON.parse(stringifyJson(value))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('reads plain texts the fast way just as it reads them member by member', () => {
    const member = fc.constantFrom('a', 'b', 'exp', '__proto__', '1', 'a":', ':', '\\u0061', 'x\\"')
    const atom = fc.constantFrom('1', '-0', '0.10', '1e3', '1e400', '-12345678901234', '123456789012345', '12345678901234567', '"x"', '":"', '"\\":1"', '"[1234567890123456"', '"\ud800"', '"\\ud800"', 'true', 'null', '01', '')
    const text = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        atom,
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(' ,')}]`),
        fc.array(fc.tuple(member, fc.constantFrom(':', ' : ', '\n:'), tie('value')), { maxLength: 4 }).map((members) => `{${members.map(([name, colon, value]) => `"${name}"${colon}${value}`).join(', ')}}`),
      ),
    })).value
    fc.assert(
      fc.property(fc.oneof(text, fc.json()), (json) => {
        const one = parseJson(json)
        // Never fast: something follows. Value and places are those of the text before it.
        const other = parseJson(`${json} !`)
        if (one.value === undefined) return
        expect(stringifyJson(one.value)).toBe(stringifyJson(other.value))
        expect(one.value).toEqual(other.value)
        expect(one.root).toEqual(other.root)
        const duplicates = ({ problems }: typeof one) => problems.filter(({ code }) => code === 'duplicate')
        expect(duplicates(one)).toEqual(duplicates(other))
      }),
      { numRuns: 3000 },
    )
    for (const depth of [maxDepth - 1, maxDepth, maxDepth + 1]) {
      for (const inner of ['1', '{}', '[]']) {
        const nested = `${'[{"a":'.repeat(depth / 2)}${inner}${'}]'.repeat(depth / 2)}`
        expect(parseJson(nested).value === undefined).toBe(parseJson(`${nested} !`).value === undefined)
      }
    }
  })

  it('refuses what JSON.parse refuses, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[{}[\]",:0-9a-z\\ .eE+-]*$/)), (text) => {
        let valid = true
        try {
          JSON.parse(text)
        } catch {
          valid = false
        }
        expect(codes(text).some((code) => code !== 'duplicate')).toBe(!valid)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps numbers that JavaScript would round', () => {
    for (const text of ['12345678901234567890', '9007199254740993', '1e400', '-0.12345678901234567890123']) {
      const { value } = parseJson(`{"n":${text}}`)
      expect((value as { n: unknown }).n).toBeInstanceOf(ExactNumber)
      expect(stringifyJson(value)).toBe(`{"n":${text}}`)
    }
    // These are exact, however they are written.
    for (const text of ['9007199254740992', '1.5', '1e3', '100000000000000000000', '0.10']) {
      expect((parseJson(text).value as unknown) instanceof ExactNumber, text).toBe(false)
    }
  })

  it('sees duplicate members, after unescaping, and says where the second stands', () => {
    const text = '{"sub":"a","\\u0073ub":"b"}'
    expect(parseJson(text).problems).toEqual([{ code: 'duplicate', at: 11, pointer: 'sub', message: 'member "sub" appears twice' }])
    expect(parseJson(text).value).toEqual({ sub: 'b' })
    expect(codes('{"a":{"b":1,"b":2}}')).toEqual(['duplicate'])
  })

  it('takes __proto__ for a name like any other', () => {
    const { value } = parseJson('{"__proto__":{"admin":true},"constructor":1}')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect((value as { admin?: boolean }).admin).toBeUndefined()
  })

  it('stops at its depth limit instead of exhausting the stack', () => {
    expect(codes('['.repeat(100_000))).toEqual(['too-deep'])
    expect(codes(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toEqual(['too-deep'])
    expect(codes('['.repeat(maxDepth) + ']'.repeat(maxDepth))).toEqual([])
  })

  it('says that text follows', () => {
    expect(codes('{} x')).toEqual(['trailing'])
    expect(codes('{}{}')).toEqual(['trailing'])
    expect(codes(' {} \n')).toEqual([])
  })

  it('knows where members stand', () => {
    const text = '{ "a" : [1, {"b": "x"}] }'
    const { root } = parseJson(text)
    const a = root?.members?.[0]
    expect(text.slice(a?.nameStart, a?.nameEnd)).toBe('"a"')
    const b = a?.value.items?.[1]?.members?.[0]
    expect(text.slice(b?.nameStart, b?.value.end)).toBe('"b": "x"')
  })
})
