import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import { SUMMARY, toSummary, type BadgeSummary } from './badge-rows.js'
import type { Db } from './database.js'
import type { CollectionTable } from './schema.js'

/** A named group of badges. */
export interface Collection {
  id: string
  title: string
  /** Markdown. */
  description: string
  createdAt: string
  updatedAt: string
}

/** One line of the list of collections. */
export interface CollectionLine extends Collection {
  badgeCount: number
  /** Links that work at this moment. */
  shareCount: number
}

/** Which badge stands in a collection, and what the earner says of it. */
export interface Placement {
  badgeId: string
  note: string
}

export interface CollectedBadge {
  badge: BadgeSummary
  note: string
}

export async function insertCollection(
  db: Db,
  accountId: string,
  { id, title, description, createdAt, updatedAt }: Collection,
): Promise<void> {
  await db
    .insertInto('collection')
    .values({
      id,
      account_id: accountId,
      title,
      description,
      created_at: createdAt,
      updated_at: updatedAt,
    })
    .execute()
}

/** One collection of this account; somebody else's is not found. @throws {AppError} not_found */
export async function findCollection(db: Db, accountId: string, id: string): Promise<Collection> {
  const row = await owned(db, accountId).selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'You have no such collection.')
  return toCollection(row)
}

/** Last changed first. */
export async function listCollections(db: Db, accountId: string): Promise<CollectionLine[]> {
  const rows = await owned(db, accountId)
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom('collection_badge')
        .innerJoin('badge', 'badge.id', 'collection_badge.badge_id')
        .where('badge.trashed_at', 'is', null)
        .whereRef('collection_badge.collection_id', '=', 'collection.id')
        .select(({ fn }) => fn.countAll().as('n'))
        .as('badge_count'),
      eb
        .selectFrom('share')
        .whereRef('share.collection_id', '=', 'collection.id')
        .where('share.stopped_at', 'is', null)
        .select(({ fn }) => fn.countAll().as('n'))
        .as('share_count'),
    ])
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    ...toCollection(row),
    badgeCount: Number(row.badge_count),
    shareCount: Number(row.share_count),
  }))
}

/** Its badges in order, but for those in the trash. */
export async function listCollectedBadges(
  db: Db,
  accountId: string,
  collectionId: string,
): Promise<CollectedBadge[]> {
  const rows = await db
    .selectFrom('collection_badge')
    .innerJoin('badge', 'badge.id', 'collection_badge.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge.trashed_at', 'is', null)
    .where('collection_badge.collection_id', '=', collectionId)
    .select(SUMMARY)
    .select('collection_badge.note')
    .orderBy('collection_badge.position')
    .execute()
  return rows.map((row) => ({ badge: toSummary(row), note: row.note }))
}

/** The collections of this account that hold a badge. */
export async function listCollectionsOf(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<Collection[]> {
  const rows = await owned(db, accountId)
    .innerJoin('collection_badge', 'collection_badge.collection_id', 'collection.id')
    .where('collection_badge.badge_id', '=', badgeId)
    .selectAll('collection')
    .orderBy('collection.title')
    .execute()
  return rows.map(toCollection)
}

/** @throws {AppError} not_found */
export async function updateCollection(
  db: Db,
  accountId: string,
  { id, title, description, updatedAt }: Omit<Collection, 'createdAt'>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('collection')
    .set({ title, description, updated_at: updatedAt })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('not_found', 'You have no such collection.')
}

/**
 * Puts exactly these badges into a collection, in this order; call it in a transaction that owns both. Badges in the
 * trash keep their places, should they come back.
 */
export async function replacePlacements(
  db: Db,
  collectionId: string,
  placements: readonly Placement[],
): Promise<void> {
  const trashed = db.selectFrom('badge').where('trashed_at', 'is not', null).select('id')
  await db
    .deleteFrom('collection_badge')
    .where('collection_id', '=', collectionId)
    .where('badge_id', 'not in', trashed)
    .execute()
  await insertPlacements(db, collectionId, placements, 0)
}

/** Puts badges at the end of a collection, those that are not in it yet; part of a transaction that owns both. */
export async function appendPlacements(
  db: Db,
  collectionId: string,
  badgeIds: readonly string[],
  at: string,
): Promise<void> {
  const there = await db
    .selectFrom('collection_badge')
    .where('collection_id', '=', collectionId)
    .select(['badge_id', 'position'])
    .execute()
  const known = new Set(there.map((row) => row.badge_id))
  const start = Math.max(-1, ...there.map(({ position }) => position)) + 1
  const fresh = badgeIds.filter((id) => !known.has(id))
  await insertPlacements(
    db,
    collectionId,
    fresh.map((badgeId) => ({ badgeId, note: '' })),
    start,
  )
  if (fresh.length > 0)
    await db
      .updateTable('collection')
      .set({ updated_at: at })
      .where('id', '=', collectionId)
      .execute()
}

async function insertPlacements(
  db: Db,
  collectionId: string,
  placements: readonly Placement[],
  position: number,
): Promise<void> {
  for (let start = 0; start < placements.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('collection_badge')
      .values(
        placements.slice(start, start + ROWS_PER_INSERT).map(({ badgeId, note }, index) => ({
          collection_id: collectionId,
          badge_id: badgeId,
          position: position + start + index,
          note,
        })),
      )
      .execute()
}

const ROWS_PER_INSERT = 200

/** @throws {AppError} not_found */
export async function deleteCollection(db: Db, accountId: string, id: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('collection')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not_found', 'You have no such collection.')
}

function owned(db: Db, accountId: string) {
  return db.selectFrom('collection').where('collection.account_id', '=', accountId)
}

function toCollection(row: Selectable<CollectionTable>): Collection {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
