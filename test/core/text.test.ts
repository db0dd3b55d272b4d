import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asciiSafeJson, clipped, visible } from '../../src/core/text.ts'

describe('visible', () => {
  it('shows what could move a cursor, forge a line or reorder text', () => {
    expect(visible('a\u001b[31mb')).toBe('a\\u{1b}[31mb')
    expect(visible('a\r\nb\tc')).toBe('a\\r\\nb\\tc')
    expect(visible('user\u202etxt.exe')).toBe('user\\u{202e}txt.exe')
    expect(visible('\u009b2J\u2066x\ufeff\u200b')).toBe('\\u{9b}2J\\u{2066}x\\u{feff}\\u{200b}')
    expect(visible('\ud800')).toBe('\\u{d800}')
    expect(visible('grüße 😀 日本')).toBe('grüße 😀 日本')
  })

  it('cuts what is long', () => {
    expect(visible('x'.repeat(500), 10)).toBe(`${'x'.repeat(9)}…`)
  })

  it('cuts no pair of surrogates in two', () => {
    expect(visible(`${'x'.repeat(8)}😀😀`, 10)).toBe(`${'x'.repeat(8)}…`)
    expect(visible(`${'x'.repeat(7)}😀😀`, 10)).toBe(`${'x'.repeat(7)}😀…`)
    expect(clipped('😀😀', 4)).toBe('😀😀')
  })

  it('shows noncharacters, which no document in XML or HTML may hold', () => {
    expect(visible('\uffff\ufdd0\u{1fffe}\u{10ffff}\u{10fffd}')).toBe('\\u{ffff}\\u{fdd0}\\u{1fffe}\\u{10ffff}\u{10fffd}')
  })

  it('takes no character for safe that is not', () => {
    const escaped = (code: number) => visible(String.fromCharCode(code)) !== String.fromCharCode(code)
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code)
      // Behind a character that is escaped the whole text is searched, one by one.
      expect(visible(`\0${character}`).length > 3, character).toBe(escaped(code))
    }
  })

  it('leaves nothing that is not printable', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u.test(visible(text))))
  })
})

describe('asciiSafeJson', () => {
  it('changes the text, never the value', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(asciiSafeJson(json))).toEqual(JSON.parse(json))
      }),
    )
    expect(asciiSafeJson('"\u202e\u009b\udb40\udc41"')).toBe('"\\u202e\\u009b\\udb40\\udc41"')
  })
})
