import type { Context } from '../../context.js'
import { changedClaims, type ClaimChange, type Verdict } from '../../openbadges/index.js'
import type { BackpackBadge, Description, Standing } from '../../store/badges.js'
import { completeReport, findTellingReport } from '../../store/reports.js'
import { describe } from './candidate.js'
import { recipientNow } from './recipients.js'
import { neverVerified, standingOf, type WeighableReport } from './standing.js'
import { unlessLost } from './files.js'
import { replayStored } from './replay.js'

/** What a verification makes of a badge the backpack has. */
export interface WeighedReport {
  standing: Standing
  /** What it says from now on; null: what it said before. */
  description: Description | null
  /** What it says from now on that it did not say before. */
  changes: ClaimChange[]
}

/**
 * A badge once proven goes on saying what was proven: while its issuer is silent, or after it was withdrawn, only
 * the copy the earner handed in speaks, and that may have been changed.
 * @param latest id of the report before this one
 */
export function weighReport(
  known: BackpackBadge,
  report: WeighableReport,
  confirmed: readonly string[],
  latest: string | null,
): WeighedReport {
  const verified = weighStanding(known, report, confirmed, latest)
  const after = verified.description?.credential
  return { ...verified, changes: after ? changedClaims(known.credential, after) : [] }
}

function weighStanding(
  known: BackpackBadge,
  report: WeighableReport,
  confirmed: readonly string[],
  latest: string | null,
): Omit<WeighedReport, 'changes'> {
  const standing = standingOf(report, { ...known, known }, latest)
  const isSpoken = standing.toldBy === null && report.credential
  const description = isSpoken ? describe(isSpoken) : null
  if (description && isProven(report.verdict) && !isPoorer(description, known))
    return { standing, description }
  if (description && !wasProven(known) && !isPoorer(description, known))
    return { standing, description }
  return {
    standing: { ...standing, recipient: recipientNow(known, confirmed) },
    description: null,
  }
}

/** Verdicts that say: the issuer wrote exactly this. */
const isProven = (verdict: Verdict) => ['valid', 'expired', 'not-yet-valid'].includes(verdict)

const wasProven = ({ verdict, validAt }: BackpackBadge) =>
  isProven(verdict) || verdict === 'revoked' || validAt !== null

/** A withdrawn badge may name nothing any more, a silent issuer has no name. */
const isPoorer = (description: Description, known: BackpackBadge) =>
  (known.title !== '' && description.title === '') ||
  (known.issuerName !== '' && description.issuerName === '')

/**
 * What is known of a badge before it is verified again. One verified before proofs were kept is verified again from its
 * capsule first, at the time of that report: then a silent issuer leaves standing what was proven, and no more.
 */
export async function completeOlder(
  ctx: Pick<Context, 'db' | 'files' | 'reading'>,
  badge: BackpackBadge,
): Promise<BackpackBadge> {
  const stored = await findTellingReport(ctx.db, badge.accountId, badge.id)
  if (stored === null || stored.issuer !== null) return badge
  const replayed = await unlessLost(replayStored(ctx, badge.accountId, stored))
  if (replayed === null) return badge
  const { verdict, proof, issuer } = replayed.report
  const { state, validAt } = standingOf(replayed.report, neverVerified(badge.createdAt))
  await completeReport(ctx.db, stored.id, { proof, issuer, state })
  return { ...badge, verdict, state, validAt, issuerProof: issuer }
}
