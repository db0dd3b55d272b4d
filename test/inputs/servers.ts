// Servers on this machine that behave as badly as servers do. Each closes when the test run ends.
import { createServer as createHttp, type RequestListener } from 'node:http'
import { connect, createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'

const running: { server: Server; sockets: Set<Socket> }[] = []

export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  running.push({ server, sockets })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** `http://127.0.0.1:port` of a server that answers so. */
export const http = async (answer: RequestListener): Promise<string> => `http://127.0.0.1:${await listen(createHttp(answer))}`

/** A server that writes these octets, whatever is asked, and then does `after`. */
export const raw = async (octets: string, after: (socket: Socket) => void = (socket) => socket.end()): Promise<string> =>
  `http://127.0.0.1:${await listen(createTcp((socket) => socket.on('error', () => undefined).once('data', () => socket.write(octets, () => after(socket)))))}`

/** A CONNECT proxy that notes what it was asked for and leads every host to `port` of this machine. */
export async function connectProxy(port: number, { refuse, asked = [] }: { refuse?: string; asked?: string[] } = {}): Promise<{ port: number; asked: string[] }> {
  const server = createHttp((_, response) => response.writeHead(405).end())
  server.on('connect', (request, client: Socket) => {
    asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    client.on('error', () => undefined)
    if (refuse) return client.end(`HTTP/1.1 ${refuse}\r\n\r\n`)
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client)
      client.pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
  })
  return { port: await listen(server), asked }
}

export function closeAll(): void {
  for (const { server, sockets } of running.splice(0)) {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
}
