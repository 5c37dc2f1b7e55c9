import { loadConfig } from './config.js'
import { createContext } from './context.js'
import { migrate } from './store/database.js'
import { createApp } from './web/app.js'

const config = loadConfig(process.env)
const ctx = createContext(config)
await migrate(ctx.db)
const server = createApp(ctx).listen(config.port, config.host, (error) => {
  if (error) throw error
  ctx.log.info(`Haversack is ready at ${config.baseUrl}`)
})

/** Lets running requests finish, then closes what they used. */
function stop(): void {
  server.close(() => void ctx.db.destroy().then(() => process.exit(0)))
  server.closeIdleConnections()
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
