import type { Context } from '../context.js'
import { deleteAccountRow, getPasswordHash } from '../store/accounts.js'
import { listFiles } from '../store/file-uses.js'
import { verifyPassword } from './passwords.js'
import { releaseFiles } from './release-files.js'

/**
 * Everything of one earner: addresses, badges with their files and reports, collections, links, signed-in browsers.
 * @returns false when the password is wrong; then nothing is gone
 */
export async function deleteAccount(
  ctx: Context,
  accountId: string,
  password: string,
): Promise<boolean> {
  const known = await getPasswordHash(ctx.db, accountId)
  if (!(await verifyPassword(known, password))) return false
  const files = await ctx.db.transaction().execute(async (tx) => {
    const hashes = await listFiles(tx, accountId)
    await deleteAccountRow(tx, accountId)
    return hashes
  })
  await releaseFiles(ctx, files)
  return true
}
