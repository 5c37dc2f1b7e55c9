import { createHash } from 'node:crypto'
import type { Db } from './database.js'
import { confirmedAddresses } from './emails.js'
import { publicBadges } from './shared-badges.js'
import type { OpenedShare } from './shares.js'

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
    .innerJoin('collection_badge', 'collection_badge.badge_id', 'badge.id')
    .where('collection_badge.collection_id', '=', collectionId)
    .select(['collection_badge.position', 'collection_badge.note'])
    .orderBy('collection_badge.position')
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
    'badge.checked_at',
    'badge.image_hash',
    eb
      .selectFrom('report')
      .whereRef('report.badge_id', '=', 'badge.id')
      .select(({ fn }) => fn.max('report.id').as('newest'))
      .as('report_id'),
  ])
}
