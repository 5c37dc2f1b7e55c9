import { createHash } from 'node:crypto'
import type { Context } from '../context.js'
import type { Outcome, Verdict } from '../openbadges/index.js'
import { updateBadge, type BackpackBadge } from '../store/badges.js'
import { findLatestReport, type StoredReport } from '../store/reports.js'
import { insertSource, listSources } from '../store/sources.js'
import type { Candidate } from './add-badge.js'
import { newDescription } from './describe.js'
import { insertKeptReport, keepFiles } from './keep-report.js'
import { takePicture } from './picture.js'
import { standingOf } from './standing.js'

/** What became of something that was handed in. */
export interface AddedBadge {
  badgeId: string
  /**
   * `added`: a new badge. `known`: the backpack had this award. `improved`: it had, and this copy proves more.
   * `worse`: it had, and this copy proves less; the copy is not kept.
   */
  outcome: 'added' | 'known' | 'improved' | 'worse'
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
 * Another copy of an award the backpack has: one more source of it, and the one it is verified from, unless it
 * proves less than the badge does already.
 */
export async function addCopy(
  ctx: Context,
  known: BackpackBadge,
  candidate: Candidate,
): Promise<AddedBadge> {
  const { accountId, report, bytes, credential } = candidate
  const latest = await findLatestReport(ctx.db, accountId, known.id)
  const gain = PROOF[report.verdict] - PROOF[known.verdict]
  const isSame = await isKept(ctx, known, latest, candidate)
  if (gain < 0 && !isSame) return { badgeId: known.id, outcome: 'worse', ...known }
  const standing = standingOf(report, known)
  const fileHash = await ctx.files.put(bytes)
  const kept = await keepFiles(ctx, report, standing.recipient, latest)
  const description = newDescription(known, report)
  const picture = known.imageHash === null ? await takePicture(ctx, credential, bytes) : null
  const shown = picture && {
    imageHash: await ctx.files.put(picture.bytes),
    imageType: picture.type,
  }
  await ctx.db.transaction().execute(async (tx) => {
    await insertSource(tx, known.id, { ...candidate.source, fileHash })
    await insertKeptReport(tx, known.id, kept)
    await updateBadge(tx, accountId, known.id, standing, description, shown)
  })
  const outcome = gain > 0 && !isSame ? 'improved' : 'known'
  return { badgeId: known.id, outcome, ...known, ...description, ...standing, ...shown }
}

/** Is it the very file, or the very award, that is here already? */
async function isKept(
  { db }: Context,
  { accountId, id }: BackpackBadge,
  latest: StoredReport | null,
  { bytes, report: { awardText } }: Candidate,
): Promise<boolean> {
  if (awardText !== null && sha256(awardText) === latest?.awardHash) return true
  const sources = await listSources(db, accountId, id)
  return sources.some((source) => source.fileHash === sha256(bytes))
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
