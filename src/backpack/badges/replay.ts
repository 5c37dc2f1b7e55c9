import type { Context } from '../../context.js'
import type { VerificationReport } from '../../openbadges/index.js'
import { findTellingReport, listDocuments, type StoredReport } from '../../store/reports.js'
import { saysTheSame } from './standing.js'

/** A verification made again from what was kept of it. */
export interface Replayed {
  report: VerificationReport
  /** Does it say what was said then? */
  isSame: boolean
}

/**
 * Makes the verification that speaks for a badge again, at its own time, from its capsule: nobody is asked.
 * @returns null for a report that kept no capsule @throws {AppError} lost: something of it is damaged
 */
export async function replayReport(
  ctx: Pick<Context, 'db' | 'files' | 'reading'>,
  accountId: string,
  badgeId: string,
): Promise<Replayed | null> {
  const stored = await findTellingReport(ctx.db, accountId, badgeId)
  return stored && replayStored(ctx, accountId, stored)
}

/** The same for a report at hand. */
export async function replayStored(
  { db, files, reading }: Pick<Context, 'db' | 'files' | 'reading'>,
  accountId: string,
  stored: StoredReport,
): Promise<Replayed | null> {
  if (!stored.asked) return null
  const { textHash, ...circumstances } = stored.asked
  const asked = { ...circumstances, text: (await files.get(textHash)).toString('utf8') }
  const pages = await listDocuments(db, accountId, stored.badgeId, stored.id)
  const documents = await Promise.all(
    pages.map(async ({ fileHash, ...page }) => ({
      ...page,
      sha256: fileHash,
      body: await files.get(fileHash),
    })),
  )
  const report = await reading.run('replay', [{ at: stored.at, asked, documents }])
  return { report, isSame: saysTheSame(report, stored) }
}
