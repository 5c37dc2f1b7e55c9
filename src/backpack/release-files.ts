import type { Context } from '../context.js'
import { isFileUsed } from '../store/file-uses.js'

/**
 * Removes files nobody refers to any more; call it after the rows are gone. Asked and removed in one transaction,
 * so that nobody comes to refer to a file in between.
 * @param hashes SHA-256, hex
 */
export async function releaseFiles(
  { db, files }: Pick<Context, 'db' | 'files'>,
  hashes: readonly string[],
): Promise<void> {
  for (const hash of hashes)
    await db.transaction().execute(async (tx) => {
      if (!(await isFileUsed(tx, hash))) await files.remove(hash)
    })
}
