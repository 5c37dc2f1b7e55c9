import { DAY_MS } from '../../openbadges/index.js'
import { accountTransaction } from '../../store/database.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { deleteBadge, ownBadgeIds } from '../../store/badges.js'
import { listFiles } from '../../store/files.js'
import {
  isTrashTimeTaken,
  listTrashedBefore,
  listTrashedIds,
  restoreBadge,
  restoreTrashedAt,
  trashBadges,
} from '../../store/trash.js'
import { releaseFiles } from './files.js'

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
 * Those that lie there already are passed over.
 * @throws {AppError} not_found: one of them is no badge of the account; then none goes
 */
export async function throwAway(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  badgeIds: readonly string[],
): Promise<Trashed> {
  return accountTransaction(ctx.db, accountId, async (tx) => {
    const ids = await ownBadgeIds(tx, accountId, badgeIds)
    let moment = ctx.now()
    while (await isTrashTimeTaken(tx, accountId, moment.toISOString()))
      moment = new Date(moment.getTime() + 1)
    const at = moment.toISOString()
    return { count: await trashBadges(tx, accountId, ids, at), at }
  })
}

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

/**
 * Deletes a badge from the trash, from every collection, with its history, and the files that were its alone.
 * @param trashedBefore ISO time: only when it has lain in the trash since before
 * @throws {AppError} not_found
 */
async function removeBadge(
  ctx: Context,
  accountId: string,
  badgeId: string,
  trashedBefore: string,
): Promise<void> {
  const files = await accountTransaction(ctx.db, accountId, async (tx) => {
    const hashes = await listFiles(tx, accountId, badgeId)
    await deleteBadge(tx, accountId, badgeId, trashedBefore)
    return hashes
  })
  await releaseFiles(ctx, files)
}

/** How many are deleted in one go; the rest waits for the next. */
const AT_ONCE = 50

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
