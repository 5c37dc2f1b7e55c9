import { accountTransaction } from '../../store/database.js'
import type { Context } from '../../context.js'
import { addTag, type OwnWords, setHidden, setOwnWords } from '../../store/badge-words.js'
import { ownBadgeIds } from '../../store/badges.js'
import { appendPlacements, findCollection } from '../../store/collections.js'
import type { Db } from '../../store/database.js'
import { type BadgeLayout, setBadgeLayout } from '../../store/accounts.js'

/** Something done to several badges at once. */
export type BadgeChange =
  | { kind: 'collect'; collectionId: string }
  | { kind: 'tag'; tag: string }
  | { kind: 'hide' }
  | { kind: 'show' }

/**
 * Changes several badges in one go; those in the trash are passed over.
 * @returns how many badges it was done to
 * @throws {AppError} not_found: there is no such collection, or one of the badges is none of theirs; then nothing is
 * changed
 */
export async function changeBadges(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  badgeIds: readonly string[],
  change: BadgeChange,
): Promise<number> {
  const at = ctx.now().toISOString()
  return accountTransaction(ctx.db, accountId, async (tx) => {
    const ids = await ownBadgeIds(tx, accountId, badgeIds)
    await apply(tx, accountId, ids, change, at)
    return ids.length
  })
}

async function apply(tx: Db, accountId: string, ids: string[], change: BadgeChange, at: string) {
  if (change.kind === 'tag') return addTag(tx, ids, change.tag)
  if (change.kind !== 'collect') return setHidden(tx, accountId, ids, change.kind === 'hide')
  await findCollection(tx, accountId, change.collectionId)
  await appendPlacements(tx, change.collectionId, ids, at)
}

/** Replaces the tags and the note an earner keeps on a badge, for themselves alone. @throws {AppError} not_found */
export async function writeOnBadge(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  badgeId: string,
  words: OwnWords,
): Promise<void> {
  await accountTransaction(db, accountId, (tx) => setOwnWords(tx, accountId, badgeId, words))
}

/** How the backpack is laid out for its earner from now on. */
export async function layOutBadges(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  layout: BadgeLayout,
): Promise<void> {
  await setBadgeLayout(db, accountId, layout)
}
