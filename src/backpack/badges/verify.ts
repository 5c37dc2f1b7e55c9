import { accountTransaction } from '../../store/database.js'
import pLimit from 'p-limit'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import {
  DAY_MS,
  sha256,
  type BadgeState,
  type ClaimChange,
  type Verdict,
  type VerificationReport,
} from '../../openbadges/index.js'
import { type BackpackBadge, findBadge, updateBadge } from '../../store/badges.js'
import {
  type DueBadge,
  leaseBadges,
  leaseDueBadges,
  releaseDueBadge,
} from '../../store/due-badges.js'
import { confirmedAddresses } from '../../store/emails.js'
import { findLatestReport, type StoredReport } from '../../store/reports.js'
import {
  type KeptSource,
  listSources,
  putInFront,
  updateFrontFinding,
} from '../../store/sources.js'
import { diagnosisFrom } from '../reading/doctor/diagnosis.js'
import { RoomClosedError } from '../reading/room/desk.js'
import { hashReport, insertKeptReport, readyReport, releaseFiles, unlessLost } from './files.js'
import { candidatesOf } from './recipients.js'
import { identityOf, verifiedAs } from './same-award.js'
import { completeOlder, weighReport } from './weigh.js'

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
  const { report, file, source } = await verifySources(ctx, badge, latest, confirmed)
  const verified = weighReport(badge, report, confirmed, latest && latest.id)
  const { standing, description, changes } = verified
  const hashed = hashReport(report)
  const kept = readyReport(hashed.report, { ...standing, changes }, latest)
  const hasPicture = badge.imageHash !== null && (await ctx.files.has(badge.imageHash))
  const picture = hasPicture ? null : await missingPicture(ctx, report, file)
  const files = [...hashed.files, ...(picture ? [picture.bytes] : [])]
  await putAll(ctx, files)
  const write = accountTransaction(ctx.db, accountId, async (tx) => {
    await findBadge(tx, accountId, badgeId)
    if (!source.isFront) await putInFront(tx, badgeId, source.fileHash)
    const { credential } = description ?? badge
    await updateFrontFinding(tx, badgeId, verifiedAs(credential, report.verdict))
    await insertKeptReport(tx, badgeId, kept)
    await updateBadge(tx, accountId, badgeId, standing, description, picture)
  })
  // removed while it was checked: then nothing of the check may stay either
  await write.catch(async (error: unknown) => {
    await releaseFiles(ctx, files.map(sha256))
    throw error
  })
  // somebody's removed badge may have taken the same bytes with it before there were rows that need them
  await putAll(ctx, files)
  const states = { before: badge.state, after: standing.state }
  const isSilent = standing.silentSince !== null
  return { verdict: standing.verdict, isChange: kept.report.isChange, states, changes, isSilent }
}

async function putAll({ files }: Pick<Context, 'files'>, all: readonly Uint8Array[]) {
  for (const bytes of all) await files.put(bytes)
}

interface Read {
  report: VerificationReport
  /** The bytes of the source; null where they are lost. */
  file: Uint8Array | null
  source: KeptSource
}

/**
 * From the source in front; should its issuer be silent, from another wrapper of the award that was valid when it
 * came in and still is.
 */
async function verifySources(
  ctx: Context,
  badge: BackpackBadge,
  latest: StoredReport | null,
  confirmed: readonly string[],
): Promise<Read> {
  const [first, ...behind] = await listSources(ctx.db, badge.accountId, badge.id)
  const award = await awardText(ctx, latest)
  const front = await verifySource(ctx, first!, confirmed, award, isHosted(badge))
  if (front && front.report.verdict !== 'unverifiable') return front
  const spares = behind.filter(({ verdict }) => verdict === 'valid').slice(0, MAX_SPARES)
  for (const source of spares) {
    const spare = await verifySource(ctx, source, confirmed, null, false)
    if (spare?.report.verdict === 'valid' && isStill(source, spare.report)) return spare
  }
  if (!front) throw new AppError('lost', 'No copy of this badge is whole any more.')
  return front
}

/**
 * @param award what was verified the last time; it stands for a file that is lost
 * @param isHosted is the award verified even where the file is whole? A hosted badge is what its issuer said last, not
 *   what the file says: the file may hold no more than an address, or may have been changed, and would speak alone
 *   should the issuer fall silent.
 * @returns null where the file is lost, and nothing stands for it
 */
async function verifySource(
  ctx: Context,
  source: KeptSource,
  confirmed: readonly string[],
  award: string | null,
  isHosted: boolean,
): Promise<Read | null> {
  const file = await unlessLost(ctx.files.get(source.fileHash))
  if (!file && award === null) return null
  const { loadDocument, registries, reading } = ctx
  const asked = { registries, now: ctx.now(), recipients: candidatesOf(confirmed) }
  const said = isHosted || !file ? award : null
  const input = [file ?? Buffer.from(award!), said, source.sourceUrl, asked] as const
  return { report: await reading.run('readAgain', [...input], loadDocument), file, source }
}

/** Does a source still give the award it gave when it came in? */
function isStill({ identity }: KeptSource, { credential, awardText }: VerificationReport): boolean {
  return credential !== null && identityOf(credential, awardText ?? '') === identity
}

const isHosted = ({ credential }: BackpackBadge) => credential.proofKind === 'hosted'

/** The award as it was verified the last time; null where it was not kept, or is lost. */
async function awardText(
  { files }: Pick<Context, 'files'>,
  latest: StoredReport | null,
): Promise<string | null> {
  const bytes = latest?.awardHash ? await unlessLost(files.get(latest.awardHash)) : null
  return bytes && bytes.toString('utf8')
}

async function missingPicture(
  ctx: Context,
  { credential }: VerificationReport,
  file: Uint8Array | null,
) {
  const picture =
    credential &&
    file &&
    (await ctx.reading.run('takePicture', [credential, file], ctx.loadDocument))
  if (!picture) return null
  const { bytes, type } = picture
  return { imageHash: sha256(bytes), imageType: type, bytes }
}

/** Visitors' checks at once, in this process; those of the background come beside them. */
const AT_ONCE = 4

/** Verifies badges again because somebody who sees them asked. */
export type VerifyAgain = (accountId: string, badgeIds: readonly string[]) => Promise<void>

/**
 * Begins to verify badges again; resolves when they are reserved, and goes on by itself. What this process does not
 * finish is due, and done by the background loop of any process.
 */
export function createVerifyAgain(ctx: Context): VerifyAgain {
  const inTurn = pLimit(AT_ONCE)
  return async (accountId, badgeIds) => {
    const now = ctx.now()
    const until = new Date(now.getTime() + LEASE_MS)
    const leased = await leaseBadges(ctx.db, accountId, badgeIds, now, until)
    for (const id of leased)
      inTurn(() => verifyLeased(ctx, { id, accountId })).catch((error: unknown) =>
        ctx.log.error({ err: error, badge: id }, 'check was not finished'),
      )
  }
}

/** At most so many at once; the network door adds its own politeness per host. */
const LEASED_AT_ONCE = 4
/** Longer than the slowest verification: a lease that ran out belonged to a process that died. */
const LEASE_MS = 10 * 60_000
/** A badge that could not be checked through a fault of ours is tried again after so long. */
const AFTER_FAULT_MS = 60 * 60_000
/** One that was ended because it took too much would hardly take less the next time. */
const AFTER_TOO_MUCH_MS = 30 * DAY_MS

/**
 * Verifies the badges whose check is due, a few at a time.
 * @returns how many were taken; 0 when none is due
 */
export async function verifyDue(ctx: Context): Promise<number> {
  const now = ctx.now()
  const until = new Date(now.getTime() + LEASE_MS)
  const due = await leaseDueBadges(ctx.db, now, until, LEASED_AT_ONCE)
  await Promise.all(due.map((badge) => verifyLeased(ctx, badge)))
  return due.length
}

/** Verifies a leased badge and gives the lease back, whatever happens. */
async function verifyLeased(ctx: Context, { id, accountId }: DueBadge): Promise<void> {
  try {
    await verifyBadge(ctx, accountId, id)
    await releaseDueBadge(ctx.db, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return
    if (error instanceof RoomClosedError) return releaseDueBadge(ctx.db, id)
    ctx.log.error({ err: error, badge: id }, 'verification failed')
    await releaseDueBadge(ctx.db, id, new Date(ctx.now().getTime() + waitAfter(error)))
  }
}

const waitAfter = (error: unknown) =>
  diagnosisFrom(error).code === 'too_much_work' ? AFTER_TOO_MUCH_MS : AFTER_FAULT_MS
