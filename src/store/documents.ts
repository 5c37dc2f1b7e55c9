import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { SilenceCause } from '../openbadges/index.js'
import type { Db } from './database.js'
import { tellingId } from './reports.js'
import type { ReportDocumentTable } from './schema.js'

/** One document a verification saw, its bytes in the file store: a page of the capsule. */
export interface StoredDocument {
  reportId: string
  /** In order of asking, from 0. */
  position: number
  url: string
  finalUrl: string
  status: number | null
  cause: SilenceCause | null
  type: string | null
  fileHash: string
  fetchedAt: string
}

export async function insertDocuments(db: Db, documents: readonly StoredDocument[]): Promise<void> {
  if (documents.length === 0) return
  await db
    .insertInto('report_document')
    .values(
      documents.map((document) => ({
        report_id: document.reportId,
        position: document.position,
        url: document.url,
        final_url: document.finalUrl,
        status: document.status,
        cause: document.cause,
        type: document.type,
        file_hash: document.fileHash,
        fetched_at: document.fetchedAt,
      })),
    )
    .execute()
}

/**
 * What a report of a badge of this account saw, in order of asking.
 * @param reportId without it, of the report that speaks for the badge
 */
export async function listDocuments(
  db: Db,
  accountId: string,
  badgeId: string,
  reportId?: string,
): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('report_document')
    .innerJoin('report', 'report.id', 'report_document.report_id')
    .innerJoin('badge', 'badge.id', 'report.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge.id', '=', badgeId)
    .where('report.id', '=', reportId ?? tellingId)
    .selectAll('report_document')
    .orderBy('report_document.position')
    .execute()
  return rows.map(toDocument)
}

/** One document of the report that speaks for the badge, by its position. @throws {AppError} not_found */
export async function findDocument(
  db: Db,
  accountId: string,
  badgeId: string,
  position: number,
): Promise<StoredDocument> {
  const documents = await listDocuments(db, accountId, badgeId)
  const document = documents.find((one) => one.position === position)
  if (!document) throw new AppError('not_found', 'There is no such document of this badge.')
  return document
}

function toDocument(row: Selectable<ReportDocumentTable>): StoredDocument {
  return {
    reportId: row.report_id,
    position: row.position,
    url: row.url,
    finalUrl: row.final_url,
    status: row.status,
    cause: row.cause as SilenceCause | null,
    type: row.type,
    fileHash: row.file_hash,
    fetchedAt: row.fetched_at,
  }
}
