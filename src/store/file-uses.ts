import { sql } from 'kysely'
import type { Db } from './database.js'

/** Hashes of all files one badge, or every badge of an account, refers to. */
export async function listFiles(db: Db, accountId: string, badgeId?: string): Promise<string[]> {
  const badges = db
    .selectFrom('badge')
    .where('account_id', '=', accountId)
    .$if(badgeId !== undefined, (query) => query.where('id', '=', badgeId!))
  const ids = badges.select('id')
  const reports = db.selectFrom('report').where('badge_id', 'in', ids)
  const rows = [
    ...(await badges.select('image_hash as hash').execute()),
    ...(await db
      .selectFrom('badge_source')
      .where('badge_id', 'in', ids)
      .select('file_hash as hash')
      .execute()),
    ...(await reports.select('award_hash as hash').execute()),
    ...(await reports.select('asked_hash as hash').execute()),
    ...(await db
      .selectFrom('report_document')
      .where('report_id', 'in', reports.select('id'))
      .select('file_hash as hash')
      .execute()),
  ]
  const imported = badgeId === undefined ? await importedFiles(db, accountId) : []
  return [...new Set([...distinct(rows), ...imported])]
}

/** Hashes of all files the imports of an account, or one of them, or one of its items, refer to. */
export async function importedFiles(
  db: Db,
  accountId: string,
  { importId, itemId }: { importId?: string; itemId?: string } = {},
): Promise<string[]> {
  const items = db
    .selectFrom('import_item')
    .where('account_id', '=', accountId)
    .$if(importId !== undefined, (query) => query.where('import_id', '=', importId!))
    .$if(itemId !== undefined, (query) => query.where('id', '=', itemId!))
  const rows = [
    ...(await items.select('file_hash as hash').execute()),
    ...(await db
      .selectFrom('import_file')
      .where('item_id', 'in', items.select('id'))
      .select('file_hash as hash')
      .execute()),
  ]
  return distinct(rows)
}

/** Does any badge or import of anybody refer to this file? */
export async function isFileUsed(db: Db, hash: string): Promise<boolean> {
  const used = sql.lit(1).as('used')
  const uses = db
    .selectFrom('badge_source')
    .where('file_hash', '=', hash)
    .select(used)
    .unionAll(db.selectFrom('report_document').where('file_hash', '=', hash).select(used))
    .unionAll(db.selectFrom('badge').where('image_hash', '=', hash).select(used))
    .unionAll(db.selectFrom('report').where('award_hash', '=', hash).select(used))
    .unionAll(db.selectFrom('report').where('asked_hash', '=', hash).select(used))
    .unionAll(db.selectFrom('import_item').where('file_hash', '=', hash).select(used))
    .unionAll(db.selectFrom('import_file').where('file_hash', '=', hash).select(used))
  return (await uses.limit(1).executeTakeFirst()) !== undefined
}

const distinct = (rows: readonly { hash: string | null }[]) => [
  ...new Set(rows.map(({ hash }) => hash).filter((hash) => hash !== null)),
]
