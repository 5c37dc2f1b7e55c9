import { newId } from '../../ids.js'
import type { BadgeState, Outcome, Verdict } from '../../openbadges/index.js'
import { type BackpackBadge, insertBadge, type NewBadge, updateBadge } from '../../store/badges.js'
import type { Db } from '../../store/database.js'
import { confirmedAddresses } from '../../store/emails.js'
import { findLatestReport, type StoredReport } from '../../store/reports.js'
import { insertSource, type KeptSource, listSources, putInFront } from '../../store/sources.js'
import { restoreBadge, withdrawBadge } from '../../store/trash.js'
import { type Candidate, describe } from './candidate.js'
import { insertKeptReport, readyReport } from './files.js'
import { recipientNow } from './recipients.js'
import { findingOf, findKnown } from './same-award.js'
import { neverVerified, standingOf } from './standing.js'
import { weighReport } from './weigh.js'

/**
 * Writes an examined badge into a backpack; part of a transaction, after its bytes were stored. The same award
 * twice, in whatever wrapper, is one badge.
 */
export async function keep(tx: Db, accountId: string, candidate: Candidate): Promise<AddedBadge> {
  const known = await findKnown(tx, accountId, candidate)
  if (known) return addKnown(tx, known, candidate)
  const badge = newBadge(candidate, await confirmedAddresses(tx, accountId))
  if (await insertBadge(tx, accountId, badge)) return addNew(tx, badge, candidate)
  return addKnown(tx, (await findKnown(tx, accountId, candidate))!, candidate)
}

/**
 * What lies in the trash comes back with it, but as private as something new: it has left its collections, and the
 * links to it alone have ended. Only taking it back from the trash puts it where it was.
 */
async function addKnown(tx: Db, known: BackpackBadge, candidate: Candidate): Promise<AddedBadge> {
  if (known.trashedAt === null) return addCopy(tx, known, candidate)
  await withdrawBadge(tx, known.id, candidate.source.createdAt)
  await restoreBadge(tx, known.accountId, known.id)
  return { ...(await addCopy(tx, known, candidate)), outcome: 'restored' }
}

async function addNew(tx: Db, badge: NewBadge, candidate: Candidate): Promise<AddedBadge> {
  const { source, report } = candidate
  await insertSource(tx, badge.id, source, findingOf(candidate))
  await putInFront(tx, badge.id, source.fileHash)
  await insertKeptReport(tx, badge.id, readyReport(report, { ...badge, changes: [] }, null))
  return { badgeId: badge.id, outcome: 'added', ...badge }
}

/** The earner's addresses may have changed since the badge was examined. */
function newBadge(
  { identity, report, picture, source: { createdAt } }: Candidate,
  confirmed: readonly string[],
): NewBadge {
  const { credential } = report
  const standing = standingOf(report, neverVerified(createdAt))
  return {
    id: newId(new Date(createdAt)),
    identity,
    createdAt,
    imageHash: picture && picture.imageHash,
    imageType: picture && picture.imageType,
    ...describe(credential),
    ...standing,
    recipient: recipientNow({ credential, recipient: standing.recipient }, confirmed),
  }
}

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
async function addCopy(tx: Db, known: BackpackBadge, candidate: Candidate): Promise<AddedBadge> {
  const { report, source, picture } = candidate
  const latest = await findLatestReport(tx, known.accountId, known.id)
  const gain = PROOF[report.verdict] - PROOF[known.verdict]
  const [front] = await listSources(tx, known.accountId, known.id)
  const isSame = isInFront(front, latest, candidate)
  if (report.verdict === 'invalid' && !isSame)
    return { ...describeKnown(known), outcome: behind(gain) }
  await insertSource(tx, known.id, source, findingOf(candidate))
  const isAsGood =
    gain === 0 && isSameWrapper(front, candidate) && PROOF[report.verdict] >= PROOF.expired
  if (!isSame && !isAsGood && gain <= 0) return { ...describeKnown(known), outcome: behind(gain) }
  const confirmed = await confirmedAddresses(tx, known.accountId)
  // a disproof is of the copy in front, a withdrawal is of the award
  const isOther = !isSame && known.state === 'not-genuine'
  const before = isOther ? { ...known, state: 'unchecked' as const } : known
  const verified = weighReport(before, report, confirmed, latest && latest.id)
  const { standing, description, changes } = verified
  const shown = known.imageHash === null ? picture : null
  await putInFront(tx, known.id, source.fileHash)
  await insertKeptReport(tx, known.id, readyReport(report, { ...standing, changes }, latest))
  await updateBadge(tx, known.accountId, known.id, standing, description, shown)
  const outcome = gain > 0 && !isSame ? 'improved' : 'known'
  return { ...describeKnown(known), ...description, ...standing, ...shown, outcome }
}

const describeKnown = (known: BackpackBadge) => ({ badgeId: known.id, ...known })

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
