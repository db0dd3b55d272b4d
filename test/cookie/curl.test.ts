// curl's reading against curl itself: a server on this machine, and the cookie jar that curl prints.
import { execFile } from 'node:child_process'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { curlReading } from '../../src/cookie/curl.ts'
import { has } from '../inputs/lab.ts'

const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** Host, path of the request, header. All over http, where only this machine may set Secure cookies. */
const cases: readonly (readonly [host: string, path: string, header: string])[] = [
  ...[
    'sid=1', 'sid=1; Path=/', 'sid=1; Path=/a/', 'sid=1; Path="/a"', 'sid=1; Path=a', 'sid=1; Path=', 'sid=1; Path', 'sid=1; path=/a; PATH=/b',
    'sid', 'sid=', '=1', ';sid=1', 'sid="a b"; Path=/', 'sid = 1 ', 'sid=a=b', 'sid=a,b', 'a b=1', 'sid=\u00e9', 'sid=1; HttpOnly', 'sid=1; httponly=false', 'sid=1; HttpOnly=',
    'sid=1; Max-Age=60', 'sid=1; Max-Age=0', 'sid=1; Max-Age=-1', 'sid=1; Max-Age=abc', 'sid=1; Max-Age=60s', 'sid=1; Max-Age="60"', 'sid=1; Max-Age=', 'sid=1; Max-Age',
    'sid=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT', 'sid=1; Expires=Wed, 21-Oct-37 07:28:00 GMT', 'sid=1; Expires=0', 'sid=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'sid=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Max-Age=0', 'sid=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'sid=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'sid=1; SameSite=None', 'sid=1; SameSite=Strict; Partitioned',
    'sid=1; Secure', '__Secure-sid=1', '__Host-sid=1; Path=/', '__Http-sid=1', `sid=${'x'.repeat(4093)}`, `sid=${'x'.repeat(4094)}`, `sid=1; Path=/${'x'.repeat(5000)}`, 'sid=a\u0001b', 'sid=a\tb',
    'sid=1; Domain=example.com', 'sid=1; Domain=.example.com', 'sid=1; Domain=app.example.com', 'sid=1; Domain=other.com', 'sid=1; Domain=com', 'sid=1; Domain=x.app.example.com', 'sid=1; Domain=',
  ].map((header) => ['app.example.com', '/a/b/login', header] as const),
  ['user.github.io', '/', 'sid=1; Domain=github.io'],
  ['github.io', '/', 'sid=1; Domain=github.io'],
  ['127.0.0.1', '/', 'sid=1; Domain=127.0.0.1'],
  ['localhost', '/', 'sid=1; Secure'],
  ['localhost', '/', '__Host-sid=1; Secure'],
  ['localhost', '/', '__Host-sid=1; Secure; Path=/; Domain=localhost'],
  ['localhost', '/a/b', '__Host-sid=1; Secure'],
  ['localhost', '/', '__Secure-sid=1; Secure=true'],
]

interface Kept {
  readonly name: string
  readonly valueOctets: number
  readonly domain: string
  readonly hostOnly: boolean
  readonly path: string
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly expires: number
}

/** The line of the jar; its paths are as sent, and taken without quotation marks and without a slash at the end. */
function fromJar(jar: string): Kept | undefined {
  const line = jar.split('\n').find((text) => text !== '' && !text.startsWith('# '))
  if (line === undefined) return undefined
  const [domain = '', tail, path = '', secure, expires, name = '', value = ''] = line.replace(/^#HttpOnly_/, '').split('\t')
  const bare = path.replace(/^"|"$/g, '')
  return {
    name,
    valueOctets: value.length,
    domain: domain.replace(/^\./, ''),
    hostOnly: tail === 'FALSE',
    path: bare.startsWith('/') ? bare.replace(/(?<=.)\/$/, '') : '/',
    secure: secure === 'TRUE',
    httpOnly: line.startsWith('#HttpOnly_'),
    expires: Number(expires),
  }
}

const hasCurl = has('curl')

describe.skipIf(!hasCurl)('curl', () => {
  let server: Server
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (request) => {
        const header = cases[Number(/x-case: (\d+)/i.exec(request.toString('latin1'))?.[1])]?.[2] ?? ''
        socket.end(Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\nSet-Cookie: ${octets(header)}\r\n\r\n`, 'latin1'))
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  })
  afterAll(() => server.close())

  const jarOf = (host: string, path: string, i: number): Promise<string> =>
    new Promise((resolve) => {
      const { port } = server.address() as AddressInfo
      const words = ['-s', '-o', '/dev/null', '-c', '-', '--noproxy', '*', '--connect-to', `::127.0.0.1:${port}`, '-H', `x-case: ${i}`, `http://${host}${path}`]
      execFile('curl', words, { encoding: 'latin1', timeout: 20_000 }, (_, jar) => resolve(jar))
    })

  it.each(cases.map(([host, path, header], i) => [`${header.slice(0, 60)} from ${host}${path}`, host, path, header, i] as const))('%s', async (_, host, path, header, i) => {
    const now = Date.now() / 1000
    const theirs = fromJar(await jarOf(host, path, i))
    const { outcome, expires, name, valueOctets, domain, hostOnly, path: ours, secure, httpOnly } = curlReading(octets(header), new URL(`http://${host}${path}`), now)
    expect(outcome === 'kept').toBe(theirs !== undefined)
    if (!theirs) return
    const { expires: end, ...rest } = theirs
    expect({ name, valueOctets, domain, hostOnly, path: ours, secure, httpOnly }).toEqual(rest)
    // Since curl 8.13 it keeps nothing for longer than 400 days.
    const seconds = expires === null ? 0 : Date.parse(expires) / 1000
    expect(Math.abs(seconds - end) < 5 || (seconds > now + 34_500_000 && end > now + 34_500_000)).toBe(true)
  })
})
