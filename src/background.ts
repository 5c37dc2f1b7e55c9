import { recheckDue } from './backpack/recheck.js'
import type { Context } from './context.js'

/** How long to rest when nothing is due. */
const REST_MS = 30_000

/**
 * The work that goes on beside requests, shared by all processes through leases in the database.
 * @returns stops it; resolves when what was begun is finished
 */
export function startBackground(ctx: Context): () => Promise<void> {
  const stop = new AbortController()
  const running = run(ctx, stop.signal)
  return () => (stop.abort(), running)
}

async function run(ctx: Context, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const taken = await recheckDue(ctx).catch((error: unknown) => {
      ctx.log.error({ err: error }, 'background work failed')
      return 0
    })
    if (taken === 0) await rest(REST_MS, stopped)
  }
}

function rest(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    stopped.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
