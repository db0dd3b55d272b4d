import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'

describe('Source', () => {
  it('counts lines and columns from 1', () => {
    const source = new Source('f', 'ab\ncd\n\nef')
    expect(source.locate(0, 2)).toEqual({ input: 'f', line: 1, column: 1, endColumn: 3 })
    expect(source.locate(7, 9, 'x')).toEqual({ input: 'f', line: 4, column: 1, endColumn: 3, pointer: 'x' })
    expect(source.locate(1, 4)).toEqual({ input: 'f', line: 1, column: 2, endColumn: 2, endLine: 2 })
  })

  it('goes on counting where the piece before ended', () => {
    expect(new Source('f', 'x', { firstLine: 1001 }).locate(0, 1).line).toBe(1001)
  })

  it('counts UTF-16 code units where the text is octets', () => {
    const octets = Buffer.from('é=😀; x').toString('latin1')
    const { column, endColumn } = new Source('f', octets, { octets: true }).locate(octets.indexOf('x'), octets.length)
    expect([column, endColumn]).toEqual(['é=😀; '.length + 1, 'é=😀; x'.length + 1])
  })
})

describe('Excerpt', () => {
  it('points into the original although something was undone', () => {
    const source = new Source('f', 'eyJ\n  abc.def')
    const joined = new Excerpt(source, 'eyJabc.def', [
      [0, 0],
      [3, 6],
    ])
    expect(joined.locate(4, 6)).toMatchObject({ line: 2, column: 4, endColumn: 6 })
    expect(joined.locate(0, 10)).toMatchObject({ line: 1, column: 1, endLine: 2 })
    const part = joined.slice(2, 8)
    expect(part.text).toBe('Jabc.d')
    expect(part.locate(1, 2)).toMatchObject({ line: 2, column: 3 })
  })
})
