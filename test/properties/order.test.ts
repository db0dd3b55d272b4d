// Where a standard gives no meaning to an order, the verdict has none: rules, keys of a set, members of JSON, fields of different
// names, attributes of different names, tokens of a run.
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { Subject } from '../../src/core/subject.ts'
import { Excerpt, Source } from '../../src/core/location.ts'
import { CookieExpectations } from '../../src/cookie/expected.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { judgeStorage } from '../../src/cookie/storage.ts'
import { lint } from '../../src/engine/lint.ts'
import { gatherFacts } from '../../src/jwt/gather-facts.ts'
import { parseJwt } from '../../src/jwt/jwt.ts'
import { keyRing } from '../../src/jwt/keys.ts'
import { parseKeys } from '../../src/jwt/load-keys.ts'
import { rules } from '../../src/rules/index.ts'
import { cookieSubject, jwkSubjects, jwtSubject, responseSubject, testNow, tokenSets } from '../subjects.ts'
import { encode, hmac, unsigned } from '../tokens.ts'
import { reordered, runs } from '../arbitraries.ts'

/** Every rule, whatever the presets make of it. */
const activeFor = (kind: Subject['kind']) => rules.filter(({ meta }) => meta.kind === kind).map((rule) => ({ rule, severity: rule.meta.severity === 'off' ? ('info' as const) : rule.meta.severity, options: rule.defaults }))
const active = new Map((['jwt', 'jwt-set', 'cookie', 'jwk', 'response', 'flow'] as const).map((kind) => [kind, activeFor(kind)]))
const found = (subject: Subject, some = active.get(subject.kind) ?? []): Finding[] => lint(subject, some, { policy: defaultPolicy, now: testNow })

/** What is found, without where. */
const verdict = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule, severity, confidence }) => `${severity} ${rule} ${confidence}`).toSorted()
const examples = (kind: Subject['kind']): readonly string[] => rules.filter(({ meta }) => meta.kind === kind).flatMap(({ meta }) => [...meta.examples.bad, ...meta.examples.good])

describe('rules', () => {
  const subjects = [...examples('cookie').slice(0, 60).map((header) => cookieSubject(header, { url: 'https://app.example.com/login' })), ...examples('jwt').slice(0, 60).map((token) => jwtSubject(token)), ...examples('response').slice(0, 30).map((text) => responseSubject(text, { url: 'https://app.example.com/login' }))]

  it('find the same in any order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...subjects), fc.infiniteStream(fc.nat()), (subject, numbers) => {
        const all = active.get(subject.kind) ?? []
        const shuffled = all.map((rule) => ({ rule, key: numbers.next().value ?? 0 })).toSorted((a, b) => a.key - b.key).map(({ rule }) => rule)
        const sorted = (findings: readonly Finding[]) => findings.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
        expect(sorted(found(subject, shuffled))).toEqual(sorted(found(subject)))
      }),
      runs(60),
    )
  })
})

describe('the keys of a set', () => {
  const pairs = ['k1', 'k2', 'k3'].map((kid) => ({ kid, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }))
  const jwks = [...pairs.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' })), { kty: 'unknown' }, { ...createPublicKey(generateKeyPairSync('ed25519').privateKey).export({ format: 'jwk' }), kid: 'k1' }, { kty: 'EC', crv: 'P-256', kid: 'broken' }]
  const tokens = pairs.flatMap(({ kid, privateKey }) => [kid, undefined, 'k9'].map((named) => {
    const input = `${encode({ alg: 'ES256', ...(named === undefined ? {} : { kid: named }) })}.${encode({ iss: 'https://issuer.example' })}`
    return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }))
  tokens.push(...tokens.map((token) => `${token.slice(0, -4)}AAAA`), unsigned({ alg: 'none' }), hmac('secret'))

  const signature = (token: string, keys: readonly object[]) => {
    const ring = keyRing(parseKeys(Buffer.from(JSON.stringify({ keys })), 'set'))
    const { verdict: said } = { verdict: gatherFacts(parseJwt(Excerpt.of(new Source('x', token))), { keys: ring, policy: defaultPolicy, crack: false }).signature }
    return [said.status, said.code, said.key?.thumbprint]
  }

  it('have no order for a signature', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tokens), reordered(jwks), (token, keys) => {
        expect(signature(token, keys)).toEqual(signature(token, jwks))
      }),
      runs(80),
    )
  })

  it('are each judged alike', () => {
    const all = (keys: readonly object[]) => jwkSubjects(JSON.stringify({ keys })).flatMap((key) => verdict(found(key))).toSorted()
    fc.assert(
      fc.property(reordered(jwks), (keys) => {
        expect(all(keys)).toEqual(all(jwks))
      }),
      runs(30),
    )
  })
})

describe('members of JSON (RFC 8259 section 4)', () => {
  const shuffledToken = (token: string) => {
    const [header, claims, ...rest] = parseJwt(Excerpt.of(new Source('x', token))).segments.map(({ text }) => text)
    const members = (segment = '') => {
      try {
        const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString())
        // Names that stand twice are one for JSON.parse, and the later counts: there the order has a meaning.
        return typeof value === 'object' && value !== null && !Array.isArray(value) && encode(value) === segment ? Object.entries(value) : undefined
      } catch {
        return undefined
      }
    }
    const [first, second] = [members(header), members(claims)]
    if (!first || !second) return fc.constant(token)
    return fc.tuple(reordered(first), reordered(second)).map(([a, b]) => [encode(Object.fromEntries(a)), encode(Object.fromEntries(b)), ...rest].join('.'))
  }

  it('of a header and of claims may come in any order', () => {
    // The signature covers the order: without a key nothing looks at it.
    const unverifiable = examples('jwt').filter((token) => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) && !verdict(found(jwtSubject(token))).some((one) => one.includes('jwt/weak-secret')))
    expect(unverifiable.length).toBeGreaterThan(50)
    fc.assert(
      fc.property(fc.constantFrom(...unverifiable).chain((token) => fc.tuple(fc.constant(token), shuffledToken(token))), ([token, other]) => {
        expect(verdict(found(jwtSubject(other)))).toEqual(verdict(found(jwtSubject(token))))
      }),
      runs(100),
    )
  })

  it('of a key may come in any order', () => {
    const keys = examples('jwk').flatMap((text) => {
      const value = JSON.parse(text) as object
      return 'kty' in value && JSON.stringify(value) === text ? [value] : []
    })
    expect(keys.length).toBeGreaterThan(5)
    fc.assert(
      fc.property(fc.constantFrom(...keys).chain((key) => fc.tuple(fc.constant(key), reordered(Object.entries(key)))), ([key, members]) => {
        const all = (value: object) => jwkSubjects(JSON.stringify(value)).flatMap((one) => verdict(found(one)))
        expect(all(Object.fromEntries(members))).toEqual(all(key))
      }),
      runs(40),
    )
  })
})

describe('attributes of a cookie with different names (RFC 6265bis section 5.7)', () => {
  const attribute = fc.constantFrom('Path=/', 'Path=/account', 'Domain=example.com', 'Domain=com', 'Secure', 'HttpOnly', 'SameSite=Lax', 'SameSite=None', 'SameSite=x', 'Max-Age=3600', 'Max-Age=0', 'Expires=Wed, 21 Oct 2037 07:28:00 GMT', 'Expires=x', 'Partitioned', 'Priority=High', 'Version=1', 'x')
  const header = fc
    .tuple(fc.constantFrom('sid=4V0nHg5kq2J7mP8xYb1RzQ', '__Host-a=1', '__secure-a=1', 'csrf=x', '=x', 'sid='), fc.uniqueArray(attribute, { maxLength: 7, selector: (one) => one.split('=')[0] }))
    .chain(([pair, attributes]) => fc.tuple(fc.constant([pair, ...attributes].join('; ')), reordered(attributes).map((others) => [pair, ...others].join('; '))))

  it('may come in any order', () => {
    const url = new URL('https://app.example.com/account')
    const storage = (text: string) => judgeStorage(parseSetCookie(Excerpt.of(new Source('x', text))), url, testNow)
    fc.assert(
      fc.property(header, ([one, other]) => {
        expect(storage(other)).toEqual(storage(one))
        expect(verdict(found(cookieSubject(other, { url: url.href })))).toEqual(verdict(found(cookieSubject(one, { url: url.href }))))
      }),
      runs(200),
    )
  })
})

describe('fields of different names (RFC 9110 section 5.3)', () => {
  const messages = examples('response').filter((text) => text.startsWith('HTTP/') && !/\n[ \t]/.test(text.split('\n\n')[0] ?? ''))

  it('may come in any order', () => {
    expect(messages.length).toBeGreaterThan(20)
    const shuffled = (text: string) => {
      const [head = '', ...body] = text.split('\n\n')
      const [status = '', ...fields] = head.split('\n')
      const groups = new Map<string, string[]>()
      for (const field of fields) {
        const name = field.split(':')[0]?.toLowerCase() ?? ''
        groups.set(name, [...(groups.get(name) ?? []), field])
      }
      return reordered([...groups.values()]).map((others) => [[status, ...others.flat()].join('\n'), ...body].join('\n\n'))
    }
    const all = (text: string) => verdict(found(responseSubject(text, { url: 'https://app.example.com/login' })))
    fc.assert(
      fc.property(fc.constantFrom(...messages).chain((text) => fc.tuple(fc.constant(text), shuffled(text))), ([text, other]) => {
        expect(all(other)).toEqual(all(text))
      }),
      runs(60),
    )
  })

  it('carry the same cookies whatever order they are expected in', () => {
    const names = ['sid', '__Host-*', 'csrf', 'a*']
    const cookies = ['sid=1', '__Host-x=1; Secure; Path=/', 'abc=1', 'sid=; Max-Age=0', 'other=1'].map((text) => cookieSubject(text) as Parameters<CookieExpectations['take']>[0][number])
    const received = (order: readonly string[], come: typeof cookies) => {
      const expectations = new CookieExpectations(Object.fromEntries(order.map((name) => [name, {}])))
      expectations.take(come)
      return expectations.expected?.received.map(({ name }) => name).toSorted()
    }
    fc.assert(
      fc.property(reordered(names), reordered(cookies), (order, come) => {
        expect(received(order, [...come])).toEqual(received(names, cookies))
      }),
      runs(40),
    )
  })
})

describe('tokens of a run', () => {
  it('say the same of all of them in any order', () => {
    const claims = (jti: string, sub: string) => ({ iss: 'https://issuer.example', sub, jti, iat: testNow, exp: testNow + 60 })
    const tokens = [hmac('secret', claims('a', '1')), hmac('secret', claims('a', '2')), hmac('secret', claims('b', '1')), hmac('another-secret-0123456789abcdef0123456789', claims('c', '1'))]
    const said = (some: readonly string[]) => tokenSets(some.join('\n')).flatMap((set) => verdict(found(set)))
    expect(said(tokens).length).toBeGreaterThan(0)
    fc.assert(
      fc.property(reordered(tokens), (others) => {
        expect(said(others)).toEqual(said(tokens))
      }),
      runs(20),
    )
  })
})
