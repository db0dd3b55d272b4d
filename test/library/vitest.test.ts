import { describe, expect, it } from 'vitest'
import '../../src/library/vitest.ts'
import { testNow } from '../subjects.ts'
import { goodClaims, unsigned } from '../tokens.ts'

const url = 'https://app.example.com/login'
const now = testNow
const sid = '__Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; Secure; HttpOnly; SameSite=Lax'

const failureOf = (assertion: () => void): string => {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  return expect.unreachable('the assertion holds') as never
}

describe('toPassAuthlint', () => {
  it('takes headers, a response and a token', () => {
    expect([sid]).toPassAuthlint({ url, now })
    expect(new Response('', { headers: { 'set-cookie': sid, 'strict-transport-security': 'max-age=31536000', 'cache-control': 'no-store' } })).toPassAuthlint({ url, now })
    expect(['sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa']).not.toPassAuthlint({ url, now })
    expect(unsigned({ alg: 'none' })).not.toPassAuthlint({ now })
  })

  it('says what was found and how to mend it, and no value', () => {
    const message = failureOf(() => expect(['sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/']).toPassAuthlint({ url, now }))
    expect(message).toMatch(/error cookie\/missing-secure \(cookie-1\)[\s\S]+Fix: Send Set-Cookie: __Host-sid=/)
    expect(message).not.toContain('Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa')
    expect(failureOf(() => expect([sid]).not.toPassAuthlint({ url, now }))).toContain('expected authlint to fail this')
  })

  it('takes options for the gate and for rules', () => {
    const open = ['sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/']
    expect(open).toPassAuthlint({ url, now, failOn: 'never' })
    expect(open).not.toPassAuthlint({ url, now, rules: { 'cookie/missing-secure': 'off' } })
  })

  it('refuses what it cannot judge', () => {
    for (const received of [42, undefined, {}, [1], null]) expect(() => expect(received).toPassAuthlint()).toThrow(/neither a response nor a token/)
    expect(() => expect('hello').toPassAuthlint()).toThrow(/no JWT/)
  })
})

describe('toHaveFinding', () => {
  it('asks for one rule', () => {
    expect(unsigned({ alg: 'none' })).toHaveFinding('jwt/alg-none', { now })
    expect(unsigned({ alg: 'ES256' }, goodClaims, 'AAAA')).not.toHaveFinding('jwt/alg-none', { now })
    expect(failureOf(() => expect([sid]).toHaveFinding('cookie/missing-secure', { url, now }))).toMatch(/^expected a finding of cookie\/missing-secure/)
    expect(failureOf(() => expect(unsigned({ alg: 'none' })).not.toHaveFinding('jwt/alg-none', { now }))).toContain('expected no finding of jwt/alg-none')
  })

  it('knows no rule that does not exist', () => {
    expect(() => expect([sid]).not.toHaveFinding('cookie/missing-secur')).toThrow(/there is no rule "cookie\/missing-secur"/)
  })
})
