import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { noFacts } from '../../src/jwt/facts.ts'
import { parseJwt } from '../../src/jwt/jwt.ts'
import { TokenLedger } from '../../src/jwt/token-set.ts'
import { goodClaims, unsigned } from '../tokens.ts'

const token = (claims: object) => parseJwt(Excerpt.of(new Source('tokens', unsigned({ alg: 'RS256' }, { ...goodClaims, ...claims }, 'AAAA'), { firstLine: 7 })))

describe('a ledger of tokens', () => {
  it('has nothing to say of tokens that share nothing', () => {
    const ledger = new TokenLedger()
    for (let i = 0; i < 50_000; i++) ledger.add(token({ jti: `id-${i}` }), noFacts)
    expect(ledger.subject).toBeUndefined()
    expect(ledger.isFull).toBe(false)
  })

  it('remembers no more than it may, and says so', () => {
    const ledger = new TokenLedger(3)
    const jtis = ['a', 'b', 'c', 'd', 'd', 'a']
    jtis.forEach((jti, i) => ledger.add(token({ jti, sub: `u${i}` }), noFacts))
    expect(ledger.isFull).toBe(true)
    expect(ledger.subject).toMatchObject({ tokens: 6, reusedJti: { repeats: 1, location: { input: 'tokens', line: 7 } }, isPartial: true })
  })
})
