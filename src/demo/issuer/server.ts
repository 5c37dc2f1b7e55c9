import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certificate } from './certificate.js'
import type { Shelf } from './shelf.js'

export interface ListenOptions {
  /** 0 takes a free one; then the documents must not name the port. */
  port: number
  certificate: Certificate
}

export interface RunningIssuer {
  port: number
  close: () => Promise<void>
}

/** Serves the shelf over https on loopback; several sites share it, told apart by the Host header. */
export function listen(shelf: Shelf, { port, certificate }: ListenOptions): Promise<RunningIssuer> {
  const { key, cert } = certificate
  const server = createServer({ key, cert }, (req, res) => answer(shelf, req, res))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(running(server)))
  })
}

function running(server: Server): RunningIssuer {
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer({ documents }: Shelf, req: IncomingMessage, res: ServerResponse): void {
  const found = documents.get(`https://${req.headers.host}${req.url}`)
  if (!found) return void res.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
  res.writeHead(found.status, { 'content-type': found.type }).end(Buffer.from(found.body))
}
