import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { AppError } from '../errors.js'
import { sha256 } from '../openbadges/index.js'
import { newToken } from '../ids.js'
import type { Db } from './database.js'

/** Bytes by their SHA-256 under a folder: uploads, pictures, documents of reports. The one store that is not SQL. */
export interface FileStore {
  /**
   * Writes whole and for good, or not at all; the same bytes twice are one file, and one that was damaged is whole
   * again. @returns SHA-256, hex
   */
  put(bytes: Uint8Array): Promise<string>
  /** Is it there, byte for byte? */
  has(hash: string): Promise<boolean>
  /** In bytes; 0 where it is not there. */
  size(hash: string): Promise<number>
  /** @throws {AppError} lost: it is not there, or its bytes are others than those that came in */
  get(hash: string): Promise<Buffer>
  /**
   * Takes a file away, and puts it back if somebody needs it: they are asked when it is out of everybody's reach, so
   * that whoever comes to need it later finds that it is gone, and stores it again.
   * @param isNeeded of the file where it lies meanwhile
   * @returns whether it is gone
   */
  remove(hash: string, isNeeded: (path: string) => Promise<boolean>): Promise<boolean>
}

export function openFileStore(folder: string): FileStore {
  const pathOf = (hash: string) => pathOfFile(folder, hash)
  // the same hash is the same bytes
  const sizes = new LRUCache<string, number>({ max: SIZES_KNOWN })
  return {
    async put(bytes) {
      const hash = sha256(bytes)
      const isThere = (await readWhole(pathOf(hash), hash)) && (await touch(pathOf(hash)))
      if (!isThere) await writeWhole(pathOf(hash), bytes)
      return hash
    },
    has: async (hash) => (await readWhole(pathOf(hash), hash)) !== null,
    async size(hash) {
      const size = sizes.get(hash) ?? (await stat(pathOf(hash)).catch(() => null))?.size ?? 0
      if (size > 0) sizes.set(hash, size)
      return size
    },
    async get(hash) {
      const bytes = await readWhole(pathOf(hash), hash)
      if (!bytes) throw new AppError('lost', LOST, { title: 'This file is damaged' })
      return bytes
    },
    remove: (hash, isNeeded) => removeUnless(pathOf(hash), isNeeded),
  }
}

const SIZES_KNOWN = 100_000

const LOST =
  'The bytes of this file are not those that came in, or are gone, so it is not given out. The host of this site has been told; another copy of the badge can be added again at any time.'

/** Where a file is kept, below the folder of all. */
export const pathOfFile = (folder: string, hash: string) => join(folder, hash.slice(0, 2), hash)

/** @returns null where it is not there, or not as it was written */
async function readWhole(path: string, hash: string): Promise<Buffer | null> {
  try {
    const bytes = await readFile(path)
    return sha256(bytes) === hash ? bytes : null
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EIO'].includes((error as NodeJS.ErrnoException).code!)) return null
    throw error
  }
}

/** Whoever clears up leaves young files alone: there may be no row yet that needs them. @returns false: it is gone */
async function touch(path: string): Promise<boolean> {
  const now = new Date()
  // a disk that nobody can write to is no reason to fail
  return utimes(path, now, now).then(() => true, isThere)
}

const isThere = (error: unknown) => (error as NodeJS.ErrnoException).code !== 'ENOENT'

async function removeUnless(
  path: string,
  isNeeded: (path: string) => Promise<boolean>,
): Promise<boolean> {
  const aside = `${path}.${newToken()}`
  if (!(await move(path, aside))) return false
  const needed = await isNeeded(aside).catch(async (error: unknown) => {
    await move(aside, path)
    throw error
  })
  if (needed) await move(aside, path)
  else await rm(aside, { force: true })
  return !needed
}

/** @returns false where there is nothing to move */
async function move(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    (error: unknown) => {
      if (isThere(error)) throw error
      return false
    },
  )
}

/** The name comes last, when the disk has the bytes; and the disk has the name before anybody relies on it. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${newToken()}`
  try {
    const file = await open(unfinished, 'wx')
    await file
      .writeFile(bytes)
      .then(() => file.sync())
      .finally(() => file.close())
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await settle(dirname(path))
}

/** Some systems know no syncing of folders; there it is theirs to see to it. */
async function settle(folder: string): Promise<void> {
  const opened = await open(folder).catch(() => null)
  await opened?.sync().catch(() => undefined)
  await opened?.close()
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

/** Every column that refers to a file. */
const USES = [
  ['badgeSource', 'fileHash'],
  ['reportDocument', 'fileHash'],
  ['badge', 'imageHash'],
  ['report', 'awardHash'],
  ['report', 'askedHash'],
  ['importItem', 'fileHash'],
  ['importFile', 'fileHash'],
] as const

/** Does any badge or import of anybody refer to this file? */
export async function isFileUsed(db: Db, hash: string): Promise<boolean> {
  const rows = await usesBetween(db, hash, hash).limit(1).execute()
  return rows.length > 0
}

/**
 * Hashes of all files that must be there and begin like this, each once. Those found in an item may still be on their
 * way until it was looked at: its rows come first.
 * @param beginning hexadecimal digits
 */
export async function listNeededFiles(db: Db, beginning: string): Promise<string[]> {
  const onTheirWay = await db
    .selectFrom('importFile')
    .innerJoin('importItem', 'importItem.id', 'importFile.itemId')
    .where('importItem.state', 'not in', ['looked', 'kept'])
    .where('importFile.fileHash', '>=', beginning)
    .where('importFile.fileHash', '<=', `${beginning}g`)
    .select('importFile.fileHash as hash')
    .execute()
  const coming = new Set(distinct(onTheirWay))
  const used = distinct(await usesBetween(db, beginning, `${beginning}g`).execute())
  return used.filter((hash) => !coming.has(hash))
}

function usesBetween(db: Db, first: string, last: string) {
  const [one, ...others] = USES.map(([table, column]) =>
    // of tables that differ the compiler knows no common query
    db
      .selectFrom(table as 'badgeSource')
      .where(column as 'fileHash', '>=', first)
      .where(column as 'fileHash', '<=', last)
      .select(`${column as 'fileHash'} as hash`),
  )
  return others.reduce((uses, other) => uses.unionAll(other), one!)
}

const distinct = (rows: readonly { hash: string | null }[]) => [
  ...new Set(rows.map(({ hash }) => hash).filter((hash) => hash !== null)),
]
