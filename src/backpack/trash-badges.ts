import type { Context } from '../context.js'
import { isTrashTimeTaken, trashBadges } from '../store/trash.js'

/** How long a badge lies in the trash before it is deleted. */
export const TRASH_DAYS = 30

export interface Trashed {
  /** How many went; those that lay there already do not count. */
  count: number
  /** ISO time that names them all, to take them back together. */
  at: string
}

/**
 * Puts badges into the trash: from this moment they are in no list and on no public page, and are not verified.
 * Strangers' badges and those that lie there already are passed over.
 */
export async function throwAway(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  badgeIds: readonly string[],
): Promise<Trashed> {
  return ctx.db.transaction().execute(async (tx) => {
    let moment = ctx.now()
    while (await isTrashTimeTaken(tx, accountId, moment.toISOString()))
      moment = new Date(moment.getTime() + 1)
    const at = moment.toISOString()
    return { count: await trashBadges(tx, accountId, badgeIds, at), at }
  })
}
