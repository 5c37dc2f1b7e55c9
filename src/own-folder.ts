import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

/** What the program keeps in its folder; copies of the database, and what SQLite lays beside it, begin like it. */
const OURS = /^(haversack\.db.*|session-secret.*|\.try-.*|files|outbox|uploads)$/
const OTHERS = 0o077

/**
 * Makes a folder, and what the program keeps in it, readable by its owner alone, also what is there already; and so is
 * whatever this process writes from now on. What lies beside it and is not ours stays as it is, and then so does the
 * folder: it may be anybody's. Where the file system knows no owners nothing changes.
 * @throws the file system's error where it cannot be made or written to
 */
export function ownFolder(folder: string): void {
  process.umask(OTHERS)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  rmdirSync(mkdtempSync(join(folder, '.try-')))
  const names = readdirSync(folder)
  for (const name of names.filter((one) => OURS.test(one))) own(join(folder, name), 0)
  if (names.every((name) => OURS.test(name) || name === 'lost+found')) close(folder)
}

/** A folder is closed after what is in it: one deep down that is closed already needs no second look. */
function own(path: string, depth: number): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found || !(found.isDirectory() || found.isFile())) return
  const isOpen = (found.mode & OTHERS) !== 0
  if (found.isDirectory() && (isOpen || depth === 0))
    for (const name of readdirSync(path)) own(join(path, name), depth + 1)
  if (isOpen) close(path, found.mode)
}

function close(path: string, mode = lstatSync(path).mode): void {
  try {
    chmodSync(path, mode & 0o777 & ~OTHERS)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
  }
}

/** The same for single files; those that are not there are passed over. */
export function ownFiles(paths: readonly string[]): void {
  for (const path of paths) own(path, 1)
}
