import type { Context } from '../context.js'
import { retryItem } from '../store/import-queue.js'

/** Has items that failed looked at again. @returns how many there were */
export async function retryItems(
  ctx: Pick<Context, 'db' | 'importBell'>,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  let count = 0
  for (const id of ids) if (await retryItem(ctx.db, accountId, id)) count += 1
  if (count > 0) ctx.importBell.ring()
  return count
}
