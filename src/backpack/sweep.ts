import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.js'
import { DAY_MS, sha256 } from '../openbadges/index.js'
import { finishChore, takeChore } from '../store/chores.js'
import { isFileUsed, listNeededFiles } from '../store/files.js'
import { deleteLostFile, insertLostFile, listLostFiles } from '../store/lost-files.js'

/** Files lie in folders by the first byte of their hash; one at a time is swept, so that all are within a day. */
const FOLDERS = 256
const REST_MS = DAY_MS / FOLDERS
const LEASE_MS = 10 * 60_000
/** What is younger may belong to a request or an import that has not written its row yet. */
const GRACE_MS = 60 * 60_000

/** What sweeping found. */
export interface Swept {
  /** Files that nobody refers to, and beginnings of files that were never finished. */
  removed: number
  /** Files that rows refer to and that are gone, or other bytes than those that came in. */
  lost: number
}

/**
 * Sweeps the next folder of files, when it is time and no other process is at it.
 * @returns null when it is not time
 */
export async function sweepNext(ctx: Context): Promise<Swept | null> {
  const now = ctx.now()
  const step = await takeChore(ctx.db, 'sweep', now, new Date(now.getTime() + LEASE_MS))
  if (step === null) return null
  const swept = await sweepFolder(ctx, step)
  const dueAt = new Date(ctx.now().getTime() + REST_MS)
  await finishChore(ctx.db, 'sweep', (step + 1) % FOLDERS, dueAt)
  if (swept.removed > 0) ctx.log.info({ ...swept }, 'files that nobody refers to were removed')
  if (swept.lost > 0) ctx.log.error({ ...swept }, 'files are gone or damaged')
  return swept
}

/** Sweeps all folders at once. */
export async function sweepAll(ctx: Context): Promise<Swept> {
  const all = { removed: 0, lost: 0 }
  for (let folder = 0; folder < FOLDERS; folder++) {
    const { removed, lost } = await sweepFolder(ctx, folder)
    all.removed += removed
    all.lost += lost
  }
  return all
}

async function sweepFolder(ctx: Context, number: number): Promise<Swept> {
  const beginning = number.toString(16).padStart(2, '0')
  const removed = await removeUnused(ctx, join(ctx.config.dataDir, 'files', beginning))
  return { removed, lost: await findLost(ctx, beginning) }
}

async function removeUnused(ctx: Context, folder: string): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder).catch(() => []))
    if (await removeIfUnused(ctx, join(folder, name), name)) removed += 1
  return removed
}

/** What is stored again just now is young by then, and so put back. */
async function removeIfUnused(ctx: Context, path: string, name: string): Promise<boolean> {
  if (!(await isOld(ctx, path))) return false
  const [hash, tail] = name.split('.') as [string, string?]
  if (tail !== undefined) return removeBeginning(ctx, path, hash)
  if (await isFileUsed(ctx.db, hash)) return false
  return ctx.files.remove(
    hash,
    async (aside) => !(await isOld(ctx, aside)) || isFileUsed(ctx.db, hash),
  )
}

/** What a process that died left beside a file is cut short, or whole and yet without its name. */
async function removeBeginning(ctx: Context, path: string, hash: string): Promise<boolean> {
  const isNeeded = (await isFileUsed(ctx.db, hash)) && !(await ctx.files.has(hash))
  const bytes = isNeeded ? await readFile(path) : null
  if (bytes && sha256(bytes) === hash) await ctx.files.put(bytes)
  await rm(path, { force: true })
  return true
}

async function isOld({ now }: Pick<Context, 'now'>, path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && found.isFile() && now().getTime() - found.mtimeMs > GRACE_MS
}

/** Keeps in mind which files are lost. @returns how many */
async function findLost(ctx: Context, beginning: string): Promise<number> {
  const used = await listNeededFiles(ctx.db, beginning)
  const known = new Set(await listLostFiles(ctx.db, beginning))
  let lost = 0
  for (const hash of used) {
    const isWhole = await ctx.files.has(hash)
    if (!isWhole) lost += 1
    if (!isWhole && !known.has(hash)) await insertLostFile(ctx.db, hash, ctx.now().toISOString())
    if (!isWhole) known.delete(hash)
  }
  for (const hash of known) await deleteLostFile(ctx.db, hash)
  return lost
}
