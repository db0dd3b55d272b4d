import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Source } from '../../src/core/location.ts'
import { findPasted, findTokens } from '../../src/jwt/find.ts'
import { encode, goodClaims, hmac } from '../tokens.ts'

const token = hmac('a key for this test alone, and of sufficient length')
const other = hmac('another key for this test, it is long enough as well', { ...goodClaims, sub: 'u_43' })
const encrypted = `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`

const found = (text: string) => [...findTokens(new Source('t', text))].map(({ excerpt }) => excerpt.text)
const pasted = (text: string) => findPasted(new Source('t', text))

describe('findTokens', () => {
  it.each([
    ['bare', token, 'bare', undefined],
    ['with white space around', `  ${token}\n\n`, 'bare', undefined],
    ['Bearer', `Bearer ${token}`, 'bearer', undefined],
    ['an Authorization line', `Authorization: Bearer ${token}\r\n`, 'bearer', undefined],
    ['curl -v', `> authorization: bearer ${token}\r\n`, 'bearer', undefined],
    ['a DPoP line', `DPoP: ${token}`, 'header', 'DPoP'],
    ['a Cookie line', `Cookie: theme=dark; session=${token}; x=1`, 'cookie', 'session'],
    ['a Set-Cookie line', `Set-Cookie: id_token=${token}; Path=/; HttpOnly`, 'set-cookie', 'id_token'],
    ['a token response', `{"token_type":"Bearer","access_token":"${token}","expires_in":600}`, 'json', 'access_token'],
    ['JSON in JSON', `"{\\"id_token\\":\\"${token}\\"}"`, 'json', 'id_token'],
    ['a query', `https://app.example/cb?state=1&access_token=${token}&x=2`, 'url', 'access_token'],
    ['a fragment', `https://app.example/cb#id_token=${token}`, 'url', 'id_token'],
    ['a .env line', `export API_TOKEN="${token}"`, 'env', 'API_TOKEN'],
    ['prose', `the token is ${token}. It fails.`, 'text', undefined],
    ['quotes', `'${token}'`, 'text', undefined],
  ])('reads %s', (_, text, kind, name) => {
    const [one, ...more] = findTokens(new Source('t', text))
    expect(more).toEqual([])
    expect(one?.excerpt.text).toBe(token)
    expect(one?.carrier).toEqual({ kind, ...(name ? { name } : {}) })
    const { line, column } = one?.excerpt.locate() ?? expect.unreachable()
    expect(text.split('\n')[line - 1]?.slice(column - 1)).toMatch(new RegExp(`^${token.slice(0, 30)}`))
  })

  it('finds several, of every form, with their places', () => {
    const text = `${token}\nsome text ${other},${encrypted};\n${token}`
    expect(found(text)).toEqual([token, other, encrypted, token])
    expect([...findTokens(new Source('t', text))].map(({ excerpt }) => excerpt.locate().line)).toEqual([1, 2, 2, 3])
  })

  it('keeps an empty signature and leaves the full stop of a sentence', () => {
    const unsigned = `${encode({ alg: 'none' })}.${encode({ sub: '1' })}.`
    expect(found(`x ${unsigned} y`)).toEqual([unsigned])
    expect(found(`It was ${token}.`)).toEqual([token])
  })

  it('keeps the disclosures of an SD-JWT', () => {
    const disclosure = encode(['salt', 'name', 'value'])
    expect(found(`sd: ${token}~${disclosure}~ end`)).toEqual([`${token}~${disclosure}~`])
  })

  it('undoes percent-encoding', () => {
    const [one] = findTokens(new Source('t', `?jwt=${token.replaceAll('.', '%2E')}&x=1`))
    expect(one).toMatchObject({ undone: ['percent-encoding'], carrier: { kind: 'url', name: 'jwt' } })
    expect(one?.excerpt.text).toBe(token)
  })

  it('reads headers with odd JSON spacing', () => {
    const spaced = `${encode('{ "alg" : "HS256" }')}.${encode('{\n "sub": "1"}')}.c2ln`
    expect(found(`a ${spaced} b`)).toEqual([spaced])
    const indented = `${encode('  \n{"alg":"HS256"}')}.e30.c2ln`
    expect(found(indented)).toEqual([indented])
  })

  // AWS load balancers pad every segment of the token that they put into X-Amzn-Oidc-Data.
  it('keeps padding that ends a segment, of the header too', () => {
    const padded = `${Buffer.from('{"alg":"ES256","typ":"JWT"}  ').toString('base64')}.${Buffer.from('{"sub":"1"}').toString('base64')}.c2lnbg==`
    expect(padded.match(/=/g)).toHaveLength(4)
    expect(found(`x-amzn-oidc-data: ${padded}\r\n`)).toEqual([padded])
    expect(found('a==.b==.c==')).toEqual([])
  })

  it('takes nothing else for a token', () => {
    for (const text of ['expired.badssl.com', 'e758abcd.cloudfront.net', 'a.b.c', 'www.example.com', '1.2.3', 'import java.util.List;', 'v4.public.eyJzdWIiOiIxIn0', 'eyJhbGciOiJIUzI1NiJ9', 'see eyJhbGciOiJIUzI1NiJ9.README']) {
      expect(found(text), text).toEqual([])
    }
  })

  it('never throws, and its places slice back to the token', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(token, other, '.', '~', 'Bearer ', '\n', '=', '%2e'))), (parts) => {
        const text = parts.join('')
        for (const { excerpt, undone } of findTokens(new Source('t', text))) {
          if (undone.includes('percent-encoding')) continue
          const start = text.indexOf(excerpt.text)
          expect(start).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('findPasted', () => {
  it('puts a token together that was wrapped over lines', () => {
    const wrapped = token.replace(/(.{60})/g, '$1\n    ')
    const [one, ...more] = pasted(`${wrapped}\n`)
    expect(more).toEqual([])
    expect(one?.excerpt.text).toBe(token)
    expect(one?.undone).toEqual(['line wrapping'])
    expect(one?.excerpt.locate(token.length - 5, token.length).line).toBeGreaterThan(3)
  })

  it('does not join tokens that stand one a line', () => {
    expect(pasted(`${token}\n${other}\n`).map(({ excerpt }) => excerpt.text)).toEqual([token, other])
  })

  it('hands on a damaged token to be judged', () => {
    const loose = `${token.split('.').slice(0, 2).join('.')}.ab+c/d==`
    expect(pasted(loose).map(({ excerpt }) => excerpt.text)).toEqual([loose])
    expect(pasted(encode({ alg: 'HS256' })).map(({ excerpt }) => excerpt.text)).toEqual([encode({ alg: 'HS256' })])
  })

  // RFC 9901 section 8.1: of several signatures the first has the disclosures.
  it('reads an SD-JWT in JSON as its compact form', () => {
    const [header, payload, signature] = token.split('.')
    const compactOf = (outside: object) => [{ payload, protected: header, signature, header: outside }, { payload, signatures: [{ protected: header, signature, header: outside }, { protected: header, signature }] }].map((value) => pasted(JSON.stringify(value))[0]?.excerpt.text)
    expect(compactOf({ disclosures: ['WyJhIl0', 'WyJiIl0'] })).toEqual([`${token}~WyJhIl0~WyJiIl0~`, `${token}~WyJhIl0~WyJiIl0~`])
    expect(compactOf({ disclosures: ['WyJhIl0'], kb_jwt: 'a.b.c' })).toEqual([`${token}~WyJhIl0~a.b.c`, `${token}~WyJhIl0~a.b.c`])
    expect(compactOf({ disclosures: [] })).toEqual([`${token}~`, `${token}~`])
    expect(compactOf({ kb_jwt: 'a.b.c' })).toEqual([`${token}~a.b.c`, `${token}~a.b.c`])
    expect(compactOf({ disclosures: 'WyJhIl0' })).toEqual([token, token])
  })

  it('reads the JSON serialisation as its compact form', () => {
    const [header = '', payload = '', signature = ''] = token.split('.')
    const [one] = pasted(JSON.stringify({ payload, protected: header, signature }))
    expect(one?.excerpt.text).toBe(token)
    expect(one?.undone).toEqual(['JSON serialisation'])
    expect(pasted(JSON.stringify({ payload, signatures: [{ protected: header, signature }] }))[0]?.excerpt.text).toBe(token)
  })

  it('finds nothing in what is no token', () => {
    expect(pasted('hello world')).toEqual([])
    expect(pasted('')).toEqual([])
  })
})
