import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { noFacts } from '../../src/jwt/facts.ts'
import { parseJwt } from '../../src/jwt/jwt.ts'
import { ledgerEntry, TokenLedger, TokenSet, type LedgerEntry, type Trace } from '../../src/jwt/token-set.ts'
import { encode, goodClaims, unsigned } from '../tokens.ts'

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

const at = (line: number): LedgerEntry['location'] => ({ input: 'tokens', line, column: 1, endColumn: 2 })
/** A value with 20 bits that tell it from others of the same key, and 16 of each of its companions. */
const trace = (key: number, value: number, a: number, b: number): Trace => ({ key, rest: value * 2 ** 32 + a * 2 ** 16 + b })

describe('what comes again', () => {
  const repeats = (...traces: readonly Trace[]): number => {
    const ledger = new TokenLedger()
    traces.forEach((jti, i) => ledger.record({ location: at(i + 1), jti }))
    return ledger.subject?.reusedJti?.repeats ?? 0
  }

  it.each<[string, Trace, number]>([
    ['the same beside other content', trace(7, 5, 2, 2), 1],
    ['the same token', trace(7, 5, 1, 1), 0],
    ['where one companion is the same', trace(7, 5, 1, 2), 0],
    ['where the other companion is the same', trace(7, 5, 2, 1), 0],
    ['another value of that key', trace(7, 6, 2, 2), 0],
    ['another key', trace(9, 5, 2, 2), 0],
  ])('%s', (_, second, times) => expect(repeats(trace(7, 5, 1, 1), second)).toBe(times))

  it('counts every one after the first, in 16 and in 20 bits to the last', () => {
    expect(repeats(trace(7, 5, 1, 1), trace(7, 5, 2, 2), trace(7, 5, 3, 3))).toBe(2)
    expect(repeats(trace(7, 2 ** 20 - 1, 2 ** 16 - 1, 2 ** 16 - 1), trace(7, 2 ** 20 - 1, 0, 2 ** 16 - 2), trace(7, 2 ** 20 - 2, 0, 0))).toBe(1)
  })

  // Places are counted in twos in a table that doubles from 2048 numbers on: keys that all begin at its start, at its end, or anywhere.
  it.each<[string, (i: number) => number]>([
    ['one after another', (i) => i + 1],
    ['that begin at the same place', (i) => (i + 1) * 2 ** 20],
    ['that begin at the last place', (i) => (i + 1) * 2 ** 20 - 1],
    ['that lie far apart', (i) => (i + 1) * 1_234_567_891],
  ])('is known however many there are: keys %s', (_, keyOf) => {
    const ledger = new TokenLedger()
    const many = 2100
    for (let i = 0; i < many; i++) ledger.record({ location: at(i + 1), jti: trace(keyOf(i), i, 1, 1), nonce: trace(keyOf(i), i, 1, 1) })
    expect(ledger.subject).toBeUndefined()
    for (let i = 0; i < many; i++) ledger.record({ location: at(many + i + 1), jti: trace(keyOf(i), i, 2, 2) })
    expect(ledger.subject).toMatchObject({ tokens: 2 * many, reusedJti: { repeats: many, location: { line: many + 1 } }, reusedNonce: undefined, isPartial: false })
  })

  it('is remembered up to the limit, of each kind', () => {
    const ledger = new TokenLedger(2)
    const record = (entry: Omit<LedgerEntry, 'location'>): boolean => (ledger.record({ location: at(1), ...entry }), ledger.isFull)
    expect([record({ jti: trace(1, 1, 1, 1) }), record({ jti: trace(2, 1, 1, 1) }), record({ nonce: trace(3, 1, 1, 1) }), record({ jti: trace(2, 1, 2, 2) })]).toEqual([false, false, false, false])
    expect([record({ nonce: trace(4, 1, 1, 1) }), record({ nonce: trace(5, 1, 1, 1) })]).toEqual([false, true])
    // What came too late is not known; what was there is.
    record({ nonce: trace(5, 1, 2, 2) })
    expect(ledger.subject?.reusedNonce).toBeUndefined()
    record({ nonce: trace(4, 1, 2, 2) })
    expect(ledger.subject).toMatchObject({ reusedNonce: { repeats: 1 }, isPartial: true })
    const other = new TokenLedger(1)
    for (const key of [1, 2]) other.record({ location: at(1), jti: trace(key, 1, 1, 1) })
    expect(other.isFull).toBe(true)
  })

  it('of secrets is told with the list and the place in it', () => {
    const ledger = new TokenLedger()
    const use = (position: number, line: number, list = 'a list') => ledger.record({ location: at(line), weakSecret: { list, position } })
    use(4, 1)
    use(5, 2)
    use(4, 3, 'another list')
    expect(ledger.subject).toBeUndefined()
    use(5, 7)
    use(4, 8)
    use(5, 9)
    expect(ledger.subject?.sharedSecrets).toEqual([
      { list: 'a list', position: 4, repeats: 1, location: at(8) },
      { list: 'a list', position: 5, repeats: 2, location: at(7) },
    ])
    for (let i = 0; i < 3000; i++) use(i, i, 'a word list')
    for (let i = 0; i < 3000; i++) use(i, i, 'a word list')
    expect(ledger.subject?.sharedSecrets.length).toBeLessThanOrEqual(1002)
    expect(ledger.subject?.sharedSecrets.length).toBeGreaterThan(500)
  })
})

describe('of one token', () => {
  const entry = (text: string, facts = noFacts) => ledgerEntry(parseJwt(Excerpt.of(new Source('tokens', text))), facts)
  const octets = (r: number, s: number, length = 64) => Buffer.concat([Buffer.alloc(length / 2, r), Buffer.alloc(length / 2, s)]).toString('base64url')
  const signed = (alg: unknown, r: number, s: number, claims: object = { sub: '1' }, length = 64): string => unsigned({ alg }, claims, octets(r, s, length))
  const again = (...tokens: readonly string[]) => {
    const ledger = new TokenLedger()
    for (const text of tokens) ledger.record(entry(text))
    return { jti: ledger.subject?.reusedJti?.repeats ?? 0, nonce: ledger.subject?.reusedNonce?.repeats ?? 0 }
  }

  it('only what its issuer vouches for is kept', () => {
    const text = signed('ES256', 1, 2, { jti: 'a' })
    expect(Object.keys(entry(text))).toEqual(['location', 'jti', 'nonce'])
    expect(Object.keys(entry(text, { ...noFacts, signature: { status: 'invalid', code: 'mismatch', reason: '', hints: [] } }))).toEqual(['location'])
    expect(Object.keys(entry(`${encode({ alg: 'dir', enc: 'A128GCM' })}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`))).toEqual(['location'])
    expect(Object.keys(entry(text.split('.').slice(0, 2).join('.')))).toEqual(['location'])
    expect(entry(text, { ...noFacts, weakSecret: { list: 'a list', position: 3, octets: 6, encoding: 'text' } }).weakSecret).toEqual({ list: 'a list', position: 3 })
  })

  // RFC 7519 section 4.1.7: unique within an issuer.
  it('the jti counts with its issuer and type', () => {
    const issued = (claims: object, header: object = {}) => unsigned({ alg: 'RS256', ...header }, { jti: 'a', ...claims }, 'AAAA')
    expect(again(issued({ iss: 'x', sub: '1' }), issued({ iss: 'x', sub: '2' })).jti).toBe(1)
    expect(again(issued({ iss: 'x', sub: '1' }), issued({ iss: 'x', sub: '1' })).jti).toBe(0)
    expect(again(issued({ iss: 'x', sub: '1' }), issued({ iss: 'y', sub: '2' })).jti).toBe(0)
    expect(again(issued({ sub: '1' }, { typ: 'at+jwt' }), issued({ sub: '2' }, { typ: 'JWT' })).jti).toBe(0)
    expect(again(issued({ sub: '1' }), issued({ sub: '2' })).jti).toBe(1)
    expect(again(issued({ iss: { a: 1 }, sub: '1' }), issued({ iss: { a: 2 }, sub: '2' })).jti).toBe(0)
    expect(again(issued({ jti: 7, sub: '1' }), issued({ jti: 7, sub: '2' })).jti).toBe(0)
    // What stands in one value is no part of the next.
    expect(again(issued({ iss: 'ab', jti: 'c', sub: '1' }), issued({ iss: 'a', jti: 'bc', sub: '2' })).jti).toBe(0)
  })

  // FIPS 186-5 section 6.3: the same r comes of the same secret number; two messages with it give the key away.
  it('the nonce shows in the first half of an ECDSA signature', () => {
    expect(again(signed('ES256', 1, 2), signed('ES256', 1, 3, { sub: '2' })).nonce).toBe(1)
    expect(again(signed('ES256', 1, 2), signed('ES256', 4, 2, { sub: '2' })).nonce).toBe(0)
    expect(again(signed('ES256', 1, 2), signed('ES256', 1, 3)).nonce, 'of the same content').toBe(0)
    expect(again(signed('ES256', 1, 2), signed('ES256', 1, 2, { sub: '2' })).nonce, 'a signature copied').toBe(0)
    expect(again(signed('ES512', 1, 2, { sub: '1' }, 132), signed('ES512', 1, 3, { sub: '2' }, 132)).nonce).toBe(1)
    expect(again(signed('RS256', 1, 2), signed('RS256', 1, 3, { sub: '2' })).nonce).toBe(0)
    expect(again(signed(['ES256'], 1, 2), signed(['ES256'], 1, 3, { sub: '2' })).nonce).toBe(0)
    expect(again(signed('ES256', 1, 2, { sub: '1' }, 62), signed('ES256', 1, 3, { sub: '2' }, 62)).nonce, 'too short to be one').toBe(0)
  })
})

describe('the set', () => {
  const [jti, nonce, secret] = [2, 3, 4].map((line) => ({ repeats: 1, location: at(line) }))
  const set = new TokenSet(at(1), { tokens: 5, reusedJti: jti, reusedNonce: nonce, sharedSecrets: [{ list: 'a', position: 1, ...(secret ?? expect.unreachable()) }], isPartial: false })

  it('finds what is pointed to, else its first token', () => {
    expect(['jti', 'signature', 'secrets[0]', 'secrets[1]', 'other', undefined].map((pointer) => set.locate(pointer).line)).toEqual([2, 3, 4, 1, 1, 1])
    expect(new TokenSet(at(1), { tokens: 5, reusedJti: undefined, reusedNonce: undefined, sharedSecrets: [], isPartial: false }).locate('jti').line).toBe(1)
  })

  it('says how many there are, and whether all are remembered', () => {
    const partial = new TokenSet(at(1), { tokens: 1, reusedJti: jti, reusedNonce: undefined, sharedSecrets: [], isPartial: true })
    expect([set.show(), partial.show()]).toEqual(['5 tokens', '1 token, of which not all could be remembered'])
    expect(set.view()).toEqual({ id: 'jwt-set', kind: 'jwt-set', source: { input: 'tokens', line: 1, column: 1 }, 'jwt-set': { tokens: 5 } })
    expect(partial.view()['jwt-set']).toEqual({ tokens: 1, remembered: 'not all of them' })
  })
})
