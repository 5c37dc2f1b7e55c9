import { AppError } from '../errors.js'
import type { Db } from './database.js'
import { ITEM, toItem, type ImportItem, type ItemState, type NewItem } from './import-rows.js'

export type { Diagnosis, ImportItem, ItemFacts, ItemState, NewItem } from './import-rows.js'

/** Many things handed in at once. */
export interface Import {
  id: string
  createdAt: string
  /** Sentences about what was left out. */
  notes: string[]
}

/** An import with how many of its items are in which state. */
export interface ImportSummary extends Import {
  counts: ReadonlyMap<ItemState, number>
}

/** SQLite takes only so many parameters. */
const ROWS_PER_INSERT = 100

/** @param items in order, each with an id of its own */
export async function insertImport(
  db: Db,
  accountId: string,
  { id, createdAt, notes }: Import,
  items: readonly (NewItem & { id: string })[],
): Promise<void> {
  await db
    .insertInto('import')
    .values({ id, account_id: accountId, created_at: createdAt, notes: JSON.stringify(notes) })
    .execute()
  const rows = items.map((item, position) => ({
    id: item.id,
    import_id: id,
    account_id: accountId,
    position,
    name: item.name,
    archive: item.archive,
    origin: item.origin,
    sent_to: item.sentTo,
    file_hash: item.fileHash,
    state: item.diagnosis ? 'failed' : 'waiting',
    diagnosis: item.diagnosis && JSON.stringify(item.diagnosis),
  }))
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('import_item')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute()
}

/** @throws {AppError} not_found */
export async function findImport(db: Db, accountId: string, id: string): Promise<Import> {
  const row = await owned(db, accountId).where('id', '=', id).selectAll().executeTakeFirst()
  if (!row) throw new AppError('not_found', 'There is no such import. Old ones are cleared away.')
  return toImport(row)
}

/** Newest first. */
export async function listImports(db: Db, accountId: string): Promise<ImportSummary[]> {
  const imports = await owned(db, accountId).selectAll().orderBy('id', 'desc').execute()
  const rows = await db
    .selectFrom('import_item')
    .where('account_id', '=', accountId)
    .select(['import_id', 'state', ({ fn }) => fn.countAll().as('n')])
    .groupBy(['import_id', 'state'])
    .execute()
  return imports.map((row) => {
    const own = rows.filter((count) => count.import_id === row.id)
    const counts = own.map(({ state, n }) => [state as ItemState, Number(n)] as const)
    return { ...toImport(row), counts: new Map(counts) }
  })
}

/** How many items of an account nobody has looked at yet. */
export async function countUnfinished(db: Db, accountId: string): Promise<number> {
  const { n } = await db
    .selectFrom('import_item')
    .where('account_id', '=', accountId)
    .where('state', 'in', ['waiting', 'looking'])
    .select(({ fn }) => fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** All items of an import of this account, in order. */
export async function listItems(
  db: Db,
  accountId: string,
  importId: string,
): Promise<ImportItem[]> {
  const rows = await ownedItems(db, accountId)
    .where('import_item.import_id', '=', importId)
    .orderBy('import_item.position')
    .execute()
  return rows.map(toItem)
}

/** @throws {AppError} not_found */
export async function findItem(
  db: Db,
  accountId: string,
  importId: string,
  id: string,
): Promise<ImportItem> {
  const row = await ownedItems(db, accountId)
    .where('import_item.import_id', '=', importId)
    .where('import_item.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'There is no such thing in this import.')
  return toItem(row)
}

/**
 * Imports begun before `before` in which nothing is left to look at or to decide.
 * @returns account and id of each
 */
export async function listSettledImports(
  db: Db,
  before: Date,
): Promise<{ accountId: string; id: string }[]> {
  const rows = await db
    .selectFrom('import')
    .where('created_at', '<', before.toISOString())
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('import_item')
            .whereRef('import_item.import_id', '=', 'import.id')
            .where('state', 'in', ['waiting', 'looking', 'looked'])
            .select('import_item.id'),
        ),
      ),
    )
    .select(['account_id', 'id'])
    .execute()
  return rows.map((row) => ({ accountId: row.account_id, id: row.id }))
}

export async function deleteImport(db: Db, accountId: string, id: string): Promise<void> {
  await db.deleteFrom('import').where('account_id', '=', accountId).where('id', '=', id).execute()
}

function owned(db: Db, accountId: string) {
  return db.selectFrom('import').where('account_id', '=', accountId)
}

function ownedItems(db: Db, accountId: string) {
  return db
    .selectFrom('import_item')
    .leftJoin('badge', (join) =>
      join
        .onRef('badge.account_id', '=', 'import_item.account_id')
        .onRef('badge.identity', '=', 'import_item.identity')
        .on('badge.trashed_at', 'is', null),
    )
    .leftJoin('badge as kept', (join) =>
      join.onRef('kept.id', '=', 'import_item.badge_id').on('kept.trashed_at', 'is', null),
    )
    .where('import_item.account_id', '=', accountId)
    .select([...ITEM, 'badge.id as known_badge_id', 'kept.id as badge_id'])
}

function toImport(row: { id: string; created_at: string; notes: string }): Import {
  return { id: row.id, createdAt: row.created_at, notes: JSON.parse(row.notes) as string[] }
}
