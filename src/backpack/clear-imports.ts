import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.js'
import { importedFiles } from '../store/file-uses.js'
import { deleteImport, listSettledImports } from '../store/imports.js'
import { releaseFiles } from './release-files.js'

const DAY_MS = 86_400_000
/** How long a finished import can still be read. */
const KEPT_FOR_MS = 30 * DAY_MS

/** Where uploads lie while their request is read. */
export const uploadsFolder = ({ dataDir }: Context['config']) => join(dataDir, 'uploads')

/** Clears imports away in which nothing is left to decide, and uploads whose request never ended. */
export async function clearImports(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_FOR_MS)
  for (const { accountId, id } of await listSettledImports(ctx.db, before)) {
    const files = await ctx.db.transaction().execute(async (tx) => {
      const hashes = await importedFiles(tx, accountId, { importId: id })
      await deleteImport(tx, accountId, id)
      return hashes
    })
    await releaseFiles(ctx, files)
  }
  await clearUploads(ctx)
}

async function clearUploads({ config }: Context): Promise<void> {
  const folder = uploadsFolder(config)
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > DAY_MS) await rm(path, { force: true })
  }
}
