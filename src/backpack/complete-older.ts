import type { Context } from '../context.js'
import type { BackpackBadge } from '../store/badges.js'
import { completeReport, findTellingReport } from '../store/reports.js'
import { replayStored } from './replay-report.js'
import { neverVerified, standingOf } from './standing.js'

/**
 * What is known of a badge before it is verified again. One judged before proofs were kept is judged again from its
 * capsule first, at the time of that report: then a silent issuer leaves standing what was proven, and no more.
 */
export async function completeOlder(
  ctx: Pick<Context, 'db' | 'files'>,
  badge: BackpackBadge,
): Promise<BackpackBadge> {
  const stored = await findTellingReport(ctx.db, badge.accountId, badge.id)
  if (stored === null || stored.issuer !== null) return badge
  const replayed = await replayStored(ctx, badge.accountId, stored)
  if (replayed === null) return badge
  const { verdict, proof, issuer } = replayed.report
  const { state, validAt } = standingOf(replayed.report, neverVerified(badge.createdAt))
  await completeReport(ctx.db, stored.id, { proof, issuer, state })
  return { ...badge, verdict, state, validAt, issuerProof: issuer }
}
