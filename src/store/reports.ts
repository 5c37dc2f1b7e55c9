import { type Selectable, sql } from 'kysely'
import { AppError } from '../errors.js'
import type { ClaimChange, IssuerProof, Question } from '../openbadges/index.js'
import { toIssuerProof } from './badge-rows.js'
import type { ReportDocumentTable, ReportTable } from './badge-tables.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'

/** A question whose text lies in the file store. */
export type StoredQuestion = Omit<Question, 'text'> & { textHash: string }

type Row = Selectable<ReportTable>

/** One verification that was made of a badge; one older than what a member tells has null there. */
export interface StoredReport extends Omit<Row, 'askedHash' | 'issuer' | 'changes'> {
  issuer: IssuerProof | null
  /** What the badge says that it did not say at the check before. */
  changes: ClaimChange[]
}

/** One line of a badge's history. */
export type ReportLine = Pick<
  StoredReport,
  'id' | 'at' | 'verdict' | 'state' | 'changes' | 'isChange'
>

const REPORT = [
  'id',
  'badgeId',
  'at',
  'verdict',
  'recipient',
  'checks',
  'proof',
  'issuer',
  'state',
  'awardHash',
  'asked',
  'isChange',
] as const

export async function insertReport(db: Db, report: StoredReport): Promise<void> {
  await db
    .insertInto('report')
    .values({
      ...columnsOf(report, REPORT),
      changes: report.changes.length > 0 ? report.changes : null,
      askedHash: report.asked && report.asked.textHash,
    })
    .execute()
}

/** The newest report of a badge of this account, or null. */
export async function findLatestReport(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<StoredReport | null> {
  const row = await owned(db, accountId, badgeId)
    .selectAll('report')
    .orderBy('report.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toReport(row) : null
}

/** The report that speaks for a badge: see {@link findTellingReports}. */
export async function findTellingReport(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<StoredReport | null> {
  return (await findTellingReports(db, accountId, [badgeId])).get(badgeId) ?? null
}

/**
 * By badge id, the report that speaks for each of these badges: the newest, or the one before its issuer fell
 * silent, if silence leaves standing what that found.
 */
export async function findTellingReports(
  db: Db,
  accountId: string,
  badgeIds: readonly string[],
): Promise<Map<string, StoredReport>> {
  const found = new Map<string, StoredReport>()
  for (let start = 0; start < badgeIds.length; start += IDS_PER_QUERY)
    for (const row of await tellingOf(db, accountId, badgeIds.slice(start, start + IDS_PER_QUERY)))
      found.set(row.badgeId, toReport(row))
  return found
}

/** SQLite takes only so many parameters. */
const IDS_PER_QUERY = 500

function tellingOf(db: Db, accountId: string, badgeIds: readonly string[]) {
  return db
    .selectFrom('report')
    .innerJoin('badge', 'badge.id', 'report.badgeId')
    .where('badge.accountId', '=', accountId)
    .where('badge.id', 'in', badgeIds)
    .where('report.id', '=', tellingId)
    .selectAll('report')
    .execute()
}

/** Id of the report that speaks for the badge of the row: the one place that chooses it. */
const tellingId = sql<string>`coalesce(badge.told_by,
  (select max(newest.id) from report as newest where newest.badge_id = badge.id))`

/** Adds to a report from before proofs were kept what its capsule proves. */
export async function completeReport(
  db: Db,
  id: string,
  { proof, issuer, state }: Pick<StoredReport, 'proof' | 'issuer' | 'state'>,
): Promise<void> {
  await db.updateTable('report').set({ proof, issuer, state }).where('id', '=', id).execute()
}

/** Newest first, without the checks. */
export async function listReports(
  db: Db,
  accountId: string,
  badgeId: string,
  limit: number,
): Promise<ReportLine[]> {
  const rows = await owned(db, accountId, badgeId)
    .select(['report.id', 'report.at', 'report.verdict', 'report.isChange'])
    .select(['report.state', 'report.changes'])
    .orderBy('report.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ changes, ...line }) => ({ ...line, changes: changes ?? [] }))
}

export async function countReports(db: Db, accountId: string, badgeId: string): Promise<number> {
  const { n } = await owned(db, accountId, badgeId)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

function owned(db: Db, accountId: string, badgeId: string) {
  return db
    .selectFrom('report')
    .innerJoin('badge', 'badge.id', 'report.badgeId')
    .where('badge.accountId', '=', accountId)
    .where('badge.id', '=', badgeId)
}

function toReport({ askedHash: _, ...row }: Row): StoredReport {
  return { ...row, issuer: toIssuerProof(row.issuer), changes: row.changes ?? [] }
}

/** One document a verification saw, its bytes in the file store: a page of the capsule. */
export type StoredDocument = Selectable<ReportDocumentTable>

const DOCUMENT = [
  'reportId',
  'position',
  'url',
  'finalUrl',
  'status',
  'cause',
  'type',
  'fileHash',
  'fetchedAt',
] as const

export async function insertDocuments(db: Db, documents: readonly StoredDocument[]): Promise<void> {
  if (documents.length === 0) return
  await db
    .insertInto('reportDocument')
    .values(documents.map((document) => columnsOf(document, DOCUMENT)))
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
  return db
    .selectFrom('reportDocument')
    .innerJoin('report', 'report.id', 'reportDocument.reportId')
    .innerJoin('badge', 'badge.id', 'report.badgeId')
    .where('badge.accountId', '=', accountId)
    .where('badge.id', '=', badgeId)
    .where('report.id', '=', reportId ?? tellingId)
    .selectAll('reportDocument')
    .orderBy('reportDocument.position')
    .execute()
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
