import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as rest } from 'node:timers/promises'
import express from 'express'
import { endSlowBodies } from '../../src/web/middleware/slow-bodies.js'
import { listenOn } from '../support/loopback.js'

const PATIENCE_MS = 100
const HEAD = 'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 200000\r\n\r\n'

describe('a body that arrives slowly', () => {
  let site: Awaited<ReturnType<typeof listenOn>>
  before(async () => {
    const app = express()
    app.use(endSlowBodies(PATIENCE_MS), express.raw({ type: () => true, limit: '1mb' }))
    app.post('/', (_req, res) => void res.send('arrived'))
    site = await listenOn(createServer(app))
  })
  after(() => site.close())

  it('is not waited for when it stops', async () => {
    assert.equal(await send(['half']), '')
  })

  it('is not waited for when it trickles', async () => {
    assert.equal(await send(Array<string>(40).fill('x'), 20), '')
  })

  it('is waited for as long as enough of it comes', async () => {
    assert.match(await send(Array<string>(20).fill('x'.repeat(10_000)), 20), /arrived/)
  })

  async function send(parts: readonly string[], everyMs = 0): Promise<string> {
    const socket = connect(site.port, '127.0.0.1')
    socket.write(HEAD)
    let answer = ''
    socket.on('data', (chunk) => void (answer += String(chunk)))
    const closed = new Promise((resolve) =>
      socket.on('error', () => undefined).on('close', resolve),
    )
    for (const part of parts) {
      await rest(everyMs)
      if (socket.writable) socket.write(part)
    }
    await closed
    return answer
  }
})
