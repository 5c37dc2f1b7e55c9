import { changedClaims, type ClaimChange, type Verdict } from '../openbadges/index.js'
import type { BackpackBadge, Description, Standing } from '../store/badges.js'
import { describe } from './describe.js'
import { recipientNow } from './recipients.js'
import { standingOf, type Judged } from './standing.js'

/** What a verification makes of a badge the backpack has. */
export interface JudgedAgain {
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
export function judgeAgain(
  known: BackpackBadge,
  report: Judged,
  confirmed: readonly string[],
  latest: string | null,
): JudgedAgain {
  const judged = judgedBy(known, report, confirmed, latest)
  const after = judged.description?.credential
  return { ...judged, changes: after ? changedClaims(known.credential, after) : [] }
}

function judgedBy(
  known: BackpackBadge,
  report: Judged,
  confirmed: readonly string[],
  latest: string | null,
): Omit<JudgedAgain, 'changes'> {
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
