import { LRUCache } from 'lru-cache'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { listFiles } from '../../store/files.js'

/** What an account takes on the disk, and what it may, in bytes. */
export interface TakenRoom {
  taken: number
  quota: number
}

/** What was counted not long ago: to count it anew for each upload would take longer than the upload. */
const counted = new LRUCache<string, number>({ max: 1000, ttl: 5 * 60_000 })

/** Every file that a badge, report or import of the account refers to counts, once. */
export async function roomOf(
  ctx: Pick<Context, 'db' | 'files' | 'config'>,
  accountId: string,
): Promise<TakenRoom> {
  const taken = await sizeOf(ctx, await listFiles(ctx.db, accountId))
  counted.set(accountId, taken)
  return { taken, quota: ctx.config.accountQuota }
}

/**
 * Counts files that are about to become an account's.
 * @param hashes of files in the store that no row refers to yet
 * @throws {AppError} too_large: they do not fit any more; nothing is counted
 */
export async function takeRoom(
  ctx: Pick<Context, 'db' | 'files' | 'config'>,
  accountId: string,
  hashes: readonly string[],
): Promise<void> {
  const quota = ctx.config.accountQuota
  const size = await sizeOf(ctx, [...new Set(hashes)])
  const known = counted.get(accountId)
  // what was removed since is not known here
  const isSure = known === undefined || known + size > quota
  const { taken } = isSure ? await roomOf(ctx, accountId) : { taken: known }
  if (taken + size > quota)
    throw new AppError('too_large', FULL, { title: 'Your backpack is full' })
  counted.set(accountId, taken + size)
}

const FULL =
  'This does not fit into your backpack any more, and nothing of it was kept. Settings tell how much room there is. Decline imports you do not need, or remove badges and empty the trash.'

async function sizeOf({ files }: Pick<Context, 'files'>, hashes: readonly string[]) {
  let bytes = 0
  for (const hash of hashes) bytes += await files.size(hash)
  return bytes
}
