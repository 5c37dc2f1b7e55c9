import type { Log } from './log.js'

/** What was begun has this long to end. */
const PATIENCE_MS = 10_000

/**
 * Ends the program in order: when it is told to (SIGTERM, SIGINT), and when something failed that nobody caught. No
 * request can cause the second; should one ever, it is logged, the others get their answers, and whoever watches the
 * program starts it again, for nobody knows what state it is in.
 * @param stop resolves when everything is answered and closed
 */
export function endInOrder(stop: () => Promise<void>, log: Log): void {
  let ending = false
  function end(code: number): void {
    if (ending) return
    ending = true
    process.exitCode = code
    setTimeout(() => process.exit(code), PATIENCE_MS).unref()
    stop().catch((error: unknown) => {
      log.error({ err: error }, 'not everything could be closed')
      process.exit(1)
    })
  }
  function fail(error: unknown): void {
    log.fatal({ err: error }, 'nobody caught this: answering what was asked, then ending')
    end(1)
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => end(0))
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
}
