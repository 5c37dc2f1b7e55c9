import type { Context } from '../context.js'
import { deleteBadge } from '../store/badges.js'
import { listFiles } from '../store/file-uses.js'
import { releaseFiles } from './release-files.js'

/**
 * Deletes a badge from the trash, from every collection, with its history, and the files that were its alone.
 * @param trashedBefore ISO time: only when it has lain in the trash since before
 * @throws {AppError} not_found
 */
export async function removeBadge(
  ctx: Context,
  accountId: string,
  badgeId: string,
  trashedBefore: string,
): Promise<void> {
  const files = await ctx.db.transaction().execute(async (tx) => {
    const hashes = await listFiles(tx, accountId, badgeId)
    await deleteBadge(tx, accountId, badgeId, trashedBefore)
    return hashes
  })
  await releaseFiles(ctx, files)
}
