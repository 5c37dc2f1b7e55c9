import assert from 'node:assert/strict'
import { once } from 'node:events'
import { startServer } from './support/server.js'

/** What fails in no request of its own, when the process is told so. */
const FAULT = `process.on('SIGUSR2', () => { Promise.reject(new Error('nobody caught me')) })`

describe('a program in which something failed that nobody caught', function () {
  this.timeout(60_000)

  it('says so, answers what was asked, and ends with 1', async () => {
    const server = await startServer({}, ['--import', `data:text/javascript,${FAULT}`])
    const asked = fetch(`${server.url}/health`)
    server.process.kill('SIGUSR2')
    assert.equal((await asked).status, 200)
    const [code] = (await once(server.process, 'exit')) as [number]
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
