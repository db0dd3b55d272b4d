import { createServer as createTcp } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import type { AuthlintError } from '../../src/core/errors.ts'
import { discoverIssuer } from '../../src/inputs/discover.ts'
import { fetchText, type FetchOptions } from '../../src/inputs/fetch.ts'
import { proxyFor } from '../../src/inputs/network.ts'
import { closeAll, connectProxy, http, listen, raw } from './servers.ts'

afterAll(closeAll)

const body = '{"keys":[]}'
const get = (url: string, options: Partial<FetchOptions> = {}) => fetchText(url, { env: {}, timeout: 3000, ...options })

/** What went wrong; a success fails the test. */
const failure = (attempt: Promise<unknown>): Promise<AuthlintError> =>
  attempt.then(
    () => expect.unreachable('it should have failed'),
    (error: AuthlintError) => {
      expect(error).toMatchObject({ name: 'AuthlintError', exitStatus: 3, code: 'NETWORK' })
      return error
    },
  )

describe('a fetched text', () => {
  it('is taken whatever type it claims', async () => {
    expect(await get(await http((_, response) => response.setHeader('content-type', 'image/png').end(body)))).toBe(body)
  })

  it('follows redirects, three and no more', async () => {
    const chain = async (length: number) => {
      const base = await http(({ url = '' }, response) => {
        const step = Number(url.slice(1))
        if (step === length) return response.end(body)
        response.writeHead([301, 302, 307, 308][step % 4] ?? 302, { location: `/${step + 1}` }).end()
      })
      return `${base}/0`
    }
    expect(await get(await chain(3))).toBe(body)
    expect((await failure(get(await chain(4)))).message).toContain('more than 3 redirects')
  })

  it('is decompressed when a server compresses unasked, within the same bound', async () => {
    const zipped = (text: string) => http((_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(text)))
    expect(await get(await zipped(body))).toBe(body)
    expect((await failure(get(await zipped(' '.repeat(5_000_000))))).message).toContain('larger than 1024 KiB')
    expect((await failure(get(await http((_, response) => response.setHeader('content-encoding', 'gzip').end('no'))))).message).toContain('damaged')
  })
})

describe('a fetch that fails says why', () => {
  it.each([
    ['http://issuer.example/jwks.json', 'not encrypted'],
    ['http://127.0.0.1.issuer.example/', 'not encrypted'],
    ['https://user:hunter2@issuer.example/', 'user name or password'],
    ['https://', 'no URL'],
    ['file:///etc/passwd', 'only https'],
  ])('%s', async (url, words) => {
    const error = await failure(get(url))
    expect(error.message).toContain(words)
    expect(`${error.message} ${error.hint}`).not.toContain('hunter2')
  })

  it('offline', async () => {
    expect((await failure(get('https://issuer.example/jwks.json', { offline: true }))).message).toContain('forbidden')
  })

  it.each([
    ['slow: no header', () => raw('HTTP/1.1 200 OK\r\n', () => undefined), 'within 0.3 seconds'],
    ['slow: no end', () => raw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{', () => undefined), 'within 0.3 seconds'],
    ['drip', () => http((_, response) => void setInterval(() => response.write(' '), 20).unref()), 'within 0.3 seconds'],
    ['huge, and it says so', () => raw('HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n'), 'larger than'],
    ['huge, and it does not say so', () => http((_, response) => response.end(Buffer.alloc(3 * 1024 * 1024))), 'larger than'],
    ['shorter than its length', () => raw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"keys":'), 'broke off'],
    ['chunks without an end', () => raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"key'), 'broke off'],
    ['no HTTP', () => raw('SSH-2.0-OpenSSH_9.6\r\n'), 'not HTTP'],
    ['hangs up', () => raw(''), 'broke off'],
    ['404', () => http((_, response) => response.writeHead(404).end('{}')), 'status 404'],
    ['500', () => http((_, response) => response.writeHead(500).end('{}')), 'status 500'],
    ['302 without a place', () => http((_, response) => response.writeHead(302).end()), 'status 302'],
    ['a web page', () => http((_, response) => response.end('<!DOCTYPE html><title>Sign in</title>')), 'web page'],
    ['nothing', () => http((_, response) => response.end(' ')), 'empty'],
    ['another host without TLS', () => http((_, response) => response.writeHead(301, { location: 'http://issuer.example/keys' }).end()), 'http://issuer.example/keys, which is not encrypted'],
    ['a circle', () => http((_, response) => response.writeHead(302, { location: '/' }).end()), 'circle'],
    ['a file', () => http((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end()), 'only https'],
    ['credentials', () => http((_, response) => response.writeHead(302, { location: 'https://a:b@issuer.example/' }).end()), 'user name'],
    ['unknown compression', () => http((_, response) => response.setHeader('content-encoding', 'zstd').end('x')), 'zstd'],
  ])('%s', async (name, serve, words) => {
    const quick = words.includes('0.3')
    expect((await failure(get(`${await serve()}/${name === 'a circle' ? '' : 'jwks'}`, quick ? { timeout: 300 } : {}))).message).toContain(words)
  })

  it('nothing listens', async () => {
    const server = createTcp()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    expect((await failure(get(`http://127.0.0.1:${port}/`))).message).toContain('refused')
  })

  it('an endless answer holds little in memory', async () => {
    const before = process.memoryUsage().rss
    await failure(get(await http((_, response) => void setInterval(() => response.write(Buffer.alloc(256 * 1024)), 1).unref())))
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })
})

describe('proxies', () => {
  const chosen = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env)?.href

  it.each([
    ['https://issuer.example/', { HTTPS_PROXY: 'http://proxy.example:3128' }, 'http://proxy.example:3128/'],
    ['https://issuer.example/', { HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128/'],
    ['https://issuer.example/', { https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:2' }, 'http://small:1/'],
    ['https://issuer.example/', { ALL_PROXY: 'http://proxy.example' }, 'http://proxy.example/'],
    ['https://issuer.example/', { HTTP_PROXY: 'http://proxy.example' }, undefined],
    ['https://issuer.example/', { HTTPS_PROXY: '' }, undefined],
    ['https://issuer.example/', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
    ['https://issuer.example/', { HTTPS_PROXY: 'http://p', NO_PROXY: 'localhost, issuer.example' }, undefined],
    ['https://auth.issuer.example/', { HTTPS_PROXY: 'http://p', NO_PROXY: '.issuer.example' }, undefined],
    ['https://auth.issuer.example/', { HTTPS_PROXY: 'http://p', no_proxy: 'issuer.example' }, undefined],
    ['https://notissuer.example/', { HTTPS_PROXY: 'http://p', NO_PROXY: 'issuer.example' }, 'http://p/'],
    ['https://issuer.example:8443/', { HTTPS_PROXY: 'http://p', NO_PROXY: 'issuer.example:443' }, 'http://p/'],
    ['https://issuer.example/', { HTTPS_PROXY: 'http://p', NO_PROXY: 'issuer.example:443' }, undefined],
    ['https://[::1]/', { HTTPS_PROXY: 'http://p', NO_PROXY: '::1' }, undefined],
    ['http://127.0.0.1/', { HTTP_PROXY: 'http://proxy.example' }, undefined],
    ['http://127.0.0.1/', { HTTP_PROXY: 'http://127.0.0.1:3128' }, 'http://127.0.0.1:3128/'],
  ])('%s with %o', (url, env, proxy) => expect(chosen(url, env as Record<string, string>)).toBe(proxy))

  it('that are none are refused', () => {
    expect(() => chosen('https://issuer.example/', { HTTPS_PROXY: 'socks5://127.0.0.1:1080' })).toThrow('socks5')
    expect(() => chosen('https://issuer.example/', { HTTPS_PROXY: 'http://' })).toThrow('HTTPS_PROXY')
  })

  it('are asked for the way, with user and password, and believed when they refuse', async () => {
    const { port, asked } = await connectProxy(1, { refuse: '407 Proxy Authentication Required' })
    const error = await failure(get('https://issuer.example/jwks.json', { env: { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${port}` } }))
    expect(asked).toEqual([`issuer.example:443 Basic ${Buffer.from('me:p@ss').toString('base64')}`])
    expect(`${error.message} ${error.hint}`).toContain('407')
    expect(`${error.message} ${error.hint}`).not.toContain('p@ss')
  })

  it('that are not there are named', async () => {
    const error = await failure(get('https://issuer.example/', { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } }))
    expect(error.message).toMatch(/proxy 127\.0\.0\.1:1 .*refused/)
  })

  it('that never answer are given up', async () => {
    const port = await listen(createTcp(() => undefined))
    expect((await failure(get('https://issuer.example/', { env: { HTTPS_PROXY: `http://127.0.0.1:${port}` }, timeout: 300 }))).message).toContain('within 0.3 seconds')
  })
})

describe('metadata of an issuer', () => {
  const issuerAt = async (place: string, document: (base: string) => unknown, path = '') => {
    let base = ''
    base = await http(({ url }, response) => (url === place ? response.end(JSON.stringify(document(base + path))) : response.writeHead(404).end()))
    return base + path
  }
  const complete = (issuer: string) => ({ issuer, jwks_uri: `${issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256', 'none'] })

  // OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3.
  it.each([
    ['/.well-known/openid-configuration', ''],
    ['/tenant/.well-known/openid-configuration', '/tenant'],
    ['/.well-known/oauth-authorization-server', ''],
    ['/.well-known/oauth-authorization-server/tenant', '/tenant'],
    ['/tenant/.well-known/openid-configuration', '/tenant/'],
  ])('is found at %s', async (place, path) => {
    const issuer = await issuerAt(place, complete, path)
    expect(await discoverIssuer(issuer, { env: {} })).toEqual({ issuer, keysUrl: `${issuer}/jwks`, idTokenAlgorithms: ['RS256'] })
  })

  it.each([
    ['another issuer', () => ({ issuer: 'https://evil.example', jwks_uri: 'https://evil.example/jwks' }), 'https://evil.example, not of'],
    ['a slash more', (issuer: string) => complete(`${issuer}/`), 'not of'],
    ['no issuer', () => ({ jwks_uri: 'https://evil.example/jwks' }), 'names no issuer'],
    ['no keys', (issuer: string) => ({ issuer }), 'jwks_uri'],
    ['no object', () => [], 'not a JSON object'],
  ])('is refused: %s', async (_, document, words) => {
    const issuer = await issuerAt('/.well-known/openid-configuration', document)
    expect((await failure(discoverIssuer(issuer, { env: {} }))).message).toContain(words)
  })

  it('that is nowhere is said', async () => {
    expect((await failure(discoverIssuer(await http((_, response) => response.writeHead(404).end()), { env: {} }))).message).toContain('publishes no metadata')
  })
})
