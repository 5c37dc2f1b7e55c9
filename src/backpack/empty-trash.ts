import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { listTrashedBefore, listTrashedIds } from '../store/trash.js'
import { removeBadge } from './remove-badge.js'
import { TRASH_DAYS } from './trash-badges.js'

/** How many are deleted in one go; the rest waits for the next. */
const AT_ONCE = 50
const DAY_MS = 86_400_000

/**
 * Deletes what has lain in the trash for {@link TRASH_DAYS}, of every account, some at a time.
 * @returns how many were taken; 0 when there is none
 */
export async function emptyTrash(ctx: Context): Promise<number> {
  const before = new Date(ctx.now().getTime() - TRASH_DAYS * DAY_MS).toISOString()
  const due = await listTrashedBefore(ctx.db, before, AT_ONCE)
  for (const { accountId, id } of due) await removeTrashed(ctx, accountId, id, before)
  return due.length
}

/** Deletes everything in the trash of one account now. @returns how many badges */
export async function emptyOwnTrash(ctx: Context, accountId: string): Promise<number> {
  const ids = await listTrashedIds(ctx.db, accountId)
  for (const id of ids) await removeTrashed(ctx, accountId, id, LATER)
  return ids.length
}

/** Deletes one badge from the trash for good. @throws {AppError} not_found: it is not there */
export async function removeFromTrash(ctx: Context, accountId: string, id: string): Promise<void> {
  await removeBadge(ctx, accountId, id, LATER)
}

/** After every ISO time: however short it has lain there. */
const LATER = '9999'

/** Somebody may have taken it back, or another process deleted it, in between. */
async function removeTrashed(ctx: Context, accountId: string, id: string, before: string) {
  try {
    await removeBadge(ctx, accountId, id, before)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error
  }
}
