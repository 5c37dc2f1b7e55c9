import type { Context } from '../context.js'
import { writeCount } from '../store/database.js'

/** Another process may have written: what was read is trusted for so long at most. */
const TRUST_MS = 250

/** The moment something was read. */
export interface Stamp {
  writes: number | null
  at: number
}

/** Says whether what was read may be used again without asking the database. */
export interface Freshness {
  stamp(): Stamp
  isFresh(stamp: Stamp): boolean
}

/** Nothing was written by this process since, and it was read a moment ago, by a clock nobody sets. */
export function createFreshness({ db }: Pick<Context, 'db'>): Freshness {
  return {
    stamp: () => ({ writes: writeCount(db), at: performance.now() }),
    isFresh: ({ writes, at }) =>
      writes !== null && writes === writeCount(db) && performance.now() - at < TRUST_MS,
  }
}
