import assert from 'node:assert/strict'
import { createMetrics } from '../src/metrics.js'
import { openBackpack } from './support/backpack.js'
import { freePort, startServer } from './support/server.js'

describe('figures for whoever watches', () => {
  it('count answers by their route, and name no address, token or person', async () => {
    const metrics = createMetrics()
    const { browser } = await openBackpack({ context: { metrics } })
    await browser().get('/sign-in?q=ada').expect(200)
    const unknown = `/s/${'a'.repeat(43)}`
    await browser().get(unknown).expect(404)
    const server = metrics.listen({ port: 0, host: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
    const text = await answer.text()
    server.close()
    assert.match(String(answer.headers.get('content-type')), /text\/plain/)
    assert.match(text, /_seconds_count\{method="GET",route="\/sign-in",status="200"\} 1/)
    assert.match(text, /_seconds_count\{method="GET",route="other",status="404"\} 1/)
    assert.match(text, /haversack_nodejs_eventloop_lag_seconds/)
    assert.doesNotMatch(text, /ada|aaaa/)
  })

  it('are told on a port of their own, and only where asked for', async function () {
    this.timeout(60_000)
    const port = await freePort()
    const server = await startServer({ METRICS_PORT: String(port) })
    assert.equal((await fetch(`${server.url}/metrics`)).status, 404)
    assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /haversack_/)
    await server.stop()
    const quiet = await startServer()
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`))
    await quiet.stop()
  })
})
