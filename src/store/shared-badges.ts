import { createHash } from 'node:crypto'
import { AppError } from '../errors.js'
import { BADGE, type BackpackBadge, toBadge } from './badge-rows.js'
import type { Db } from './database.js'
import { confirmedAddresses } from './emails.js'
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
export function publicBadges(db: Db, accountId: string) {
  return db
    .selectFrom('badge')
    .where('badge.accountId', '=', accountId)
    .where('badge.recipient', '=', 'passed')
    .where('badge.trashedAt', 'is', null)
    .where('badge.isHidden', '=', false)
}

/**
 * Changes whenever anything changes that a link shows; much cheaper to find out than what it shows.
 */
export async function versionOfLink(db: Db, link: Linked): Promise<string> {
  const { subject, accountId } = link
  const rows = subject.collectionId
    ? await collected(db, accountId, subject.collectionId)
    : await single(db, accountId, subject.badgeId!)
  const terms = [link.shows, link.earnerName, link.isFindable]
  const addresses = (await confirmedAddresses(db, accountId)).sort()
  return createHash('sha256')
    .update(JSON.stringify([terms, addresses, rows]))
    .digest('base64url')
}

type Linked = Pick<OpenedShare, 'accountId' | 'subject' | 'shows' | 'earnerName' | 'isFindable'>

async function collected(db: Db, accountId: string, collectionId: string) {
  const badges = await standing(db, accountId)
    .innerJoin('collectionBadge', 'collectionBadge.badgeId', 'badge.id')
    .where('collectionBadge.collectionId', '=', collectionId)
    .select(['collectionBadge.position', 'collectionBadge.note'])
    .orderBy('collectionBadge.position')
    .execute()
  const collection = await db
    .selectFrom('collection')
    .where('id', '=', collectionId)
    .select(['title', 'description'])
    .executeTakeFirst()
  return [collection, badges]
}

function single(db: Db, accountId: string, badgeId: string) {
  return standing(db, accountId).where('badge.id', '=', badgeId).execute()
}

/** A new verification makes a new report; whose a badge is can change without one. */
function standing(db: Db, accountId: string) {
  return publicBadges(db, accountId).select((eb) => [
    'badge.id',
    'badge.checkedAt',
    'badge.imageHash',
    eb
      .selectFrom('report')
      .whereRef('report.badgeId', '=', 'badge.id')
      .select(({ fn }) => fn.max('report.id').as('newest'))
      .as('reportId'),
  ])
}
