import { AppError } from '../errors.js'
import { toBadge, type BackpackBadge } from './badge-rows.js'
import { listCollectedBadges, type CollectedBadge } from './collections.js'
import type { Db } from './database.js'
import type { OpenedShare } from './shares.js'

/** What a link shows, in order: only badges that are proven to be the earner's at this moment, and in sight. */
export async function listSharedBadges(
  db: Db,
  { accountId, collectionId }: OpenedShare,
): Promise<CollectedBadge[]> {
  const collected = await listCollectedBadges(db, accountId, collectionId)
  return collected.filter(({ badge }) => badge.recipient === 'passed' && !badge.isHidden)
}

/** One badge a link shows, with the earner's line. @throws {AppError} not_found */
export async function findSharedBadge(
  db: Db,
  { accountId, collectionId }: OpenedShare,
  badgeId: string,
): Promise<{ badge: BackpackBadge; note: string }> {
  const row = await db
    .selectFrom('collection_badge')
    .innerJoin('badge', 'badge.id', 'collection_badge.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge.id', '=', badgeId)
    .where('badge.recipient', '=', 'passed')
    .where('badge.trashed_at', 'is', null)
    .where('badge.is_hidden', '=', 0)
    .where('collection_badge.collection_id', '=', collectionId)
    .selectAll('badge')
    .select('collection_badge.note')
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'This badge is not on this page, or not any more.')
  return { badge: toBadge(row), note: row.note }
}
