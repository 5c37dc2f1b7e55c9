import { type ExpressionBuilder, sql, type Selectable } from 'kysely'
import type { Outcome } from '../openbadges/index.js'
import type { ImportItemTable } from './badge-tables.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import { isLeaseOver } from './due-badges.js'
import { FACTS, type StoredDiagnosis, type ItemFacts } from './imports.js'
import type { Schema } from './schema.js'

const LEASED = ['id', 'accountId', 'name', 'origin', 'sentTo', 'fileHash', 'attempts'] as const

/** An item that was taken to be looked at. Its holder alone knows which try it is: so a late answer is told. */
export type LeasedItem = Pick<Selectable<ImportItemTable>, (typeof LEASED)[number]>

/**
 * Takes the next item and reserves it until `until`: of several processes only one gets it. A lease that ran out
 * (its holder died) is free again, and so is one no clock of today can have made. All imports advance side by side.
 */
export async function leaseItem(db: Db, now: Date, until: Date): Promise<LeasedItem | null> {
  const isFree = isFreeAt(now, until)
  const next = db
    .selectFrom('importItem')
    .select('id')
    .where(isFree)
    .orderBy('position')
    .orderBy('id')
    .limit(1)
  // The outer condition counts: between reading and writing another process may have taken it.
  const row = await db
    .updateTable('importItem')
    .set({
      state: 'looking',
      leasedUntil: until.toISOString(),
      attempts: sql<number>`attempts + 1`,
    })
    .where('id', 'in', next)
    .where(isFree)
    .returning(LEASED)
    .executeTakeFirst()
  return row ?? null
}

const isFreeAt = (now: Date, until: Date) =>
  sql<boolean>`(state in ('waiting', 'looking') and ${isLeaseOver(now, until)})`

/** @returns false when somebody else has the item by now */
export async function renewLease(db: Db, item: LeasedItem, until: Date): Promise<boolean> {
  return changed(held(db, item).set({ leasedUntil: until.toISOString() }))
}

/** Notes which bytes an item refers to, before they are stored: so nobody takes them away meanwhile. */
export async function setItemFiles(
  db: Db,
  itemId: string,
  hashes: readonly string[],
): Promise<void> {
  await db.deleteFrom('importFile').where('itemId', '=', itemId).execute()
  const rows = hashes.map((hash) => ({ itemId: itemId, fileHash: hash }))
  if (rows.length > 0) await db.insertInto('importFile').values(rows).execute()
}

/** @param examined the candidate as JSON @returns false when somebody else has the item by now */
export async function finishItem(
  db: Db,
  item: LeasedItem,
  facts: ItemFacts,
  examined: string,
): Promise<boolean> {
  const looked = {
    state: 'looked',
    leasedUntil: null,
    examined,
    ...columnsOf(facts, FACTS),
  } as const
  return changed(held(db, item).set(looked))
}

/** @returns false when somebody else has the item by now */
export async function failItem(
  db: Db,
  item: LeasedItem,
  diagnosis: StoredDiagnosis,
): Promise<boolean> {
  const failed = { state: 'failed', leasedUntil: null, diagnosis } as const
  return changed(held(db, item).set(failed))
}

/** Lets an item wait again as if it had not been taken. @returns false when somebody else has the item by now */
export async function handBackItem(db: Db, item: LeasedItem): Promise<boolean> {
  const attempts = item.attempts - 1
  return changed(held(db, item).set({ state: 'waiting', leasedUntil: null, attempts }))
}

/** Lets an item that failed wait again, if its bytes are still there. @returns whether it does */
export async function retryItem(db: Db, accountId: string, id: string): Promise<boolean> {
  return changed(
    db
      .updateTable('importItem')
      .where('accountId', '=', accountId)
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .where('fileHash', 'is not', null)
      .set({ state: 'waiting', attempts: 0, leasedUntil: null, diagnosis: null }),
  )
}

/**
 * Takes an item that was looked at out of the undecided ones: only one taker gets it.
 * @returns the candidate as JSON, or null when it is not to be kept (any more)
 */
export async function takeLooked(db: Db, accountId: string, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('importItem')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('state', '=', 'looked')
    .select('examined')
    .executeTakeFirst()
  if (!row?.examined) return null
  const taken = db
    .updateTable('importItem')
    .where('id', '=', id)
    .where('state', '=', 'looked')
    .set({ state: 'kept', examined: null })
  return (await changed(taken)) ? row.examined : null
}

/** Says what became of an item that was kept, and that it refers to no bytes any more. */
export async function recordKept(
  db: Db,
  id: string,
  badgeId: string,
  outcome: string,
): Promise<void> {
  await db
    .updateTable('importItem')
    .where('id', '=', id)
    .set({ badgeId: badgeId, outcome, fileHash: null, imageHash: null, imageType: null })
    .execute()
  await setItemFiles(db, id, [])
}

/** Turns down an item that is not kept: what it knows goes, but for its name. @returns false: there is no such item */
export async function declineItem(db: Db, accountId: string, id: string): Promise<boolean> {
  const gone = { fileHash: null, imageHash: null, imageType: null, examined: null }
  const declined = db
    .updateTable('importItem')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'looking', 'looked', 'failed'])
    .set({ state: 'declined', leasedUntil: null, sentTo: null, doubts: null, ...gone })
  if (!(await changed(declined))) return false
  await setItemFiles(db, id, [])
  return true
}

/** Undecided items of an account, with their candidates, for matching recipients anew. */
export async function listCandidates(
  db: Db,
  accountId: string,
): Promise<{ id: string; recipient: Outcome; examined: string }[]> {
  const rows = await db
    .selectFrom('importItem')
    .where('accountId', '=', accountId)
    .where('state', '=', 'looked')
    .select(['id', 'recipient', 'examined'])
    .execute()
  return rows.flatMap(({ id, recipient, examined }) =>
    examined === null ? [] : [{ id, recipient: recipient!, examined }],
  )
}

export async function updateItemRecipient(db: Db, id: string, recipient: Outcome): Promise<void> {
  await db.updateTable('importItem').where('id', '=', id).set({ recipient }).execute()
}

/** How many items of an account nobody has looked at yet. */
export async function countUnfinished(db: Db, accountId: string): Promise<number> {
  const { n } = await db
    .selectFrom('importItem')
    .where('accountId', '=', accountId)
    .where('state', 'in', ['waiting', 'looking'])
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

/**
 * Imports begun before `before` in which nothing is left to look at or to decide.
 * @returns account and id of each
 */
export async function listSettledImports(
  db: Db,
  before: Date,
): Promise<{ accountId: string; id: string }[]> {
  return db
    .selectFrom('import')
    .where('createdAt', '<', before.toISOString())
    .where((where) => where.not(isOpen(where)))
    .select(['accountId', 'id'])
    .execute()
}

/** In how many imports of an account something waits to be looked at or decided. */
export async function countOpenImports(db: Db, accountId: string): Promise<number> {
  const { n } = await db
    .selectFrom('import')
    .where('accountId', '=', accountId)
    .where(isOpen)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

const isOpen = ({ exists, selectFrom }: ExpressionBuilder<Schema, 'import'>) =>
  exists(
    selectFrom('importItem')
      .whereRef('importItem.importId', '=', 'import.id')
      .where('state', 'in', ['waiting', 'looking', 'looked'])
      .select('importItem.id'),
  )

function held(db: Db, { id, attempts }: LeasedItem) {
  return db
    .updateTable('importItem')
    .where('id', '=', id)
    .where('state', '=', 'looking')
    .where('attempts', '=', attempts)
}

async function changed(update: {
  executeTakeFirst(): Promise<{ numUpdatedRows: bigint } | undefined>
}): Promise<boolean> {
  return ((await update.executeTakeFirst())?.numUpdatedRows ?? 0n) > 0n
}
