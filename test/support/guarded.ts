import type { RequestListener } from 'node:http'
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/net/guarded-fetch.js'
import type { DocumentLoader } from '../../src/openbadges/index.js'
import { serveHttp, type Loopback } from './loopback.js'

const NOW = new Date('2026-03-01T12:00:00Z')
export const LOOPBACK = [{ address: '127.0.0.1', family: 4 }]

/** A guarded fetch for which every name is 127.0.0.1, and only lab.example may be private. */
export function guarded(options: Partial<GuardedFetchOptions> = {}): DocumentLoader {
  return createGuardedFetch({
    allowedPrivateHosts: ['lab.example'],
    now: () => NOW,
    userAgent: 'Haversack/test',
    resolver: async () => LOOPBACK,
    ...options,
  })
}

/** Servers for the tests of one `describe`, closed after each; `url` reaches them as lab.example. */
export function loopbackServers() {
  const open: { close: () => Promise<void> }[] = []
  const keep = (server: { close: () => Promise<void> }) => void open.push(server)
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close()
  })
  const serve = async (listener: RequestListener): Promise<Loopback & { url: string }> => {
    const server = await serveHttp(listener)
    keep(server)
    return { ...server, url: `http://lab.example:${server.port}` }
  }
  return { serve, keep }
}
