import assert from 'node:assert/strict'
import { connect, createServer, type Socket } from 'node:net'
import { loadConfig } from '../src/config.js'
import { createContext } from '../src/context.js'
import { listItems } from '../src/store/imports.js'
import { openCrowd, PERSON } from './support/crowd.js'
import { listenOn } from './support/loopback.js'
import { startServer } from './support/server.js'
import { signedInVisitor } from './support/visitor.js'

describe('a server that is told to stop', function () {
  this.timeout(120_000)

  it('is gone within ten seconds, whatever runs, and hands back what it had begun', async () => {
    const setting = await openCrowd(1)
    const sockets = new Set<Socket>()
    const silent = await listenOn(createServer((socket) => void sockets.add(socket)))
    const server = await startServer(setting.env)
    const visitor = await signedInVisitor(server.url, PERSON)
    const text = `https://localhost:${silent.port}/badge`

    const { headers } = await visitor.post('/imports', { text })
    const location = headers.get('location')!
    const events = visitor.get(`${location}/events`).catch(() => null)
    const check = visitor.post('/check', { text }).catch(() => null)
    const upload = connect(Number(new URL(server.url).port), 'localhost')
    upload.on('error', () => undefined)
    upload.write('POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\ntext=')
    while (sockets.size === 0) await new Promise((resolve) => setTimeout(resolve, 20))

    const begun = performance.now()
    await server.end('SIGTERM')
    const seconds = (performance.now() - begun) / 1000
    assert.ok(seconds < 10, `${seconds} seconds`)
    await Promise.all([events, check])
    upload.destroy()

    const ctx = createContext(loadConfig({ ...setting.env, LOG_LEVEL: 'silent' }))
    const [item] = await listItems(ctx.db, setting.accountId, location.split('/').at(-1)!)
    await ctx.db.destroy()
    assert.equal(item?.state, 'waiting')
    for (const socket of sockets) socket.destroy()
    await silent.close()
    await setting.close()
  })
})
