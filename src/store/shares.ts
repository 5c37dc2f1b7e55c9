import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { Db } from './database.js'
import type { ShareTable } from './schema.js'

/** A public link to a collection; its secret is stored only as a hash. */
export interface Share {
  id: string
  collectionId: string
  tokenHash: string
  /** For whom it was made, in the earner's words; may be empty. */
  label: string
  createdAt: string
}

/** What a working link opens. */
export interface OpenedShare extends Share {
  accountId: string
  earnerName: string
}

export async function insertShare(db: Db, accountId: string, share: Share): Promise<void> {
  await db
    .insertInto('share')
    .values({
      id: share.id,
      account_id: accountId,
      collection_id: share.collectionId,
      token_hash: share.tokenHash,
      label: share.label,
      created_at: share.createdAt,
    })
    .execute()
}

/** Links of a collection of this account that work, oldest first. */
export async function listShares(
  db: Db,
  accountId: string,
  collectionId: string,
): Promise<Share[]> {
  const rows = await db
    .selectFrom('share')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('collection_id', '=', collectionId)
    .where('stopped_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toShare)
}

/** The link of a token, if it works. @throws {AppError} not_found for unknown and for stopped ones alike */
export async function openShare(db: Db, tokenHash: string): Promise<OpenedShare> {
  const row = await db
    .selectFrom('share')
    .innerJoin('account', 'account.id', 'share.account_id')
    .selectAll('share')
    .select('account.name as earner_name')
    .where('token_hash', '=', tokenHash)
    .where('stopped_at', 'is', null)
    .where('collection_id', 'is not', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'This link does not exist, or its owner has ended it.')
  return { ...toShare(row), accountId: row.account_id, earnerName: row.earner_name }
}

/** @throws {AppError} not_found when there is no such working link of this collection */
export async function stopShare(
  db: Db,
  accountId: string,
  collectionId: string,
  id: string,
  at: string,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('share')
    .set({ stopped_at: at })
    .where('account_id', '=', accountId)
    .where('collection_id', '=', collectionId)
    .where('id', '=', id)
    .where('stopped_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('not_found', 'There is no such link any more.')
}

function toShare(row: Selectable<ShareTable>): Share {
  return {
    id: row.id,
    collectionId: row.collection_id!,
    tokenHash: row.token_hash,
    label: row.label,
    createdAt: row.created_at,
  }
}
