import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Server as NetServer } from 'node:net'

/** A server on a free loopback port, with what it was asked. */
export interface Loopback {
  port: number
  /** Paths in order. */
  asked: string[]
  close: () => Promise<void>
}

/** Serves over http on 127.0.0.1. */
export async function serveHttp(listener: RequestListener): Promise<Loopback> {
  const asked: string[] = []
  const server = createServer((req, res) => {
    asked.push(req.url ?? '')
    listener(req, res)
  })
  return { asked, ...(await listenOn(server)) }
}

/** Lets any server listen on a free loopback port. */
export async function listenOn(
  server: NetServer,
): Promise<{ port: number; close: () => Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) (server as Server).closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, close }
}
