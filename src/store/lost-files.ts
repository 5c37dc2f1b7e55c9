import type { Db } from './database.js'
import { listFiles } from './files.js'

/** More are not told apart on one page. */
const MAX_TOLD = 1000

/** Files that rows refer to and that are not there, or not whole, by the beginning of their hashes. */
export async function listLostFiles(db: Db, beginning: string): Promise<string[]> {
  const rows = await db
    .selectFrom('lostFile')
    .select('hash')
    .where('hash', 'like', `${beginning}%`)
    .execute()
  return rows.map(({ hash }) => hash)
}

/** Remembers that a file is lost; the badges it belongs to are due, for a check may bring it back. */
export async function insertLostFile(db: Db, hash: string, at: string): Promise<void> {
  await db
    .insertInto('lostFile')
    .values({ hash, foundAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const wrapped = db.selectFrom('badgeSource').where('fileHash', '=', hash).select('badgeId')
  const documents = db.selectFrom('reportDocument').where('fileHash', '=', hash).select('reportId')
  const reported = db
    .selectFrom('report')
    .where((where) => where.or([where('awardHash', '=', hash), where('id', 'in', documents)]))
    .select('badgeId')
  await db
    .updateTable('badge')
    .set({ dueAt: at })
    .where('dueAt', '>', at)
    .where((where) =>
      where.or([
        where('imageHash', '=', hash),
        where('id', 'in', wrapped),
        where('id', 'in', reported),
      ]),
    )
    .execute()
}

/** It is whole again, or nobody needs it any more. */
export async function deleteLostFile(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('lostFile').where('hash', '=', hash).execute()
}

/** Is something of a badge lost? */
export async function isAnyLost(db: Db, accountId: string, badgeId: string): Promise<boolean> {
  const lost = await db.selectFrom('lostFile').select('hash').limit(MAX_TOLD).execute()
  if (lost.length === 0) return false
  const own = new Set(await listFiles(db, accountId, badgeId))
  return lost.some(({ hash }) => own.has(hash))
}
