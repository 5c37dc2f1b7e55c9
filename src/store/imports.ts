import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { Finding, IssuerProof } from '../openbadges/index.js'
import type { ImportItemTable, ImportTable } from './badge-tables.js'
import { toIssuerProof } from './badge-rows.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'

/** Many things handed in at once. */
export type Import = Pick<Selectable<ImportTable>, 'id' | 'createdAt' | 'notes'>

/** An import with how many of its items are in which state. */
export interface ImportSummary extends Import {
  counts: ReadonlyMap<ItemState, number>
}

/** `looking`: somebody is at it. `looked`: to be kept or declined. `failed`: it is no badge, or not one now. */
export type ItemState = 'waiting' | 'looking' | 'looked' | 'kept' | 'declined' | 'failed'

/** What is the matter with something that was handed in, as JSON; what else stands in it only its words read. */
export interface StoredDiagnosis {
  code: string
  /** Whose side it is on. */
  side: 'file' | 'earner' | 'issuer' | 'network' | 'us'
  /** What was seen. */
  seen: string[]
}

type Row = Selectable<ImportItemTable>

const NEW_ITEM = ['name', 'archive', 'origin', 'sentTo', 'fileHash', 'diagnosis'] as const

/** Something handed in, before anybody looked at it. Without a file it was refused without looking, and says why. */
export type NewItem = Pick<Row, (typeof NEW_ITEM)[number]>

/** What looking at an item finds out, for its row. */
export const FACTS = [
  'identity',
  'title',
  'issuerName',
  'awardedAt',
  'expiresAt',
  'checkedAt',
  'verdict',
  'badgeState',
  'issuerProof',
  'doubts',
  'recipient',
  'imageHash',
  'imageType',
  'sentTo',
  'diagnosis',
] as const

interface Told {
  issuerProof: IssuerProof | null
  /** Findings that keep it from being valid. */
  doubts: Finding[]
}

export type ItemFacts = Omit<Pick<Row, (typeof FACTS)[number]>, keyof Told> & Told

/** One item as its row shows it. */
export interface ImportItem
  extends
    ItemFacts,
    Pick<Row, 'id' | 'importId' | 'position' | 'name' | 'archive' | 'state' | 'outcome'> {
  /** Are its bytes still there, to be looked at again? */
  isRetriable: boolean
  /** The badge it became, while that is in the backpack. */
  badgeId: string | null
  /** A badge of this award in the backpack. */
  knownBadgeId: string | null
}

/** Columns of an {@link ImportItem} but for the badges it leads to. */
const ITEM = [
  'importItem.id',
  'importItem.importId',
  'importItem.position',
  'importItem.name',
  'importItem.archive',
  'importItem.sentTo',
  'importItem.state',
  'importItem.diagnosis',
  'importItem.identity',
  'importItem.title',
  'importItem.issuerName',
  'importItem.awardedAt',
  'importItem.expiresAt',
  'importItem.checkedAt',
  'importItem.verdict',
  'importItem.badgeState',
  'importItem.issuerProof',
  'importItem.doubts',
  'importItem.recipient',
  'importItem.imageHash',
  'importItem.imageType',
  'importItem.outcome',
  'importItem.fileHash',
] as const

/** SQLite takes only so many parameters. */
const ROWS_PER_INSERT = 100

/**
 * @param items in order, each with an id of its own
 * @param heldUntil ISO time until which whoever writes them looks at them alone; null: whoever comes first
 */
export async function insertImport(
  db: Db,
  accountId: string,
  { id, createdAt, notes }: Import,
  items: readonly (NewItem & { id: string })[],
  heldUntil: string | null = null,
): Promise<void> {
  const open = heldUntil ? ('looking' as const) : ('waiting' as const)
  const held = { leasedUntil: heldUntil, attempts: heldUntil ? 1 : 0 }
  await db.insertInto('import').values({ id, accountId, createdAt, notes }).execute()
  const rows = items.map((item, position) => ({
    ...columnsOf(item, ['id', ...NEW_ITEM]),
    importId: id,
    accountId,
    position,
    state: item.diagnosis ? ('failed' as const) : open,
    ...held,
  }))
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('importItem')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute()
}

/** @throws {AppError} not_found */
export async function findImport(db: Db, accountId: string, id: string): Promise<Import> {
  const row = await owned(db, accountId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'There is no such import. Old ones are cleared away.')
  return row
}

/** Newest first. */
export async function listImports(db: Db, accountId: string): Promise<ImportSummary[]> {
  const imports = await owned(db, accountId).orderBy('id', 'desc').execute()
  const rows = await db
    .selectFrom('importItem')
    .where('accountId', '=', accountId)
    .select(['importId', 'state', ({ fn }) => fn.countAll<number>().as('n')])
    .groupBy(['importId', 'state'])
    .execute()
  return imports.map((row) => {
    const own = rows.filter((count) => count.importId === row.id)
    const counts = own.map(({ state, n }) => [state, n] as const)
    return { ...row, counts: new Map(counts) }
  })
}

/** All items of an import of this account, in order. */
export async function listItems(
  db: Db,
  accountId: string,
  importId: string,
): Promise<ImportItem[]> {
  const rows = await ownedItems(db, accountId)
    .where('importItem.importId', '=', importId)
    .orderBy('importItem.position')
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
    .where('importItem.importId', '=', importId)
    .where('importItem.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'There is no such thing in this import.')
  return toItem(row)
}

export async function deleteImport(db: Db, accountId: string, id: string): Promise<void> {
  await db.deleteFrom('import').where('accountId', '=', accountId).where('id', '=', id).execute()
}

function owned(db: Db, accountId: string) {
  return db
    .selectFrom('import')
    .where('accountId', '=', accountId)
    .select(['id', 'createdAt', 'notes'])
}

function ownedItems(db: Db, accountId: string) {
  return db
    .selectFrom('importItem')
    .leftJoin('badge', (join) =>
      join
        .onRef('badge.accountId', '=', 'importItem.accountId')
        .onRef('badge.identity', '=', 'importItem.identity')
        .on('badge.trashedAt', 'is', null),
    )
    .leftJoin('badge as kept', (join) =>
      join.onRef('kept.id', '=', 'importItem.badgeId').on('kept.trashedAt', 'is', null),
    )
    .where('importItem.accountId', '=', accountId)
    .select([...ITEM, 'badge.id as knownBadgeId', 'kept.id as badgeId'])
}

type ItemRow = Pick<Row, 'state' | 'fileHash' | 'issuerProof' | 'doubts'>

function toItem<R extends ItemRow>({ fileHash, ...row }: R) {
  return {
    ...row,
    isRetriable: row.state === 'failed' && fileHash !== null,
    issuerProof: toIssuerProof(row.issuerProof),
    doubts: row.doubts ?? [],
  }
}
