import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { leaseDueBadges, releaseDueBadge, type DueBadge } from '../store/due-badges.js'
import { verifyBadge } from './verify-badge.js'

/** At most so many at once; the network door adds its own politeness per host. */
const AT_ONCE = 4
/** Longer than the slowest verification: a lease that ran out belonged to a process that died. */
export const LEASE_MS = 10 * 60_000
/** A badge that could not be checked through a fault of ours is tried again after so long. */
const AFTER_FAULT_MS = 60 * 60_000

/**
 * Verifies the badges whose check is due, a few at a time.
 * @returns how many were taken; 0 when none is due
 */
export async function recheckDue(ctx: Context): Promise<number> {
  const now = ctx.now()
  const until = new Date(now.getTime() + LEASE_MS)
  const due = await leaseDueBadges(ctx.db, now, until, AT_ONCE)
  await Promise.all(due.map((badge) => recheck(ctx, badge)))
  return due.length
}

/** Verifies a leased badge and gives the lease back, whatever happens. */
export async function recheck(ctx: Context, { id, accountId }: DueBadge): Promise<void> {
  try {
    await verifyBadge(ctx, accountId, id)
    await releaseDueBadge(ctx.db, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return
    ctx.log.error({ err: error, badge: id }, 'recheck failed')
    await releaseDueBadge(ctx.db, id, new Date(ctx.now().getTime() + AFTER_FAULT_MS))
  }
}
