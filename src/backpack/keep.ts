import { newId } from '../ids.js'
import { insertBadge, type BackpackBadge, type NewBadge } from '../store/badges.js'
import type { Db } from '../store/database.js'
import { confirmedAddresses } from '../store/emails.js'
import { insertSource, putInFront } from '../store/sources.js'
import { restoreBadge, withdrawBadge } from '../store/trash.js'
import { addCopy, type AddedBadge } from './add-copy.js'
import { describe } from './describe.js'
import type { Candidate } from './examine.js'
import { findKnown } from './find-known.js'
import { insertKeptReport, readyReport } from './keep-report.js'
import { recipientNow } from './recipients.js'
import { findingOf } from './source-finding.js'
import { neverVerified, standingOf } from './standing.js'

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
