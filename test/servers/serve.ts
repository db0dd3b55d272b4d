// Starts a server on loopback for a test: one application behind http and https, on ports of the moment.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { issue, p256, read } from '../jwt/openssl.ts'

/** The time in which a recording plays: an hour passes in no time, and server and recorder agree on it. */
export interface Clock {
  /** Seconds since 1970. */
  now(): number
  wait(seconds: number): void
}

export function clock(): Clock {
  let passed = 0
  return { now: () => Math.floor(Date.now() / 1000) + passed, wait: (seconds) => void (passed += seconds) }
}

export interface Site {
  readonly httpPort: number
  readonly httpsPort: number
  readonly clock: Clock
  close(): void
}

/** An application that reads the time from the clock it is given. */
export type Application = (clock: Clock) => RequestListener | Promise<RequestListener>

/** The application answers under whatever host name it is asked for; its Date field shows the time of the clock. */
export async function serve(application: Application): Promise<Site> {
  const time = clock()
  const answer = await application(time)
  const listener: RequestListener = (request, response) => {
    response.setHeader('Date', new Date(time.now() * 1000).toUTCString())
    answer(request, response)
  }
  const servers: Server[] = [createServer(listener), createTlsServer(certificate(), listener)]
  await Promise.all(servers.map((server) => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))))
  const [httpPort = 0, httpsPort = 0] = servers.map((server) => (server.address() as AddressInfo).port)
  return {
    httpPort,
    httpsPort,
    clock: time,
    close: () => {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

let issued: { readonly key: Buffer; readonly cert: Buffer } | undefined

function certificate(): { readonly key: Buffer; readonly cert: Buffer } {
  if (!issued) {
    issue('app.example.com', p256)
    issued = { key: read('app.example.com.key'), cert: read('app.example.com.crt') }
  }
  return issued
}
