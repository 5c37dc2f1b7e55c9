import assert from 'node:assert/strict'
import { once } from 'node:events'
import { startServer } from './support/server.js'

/** What fails in no request of its own, while one is answered. */
const FAULT = `
  import http from 'node:http'
  const { emit } = http.Server.prototype
  http.Server.prototype.emit = function (name, req, ...rest) {
    if (name === 'request' && req.headers['x-fault']) Promise.reject(new Error('nobody caught me'))
    return emit.call(this, name, req, ...rest)
  }`

describe('a program in which something failed that nobody caught', function () {
  this.timeout(60_000)

  it('says so, answers what was asked, and ends with 1', async () => {
    const server = await startServer({}, [
      '--import',
      `data:text/javascript,${encodeURIComponent(FAULT)}`,
    ])
    const ended = once(server.process, 'exit')
    const answer = await fetch(`${server.url}/health`, { headers: { 'x-fault': 'yes' } })
    assert.equal(answer.status, 200)
    const [code] = (await ended) as [number]
    assert.equal(code, 1)
    assert.match(server.printed(), /nobody caught me/)
    await server.stop()
  })

  it('ends with 0 when it is told to end', async () => {
    const server = await startServer()
    server.process.kill('SIGTERM')
    const [code] = (await once(server.process, 'exit')) as [number]
    assert.equal(code, 0)
    await server.stop()
  })
})
