import { AppError } from '../errors.js'
import type { Outcome } from '../openbadges/index.js'
import {
  BADGE,
  descriptionColumns,
  STANDING,
  toBadge,
  type BackpackBadge,
  type Description,
  type NewBadge,
  type Standing,
} from './badge-rows.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'

export { countBadges, listBadges } from './badge-search.js'
export type { BadgeQuery, BadgeSort, BadgeStatus } from './badge-search.js'
export { stateAt } from './badge-rows.js'
export type {
  BackpackBadge,
  BadgeSummary,
  Description,
  NewBadge,
  Standing,
  Stating,
} from './badge-rows.js'

/** @returns false when the account has this award already; nothing is written then */
export async function insertBadge(db: Db, accountId: string, badge: NewBadge): Promise<boolean> {
  const result = await db
    .insertInto('badge')
    .values({
      accountId,
      ...columnsOf(badge, ['id', 'identity', 'imageHash', 'imageType', 'createdAt']),
      ...descriptionColumns(badge),
      ...columnsOf(badge, STANDING),
    })
    .onConflict((conflict) => conflict.columns(['accountId', 'identity']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

/** One badge of this account; somebody else's or one in the trash is not found. @throws {AppError} not_found */
export async function findBadge(db: Db, accountId: string, id: string): Promise<BackpackBadge> {
  const badge = await findKeptBadge(db, accountId, id)
  if (badge.trashedAt !== null) throw new AppError('not_found', 'This badge lies in your trash.')
  return badge
}

/** One badge of this account, in the trash or not. @throws {AppError} not_found */
export async function findKeptBadge(db: Db, accountId: string, id: string): Promise<BackpackBadge> {
  const row = await db
    .selectFrom('badge')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .select(BADGE)
    .executeTakeFirst()
  if (!row) throw notThere()
  return toBadge(row)
}

/** The badge that is the same award, in the trash or not, or null. */
export async function findBadgeByIdentity(
  db: Db,
  accountId: string,
  identity: string,
): Promise<BackpackBadge | null> {
  const row = await db
    .selectFrom('badge')
    .where('accountId', '=', accountId)
    .where('identity', '=', identity)
    .select(BADGE)
    .executeTakeFirst()
  return row ? toBadge(row) : null
}

/** Every badge with its credential, those in the trash too: they may come back. */
export async function listAllBadges(db: Db, accountId: string): Promise<BackpackBadge[]> {
  const rows = await db
    .selectFrom('badge')
    .where('accountId', '=', accountId)
    .select(BADGE)
    .orderBy('id')
    .execute()
  return rows.map(toBadge)
}

/** Writes what a verification found; a part that is null stays as it was. */
export async function updateBadge(
  db: Db,
  accountId: string,
  id: string,
  standing: Standing,
  description: Description | null,
  picture: { imageHash: string; imageType: string } | null,
): Promise<void> {
  await db
    .updateTable('badge')
    .set({
      ...columnsOf(standing, STANDING),
      ...(description && descriptionColumns(description)),
      ...(picture && columnsOf(picture, ['imageHash', 'imageType'])),
    })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .execute()
}

export async function updateRecipient(
  db: Db,
  accountId: string,
  id: string,
  recipient: Outcome,
): Promise<void> {
  await db
    .updateTable('badge')
    .set({ recipient })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/**
 * Looks a list of ids over. It is answered as one address would be: who names a stranger's badge among their own learns
 * nothing by it, and nothing is done.
 * @returns each of them once, in order, without those in the trash
 * @throws {AppError} not_found: one is no badge of the account
 */
export async function ownBadgeIds(
  db: Db,
  accountId: string,
  badgeIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('badge')
    .where('accountId', '=', accountId)
    .select(['id', 'trashedAt'])
    .execute()
  const trashedAt = new Map(rows.map((row) => [row.id, row.trashedAt]))
  if (badgeIds.some((id) => !trashedAt.has(id))) throw notThere()
  return [...new Set(badgeIds)].filter((id) => trashedAt.get(id) === null)
}

/**
 * @param trashedBefore ISO time: only when it has lain in the trash since before
 * @throws {AppError} not_found
 */
export async function deleteBadge(
  db: Db,
  accountId: string,
  id: string,
  trashedBefore?: string,
): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('badge')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .$if(trashedBefore !== undefined, (rows) => rows.where('trashedAt', '<=', trashedBefore!))
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw notThere()
}

const notThere = () => new AppError('not_found', 'This badge is not in your backpack.')
