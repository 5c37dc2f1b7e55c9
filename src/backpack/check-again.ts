import type { Context } from '../context.js'
import { leaseBadges } from '../store/due-badges.js'
import { LEASE_MS, recheck } from './recheck.js'
import { turns } from './turns.js'

/** Visitors' checks at once, in this process; those of the background come beside them. */
const AT_ONCE = 4

/** Verifies badges again because somebody who sees them asked. */
export type CheckAgain = (accountId: string, badgeIds: readonly string[]) => Promise<void>

/**
 * Begins to verify badges again; resolves when they are reserved, and goes on by itself. What this process does not
 * finish is due, and done by the background loop of any process.
 */
export function createCheckAgain(ctx: Context): CheckAgain {
  const inTurn = turns(AT_ONCE)
  return async (accountId, badgeIds) => {
    const now = ctx.now()
    const until = new Date(now.getTime() + LEASE_MS)
    const leased = await leaseBadges(ctx.db, accountId, badgeIds, now, until)
    for (const id of leased)
      inTurn(() => recheck(ctx, { id, accountId })).catch((error: unknown) =>
        ctx.log.error({ err: error, badge: id }, 'check was not finished'),
      )
  }
}
