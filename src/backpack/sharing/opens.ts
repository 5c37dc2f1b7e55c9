import type { Context } from '../../context.js'
import { addOpens } from '../../store/shares.js'

/** Counts how often links are opened: a number for each, nothing of who. */
export interface Opens {
  count(linkId: string): void
  /** Writes what was counted; who shows the numbers asks for it first. */
  flush(): Promise<void>
}

/** Written together: a page that thousands open must not become thousands of writes. */
const FLUSH_AFTER_MS = 2000

export function createOpens(ctx: Pick<Context, 'db' | 'log'>): Opens {
  const counted = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  async function flush() {
    clearTimeout(timer)
    timer = undefined
    const taken = [...counted]
    counted.clear()
    for (const [id, count] of taken) await addOpens(ctx.db, id, count)
  }
  const flushLater = () =>
    void flush().catch((error: unknown) => ctx.log.error({ err: error }, 'opens were not counted'))
  return {
    count(linkId) {
      counted.set(linkId, (counted.get(linkId) ?? 0) + 1)
      timer ??= setTimeout(flushLater, FLUSH_AFTER_MS).unref()
    },
    flush,
  }
}
