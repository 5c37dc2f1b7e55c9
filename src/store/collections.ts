import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import { type BadgeSummary, SUMMARY, toSummary } from './badge-rows.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { CollectionTable } from './schema.js'

/** A named group of badges. */
export type Collection = Pick<Selectable<CollectionTable>, (typeof COLLECTION)[number]>

const COLLECTION = ['id', 'title', 'description', 'createdAt', 'updatedAt'] as const

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
  collection: Collection,
): Promise<void> {
  await db
    .insertInto('collection')
    .values({ accountId, ...columnsOf(collection, COLLECTION) })
    .execute()
}

/** One collection of this account; somebody else's is not found. @throws {AppError} not_found */
export async function findCollection(db: Db, accountId: string, id: string): Promise<Collection> {
  const row = await owned(db, accountId).select(COLLECTION).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'You have no such collection.')
  return row
}

/** Last changed first. */
export async function listCollections(db: Db, accountId: string): Promise<CollectionLine[]> {
  return owned(db, accountId)
    .select(COLLECTION)
    .select((eb) => [
      eb
        .selectFrom('collectionBadge')
        .innerJoin('badge', 'badge.id', 'collectionBadge.badgeId')
        .where('badge.trashedAt', 'is', null)
        .whereRef('collectionBadge.collectionId', '=', 'collection.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('badgeCount'),
      eb
        .selectFrom('share')
        .whereRef('share.collectionId', '=', 'collection.id')
        .where('share.stoppedAt', 'is', null)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('shareCount'),
    ])
    .orderBy('updatedAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Its badges in order, but for those in the trash. */
export async function listCollectedBadges(
  db: Db,
  accountId: string,
  collectionId: string,
): Promise<CollectedBadge[]> {
  const rows = await db
    .selectFrom('collectionBadge')
    .innerJoin('badge', 'badge.id', 'collectionBadge.badgeId')
    .where('badge.accountId', '=', accountId)
    .where('badge.trashedAt', 'is', null)
    .where('collectionBadge.collectionId', '=', collectionId)
    .select(SUMMARY)
    .select('collectionBadge.note')
    .orderBy('collectionBadge.position')
    .execute()
  return rows.map(({ note, ...row }) => ({ badge: toSummary(row), note }))
}

/** The collections of this account that hold a badge. */
export async function listCollectionsOf(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<Collection[]> {
  return owned(db, accountId)
    .innerJoin('collectionBadge', 'collectionBadge.collectionId', 'collection.id')
    .where('collectionBadge.badgeId', '=', badgeId)
    .select(['collection.id', 'collection.title', 'collection.description'])
    .select(['collection.createdAt', 'collection.updatedAt'])
    .orderBy('collection.title')
    .execute()
}

/** @throws {AppError} not_found */
export async function updateCollection(
  db: Db,
  accountId: string,
  { id, title, description, updatedAt }: Omit<Collection, 'createdAt'>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('collection')
    .set({ title, description, updatedAt: updatedAt })
    .where('accountId', '=', accountId)
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
  const trashed = db.selectFrom('badge').where('trashedAt', 'is not', null).select('id')
  await db
    .deleteFrom('collectionBadge')
    .where('collectionId', '=', collectionId)
    .where('badgeId', 'not in', trashed)
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
    .selectFrom('collectionBadge')
    .where('collectionId', '=', collectionId)
    .select(['badgeId', 'position'])
    .execute()
  const known = new Set(there.map((row) => row.badgeId))
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
      .set({ updatedAt: at })
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
      .insertInto('collectionBadge')
      .values(
        placements.slice(start, start + ROWS_PER_INSERT).map(({ badgeId, note }, index) => ({
          collectionId: collectionId,
          badgeId: badgeId,
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
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not_found', 'You have no such collection.')
}

function owned(db: Db, accountId: string) {
  return db.selectFrom('collection').where('collection.accountId', '=', accountId)
}
