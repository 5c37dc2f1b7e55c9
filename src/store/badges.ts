import { sql, type ExpressionBuilder } from 'kysely'
import { AppError } from '../errors.js'
import type { Outcome, Verdict } from '../openbadges/index.js'
import {
  descriptionColumns,
  standingColumns,
  SUMMARY,
  toBadge,
  toSummary,
  type BackpackBadge,
  type BadgeSummary,
  type Description,
  type NewBadge,
  type Standing,
} from './badge-rows.js'
import type { Db } from './database.js'
import type { Schema } from './schema.js'

export type { BackpackBadge, BadgeSummary, Description, NewBadge, Standing }

/** `waiting`: not proven to be the earner's. */
export type BadgeStatus = Verdict | 'waiting'

export interface BadgeQuery {
  /** Words that must all occur in title, issuer or tags. */
  search?: string
  status?: BadgeStatus | null
  /** Id of the last badge of the page before. */
  before?: string | null
  /** All when left out. */
  limit?: number
}

/** @returns false when the account has this award already; nothing is written then */
export async function insertBadge(db: Db, accountId: string, badge: NewBadge): Promise<boolean> {
  const result = await db
    .insertInto('badge')
    .values({
      id: badge.id,
      account_id: accountId,
      identity: badge.identity,
      image_hash: badge.imageHash,
      image_type: badge.imageType,
      created_at: badge.createdAt,
      ...descriptionColumns(badge),
      ...standingColumns(badge),
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'identity']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

/** One badge of this account; somebody else's is not found. @throws {AppError} not_found */
export async function findBadge(db: Db, accountId: string, id: string): Promise<BackpackBadge> {
  const row = await owned(db, accountId).selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'This badge is not in your backpack.')
  return toBadge(row)
}

/** The badge that is the same award, or null. */
export async function findBadgeByIdentity(
  db: Db,
  accountId: string,
  identity: string,
): Promise<BackpackBadge | null> {
  const row = await owned(db, accountId)
    .selectAll()
    .where('identity', '=', identity)
    .executeTakeFirst()
  return row ? toBadge(row) : null
}

/** Newest first. */
export async function listBadges(
  db: Db,
  accountId: string,
  { search = '', status = null, before = null, limit }: BadgeQuery = {},
): Promise<BadgeSummary[]> {
  let query = owned(db, accountId).select(SUMMARY).where(matching(search))
  if (status === 'waiting') query = query.where('recipient', '<>', 'passed')
  else if (status) query = query.where('verdict', '=', status)
  if (before) query = query.where('id', '<', before)
  if (limit !== undefined) query = query.limit(limit)
  return (await query.orderBy('id', 'desc').execute()).map(toSummary)
}

/** How many badges of each status a search finds; `all` counts each badge once. */
export async function countBadges(
  db: Db,
  accountId: string,
  search = '',
): Promise<Map<BadgeStatus | 'all', number>> {
  const rows = await owned(db, accountId)
    .where(matching(search))
    .select(['verdict', 'recipient', ({ fn }) => fn.countAll().as('n')])
    .groupBy(['verdict', 'recipient'])
    .execute()
  const counts = new Map<BadgeStatus | 'all', number>()
  const add = (status: BadgeStatus | 'all', n: number) =>
    counts.set(status, (counts.get(status) ?? 0) + n)
  for (const { verdict, recipient, n } of rows) {
    add('all', Number(n))
    add(verdict as Verdict, Number(n))
    if (recipient !== 'passed') add('waiting', Number(n))
  }
  return counts
}

/** Every badge with its credential, for matching recipients anew. */
export async function listAllBadges(db: Db, accountId: string): Promise<BackpackBadge[]> {
  const rows = await owned(db, accountId).selectAll().orderBy('id').execute()
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
      ...standingColumns(standing),
      ...(description ? descriptionColumns(description) : {}),
      ...(picture ? { image_hash: picture.imageHash, image_type: picture.imageType } : {}),
    })
    .where('account_id', '=', accountId)
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
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** Every id of the account, to tell its own badges from strangers'. */
export async function ownedBadgeIds(db: Db, accountId: string): Promise<Set<string>> {
  const rows = await owned(db, accountId).select('id').execute()
  return new Set(rows.map((row) => row.id))
}

/** @throws {AppError} not_found */
export async function deleteBadge(db: Db, accountId: string, id: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('badge')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not_found', 'This badge is not in your backpack.')
}

function owned(db: Db, accountId: string) {
  return db.selectFrom('badge').where('account_id', '=', accountId)
}

/** LIKE on the folded column: SQLite and PostgreSQL differ in case and escapes, so both are spelled out. */
function matching(search: string) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ and }: ExpressionBuilder<Schema, 'badge'>) =>
    and(words.map((word) => sql<boolean>`search_text like ${pattern(word)} escape '\\'`))
}

const pattern = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
