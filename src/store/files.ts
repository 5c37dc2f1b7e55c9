import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { sha256 } from '../openbadges/index.js'
import { newToken } from '../ids.js'
import type { Db } from './database.js'

/** Bytes by their SHA-256 under a folder: uploads, pictures, documents of reports. The one store that is not SQL. */
export interface FileStore {
  /** Writes whole or not at all; the same bytes twice are one file. @returns SHA-256, hex */
  put(bytes: Uint8Array): Promise<string>
  has(hash: string): Promise<boolean>
  /** @throws {Error} ENOENT when no such file is kept */
  get(hash: string): Promise<Buffer>
  remove(hash: string): Promise<void>
}

export function openFileStore(folder: string): FileStore {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash)
  return {
    async put(bytes) {
      const hash = sha256(bytes)
      if (!(await exists(pathOf(hash)))) await writeWhole(pathOf(hash), bytes)
      return hash
    },
    has: (hash) => exists(pathOf(hash)),
    get: (hash) => readFile(pathOf(hash)),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${newToken()}`
  await writeFile(unfinished, bytes)
  await rename(unfinished, path)
}

/** Hashes of all files one badge, or every badge of an account, refers to. */
export async function listFiles(db: Db, accountId: string, badgeId?: string): Promise<string[]> {
  const badges = db
    .selectFrom('badge')
    .where('accountId', '=', accountId)
    .$if(badgeId !== undefined, (query) => query.where('id', '=', badgeId!))
  const ids = badges.select('id')
  const reports = db.selectFrom('report').where('badgeId', 'in', ids)
  const rows = [
    ...(await badges.select('imageHash as hash').execute()),
    ...(await db
      .selectFrom('badgeSource')
      .where('badgeId', 'in', ids)
      .select('fileHash as hash')
      .execute()),
    ...(await reports.select('awardHash as hash').execute()),
    ...(await reports.select('askedHash as hash').execute()),
    ...(await db
      .selectFrom('reportDocument')
      .where('reportId', 'in', reports.select('id'))
      .select('fileHash as hash')
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
    .selectFrom('importItem')
    .where('accountId', '=', accountId)
    .$if(importId !== undefined, (query) => query.where('importId', '=', importId!))
    .$if(itemId !== undefined, (query) => query.where('id', '=', itemId!))
  const rows = [
    ...(await items.select('fileHash as hash').execute()),
    ...(await db
      .selectFrom('importFile')
      .where('itemId', 'in', items.select('id'))
      .select('fileHash as hash')
      .execute()),
  ]
  return distinct(rows)
}

/** Does any badge or import of anybody refer to this file? */
export async function isFileUsed(db: Db, hash: string): Promise<boolean> {
  const used = sql.lit(1).as('used')
  const uses = db
    .selectFrom('badgeSource')
    .where('fileHash', '=', hash)
    .select(used)
    .unionAll(db.selectFrom('reportDocument').where('fileHash', '=', hash).select(used))
    .unionAll(db.selectFrom('badge').where('imageHash', '=', hash).select(used))
    .unionAll(db.selectFrom('report').where('awardHash', '=', hash).select(used))
    .unionAll(db.selectFrom('report').where('askedHash', '=', hash).select(used))
    .unionAll(db.selectFrom('importItem').where('fileHash', '=', hash).select(used))
    .unionAll(db.selectFrom('importFile').where('fileHash', '=', hash).select(used))
  return (await uses.limit(1).executeTakeFirst()) !== undefined
}

const distinct = (rows: readonly { hash: string | null }[]) => [
  ...new Set(rows.map(({ hash }) => hash).filter((hash) => hash !== null)),
]
