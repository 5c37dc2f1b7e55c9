import type { Context } from '../context.js'
import { unbake, verify, type Verdict, type VerificationReport } from '../openbadges/index.js'
import { findBadge, updateBadge, type BackpackBadge } from '../store/badges.js'
import { confirmedAddresses } from '../store/emails.js'
import { findLatestReport, type StoredReport } from '../store/reports.js'
import { listSources } from '../store/sources.js'
import { newDescription } from './describe.js'
import { insertKeptReport, keepFiles } from './keep-report.js'
import { takePicture } from './picture.js'
import { addressIn } from './source.js'
import { standingOf } from './standing.js'

/** What a new verification of a kept badge said. */
export interface Verified {
  verdict: Verdict
  /** Does it differ from the verification before? */
  isChange: boolean
}

/**
 * Verifies a badge again from its original text, and keeps the report beside the earlier ones.
 * @throws {AppError} not_found
 */
export async function verifyBadge(
  ctx: Context,
  accountId: string,
  badgeId: string,
): Promise<Verified> {
  const badge = await findBadge(ctx.db, accountId, badgeId)
  const latest = await findLatestReport(ctx.db, accountId, badgeId)
  const { report, file } = await verifyAgain(ctx, badge, latest)
  const standing = standingOf(report, badge)
  const kept = await keepFiles(ctx, report, standing.recipient, latest)
  const description = newDescription(badge, report)
  const picture = badge.imageHash ? null : await missingPicture(ctx, report, file)
  await ctx.db.transaction().execute(async (tx) => {
    await findBadge(tx, accountId, badgeId)
    await insertKeptReport(tx, badgeId, kept)
    await updateBadge(tx, accountId, badgeId, standing, description, picture)
  })
  return { verdict: report.verdict, isChange: kept.report.isChange }
}

async function verifyAgain(ctx: Context, badge: BackpackBadge, latest: StoredReport | null) {
  const [source] = await listSources(ctx.db, badge.accountId, badge.id)
  const file = await ctx.files.get(source!.fileHash)
  const { text, findings } = unbake(file)
  const address = addressIn(text)
  const options = {
    loadDocument: ctx.loadDocument,
    now: ctx.now(),
    recipients: await confirmedAddresses(ctx.db, badge.accountId),
    sourceUrl: address ?? source!.sourceUrl ?? undefined,
  }
  // A picture may hold no more than an address: should that fall silent, the award last read there is judged.
  const awardHash = address ? latest?.awardHash : null
  const award = awardHash ? (await ctx.files.get(awardHash)).toString('utf8') : text
  return { report: await verify(award, options, findings), file }
}

async function missingPicture(ctx: Context, { credential }: VerificationReport, file: Uint8Array) {
  const picture = credential && (await takePicture(ctx, credential, file))
  return picture && { imageHash: await ctx.files.put(picture.bytes), imageType: picture.type }
}
