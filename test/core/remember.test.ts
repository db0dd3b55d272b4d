import { describe, expect, it } from 'vitest'
import { ExactNumber, stringifyJson } from '../../src/core/json.ts'
import { remembering } from '../../src/core/remember.ts'
import { decodeBase64url } from '../../src/jwt/base64url.ts'

describe('remembering', () => {
  it('finds out once, also that there is nothing', () => {
    let times = 0
    const find = remembering((text) => (times++, text === 'a' ? 1 : undefined))
    expect([find('a'), find('a'), find('b'), find('b')]).toEqual([1, 1, undefined, undefined])
    expect(times).toBe(2)
  })

  it('keeps no more than it may, and no long text', () => {
    let times = 0
    const find = remembering((text) => (times++, text.length), { most: 2, longest: 3 })
    for (const text of ['a', 'b', 'c', 'a']) find(text)
    expect(times).toBe(4)
    expect([find('long'), find('long')]).toEqual([4, 4])
    expect(times).toBe(6)
  })
})

describe('what replaced slower ways of doing the same', () => {
  it('writes exact numbers wherever they stand, and everything else as JSON.stringify does', () => {
    const exact = new ExactNumber('12345678901234567890')
    expect(stringifyJson({ a: [exact, { b: exact }], c: 1 })).toBe('{"a":[12345678901234567890,{"b":12345678901234567890}],"c":1}')
    expect(stringifyJson({ a: [exact] }, 2)).toBe('{\n  "a": [\n    12345678901234567890\n  ]\n}')
    for (const value of [null, undefined, 'é\ud800', [undefined, 1], { a: undefined, b: [] }, { toJSON: 'a member' }, JSON.parse('{"__proto__":1}') as unknown]) {
      for (const indent of [0, 2]) expect(stringifyJson(value, indent)).toBe(JSON.stringify(value, undefined, indent) ?? 'null')
    }
    expect(stringifyJson({ a: 1 })).toBe('{"a":1}')
  })

  // RFC 4648 section 3.5: the encoder's last character is the only canonical one.
  it('sees unused bits in the last character exactly where encoding again would change it', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const prefix of ['', 'A', 'AA', 'AAA', 'AAAAA', 'AAAAAA']) {
      for (const last of alphabet) {
        const text = prefix + last
        if (text.length % 4 === 1) continue
        const same = Buffer.from(text, 'base64url').toString('base64url') === text
        expect(decodeBase64url(text).problems.map(({ code }) => code), text).toEqual(same ? [] : ['trailing-bits'])
      }
    }
  })
})
