import assert from 'node:assert/strict'
import express from 'express'
import request from 'supertest'
import type { Context } from '../../src/context.js'
import { createLog } from '../../src/log.js'
import { requestLog } from '../../src/web/middleware/request-log.js'

describe('the log of requests', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  const app = express()
  app.use(requestLog({ log } as Context))
  app.use('/s', (req, res) => void res.status(Number(req.query['status'])).end(req.id))

  for (const [status, level, msg] of [
    [200, 30, 'request completed'],
    [500, 50, 'request completed'],
  ] as const)
    it(`has one line for ${status}: no query, no secret, the id of the answer`, async () => {
      lines.length = 0
      const answer = await request(app).get(`/s/${'a'.repeat(43)}?status=${status}`)
      const [line, ...more] = lines.map((one) => JSON.parse(one) as Record<string, unknown>)
      assert.deepEqual(more, [])
      assert.equal(typeof line!['responseTime'], 'number')
      assert.deepEqual(
        { ...line, time: 0, responseTime: 0 },
        {
          level,
          time: 0,
          req: { id: answer.text, method: 'GET', path: '/s/[cut]' },
          res: { status },
          responseTime: 0,
          msg,
        },
      )
    })
})
