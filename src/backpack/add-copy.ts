import type { BadgeState, Outcome, Verdict } from '../openbadges/index.js'
import { updateBadge, type BackpackBadge } from '../store/badges.js'
import type { Db } from '../store/database.js'
import { confirmedAddresses } from '../store/emails.js'
import { findLatestReport, type StoredReport } from '../store/reports.js'
import { insertSource, listSources, putInFront, type KeptSource } from '../store/sources.js'
import type { Candidate } from './examine.js'
import { judgeAgain } from './judge-again.js'
import { insertKeptReport, readyReport } from './keep-report.js'
import { findingOf } from './source-finding.js'

/** What became of something that was handed in. */
export interface AddedBadge {
  badgeId: string
  /**
   * `added`: a new badge. `known`: the backpack had this award. `improved`: it had, and this copy proves more.
   * `worse`: it had, and this copy proves less. `restored`: it lay in the trash.
   */
  outcome: 'added' | 'known' | 'improved' | 'worse' | 'restored'
  title: string
  issuerName: string
  awardedAt: string | null
  imageHash: string | null
  /** Of the badge as it is now in the backpack. */
  verdict: Verdict
  state: BadgeState
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
 * Another copy of an award the backpack has: one more source of it. It stands in front, and the badge is verified
 * from it, when it proves more; or as much, and is a later copy of the same wrapper. What cannot be checked replaces
 * nothing, and what is not genuine is not kept. Part of a transaction.
 */
export async function addCopy(
  tx: Db,
  known: BackpackBadge,
  candidate: Candidate,
): Promise<AddedBadge> {
  const { report, source, picture } = candidate
  const latest = await findLatestReport(tx, known.accountId, known.id)
  const gain = PROOF[report.verdict] - PROOF[known.verdict]
  const [front] = await listSources(tx, known.accountId, known.id)
  const isSame = isInFront(front, latest, candidate)
  if (report.verdict === 'invalid' && !isSame) return { ...kept(known), outcome: behind(gain) }
  await insertSource(tx, known.id, source, findingOf(candidate))
  const isAsGood =
    gain === 0 && isSameWrapper(front, candidate) && PROOF[report.verdict] >= PROOF.expired
  if (!isSame && !isAsGood && gain <= 0) return { ...kept(known), outcome: behind(gain) }
  const confirmed = await confirmedAddresses(tx, known.accountId)
  // a disproof is of the copy in front, a withdrawal is of the award
  const isOther = !isSame && known.state === 'not-genuine'
  const before = isOther ? { ...known, state: 'unchecked' as const } : known
  const judged = judgeAgain(before, report, confirmed, latest && latest.id)
  const { standing, description, changes } = judged
  const shown = known.imageHash === null ? picture : null
  await putInFront(tx, known.id, source.fileHash)
  await insertKeptReport(tx, known.id, readyReport(report, { ...standing, changes }, latest))
  await updateBadge(tx, known.accountId, known.id, standing, description, shown)
  const outcome = gain > 0 && !isSame ? 'improved' : 'known'
  return { ...kept(known), ...description, ...standing, ...shown, outcome }
}

const kept = (known: BackpackBadge) => ({ badgeId: known.id, ...known })

const behind = (gain: number) => (gain < 0 ? 'worse' : 'known')

/** Is it the very file, or the very award, that stands in front? */
function isInFront(
  front: KeptSource | undefined,
  latest: StoredReport | null,
  { source: { fileHash }, report: { awardHash } }: Candidate,
): boolean {
  return front?.fileHash === fileHash || (awardHash !== null && awardHash === latest?.awardHash)
}

/** Has it the id of the one in front? */
const isSameWrapper = (front: KeptSource | undefined, { identity }: Candidate) =>
  !front?.identity || front.identity === identity
