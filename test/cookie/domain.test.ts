// Host names, scopes and paths. Scopes follow what Chromium 156 answered; public suffixes are those of the published list.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { canonicalHost, cookieScope, defaultPath, domainMatches, isAddress, isEncrypted, isLoginReturn, isLoopback, isSameSite, isTrustworthy, mayHaveCookies, pathMatches, registrable } from '../../src/cookie/domain.ts'
import { registrableDomain } from '../../src/cookie/public-suffix.ts'
import { octets } from './headers.ts'

describe('canonicalHost', () => {
  it.each([
    ['Example.COM', 'example.com'],
    ['.example.com', '.example.com'],
    ['a_b.example.com', 'a_b.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['ｅxample.com', 'example.com'],
    ['127.1', '127.0.0.1'],
    ['0x7f.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['XN--BCHER-KVA.Example', 'xn--bcher-kva.example'],
  ])('%s is %s', (text, host) => {
    expect(canonicalHost(octets(text))).toBe(host)
  })

  it.each(['', 'a b', 'a:443', 'http://a', 'a/b', 'a%41', '[::1]', 'a\u0000', '1.2.3.4.5'])('%j is no host', (text) => {
    expect(canonicalHost(octets(text))).toBeUndefined()
  })

  it('takes no octets that are not UTF-8', () => {
    expect(canonicalHost('b\u00fccher.example')).toBeUndefined()
  })

  it('stays as it is, once canonical', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const host = canonicalHost(octets(text))
        if (host !== undefined && !host.startsWith('[')) expect(canonicalHost(host)).toBe(host)
      }),
    )
  })
})

describe('cookieScope', () => {
  it.each([
    ['', 'a.example.com', 'a.example.com', true],
    ['a.example.com', 'a.example.com', 'a.example.com', false],
    ['.example.com', 'a.example.com', 'example.com', false],
    ['github.io', 'github.io', 'github.io', true],
    ['.GitHub.io', 'github.io', 'github.io', true],
    ['u.github.io', 'a.u.github.io', 'u.github.io', false],
    ['localhost', 'localhost', 'localhost', true],
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', true],
    ['example.com.', 'a.example.com.', 'example.com.', false],
    ['unknown.suffix-of-nobody', 'a.unknown.suffix-of-nobody', 'unknown.suffix-of-nobody', false],
    // A wildcard of the list with its exception: *.kawasaki.jp and !city.kawasaki.jp.
    ['city.kawasaki.jp', 'x.city.kawasaki.jp', 'city.kawasaki.jp', false],
  ])('%s set by %s', (attribute, host, domain, hostOnly) => {
    expect(cookieScope(attribute, host)).toEqual({ domain, hostOnly })
  })

  it.each([
    ['com', 'example.com'],
    ['github.io', 'u.github.io'],
    ['herokuapp.com', 'shop.herokuapp.com'],
    ['kawasaki.jp', 'city.kawasaki.jp'],
    ['b.kawasaki.jp', 'a.b.kawasaki.jp'],
    ['example.com', 'example.org'],
    ['b.example.com', 'a.example.com'],
    ['xample.com', 'example.com'],
    ['0.0.1', '127.0.0.1'],
    ['example.com.', 'a.example.com'],
    ['example.com', 'example.com..'],
    ['.', 'example.com'],
  ])('%s may not be set by %s', (attribute, host) => {
    expect(cookieScope(attribute, host)).toBeUndefined()
  })
})

describe('registrableDomain', () => {
  it.each([
    ['a.b.example.co.uk', 'example.co.uk'],
    ['co.uk', null],
    ['a.u.github.io', 'u.github.io'],
    ['github.io', null],
    ['localhost', null],
    ['a.b.intranet-of-ours', 'b.intranet-of-ours'],
  ])('of %s is %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain)
  })
})

describe('matching', () => {
  it('matches domains at label boundaries (RFC 6265bis section 5.1.3)', () => {
    expect(domainMatches('a.example.com', 'example.com')).toBe(true)
    expect(domainMatches('example.com', 'example.com')).toBe(true)
    expect(domainMatches('notexample.com', 'example.com')).toBe(false)
    expect(domainMatches('example.com', 'a.example.com')).toBe(false)
    expect(domainMatches('127.0.0.1', '0.0.1')).toBe(false)
  })

  it.each([
    ['/', '/', true],
    ['/a', '/', true],
    ['/a/b', '/a', true],
    ['/a/b', '/a/', true],
    ['/ab', '/a', false],
    ['/a', '/a/', false],
    ['/a', '/A', false],
  ])('%s and Path=%s', (urlPath, path, matches) => {
    expect(pathMatches(urlPath, path)).toBe(matches)
  })

  it.each([
    ['https://a.example/', '/'],
    ['https://a.example/x', '/'],
    ['https://a.example/x/', '/x'],
    ['https://a.example/x/y?z=/', '/x'],
    ['https://a.example//', '/'],
    // Measured with Chromium 156, which escapes what this Node leaves alone.
    ['https://a.example/a|b^c/d', '/a%7Cb%5Ec'],
  ])('default path of %s', (url, path) => {
    expect(defaultPath(new URL(url))).toBe(path)
  })

  it('knows this machine', () => {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.255.0.9', '[::1]']) expect(isLoopback(new URL(`http://${host}/`)), host).toBe(true)
    for (const host of ['localhost.example', 'notlocalhost', '128.0.0.1', '127.example.com', '[::2]']) expect(isLoopback(new URL(`http://${host}/`)), host).toBe(false)
  })
})

// RFC 6749 section 4.1.2 demands code, and state where the request had it; the HTTP-Redirect binding of SAML 2.0 (section 3.4.4.1) has SAMLResponse.
it.each([
  ['?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz', true],
  ['?SAMLResponse=fZJNT8M', true],
  ['?SAMLResponse=fZJNT8M&RelayState=x', true],
  ['?code=SplxlOBeZQQYbYS6WxSbIA', false],
  ['?state=xyz', false],
  ['?q=code+state', false],
  ['', false],
])('a request for %s comes back from a login: %s', (query, comesBack) => {
  const url = new URL(`https://client.example.com/cb${query}`)
  for (let times = 0; times < 2; times++) expect(isLoginReturn(url)).toBe(comesBack)
  expect(url.search).toBe(query)
})

describe('hosts and schemes, each for what it may', () => {
  it.each<[string, boolean, boolean, boolean]>([
    ['https://example.com/', true, true, true],
    ['wss://example.com/', true, true, true],
    ['http://example.com/', true, false, false],
    ['ws://example.com/', true, false, false],
    ['http://localhost/', true, false, true],
    ['ws://127.0.0.1/', true, false, true],
    ['ftp://example.com/', false, false, false],
    ['file:///etc/passwd', false, false, false],
    ['data:text/plain,x', false, false, false],
  ])('%s', (address, cookies, encrypted, trustworthy) => {
    const url = new URL(address)
    // Twice: an answer changes nothing.
    for (let times = 0; times < 2; times++) expect([mayHaveCookies(url), isEncrypted(url), isTrustworthy(url)]).toEqual([cookies, encrypted, trustworthy])
  })

  it('addresses are the whole of a host', () => {
    for (const host of ['1.2.3.4', '127.0.0.1', '[::1]', '[2001:db8::1]']) expect(isAddress(host), host).toBe(true)
    for (const host of ['a.1.2.3.4', '1.2.3.4.example', '1.2.3', 'example.com', 'a[::1', '1a.2.3.4']) expect(isAddress(host), host).toBe(false)
  })

  it('a site is a registrable domain, and what has none is its own', () => {
    for (const [a, b] of [['example.com', 'example.com'], ['a.example.com', 'b.example.com'], ['x.a.co.uk', 'a.co.uk'], ['1.2.3.4', '1.2.3.4'], ['com', 'com'], ['intranet', 'intranet']] as const) expect(isSameSite(a, b), `${a} ${b}`).toBe(true)
    for (const [a, b] of [['example.com', 'example.org'], ['a.co.uk', 'b.co.uk'], ['1.2.3.4', '5.2.3.4'], ['com', 'uk'], ['1.2.3.4', 'example.com'], ['example.com', '1.2.3.4'], ['example.com', 'com'], ['example.com', 'example.com.']] as const) expect(isSameSite(a, b), `${a} ${b}`).toBe(false)
  })

  it('a dot at the end stays', () => {
    expect(['www.example.com', 'www.example.com.', 'com', 'com.', 'co.uk.', 'a.co.uk.'].map(registrable)).toEqual(['example.com', 'example.com.', null, null, null, 'a.co.uk.'])
  })

  it.each([
    ['', 'example.com..'],
    ['example.com..', 'example.com..'],
    ['a b', 'a.example.com'],
    ['uk', 'co.uk'],
    ['.uk', 'co.uk'],
    ['[::2]', '[::1]'],
  ])('Domain=%s is not for %s to set', (attribute, host) => expect(cookieScope(attribute, host)).toBeUndefined())

  it.each([
    ['[FE80::A]', '[fe80::a]'],
    ['.1.2.3.4', '1.2.3.4'],
    ['CO.UK', 'co.uk'],
    ['.co.uk', 'co.uk'],
    ['', '..example.com'],
  ])('Domain=%s is for the host alone when %s sets it', (attribute, host) => expect(cookieScope(attribute, host)).toEqual({ domain: host, hostOnly: true }))
})
