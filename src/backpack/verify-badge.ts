import type { Context } from '../context.js'
import { verify, type Verdict, type VerificationReport } from '../openbadges/index.js'
import { findBadge, updateBadge, type BackpackBadge } from '../store/badges.js'
import { confirmedAddresses } from '../store/emails.js'
import { findLatestReport, type StoredReport } from '../store/reports.js'
import { listSources } from '../store/sources.js'
import { judgeAgain } from './judge-again.js'
import { insertKeptReport, keepFiles } from './keep-report.js'
import { takePicture } from './picture.js'
import { candidatesOf } from './recipients.js'
import { addressIn } from './source.js'
import { textIn } from './text-in.js'

/** What a new verification of a kept badge said. */
export interface Verified {
  verdict: Verdict
  /** Does it differ from the verification before? */
  isChange: boolean
}

/**
 * Verifies a badge again, and keeps the report beside the earlier ones.
 * @throws {AppError} not_found
 */
export async function verifyBadge(
  ctx: Context,
  accountId: string,
  badgeId: string,
): Promise<Verified> {
  const badge = await findBadge(ctx.db, accountId, badgeId)
  const latest = await findLatestReport(ctx.db, accountId, badgeId)
  const confirmed = await confirmedAddresses(ctx.db, accountId)
  const { report, file } = await verifyAgain(ctx, badge, latest, confirmed)
  const { standing, description } = judgeAgain(badge, report, confirmed)
  const kept = await keepFiles(ctx, report, standing.recipient, latest)
  const picture = badge.imageHash ? null : await missingPicture(ctx, report, file)
  await ctx.db.transaction().execute(async (tx) => {
    await findBadge(tx, accountId, badgeId)
    await insertKeptReport(tx, badgeId, kept)
    await updateBadge(tx, accountId, badgeId, standing, description, picture)
  })
  return { verdict: report.verdict, isChange: kept.report.isChange }
}

async function verifyAgain(
  ctx: Context,
  badge: BackpackBadge,
  latest: StoredReport | null,
  confirmed: readonly string[],
) {
  const [source] = await listSources(ctx.db, badge.accountId, badge.id)
  const file = await ctx.files.get(source!.fileHash)
  const { text, findings } = await textIn(file)
  const options = {
    loadDocument: ctx.loadDocument,
    now: ctx.now(),
    recipients: candidatesOf(confirmed),
    sourceUrl: addressIn(text) ?? source!.sourceUrl ?? undefined,
  }
  const award = await awardOf(ctx, badge, latest)
  return { report: await verify(award ?? text, options, findings), file }
}

/**
 * A hosted badge is what its issuer said last, not what the file says: the file may hold no more than an address, or
 * may have been changed, and would speak alone should the issuer fall silent.
 */
async function awardOf(
  { files }: Pick<Context, 'files'>,
  { credential }: BackpackBadge,
  latest: StoredReport | null,
): Promise<string | null> {
  if (credential.proofKind !== 'hosted' || !latest?.awardHash) return null
  return (await files.get(latest.awardHash)).toString('utf8')
}

async function missingPicture(ctx: Context, { credential }: VerificationReport, file: Uint8Array) {
  const picture = credential && (await takePicture(ctx, credential, file))
  return picture && { imageHash: await ctx.files.put(picture.bytes), imageType: picture.type }
}
