import type { Context } from '../context.js'
import { newId } from '../ids.js'
import { UNPROVEN_ISSUER } from '../openbadges/index.js'
import { importedFiles } from '../store/file-uses.js'
import { settleKept, takeLooked } from '../store/import-queue.js'
import type { AddedBadge } from './add-copy.js'
import { filesOf, type Candidate } from './examine.js'
import { keep } from './keep.js'
import type { HashedReport } from './keep-report.js'
import { releaseFiles } from './release-files.js'

/**
 * Puts items that were looked at into the backpack, each in a transaction of its own: an item is kept whole or not
 * at all, and once. What is not there to be kept (any more) is passed over.
 * @returns what became of those that were kept
 */
export async function keepItems(
  ctx: Context,
  accountId: string,
  ids: readonly string[],
): Promise<AddedBadge[]> {
  const kept: AddedBadge[] = []
  for (const id of ids) {
    const added = await keepItem(ctx, accountId, id)
    if (added) kept.push(added)
  }
  return kept
}

async function keepItem(ctx: Context, accountId: string, id: string): Promise<AddedBadge | null> {
  const done = await ctx.db.transaction().execute(async (tx) => {
    const files = await importedFiles(tx, accountId, { itemId: id })
    const examined = await takeLooked(tx, accountId, id)
    if (examined === null) return null
    const candidate = keptNow(ctx, examined)
    const added = await keep(tx, accountId, candidate)
    await settleKept(tx, id, added.badgeId, added.outcome)
    return { added, spare: added.outcome === 'added' ? without(files, filesOf(candidate)) : files }
  })
  if (done) await releaseFiles(ctx, done.spare)
  return done && done.added
}

/** A badge is as old in the backpack as its keeping, not as the look at it. */
function keptNow({ now }: Context, examined: string): Candidate {
  const candidate = JSON.parse(examined) as Candidate
  // one that was looked at by an earlier release says nothing of proofs
  const { proof = null, issuer = UNPROVEN_ISSUER } = candidate.report as Partial<HashedReport>
  const report = { ...candidate.report, proof, issuer }
  const at = now()
  const times = { id: newId(at), createdAt: at.toISOString() }
  return { ...candidate, report, source: { ...candidate.source, ...times } }
}

const without = (all: readonly string[], some: readonly string[]) =>
  all.filter((one) => !some.includes(one))
