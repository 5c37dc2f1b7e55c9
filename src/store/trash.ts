import { AppError } from '../errors.js'
import { SUMMARY, toSummary, type BadgeSummary } from './badge-rows.js'
import { inParts } from './badge-words.js'
import type { Db } from './database.js'

/** A badge in the trash. */
export interface TrashedBadge extends BadgeSummary {
  trashedAt: string
}

/**
 * Puts badges into the trash; they keep their places in collections for as long as nobody takes them back or away.
 * @param at ISO time; also names what went together
 * @returns how many were not there already
 */
export async function trashBadges(
  db: Db,
  accountId: string,
  badgeIds: readonly string[],
  at: string,
): Promise<number> {
  let count = 0
  for (const ids of inParts(badgeIds)) {
    const { numUpdatedRows } = await db
      .updateTable('badge')
      .set({ trashed_at: at })
      .where('account_id', '=', accountId)
      .where('id', 'in', ids)
      .where('trashed_at', 'is', null)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }
  return count
}

/** Did badges of this account go into the trash at exactly this time? */
export async function isTrashTimeTaken(db: Db, accountId: string, at: string): Promise<boolean> {
  const row = await trashed(db, accountId)
    .where('badge.trashed_at', '=', at)
    .select('badge.id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes one badge back. @throws {AppError} not_found: it is not in the trash */
export async function restoreBadge(db: Db, accountId: string, id: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('badge')
    .set({ trashed_at: null })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('trashed_at', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notInTrash()
}

/** Takes back what went into the trash together. @returns how many */
export async function restoreTrashedAt(db: Db, accountId: string, at: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('badge')
    .set({ trashed_at: null })
    .where('account_id', '=', accountId)
    .where('trashed_at', '=', at)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Takes a badge out of every collection and ends the links to it alone. */
export async function withdrawBadge(db: Db, id: string, at: string): Promise<void> {
  await db.deleteFrom('collection_badge').where('badge_id', '=', id).execute()
  await db
    .updateTable('share')
    .set({ stopped_at: at })
    .where('badge_id', '=', id)
    .where('stopped_at', 'is', null)
    .execute()
}

/** Thrown away last first. */
export async function listTrash(
  db: Db,
  accountId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<TrashedBadge[]> {
  const rows = await trashed(db, accountId)
    .select(SUMMARY)
    .select('badge.trashed_at')
    .orderBy('badge.trashed_at', 'desc')
    .orderBy('badge.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => ({ ...toSummary(row), trashedAt: row.trashed_at! }))
}

export async function countTrash(db: Db, accountId: string): Promise<number> {
  const row = await trashed(db, accountId)
    .select(({ fn }) => fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** @throws {AppError} not_found: it is not in the trash */
export async function findTrashed(db: Db, accountId: string, id: string): Promise<TrashedBadge> {
  const row = await trashed(db, accountId)
    .where('badge.id', '=', id)
    .select(SUMMARY)
    .select('badge.trashed_at')
    .executeTakeFirst()
  if (!row) throw notInTrash()
  return { ...toSummary(row), trashedAt: row.trashed_at! }
}

/** Badges, of any account, that have lain in the trash since before a time, the longest first. */
export async function listTrashedBefore(
  db: Db,
  before: string,
  limit: number,
): Promise<{ id: string; accountId: string }[]> {
  const rows = await db
    .selectFrom('badge')
    .where('trashed_at', '<=', before)
    .select(['id', 'account_id'])
    .orderBy('trashed_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, accountId: row.account_id }))
}

/** Every badge of an account that lies in the trash. */
export async function listTrashedIds(db: Db, accountId: string): Promise<string[]> {
  return (await trashed(db, accountId).select('badge.id').execute()).map(({ id }) => id)
}

function trashed(db: Db, accountId: string) {
  return db
    .selectFrom('badge')
    .where('badge.account_id', '=', accountId)
    .where('badge.trashed_at', 'is not', null)
}

const notInTrash = () => new AppError('not_found', 'This badge is not in your trash any more.')
