import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import express, { type Response } from 'express'
import request from 'supertest'
import { ADA, openBackpack } from '../support/backpack.js'
import { refuseOverload } from '../../src/web/middleware/overload.js'
import { turns } from '../../src/backpack/turns.js'

describe('more work than can be done', () => {
  it('503 with Retry-After at once for who comes to a full queue of passwords', async function () {
    this.timeout(60_000)
    const backpack = await openBackpack()
    const wrong = { email: ADA.email, password: 'a wrong one for certain' }
    const signIns = Array.from({ length: 120 }, (_, visitor) =>
      backpack
        .browser()
        .post('/sign-in')
        .type('form')
        .send({ ...wrong, email: `visitor${visitor}@example.org` }),
    )
    const answers = await Promise.all(signIns)
    const refused = answers.filter(({ status }) => status === 503)
    assert.ok(refused.length > 50, `${refused.length} were refused`)
    assert.ok(answers.some(({ status }) => status === 422))
    for (const { headers, text } of refused) {
      assert.equal(headers['retry-after'], '5')
      assert.match(text, /Please try again in a few seconds/)
    }
    const later = { ...wrong, email: 'visitor119@example.org' }
    await backpack.browser().post('/sign-in').type('form').send(later).expect(422)
  })

  it('is refused beyond the queue, and taken again when the queue is shorter', async () => {
    const inTurn = turns(1, 1)
    const ends: (() => void)[] = []
    const work = () => new Promise<void>((resolve) => ends.push(resolve))
    const [first, second] = [inTurn(work), inTurn(work)]
    await assert.rejects(inTurn(work), { code: 'busy' })
    ends[0]!()
    await first
    const third = inTurn(async () => 'taken')
    await new Promise(setImmediate)
    ends[1]!()
    await second
    assert.equal(await third, 'taken')
  })
})

describe('more requests than can be answered', () => {
  const held: Response[] = []
  const app = express()
  app.use(refuseOverload(2))
  app.get('/slow', (_req, res) => void held.push(res))
  app.use((_req, res) => void res.end('ok'))
  const server = createServer(app)
  before((done) => void server.listen(0, '127.0.0.1', done))
  after(() => server.close())

  const untilHeld = async (count: number) => {
    while (held.length < count) await new Promise(setImmediate)
  }

  it('503 with Retry-After at once, until others have their answers; who watches is answered', async () => {
    const slow = [1, 2].map(() => request(server).get('/slow').then())
    await untilHeld(2)
    const { headers } = await request(server).get('/').expect(503)
    assert.equal(headers['retry-after'], '5')
    for (const path of ['/health', '/ready']) await request(server).get(path).expect(200)
    for (const res of held.splice(0)) res.end()
    await Promise.all(slow)
    await request(server).get('/').expect(200)
  })

  it('200 while others still send, however many', async () => {
    const { port } = server.address() as AddressInfo
    const sockets = Array.from({ length: 5 }, () => connect(port, '127.0.0.1'))
    for (const socket of sockets) {
      socket.write('POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf')
      await once(socket, 'connect')
    }
    await request(server).get('/').expect(200)
    for (const socket of sockets) socket.destroy()
  })
})
