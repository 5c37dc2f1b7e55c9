import type { RawBuilder } from 'kysely'
import { AppError } from '../errors.js'
import { BADGE, type BackpackBadge, toBadge } from './badge-rows.js'
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
      .select(BADGE)
      .executeTakeFirst()
    return row ? [{ badge: toBadge(row), note: '' }] : []
  }
  const rows = await publicBadges(db, accountId)
    .innerJoin('collectionBadge', 'collectionBadge.badgeId', 'badge.id')
    .where('collectionBadge.collectionId', '=', subject.collectionId)
    .select(BADGE)
    .select('collectionBadge.note')
    .orderBy('collectionBadge.position')
    .execute()
  return rows.map(({ note, ...row }) => ({ badge: toBadge(row), note }))
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
export function publicBadges(db: Db, accountId: string | RawBuilder<string>) {
  return db
    .selectFrom('badge')
    .where('badge.accountId', '=', accountId)
    .where('badge.recipient', '=', 'passed')
    .where('badge.trashedAt', 'is', null)
    .where('badge.isHidden', '=', false)
}
