import { inParts } from './badge-words.js'
import { type BadgeSummary, SUMMARY, toSummary } from './badge-rows.js'
import type { Db } from './database.js'

/** Which badges are proposed for a collection. */
export interface CollectionRule {
  /** `tag`: an own tag, in lower case. `issuer`: the name of one. */
  kind: 'tag' | 'issuer'
  value: string
}

/** The rule of a collection of this account, or null. */
export async function findRule(
  db: Db,
  accountId: string,
  collectionId: string,
): Promise<CollectionRule | null> {
  const row = await db
    .selectFrom('collection')
    .where('accountId', '=', accountId)
    .where('id', '=', collectionId)
    .select(['ruleKind', 'ruleValue'])
    .executeTakeFirst()
  return row ? toRule(row) : null
}

export async function setRule(
  db: Db,
  accountId: string,
  collectionId: string,
  rule: CollectionRule | null,
): Promise<void> {
  await db
    .updateTable('collection')
    .set({ ruleKind: rule?.kind ?? null, ruleValue: rule?.value ?? null })
    .where('accountId', '=', accountId)
    .where('id', '=', collectionId)
    .execute()
}

/**
 * Badges that fit a rule and are not in the collection yet, the newest award first: never those in the trash or out
 * of sight.
 * @param withDeclined also those that were not wanted in it before
 */
export async function listProposals(
  db: Db,
  accountId: string,
  collectionId: string,
  rule: CollectionRule,
  withDeclined = false,
): Promise<BadgeSummary[]> {
  const rows = await proposed(db, accountId, collectionId, rule, withDeclined)
    .select(SUMMARY)
    .orderBy('badge.awardedAt', 'desc')
    .orderBy('badge.id', 'desc')
    .execute()
  return rows.map(toSummary)
}

/** How many badges wait to be confirmed, by collection; those where none does are left out. */
export async function countProposals(db: Db, accountId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('collection')
    .where('accountId', '=', accountId)
    .where('ruleKind', 'is not', null)
    .select(['id', 'ruleKind', 'ruleValue'])
    .execute()
  const counts = new Map<string, number>()
  for (const row of rows) {
    const rule = toRule(row)
    const count = rule ? await countProposed(db, accountId, row.id, rule) : 0
    if (count > 0) counts.set(row.id, count)
  }
  return counts
}

/** Remembers that badges are not wanted in a collection. @param badgeIds badges of its owner */
export async function insertDeclines(
  db: Db,
  collectionId: string,
  badgeIds: readonly string[],
): Promise<void> {
  for (const ids of inParts(badgeIds))
    await db
      .insertInto('collectionDecline')
      .values(ids.map((id) => ({ collectionId: collectionId, badgeId: id })))
      .onConflict((conflict) => conflict.columns(['collectionId', 'badgeId']).doNothing())
      .execute()
}

/** Forgets what was not wanted: another rule begins anew. */
export async function clearDeclines(db: Db, collectionId: string): Promise<void> {
  await db.deleteFrom('collectionDecline').where('collectionId', '=', collectionId).execute()
}

async function countProposed(
  db: Db,
  accountId: string,
  collectionId: string,
  rule: CollectionRule,
) {
  const row = await proposed(db, accountId, collectionId, rule, false)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

function proposed(
  db: Db,
  accountId: string,
  collectionId: string,
  rule: CollectionRule,
  withDeclined: boolean,
) {
  const rows = fitting(db, accountId, rule).where(
    'badge.id',
    'not in',
    idsIn(db, 'collectionBadge', collectionId),
  )
  if (withDeclined) return rows
  return rows.where('badge.id', 'not in', idsIn(db, 'collectionDecline', collectionId))
}

function fitting(db: Db, accountId: string, { kind, value }: CollectionRule) {
  const rows = db
    .selectFrom('badge')
    .where('badge.accountId', '=', accountId)
    .where('badge.trashedAt', 'is', null)
    .where('badge.isHidden', '=', false)
  if (kind === 'issuer') return rows.where('badge.issuerName', '=', value)
  const tagged = db.selectFrom('badgeTag').where('tagKey', '=', value).select('badgeId')
  return rows.where('badge.id', 'in', tagged)
}

const idsIn = (db: Db, table: 'collectionBadge' | 'collectionDecline', collectionId: string) =>
  db.selectFrom(table).where('collectionId', '=', collectionId).select('badgeId')

function toRule(row: { ruleKind: string | null; ruleValue: string | null }): CollectionRule | null {
  const { ruleKind: kind, ruleValue: value } = row
  return value !== null && (kind === 'tag' || kind === 'issuer') ? { kind, value } : null
}
