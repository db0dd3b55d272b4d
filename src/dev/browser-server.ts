// A web server that can say anything: it writes its responses octet by octet, so that no library tidies them up.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'

export interface RawServer {
  readonly httpPort: number
  readonly httpsPort: number
  close(): void
}

/**
 * Serves on loopback. A request with `?n=<number>` gets the Set-Cookie values of that number (one octet a character),
 * every other request gets none.
 */
export async function serveHeaders(headersOf: (number: number) => readonly string[]): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const serve = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    let request = ''
    socket.on('data', (chunk) => {
      request += chunk.toString('latin1')
      if (!request.includes('\r\n\r\n')) return
      const number = /^GET \S*[?&]n=(\d+)[ &]/.exec(request)?.[1]
      request = ''
      const cookies = number === undefined ? [] : headersOf(Number(number)).map((value) => `Set-Cookie: ${value}\r\n`)
      const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\nCache-Control: no-store\r\n${cookies.join('')}\r\n`
      socket.write(Buffer.from(head, 'latin1'))
    })
  }
  const plain = createServer(serve)
  const secure = createTlsServer(selfSigned(), serve)
  await Promise.all([plain, secure].map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))))
  const port = (server: typeof plain) => (server.address() as AddressInfo).port
  return {
    httpPort: port(plain),
    httpsPort: port(secure),
    close: () => {
      plain.close()
      secure.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function selfSigned(): { key: Buffer; cert: Buffer } {
  const directory = mkdtempSync(join(tmpdir(), 'authlint-tls-'))
  try {
    const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', '/CN=authlint', '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { key: readFileSync(key), cert: readFileSync(cert) }
  } finally {
    rmSync(directory, { recursive: true })
  }
}
