import { chmod, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import SQLite from 'better-sqlite3'
import { RefusedStart } from '../errors.js'
import { newToken } from '../ids.js'
import { diskTrouble } from './disk.js'

/** Copies beside the database; older ones go when a new one is whole. */
const KEPT_COPIES = 3

/**
 * Copies a SQLite file beside itself, as `FILE.before-STEP`, before that step changes it. The copy gets its name when it
 * is whole, and is readable by its owner alone.
 * @param isBefore tells of the rows of a table of the copy whether it is as it was: another process may have made the
 * step meanwhile, after a copy of its own
 * @throws {RefusedStart} there is no room for it, or nothing can be written
 */
export async function copyBefore(
  file: string,
  step: string,
  { table, isBefore }: { table: string; isBefore: (rows: unknown[]) => boolean },
): Promise<void> {
  const unfinished = `${file}.unfinished-${newToken()}`
  try {
    await rm(unfinished, { force: true })
    use(file, (sqlite) => sqlite.prepare('vacuum into ?').run(unfinished))
    await settle(unfinished)
    if (!use(unfinished, (copy) => isBefore(copy.prepare(`select * from ${table}`).all()))) return
    await rename(unfinished, `${file}.before-${step}`)
    await removeOlder(file)
  } catch (error) {
    throw diskTrouble(error) ? new RefusedStart(noRoom(file), { cause: error }) : error
  } finally {
    await rm(unfinished, { force: true })
  }
}

function use<T>(path: string, work: (sqlite: SQLite.Database) => T): T {
  const sqlite = new SQLite(path, { timeout: 10_000, fileMustExist: true })
  try {
    return work(sqlite)
  } finally {
    sqlite.close()
  }
}

async function settle(path: string): Promise<void> {
  await chmod(path, 0o600)
  const copy = await open(path)
  await copy.sync().finally(() => copy.close())
}

async function removeOlder(file: string): Promise<void> {
  const folder = dirname(file)
  const names = await readdir(folder)
  const copies = names.filter((name) => name.startsWith(`${basename(file)}.before-`))
  const aged = await Promise.all(
    copies.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  )
  aged.sort((one, other) => other.at - one.at)
  for (const { name } of aged.slice(KEPT_COPIES)) await rm(join(folder, name), { force: true })
}

const noRoom = (file: string) =>
  `The database has to be brought up to date, and is copied before; but there is no room for a copy beside ${file}, or
nothing can be written there. Nothing was changed. Make room for a file of the same size, and start again.`
