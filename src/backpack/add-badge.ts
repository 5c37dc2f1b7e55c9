import type { Context } from '../context.js'
import type { Account } from '../store/accounts.js'
import type { AddedBadge } from './add-copy.js'
import { examine, filesOf } from './examine.js'
import { keep } from './keep.js'
import { releaseFiles } from './release-files.js'
import type { BadgeInput } from './source.js'

export type { AddedBadge, BadgeInput }

/**
 * Reads, verifies and keeps a badge at once. Network first, then one transaction: nothing is ever half-stored.
 * @throws {OpenBadgesError} the input is no badge
 * @throws {AppError} invalid: an address that gives no badge
 */
export async function addBadge(
  ctx: Context,
  { id: accountId }: Pick<Account, 'id'>,
  input: BadgeInput,
): Promise<AddedBadge> {
  const { candidate, files } = await examine(ctx, accountId, input)
  for (const file of files) await ctx.files.put(file)
  const added = await ctx.db.transaction().execute((tx) => keep(tx, accountId, candidate))
  // Somebody's removed badge may have taken the same bytes with it before there was a row that needs them.
  for (const file of files) await ctx.files.put(file)
  // A copy may have brought bytes the badge has no need of.
  if (added.outcome !== 'added') await releaseFiles(ctx, filesOf(candidate))
  return added
}
