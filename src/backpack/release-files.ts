import type { Context } from '../context.js'
import { isFileUsed } from '../store/file-uses.js'

/** Removes files nobody refers to any more; call it after the rows are gone. @param hashes SHA-256, hex */
export async function releaseFiles(
  { db, files }: Pick<Context, 'db' | 'files'>,
  hashes: readonly string[],
): Promise<void> {
  for (const hash of hashes) if (!(await isFileUsed(db, hash))) await files.remove(hash)
}
