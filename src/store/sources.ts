import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { Db } from './database.js'
import type { BadgeSourceTable } from './schema.js'

/** One upload or address a badge came from; its bytes lie untouched in the file store. */
export interface BadgeSource {
  id: string
  fileHash: string
  fileName: string
  /** Media type by content. */
  fileType: string
  origin: 'upload' | 'paste' | 'url'
  /** The address that was pasted, for `url`. */
  sourceUrl: string | null
  createdAt: string
}

/** @returns false when the badge has this source already */
export async function insertSource(db: Db, badgeId: string, source: BadgeSource): Promise<boolean> {
  const result = await db
    .insertInto('badge_source')
    .values({
      id: source.id,
      badge_id: badgeId,
      file_hash: source.fileHash,
      file_name: source.fileName,
      file_type: source.fileType,
      origin: source.origin,
      source_url: source.sourceUrl,
      created_at: source.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['badge_id', 'file_hash']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

/** Newest first: the first is the one the badge is verified from. */
export async function listSources(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<BadgeSource[]> {
  const rows = await db
    .selectFrom('badge_source')
    .innerJoin('badge', 'badge.id', 'badge_source.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge.id', '=', badgeId)
    .selectAll('badge_source')
    .orderBy('badge_source.id', 'desc')
    .execute()
  return rows.map(toSource)
}

/** One source of a badge of this account. @throws {AppError} not_found */
export async function findSource(
  db: Db,
  accountId: string,
  badgeId: string,
  id: string,
): Promise<BadgeSource> {
  const source = (await listSources(db, accountId, badgeId)).find((one) => one.id === id)
  if (!source) throw new AppError('not_found', 'This file is not in your backpack.')
  return source
}

function toSource(row: Selectable<BadgeSourceTable>): BadgeSource {
  return {
    id: row.id,
    fileHash: row.file_hash,
    fileName: row.file_name,
    fileType: row.file_type,
    origin: row.origin as BadgeSource['origin'],
    sourceUrl: row.source_url,
    createdAt: row.created_at,
  }
}
