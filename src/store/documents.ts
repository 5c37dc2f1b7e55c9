import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { SilenceCause } from '../openbadges/index.js'
import type { Db } from './database.js'
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

/** What the newest report of a badge of this account saw, in order of asking. */
export async function listDocuments(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<StoredDocument[]> {
  const newest = db
    .selectFrom('report')
    .where('badge_id', '=', badgeId)
    .select(({ fn }) => fn.max('id').as('id'))
  const rows = await db
    .selectFrom('report_document')
    .innerJoin('report', 'report.id', 'report_document.report_id')
    .innerJoin('badge', 'badge.id', 'report.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('report.id', '=', newest)
    .selectAll('report_document')
    .orderBy('report_document.position')
    .execute()
  return rows.map(toDocument)
}

/** One document of the newest report, by its position. @throws {AppError} not_found */
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
