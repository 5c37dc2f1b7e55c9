import { sql, type Kysely } from 'kysely'

interface Old {
  badge: {
    id: string
    verdict: string
    state: string
    issuer_proof: string | null
    valid_at: string | null
    told_by: string | null
  }
  report: { id: string; badge_id: string; verdict: string; checks: string }
}

/**
 * The report that goes on speaking for a badge while its issuer is silent; null: the newest one. And badges not
 * verified since proofs are kept read as their stored verdict says, and no more: what was valid was proven earlier.
 */
export async function up(unknown: Kysely<unknown>): Promise<void> {
  await unknown.schema.alterTable('badge').addColumn('told_by', 'text').execute()
  const db = unknown as Kysely<Old>
  const older = db.updateTable('badge').where('issuer_proof', 'is', null)
  for (const [verdict, state] of STATES)
    await older.set({ state }).where('verdict', '=', verdict).execute()
  await older
    .set({ state: 'was-valid' })
    .set({
      told_by: sql`(select max(id) from report where badge_id = badge.id and verdict = 'valid')`,
    })
    .where('verdict', '=', 'unverifiable')
    .where('valid_at', 'is not', null)
    .execute()
  await markDisproven(db)
}

const STATES = [
  ['valid', 'was-valid'],
  ['revoked', 'withdrawn'],
  ['expired', 'expired'],
  ['not-yet-valid', 'not-yet'],
  ['unverifiable', 'unchecked'],
  ['invalid', 'not-proven'],
] as const

/** Findings that say it is another badge than its issuer made, as they were called at this change. */
const DISPROVEN = [
  'signature_invalid',
  'proof_invalid',
  'key_not_issuers',
  'scope_outside',
  'context_redefines',
]

async function markDisproven(db: Kysely<Old>): Promise<void> {
  const reports = await db
    .selectFrom('badge')
    .innerJoin('report', 'report.badge_id', 'badge.id')
    .where('badge.issuer_proof', 'is', null)
    .where('badge.verdict', '=', 'invalid')
    .where('report.verdict', '=', 'invalid')
    .where('report.id', '=', (newest) =>
      newest
        .selectFrom('report as other')
        .whereRef('other.badge_id', '=', 'badge.id')
        .select(({ fn }) => fn.max('other.id').as('id')),
    )
    .select(['badge.id', 'report.checks'])
    .execute()
  for (const { id } of reports.filter(({ checks }) => disproves(checks)))
    await db.updateTable('badge').set({ state: 'not-genuine' }).where('id', '=', id).execute()
}

interface OldCheck {
  findings: { code: string; severity: string; outcome: string }[]
}

const disproves = (checks: string) =>
  (JSON.parse(checks) as OldCheck[])
    .flatMap(({ findings }) => findings)
    .some(
      ({ code, severity, outcome }) =>
        severity === 'error' && outcome === 'failed' && DISPROVEN.includes(code),
    )
