import type { Context } from '../../context.js'
import { countAttempts, findAttempts, forgetExpiredAttempts } from '../../store/rate-limits.js'

/** So many things of one account are given up for too much work, in so long; then it waits for the rest of the time. */
const MAX_GIVEN_UP = 4
const SPAN_MS = 15 * 60_000

const keyOf = (accountId: string) => `given-up:${accountId}`

/** Counts one thing that took more work than a badge may. */
export async function countGivenUp(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
): Promise<void> {
  const now = ctx.now().getTime()
  await forgetExpiredAttempts(ctx.db, now)
  await countAttempts(ctx.db, keyOf(accountId), { points: 1, expiresAt: now + SPAN_MS, now })
}

/** @returns 0 when things of this account are read, else the seconds to wait */
export async function waitAfterGivenUp(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
): Promise<number> {
  const now = ctx.now().getTime()
  const counted = await findAttempts(ctx.db, keyOf(accountId), now)
  if (counted === null || counted.points < MAX_GIVEN_UP) return 0
  return Math.ceil((counted.expiresAt - now) / 1000)
}
