import type { Context } from '../context.js'
import { newId } from '../ids.js'
import type { VerificationReport } from '../openbadges/index.js'
import type { Db } from '../store/database.js'
import { insertDocuments, type StoredDocument } from '../store/documents.js'
import { insertReport, type StoredReport } from '../store/reports.js'
import { saysTheSame } from './standing.js'

/** A report whose bytes lie in the file store, ready for one short transaction. */
export interface KeptReport {
  report: Omit<StoredReport, 'badgeId'>
  documents: Omit<StoredDocument, 'reportId'>[]
}

/**
 * Puts the award and every document of a report into the file store; no row is written yet.
 * @param recipient the outcome that goes into the badge
 */
export async function keepFiles(
  ctx: Pick<Context, 'files'>,
  report: VerificationReport,
  recipient: StoredReport['recipient'],
  before: StoredReport | null,
): Promise<KeptReport> {
  const { verdict, at, checks, awardText } = report
  const awardHash = awardText === null ? null : await ctx.files.put(Buffer.from(awardText))
  const documents: KeptReport['documents'] = []
  for (const [position, document] of report.documents.entries()) {
    const { url, finalUrl, status, cause, type, body, fetchedAt } = document
    const fileHash = await ctx.files.put(body)
    documents.push({ position, url, finalUrl, status, cause, type, fileHash, fetchedAt })
  }
  const isChange = before === null || !saysTheSame(report, before)
  const id = newId(new Date(at))
  return { report: { id, at, verdict, recipient, checks, awardHash, isChange }, documents }
}

/** Writes the rows of a report; part of a transaction. */
export async function insertKeptReport(db: Db, badgeId: string, kept: KeptReport): Promise<void> {
  const reportId = kept.report.id
  await insertReport(db, { ...kept.report, badgeId })
  await insertDocuments(
    db,
    kept.documents.map((document) => ({ ...document, reportId })),
  )
}
