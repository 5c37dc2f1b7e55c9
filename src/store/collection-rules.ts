import { SUMMARY, toSummary, type BadgeSummary } from './badge-rows.js'
import { inParts } from './badge-words.js'
import type { Db } from './database.js'

/** Which badges are proposed for a collection. */
export interface Rule {
  /** `tag`: an own tag, in lower case. `issuer`: the name of one. */
  kind: 'tag' | 'issuer'
  value: string
}

/** The rule of a collection of this account, or null. */
export async function findRule(
  db: Db,
  accountId: string,
  collectionId: string,
): Promise<Rule | null> {
  const row = await db
    .selectFrom('collection')
    .where('account_id', '=', accountId)
    .where('id', '=', collectionId)
    .select(['rule_kind', 'rule_value'])
    .executeTakeFirst()
  return row ? toRule(row) : null
}

export async function setRule(
  db: Db,
  accountId: string,
  collectionId: string,
  rule: Rule | null,
): Promise<void> {
  await db
    .updateTable('collection')
    .set({ rule_kind: rule?.kind ?? null, rule_value: rule?.value ?? null })
    .where('account_id', '=', accountId)
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
  rule: Rule,
  withDeclined = false,
): Promise<BadgeSummary[]> {
  const rows = await proposed(db, accountId, collectionId, rule, withDeclined)
    .select(SUMMARY)
    .orderBy('badge.awarded_at', 'desc')
    .orderBy('badge.id', 'desc')
    .execute()
  return rows.map(toSummary)
}

/** How many badges wait to be confirmed, by collection; those where none does are left out. */
export async function countProposals(db: Db, accountId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('collection')
    .where('account_id', '=', accountId)
    .where('rule_kind', 'is not', null)
    .select(['id', 'rule_kind', 'rule_value'])
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
      .insertInto('collection_decline')
      .values(ids.map((id) => ({ collection_id: collectionId, badge_id: id })))
      .onConflict((conflict) => conflict.columns(['collection_id', 'badge_id']).doNothing())
      .execute()
}

/** Forgets what was not wanted: another rule begins anew. */
export async function clearDeclines(db: Db, collectionId: string): Promise<void> {
  await db.deleteFrom('collection_decline').where('collection_id', '=', collectionId).execute()
}

async function countProposed(db: Db, accountId: string, collectionId: string, rule: Rule) {
  const row = await proposed(db, accountId, collectionId, rule, false)
    .select(({ fn }) => fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

function proposed(
  db: Db,
  accountId: string,
  collectionId: string,
  rule: Rule,
  withDeclined: boolean,
) {
  const rows = fitting(db, accountId, rule).where(
    'badge.id',
    'not in',
    idsIn(db, 'collection_badge', collectionId),
  )
  if (withDeclined) return rows
  return rows.where('badge.id', 'not in', idsIn(db, 'collection_decline', collectionId))
}

function fitting(db: Db, accountId: string, { kind, value }: Rule) {
  const rows = db
    .selectFrom('badge')
    .where('badge.account_id', '=', accountId)
    .where('badge.trashed_at', 'is', null)
    .where('badge.is_hidden', '=', 0)
  if (kind === 'issuer') return rows.where('badge.issuer_name', '=', value)
  const tagged = db.selectFrom('badge_tag').where('tag_key', '=', value).select('badge_id')
  return rows.where('badge.id', 'in', tagged)
}

const idsIn = (db: Db, table: 'collection_badge' | 'collection_decline', collectionId: string) =>
  db.selectFrom(table).where('collection_id', '=', collectionId).select('badge_id')

function toRule(row: { rule_kind: string | null; rule_value: string | null }): Rule | null {
  const { rule_kind: kind, rule_value: value } = row
  return value !== null && (kind === 'tag' || kind === 'issuer') ? { kind, value } : null
}
