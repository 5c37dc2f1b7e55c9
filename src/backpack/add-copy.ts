import type { Outcome, Verdict } from '../openbadges/index.js'
import { updateBadge, type BackpackBadge } from '../store/badges.js'
import type { Db } from '../store/database.js'
import { confirmedAddresses } from '../store/emails.js'
import { findLatestReport, type StoredReport } from '../store/reports.js'
import { insertSource, listSources } from '../store/sources.js'
import type { Candidate } from './examine.js'
import { judgeAgain } from './judge-again.js'
import { insertKeptReport, readyReport } from './keep-report.js'

/** What became of something that was handed in. */
export interface AddedBadge {
  badgeId: string
  /**
   * `added`: a new badge. `known`: the backpack had this award. `improved`: it had, and this copy proves more.
   * `worse`: it had, and this copy proves less; the copy is not kept. `restored`: it lay in the trash.
   */
  outcome: 'added' | 'known' | 'improved' | 'worse' | 'restored'
  title: string
  issuerName: string
  awardedAt: string | null
  imageHash: string | null
  /** Of the badge as it is now in the backpack. */
  verdict: Verdict
  recipient: Outcome
}

/** How much a copy proves; of two copies of one award the better one counts. */
const PROOF: Record<Verdict, number> = {
  valid: 3,
  expired: 2,
  revoked: 2,
  'not-yet-valid': 2,
  unverifiable: 1,
  invalid: 0,
}

/**
 * Another copy of an award the backpack has: one more source of it, and the one it is verified from. A copy with
 * other content counts only when it is proven at least as well: what cannot be checked replaces nothing. Part of a
 * transaction.
 */
export async function addCopy(
  tx: Db,
  known: BackpackBadge,
  candidate: Candidate,
): Promise<AddedBadge> {
  const { report, source, picture } = candidate
  const latest = await findLatestReport(tx, known.accountId, known.id)
  const gain = PROOF[report.verdict] - PROOF[known.verdict]
  const isSame = await isKept(tx, known, latest, candidate)
  if (gain < 0 && !isSame) return { badgeId: known.id, outcome: 'worse', ...known }
  if (gain === 0 && !isSame && PROOF[report.verdict] < PROOF.expired)
    return { badgeId: known.id, outcome: 'known', ...known }
  const confirmed = await confirmedAddresses(tx, known.accountId)
  const { standing, description } = judgeAgain(known, report, confirmed)
  const shown = known.imageHash === null ? picture : null
  await insertSource(tx, known.id, source)
  await insertKeptReport(tx, known.id, readyReport(report, standing.recipient, latest))
  await updateBadge(tx, known.accountId, known.id, standing, description, shown)
  const outcome = gain > 0 && !isSame ? 'improved' : 'known'
  return { badgeId: known.id, outcome, ...known, ...description, ...standing, ...shown }
}

/** Is it the very file, or the very award, that is here already? */
async function isKept(
  tx: Db,
  { accountId, id }: BackpackBadge,
  latest: StoredReport | null,
  { source: { fileHash }, report: { awardHash } }: Candidate,
): Promise<boolean> {
  if (awardHash !== null && awardHash === latest?.awardHash) return true
  const sources = await listSources(tx, accountId, id)
  return sources.some((source) => source.fileHash === fileHash)
}
