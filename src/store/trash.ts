import type { NotNull } from 'kysely'
import { AppError } from '../errors.js'
import { inParts } from './badge-words.js'
import { type BadgeSummary, SUMMARY, toSummary } from './badge-rows.js'
import type { Db } from './database.js'

/** A badge in the trash. */
export type TrashedBadge = BadgeSummary & { trashedAt: string }

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
      .set({ trashedAt: at })
      .where('accountId', '=', accountId)
      .where('id', 'in', ids)
      .where('trashedAt', 'is', null)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }
  return count
}

/** Did badges of this account go into the trash at exactly this time? */
export async function isTrashTimeTaken(db: Db, accountId: string, at: string): Promise<boolean> {
  const row = await trashed(db, accountId)
    .where('badge.trashedAt', '=', at)
    .select('badge.id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes one badge back. @throws {AppError} not_found: it is not in the trash */
export async function restoreBadge(db: Db, accountId: string, id: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('badge')
    .set({ trashedAt: null })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('trashedAt', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notInTrash()
}

/** Takes back what went into the trash together. @returns how many */
export async function restoreTrashedAt(db: Db, accountId: string, at: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('badge')
    .set({ trashedAt: null })
    .where('accountId', '=', accountId)
    .where('trashedAt', '=', at)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Takes a badge out of every collection and ends the links to it alone. */
export async function withdrawBadge(db: Db, id: string, at: string): Promise<void> {
  await db.deleteFrom('collectionBadge').where('badgeId', '=', id).execute()
  await db
    .updateTable('share')
    .set({ stoppedAt: at })
    .where('badgeId', '=', id)
    .where('stoppedAt', 'is', null)
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
    .select('badge.trashedAt')
    .$narrowType<{ trashedAt: NotNull }>()
    .orderBy('badge.trashedAt', 'desc')
    .orderBy('badge.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toSummary)
}

export async function countTrash(db: Db, accountId: string): Promise<number> {
  const row = await trashed(db, accountId)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

/** @throws {AppError} not_found: it is not in the trash */
export async function findTrashed(db: Db, accountId: string, id: string): Promise<TrashedBadge> {
  const row = await trashed(db, accountId)
    .where('badge.id', '=', id)
    .select(SUMMARY)
    .select('badge.trashedAt')
    .$narrowType<{ trashedAt: NotNull }>()
    .executeTakeFirst()
  if (!row) throw notInTrash()
  return toSummary(row)
}

/** Badges, of any account, that have lain in the trash since before a time, the longest first. */
export async function listTrashedBefore(
  db: Db,
  before: string,
  limit: number,
): Promise<{ id: string; accountId: string }[]> {
  return db
    .selectFrom('badge')
    .where('trashedAt', '<=', before)
    .select(['id', 'accountId'])
    .orderBy('trashedAt')
    .limit(limit)
    .execute()
}

/** Every badge of an account that lies in the trash. */
export async function listTrashedIds(db: Db, accountId: string): Promise<string[]> {
  return (await trashed(db, accountId).select('badge.id').execute()).map(({ id }) => id)
}

function trashed(db: Db, accountId: string) {
  return db
    .selectFrom('badge')
    .where('badge.accountId', '=', accountId)
    .where('badge.trashedAt', 'is not', null)
}

const notInTrash = () => new AppError('not_found', 'This badge is not in your trash any more.')
