import { sql, type Selectable } from 'kysely'
import type {
  BadgeState,
  CheckResult,
  ClaimChange,
  IssuerProof,
  Outcome,
  Proof,
  Question,
  Verdict,
} from '../openbadges/index.js'
import { toIssuerProof } from './badge-rows.js'
import type { Db } from './database.js'
import type { ReportTable } from './schema.js'

/** A question whose text lies in the file store. */
export type StoredQuestion = Omit<Question, 'text'> & { textHash: string }

/** One verification that was made of a badge. */
export interface StoredReport {
  id: string
  badgeId: string
  at: string
  verdict: Verdict
  recipient: Outcome
  checks: CheckResult[]
  /** What proved it; null: nothing did, or the report is older than proofs. */
  proof: Proof | null
  /** What is proven of the issuer; null for reports older than that. */
  issuer: IssuerProof | null
  /** The word for people; null for older reports. */
  state: BadgeState | null
  /** What the badge says that it did not say at the check before. */
  changes: ClaimChange[]
  /** Of the award text that was judged, in the file store. */
  awardHash: string | null
  /** What the verification was given; null for reports older than capsules. */
  asked: StoredQuestion | null
  /** Does it say something else than the report before it? */
  isChange: boolean
}

/** One line of a badge's history. */
export type ReportLine = Pick<
  StoredReport,
  'id' | 'at' | 'verdict' | 'state' | 'changes' | 'isChange'
>

export async function insertReport(db: Db, report: StoredReport): Promise<void> {
  await db
    .insertInto('report')
    .values({
      id: report.id,
      badge_id: report.badgeId,
      at: report.at,
      verdict: report.verdict,
      recipient: report.recipient,
      checks: JSON.stringify(report.checks),
      proof: report.proof && JSON.stringify(report.proof),
      issuer: report.issuer && JSON.stringify(report.issuer),
      state: report.state,
      changes: report.changes.length > 0 ? JSON.stringify(report.changes) : null,
      award_hash: report.awardHash,
      asked: report.asked && JSON.stringify(report.asked),
      asked_hash: report.asked && report.asked.textHash,
      is_change: report.isChange ? 1 : 0,
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
      found.set(row.badge_id, toReport(row))
  return found
}

/** SQLite takes only so many parameters. */
const IDS_PER_QUERY = 500

function tellingOf(db: Db, accountId: string, badgeIds: readonly string[]) {
  return db
    .selectFrom('report')
    .innerJoin('badge', 'badge.id', 'report.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge.id', 'in', badgeIds)
    .where('report.id', '=', tellingId)
    .selectAll('report')
    .execute()
}

/** Id of the report that speaks for the badge of the row: the one place that chooses it. */
export const tellingId = sql<string>`coalesce(badge.told_by,
  (select max(newest.id) from report as newest where newest.badge_id = badge.id))`

/** Adds to a report from before proofs were kept what its capsule proves. */
export async function completeReport(
  db: Db,
  id: string,
  { proof, issuer, state }: Pick<StoredReport, 'proof' | 'issuer' | 'state'>,
): Promise<void> {
  await db
    .updateTable('report')
    .set({ proof: proof && JSON.stringify(proof), issuer: issuer && JSON.stringify(issuer), state })
    .where('id', '=', id)
    .execute()
}

/** Newest first, without the checks. */
export async function listReports(
  db: Db,
  accountId: string,
  badgeId: string,
  limit: number,
): Promise<ReportLine[]> {
  const rows = await owned(db, accountId, badgeId)
    .select(['report.id', 'report.at', 'report.verdict', 'report.is_change'])
    .select(['report.state', 'report.changes'])
    .orderBy('report.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, at, verdict, state, changes, is_change }) => ({
    id,
    at,
    verdict: verdict as Verdict,
    state: state as BadgeState | null,
    changes: readChanges(changes),
    isChange: is_change === 1,
  }))
}

export async function countReports(db: Db, accountId: string, badgeId: string): Promise<number> {
  const { n } = await owned(db, accountId, badgeId)
    .select(({ fn }) => fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

function owned(db: Db, accountId: string, badgeId: string) {
  return db
    .selectFrom('report')
    .innerJoin('badge', 'badge.id', 'report.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge.id', '=', badgeId)
}

const readChanges = (json: string | null) =>
  json === null ? [] : (JSON.parse(json) as ClaimChange[])

function toReport(row: Selectable<ReportTable>): StoredReport {
  return {
    id: row.id,
    badgeId: row.badge_id,
    at: row.at,
    verdict: row.verdict as Verdict,
    recipient: row.recipient as Outcome,
    checks: JSON.parse(row.checks) as CheckResult[],
    proof: row.proof === null ? null : (JSON.parse(row.proof) as Proof),
    issuer: toIssuerProof(row.issuer),
    state: row.state as BadgeState | null,
    changes: readChanges(row.changes),
    awardHash: row.award_hash,
    asked: row.asked === null ? null : (JSON.parse(row.asked) as StoredQuestion),
    isChange: row.is_change === 1,
  }
}
