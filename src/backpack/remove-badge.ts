import type { Context } from '../context.js'
import { deleteBadge } from '../store/badges.js'
import { listFiles } from '../store/file-uses.js'
import { releaseFiles } from './release-files.js'

/**
 * Takes a badge out of the backpack and of every collection, with its history, and the files that were its alone.
 * @throws {AppError} not_found
 */
export async function removeBadge(ctx: Context, accountId: string, badgeId: string): Promise<void> {
  const files = await ctx.db.transaction().execute(async (tx) => {
    const hashes = await listFiles(tx, accountId, badgeId)
    await deleteBadge(tx, accountId, badgeId)
    return hashes
  })
  await releaseFiles(ctx, files)
}
