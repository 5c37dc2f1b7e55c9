import type { Context } from '../context.js'
import { importedFiles } from '../store/file-uses.js'
import { declineItem } from '../store/import-queue.js'
import { releaseFiles } from './release-files.js'

/**
 * Turns items down: nothing of them stays but the name in the list.
 * @returns how many there were
 */
export async function declineItems(
  ctx: Context,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  let count = 0
  for (const id of ids) if (await decline(ctx, accountId, id)) count += 1
  return count
}

async function decline(ctx: Context, accountId: string, id: string): Promise<boolean> {
  const files = await ctx.db.transaction().execute(async (tx) => {
    const hashes = await importedFiles(tx, accountId, { itemId: id })
    return (await declineItem(tx, accountId, id)) ? hashes : null
  })
  if (files) await releaseFiles(ctx, files)
  return files !== null
}
