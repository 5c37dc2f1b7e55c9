import { setMaxListeners } from 'node:events'
import { emptyTrash } from './backpack/badges/trash.js'
import { verifyDue } from './backpack/badges/verify.js'
import { type Bell, createBell } from './backpack/imports/bell.js'
import { clearImports } from './backpack/imports/decide.js'
import { verifyNextItem } from './backpack/imports/verify-item.js'
import { sweepNext } from './backpack/sweep.js'
import type { Context } from './context.js'

/** One kind of work, done over and over. */
interface Work {
  /** @returns whether there may be more right now */
  job: (ctx: Context) => Promise<boolean>
  /** How long to rest when there was nothing to do. */
  restMs: number
  /** How many do it side by side. */
  hands?: number
  /** Ends the rest. */
  bell?: (ctx: Context) => Bell
}

const WORKS: readonly Work[] = [
  { job: async (ctx) => (await verifyDue(ctx)) > 0, restMs: 30_000 },
  // The rest is for imports begun in another process, and for those a process that died left behind.
  { job: verifyNextItem, restMs: 5_000, hands: 8, bell: (ctx) => ctx.importBell },
  { job: once(clearImports), restMs: 3_600_000 },
  { job: async (ctx) => (await emptyTrash(ctx)) > 0, restMs: 3_600_000 },
  { job: async (ctx) => (await sweepNext(ctx)) !== null, restMs: 300_000 },
]

/**
 * The work that goes on beside requests, shared by all processes through leases in the database.
 * @returns stops it; resolves when what was begun is finished
 */
export function startBackground(ctx: Context): () => Promise<void> {
  const stop = new AbortController()
  const hands = WORKS.flatMap((work) => Array.from({ length: work.hands ?? 1 }, () => work))
  // Each hand listens for the end, which is no leak.
  setMaxListeners(hands.length, stop.signal)
  const running = hands.map((work) => repeat(ctx, work, stop.signal))
  return async () => {
    stop.abort()
    await Promise.all(running)
  }
}

async function repeat(ctx: Context, work: Work, stopped: AbortSignal): Promise<void> {
  const bell = work.bell?.(ctx) ?? createBell()
  while (!stopped.aborted) {
    const heard = bell.rings
    const isMore = await work.job(ctx).catch((error: unknown) => {
      ctx.log.error({ err: error }, 'background work failed')
      return false
    })
    if (!isMore) await bell.rest(heard, work.restMs, stopped)
  }
}

function once(job: (ctx: Context) => Promise<void>): Work['job'] {
  return async (ctx) => {
    await job(ctx)
    return false
  }
}
