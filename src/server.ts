import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { startBackground } from './background.js'
import { loadConfig } from './config.js'
import { createContext } from './context.js'
import { RefusedStart } from './errors.js'
import { migrate } from './store/database.js'
import { createApp } from './web/app.js'

/** Half-open connections cost whoever opens them more than us; bodies have their own rule, see slow-bodies.ts. */
const SLOWNESS = {
  headersTimeout: 15_000,
  requestTimeout: 3_600_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 10_000,
}

const { config, metrics, ctx } = await prepare().catch(endStart)
const app = createApp(ctx)
const server = createServer(SLOWNESS, app)
server.listen({ port: config.port, host: config.host }, () =>
  ctx.log.info(`Haversack is ready at ${config.baseUrl}`),
)
const figures = metrics?.listen({ port: config.metricsPort!, host: config.metricsHost })
const stopBackground = startBackground(ctx)

async function prepare() {
  const config = loadConfig(process.env)
  const { metricsPort } = config
  const metrics = metricsPort === null ? null : (await import('./metrics.js')).createMetrics()
  const ctx = createContext(config, { metrics })
  await migrate(ctx.db)
  return { config, metrics, ctx }
}

/** Ends a start that cannot succeed: in plain words where it knows them, else with the place of the fault. */
function endStart(error: unknown): never {
  const told = error instanceof RefusedStart ? error.message : inspect(error)
  process.stderr.write(`${told}\n`)
  process.exit(1)
}

/** What runs may finish for so long; then readings are ended, then connections, and then the program. */
const GRACE_MS = { readings: 3_000, connections: 5_000, program: 10_000 }

/**
 * Lets running requests and checks finish, then closes what they used; event streams end by themselves. Work that is
 * ended is handed back, and taken again by the next process.
 */
async function stop(): Promise<void> {
  setTimeout(() => ctx.reading.close(), GRACE_MS.readings)
  setTimeout(() => server.closeAllConnections(), GRACE_MS.connections)
  app.enable('stopping')
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  figures?.close()
  await Promise.all([closed, stopBackground()])
  await ctx.db.destroy()
  // An issuer that was asked, and still keeps silent, is not waited for.
  process.exit()
}

/**
 * Ends the program in order: when it is told to (SIGTERM, SIGINT), and when something failed that nobody caught. No
 * request can cause the second; should one ever, it is logged, the others get their answers, and whoever watches the
 * program starts it again, for nobody knows what state it is in.
 */
function end(code: number): void {
  if (process.exitCode !== undefined) return
  process.exitCode = code
  setTimeout(() => process.exit(code), GRACE_MS.program).unref()
  stop().catch((error: unknown) => {
    ctx.log.error({ err: error }, 'not everything could be closed')
    process.exit(1)
  })
}

function fail(error: unknown): void {
  ctx.log.fatal({ err: error }, 'nobody caught this: answering what was asked, then ending')
  end(1)
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => end(0))
process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)
