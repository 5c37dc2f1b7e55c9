import type { Context } from '../context.js'
import type { BadgeState, ClaimChange, Verdict, VerificationReport } from '../openbadges/index.js'
import { findBadge, updateBadge, type BackpackBadge } from '../store/badges.js'
import { confirmedAddresses } from '../store/emails.js'
import { findLatestReport, type StoredReport } from '../store/reports.js'
import { listSources, putInFront, updateFrontFinding, type KeptSource } from '../store/sources.js'
import { completeOlder } from './complete-older.js'
import { identityOf } from './identity.js'
import { judgeAgain } from './judge-again.js'
import { filesOfReport, insertKeptReport, keepFiles } from './keep-report.js'
import { takePicture } from './picture.js'
import { candidatesOf } from './recipients.js'
import { releaseFiles } from './release-files.js'
import { addressIn } from './source.js'
import { verifiedAs } from './source-finding.js'
import { textIn } from './text-in.js'
import { verifyText } from './verify-text.js'

/** Other wrappers that are tried while the one in front cannot be checked. */
const MAX_SPARES = 3

/** What a new verification of a kept badge said. */
export interface Verified {
  verdict: Verdict
  /** Does it differ from the verification before? */
  isChange: boolean
  /** The word for people, then and now. */
  states: { before: BadgeState; after: BadgeState }
  /** What the badge says now that it did not say before. */
  changes: ClaimChange[]
  /** Nobody answered, so that nothing could change. */
  isSilent: boolean
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
  const badge = await completeOlder(ctx, await findBadge(ctx.db, accountId, badgeId))
  const latest = await findLatestReport(ctx.db, accountId, badgeId)
  const confirmed = await confirmedAddresses(ctx.db, accountId)
  const { report, file, source } = await verifyAgain(ctx, badge, latest, confirmed)
  const judged = judgeAgain(badge, report, confirmed, latest && latest.id)
  const { standing, description, changes } = judged
  const kept = await keepFiles(ctx, report, { ...standing, changes }, latest)
  const picture = badge.imageHash ? null : await missingPicture(ctx, report, file)
  const files = [...filesOfReport(kept), ...(picture ? [picture.imageHash] : [])]
  const write = ctx.db.transaction().execute(async (tx) => {
    await findBadge(tx, accountId, badgeId)
    if (!source.isFront) await putInFront(tx, badgeId, source.fileHash)
    const { credential } = description ?? badge
    await updateFrontFinding(tx, badgeId, verifiedAs(credential, report.verdict))
    await insertKeptReport(tx, badgeId, kept)
    await updateBadge(tx, accountId, badgeId, standing, description, picture)
  })
  // removed while it was checked: then nothing of the check may stay either
  await write.catch(async (error: unknown) => {
    await releaseFiles(ctx, files)
    throw error
  })
  const states = { before: badge.state, after: standing.state }
  const isSilent = standing.silentSince !== null
  return { verdict: standing.verdict, isChange: kept.report.isChange, states, changes, isSilent }
}

interface Read {
  report: VerificationReport
  file: Uint8Array
  source: KeptSource
}

/**
 * From the source in front; should its issuer be silent, from another wrapper of the award that was valid when it
 * came in and still is.
 */
async function verifyAgain(
  ctx: Context,
  badge: BackpackBadge,
  latest: StoredReport | null,
  confirmed: readonly string[],
): Promise<Read> {
  const [first, ...behind] = await listSources(ctx.db, badge.accountId, badge.id)
  const front = await verifySource(ctx, first!, confirmed, await awardOf(ctx, badge, latest))
  if (front.report.verdict !== 'unverifiable') return front
  const spares = behind.filter(({ verdict }) => verdict === 'valid').slice(0, MAX_SPARES)
  for (const source of spares) {
    const spare = await verifySource(ctx, source, confirmed, null)
    if (spare.report.verdict === 'valid' && isStill(source, spare.report)) return spare
  }
  return front
}

/** @param award what is judged instead of the text in the file, or null */
async function verifySource(
  ctx: Context,
  source: KeptSource,
  confirmed: readonly string[],
  award: string | null,
): Promise<Read> {
  const file = await ctx.files.get(source.fileHash)
  const { text, findings } = await textIn(file)
  const options = {
    loadDocument: ctx.loadDocument,
    registries: ctx.registries,
    now: ctx.now(),
    recipients: candidatesOf(confirmed),
    sourceUrl: addressIn(text) ?? source.sourceUrl ?? undefined,
  }
  return { report: await verifyText(award ?? text, options, findings), file, source }
}

/** Does a source still give the award it gave when it came in? */
function isStill({ identity }: KeptSource, { credential, awardText }: VerificationReport): boolean {
  return credential !== null && identityOf(credential, awardText ?? '') === identity
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
