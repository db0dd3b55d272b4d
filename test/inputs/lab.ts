// A small web of servers on this machine, to see what real programs print about them.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import { connect, createServer as createSocketServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Lab {
  readonly http: string
  /** HTTP/2 and HTTP/1.1 with a certificate of its own making. */
  readonly https: string
  readonly proxy: string
  /** Answers with octets that are not quite HTTP. */
  readonly odd: string
  close(): void
}

export const has = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    return true
  } catch {
    console.warn(`SKIPPED: ${program} is not on this machine`)
    return false
  }
}

/** Runs a shell command; what it prints on standard output, as octets. Its status does not matter. */
export const shell = (command: string): Promise<string> =>
  new Promise((resolve) => {
    execFile('sh', ['-c', command], { encoding: 'latin1', env: { PATH: process.env['PATH'], TERM: 'xterm-256color', LC_ALL: 'C' }, timeout: 20_000 }, (_, stdout) => resolve(stdout))
  })

const page = '<html>docs: use\nSet-Cookie: fake=1; Path=/\nHTTP/1.1 200 OK\nSet-Cookie: fake=2; Path=/\n</html>'

const answers: Record<string, (response: ServerResponse) => void> = {
  '/login': (response) => {
    response.writeHead(302, ['Set-Cookie', 'sid=8f14; Path=/; HttpOnly', 'Set-Cookie', 'csrf=Zk3; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/', 'Location', '/home'])
    response.end('moved, and no line end')
  },
  '/measured': (response) => {
    const body = 'moved\nSet-Cookie: fake=3'
    response.writeHead(302, ['Set-Cookie', 'm=1', 'Location', '/home', 'Content-Length', String(body.length)])
    response.end(body)
  },
  '/home': (response) => {
    response.writeHead(200, ['Set-Cookie', '__Host-sid=abc; Path=/; Secure', 'Content-Type', 'text/html', 'Content-Length', String(page.length)])
    response.end(page)
  },
  '/early': (response) => {
    response.writeEarlyHints({ link: '</s.css>; rel=preload' })
    response.writeHead(200, ['Set-Cookie', 'e=1'])
    response.end('x')
  },
  '/long': (response) => {
    response.writeHead(200, ['Set-Cookie', `long=${'0123456789'.repeat(20)}; Path=/; HttpOnly; SameSite=Lax`])
    response.end(page)
  },
  '/none': (response) => response.writeHead(204).end(),
}

// Octets as servers have been seen to send them.
const oddities: Record<string, string> = {
  '/fold': 'HTTP/1.1 200 OK\r\nSet-Cookie: folded=1;\r\n Path=/;\r\n\tSecure\r\nContent-Length: 0\r\n\r\n',
  '/colon': 'HTTP/1.1 200 OK\r\nSet-Cookie : spacecolon=1\r\nSET-COOKIE:   spaces=1   ;   Path=/   \r\nset-cookie:nospace=1;path=/\r\nContent-Length: 0\r\n\r\n',
  '/feeds': 'HTTP/1.1 200\nSet-Cookie: bare=feeds\nSet-Cookie2: v2=1; Version=1\nContent-Length: 0\n\n',
  '/utf8': 'HTTP/1.1 200 OK\r\nSet-Cookie: nom=\u00c3\u00a9t\u00c3\u00a9; Path=/\r\nContent-Length: 0\r\n\r\n',
  '/binary': 'HTTP/1.1 200 OK\r\nSet-Cookie: real=1\r\nContent-Type: application/gzip\r\nConnection: close\r\n\r\n\u001f\u008b\u0000\u0000\n\rSet-Cookie: x=1\n\nHTTP/1.1 200 OK\nSet-Cookie: y=1\n',
}

export async function startLab(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-lab-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost'], { stdio: 'ignore' })
  const listener: RequestListener = (request: IncomingMessage, response) => (answers[request.url ?? ''] ?? ((other) => other.writeHead(404).end()))(response)
  const plain = createServer(listener)
  const secure = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true }, (request, response) => {
    const redirect = request.url === '/login'
    response.writeHead(redirect ? 302 : 200, { 'set-cookie': redirect ? ['a=1; Path=/', 'b=2; Secure'] : ['h=1; Path=/'], ...(redirect ? { location: '/home' } : {}) })
    response.end(page)
  })
  const proxy = createServer()
  proxy.on('connect', (request: IncomingMessage, socket) => {
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\nProxy-Agent: lab\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  const odd = createSocketServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (data) => socket.end(Buffer.from(oddities[String(data).split(' ')[1] ?? ''] ?? '', 'latin1')))
  })
  const servers: Server[] = [plain, secure, proxy, odd]
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))))
  const port = (server: Server) => (server.address() as AddressInfo).port
  return {
    http: `http://localhost:${port(plain)}`,
    https: `https://localhost:${port(secure)}`,
    proxy: `http://localhost:${port(proxy)}`,
    odd: `http://localhost:${port(odd)}`,
    close: () => {
      for (const server of servers) server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
