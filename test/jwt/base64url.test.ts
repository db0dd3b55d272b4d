// RFC 7515 section 2 and RFC 4648 section 3.5 and 5: which texts a strict reader refuses, and where.
import { describe, expect, it } from 'vitest'
import { decodeBase64url } from '../../src/jwt/base64url.ts'

const problemsOf = (text: string): readonly string[] => decodeBase64url(text).problems.map(({ code, at }) => `${code} at ${at}`)

describe('base64url', () => {
  it('in the one way to write octets has no problem, whatever the octets', () => {
    for (let octet = 0; octet < 256; octet++) {
      for (const octets of [[octet], [1, octet], [255, 0, octet], [octet, 1, 2, 3]]) {
        const text = Buffer.from(octets).toString('base64url')
        expect(decodeBase64url(text)).toEqual({ bytes: Buffer.from(octets), problems: [] })
      }
    }
    expect(decodeBase64url('')).toEqual({ bytes: Buffer.alloc(0), problems: [] })
  })

  it('has exactly one text of each length that is clean for the same octets', () => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const [start, every] of [['A', 16], ['AB', 4], ['ABC', 1]] as const) {
      const clean = [...digits].filter((last) => problemsOf(start + last).length === 0)
      expect(clean).toEqual([...digits].filter((_, i) => i % every === 0))
    }
    expect(problemsOf('AB')).toEqual(['trailing-bits at 1'])
    expect(problemsOf('AAAAAAB')).toEqual(['trailing-bits at 6'])
    for (let quads = 1; quads < 6; quads++) expect([...digits].map((last) => ['A', 'AB'].map((start) => problemsOf('AAAA'.repeat(quads) + start + last).length))).toEqual([...digits].map((_, i) => [i % 16 === 0 ? 0 : 1, i % 4 === 0 ? 0 : 1]))
  })

  it.each([
    ['A', ['length at 0']],
    ['AAAAA', ['length at 4']],
    ['AA==', ['padding at 2']],
    ['=AAA', ['padding at 0']],
    ['AA+/', ['standard-alphabet at 2']],
    ['A/+A', ['standard-alphabet at 1']],
    ['AA A', ['whitespace at 2']],
    ['\nAAAA', ['whitespace at 0']],
    ['AAAA\r\n', ['whitespace at 4']],
    ['A*AA', ['character at 1']],
    ['AAA\u00e9', ['character at 3']],
    ['AAA\u0000', ['character at 3']],
    ['+ =*', ['padding at 2', 'standard-alphabet at 0', 'whitespace at 1', 'character at 3']],
    ['AAAA\n', ['whitespace at 4']],
  ] as const)('%j', (text, problems) => expect(problemsOf(text)).toEqual(problems))
})
