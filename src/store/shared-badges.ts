import { AppError } from '../errors.js'
import { toBadge, type BackpackBadge } from './badge-rows.js'
import type { Db } from './database.js'
import type { OpenedShare } from './shares.js'

/** A badge a link shows, in full, with the earner's line. */
export interface LinkedBadge {
  badge: BackpackBadge
  note: string
}

type LinkedTo = Pick<OpenedShare, 'accountId' | 'subject'>

/** What a link shows, in order: only badges that are proven to be the earner's at this moment, and in sight. */
export async function listSharedBadges(db: Db, link: LinkedTo): Promise<LinkedBadge[]> {
  const { accountId, subject } = link
  if (subject.badgeId !== null) {
    const row = await publicBadges(db, accountId)
      .where('badge.id', '=', subject.badgeId)
      .selectAll('badge')
      .executeTakeFirst()
    return row ? [{ badge: toBadge(row), note: '' }] : []
  }
  const rows = await publicBadges(db, accountId)
    .innerJoin('collection_badge', 'collection_badge.badge_id', 'badge.id')
    .where('collection_badge.collection_id', '=', subject.collectionId)
    .selectAll('badge')
    .select('collection_badge.note')
    .orderBy('collection_badge.position')
    .execute()
  return rows.map((row) => ({ badge: toBadge(row), note: row.note }))
}

/** One badge a link shows, with the earner's line. @throws {AppError} not_found */
export async function findSharedBadge(
  db: Db,
  link: LinkedTo,
  badgeId: string,
): Promise<LinkedBadge> {
  const linked = (await listSharedBadges(db, link)).find(({ badge }) => badge.id === badgeId)
  if (!linked) throw new AppError('not_found', 'This badge is not on this page, or not any more.')
  return linked
}

/** The one condition of everything public. */
export function publicBadges(db: Db, accountId: string) {
  return db
    .selectFrom('badge')
    .where('badge.account_id', '=', accountId)
    .where('badge.recipient', '=', 'passed')
    .where('badge.trashed_at', 'is', null)
    .where('badge.is_hidden', '=', 0)
}
