import type { Context } from '../context.js'
import { restoreBadge, restoreTrashedAt } from '../store/trash.js'

/**
 * Takes back from the trash what went into it together, or one badge: into every collection and onto every page it was
 * on before.
 * @returns how many came back; 0 when what went together is there no more
 * @throws {AppError} not_found: the one badge is not in the trash
 */
export async function takeBack(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  what: { at: string } | { badgeId: string },
): Promise<number> {
  if ('at' in what) return restoreTrashedAt(db, accountId, what.at)
  await restoreBadge(db, accountId, what.badgeId)
  return 1
}
