import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { Credential, Verdict } from '../openbadges/index.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { BadgeSourceTable } from './badge-tables.js'

/** What tells whether two copies are of one award (backpack/badges/same-award.ts): plain JSON. */
export interface AwardFacts extends Pick<
  Credential,
  'format' | 'proofKind' | 'id' | 'uid' | 'recipients' | 'subjectId'
> {
  issuerId: string | null
  issuerUrl: string | null
  achievementId: string | null
  /** Days on which it may have been awarded, `2024-02-03`. */
  days: string[]
  /** Day of its end. */
  until: string | null
}

type Row = Selectable<BadgeSourceTable>

/** One upload or address of a badge; its bytes lie untouched in the file store. */
export type BadgeSource = Pick<Row, (typeof SOURCE)[number]>

const SOURCE = [
  'id',
  'fileHash',
  'fileName',
  'fileType',
  'origin',
  'sourceUrl',
  'createdAt',
] as const

/** What was found out about a source when it came in. Without an award key no second rule can be asked about it. */
export interface SourceFinding {
  identity: string
  awardKey: string | null
  facts: AwardFacts
  verdict: Verdict
}

/** A source as it is listed. */
export type KeptSource = BadgeSource & Pick<Row, 'identity' | 'verdict' | 'isFront'>

/** A source another badge may be compared with. */
export interface KnownAward {
  badgeId: string
  facts: AwardFacts
}

/** Keeps a source, or says anew what was found out about it. It stands behind until {@link putInFront}. */
export async function insertSource(
  db: Db,
  badgeId: string,
  source: BadgeSource,
  found: SourceFinding,
): Promise<void> {
  const finding = columnsOf(found, ['identity', 'awardKey', 'facts', 'verdict'])
  await db
    .insertInto('badgeSource')
    .values({ badgeId, ...columnsOf(source, SOURCE), isFront: false, ...finding })
    .onConflict((conflict) => conflict.columns(['badgeId', 'fileHash']).doUpdateSet(finding))
    .execute()
}

/** What was found out about the source in front, said anew after a verification. */
export async function updateFrontFinding(
  db: Db,
  badgeId: string,
  { awardKey, facts, verdict }: Omit<SourceFinding, 'identity'>,
): Promise<void> {
  await db
    .updateTable('badgeSource')
    .set({ awardKey, facts, verdict })
    .where('badgeId', '=', badgeId)
    .where('isFront', '=', true)
    .execute()
}

/** Makes one source the one a badge is verified from and shown as. */
export async function putInFront(db: Db, badgeId: string, fileHash: string): Promise<void> {
  const update = (isFront: boolean) =>
    db.updateTable('badgeSource').set({ isFront }).where('badgeId', '=', badgeId)
  await update(false).execute()
  await update(true).where('fileHash', '=', fileHash).execute()
}

/** The one in front first, then the newest. */
export async function listSources(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<KeptSource[]> {
  return db
    .selectFrom('badgeSource')
    .innerJoin('badge', 'badge.id', 'badgeSource.badgeId')
    .where('badge.accountId', '=', accountId)
    .where('badge.id', '=', badgeId)
    .select(['badgeSource.id', 'fileHash', 'fileName', 'fileType', 'origin', 'sourceUrl'])
    .select(['badgeSource.createdAt', 'badgeSource.identity', 'badgeSource.verdict', 'isFront'])
    .orderBy('badgeSource.isFront', 'desc')
    .orderBy('badgeSource.id', 'desc')
    .execute()
}

/** One source of a badge of this account. @throws {AppError} not_found */
export async function findSource(
  db: Db,
  accountId: string,
  badgeId: string,
  id: string,
): Promise<KeptSource> {
  const source = (await listSources(db, accountId, badgeId)).find((one) => one.id === id)
  if (!source) throw new AppError('not_found', 'This file is not in your backpack.')
  return source
}

/** The badge of which a source with this identity is kept, or null. */
export async function findBadgeIdBySource(
  db: Db,
  accountId: string,
  identity: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('badgeSource')
    .innerJoin('badge', 'badge.id', 'badgeSource.badgeId')
    .where('badge.accountId', '=', accountId)
    .where('badgeSource.identity', '=', identity)
    .select('badge.id')
    .orderBy('badge.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Every source with this award key, of all badges of the account. */
export async function listAwards(
  db: Db,
  accountId: string,
  awardKey: string,
): Promise<KnownAward[]> {
  const rows = await db
    .selectFrom('badgeSource')
    .innerJoin('badge', 'badge.id', 'badgeSource.badgeId')
    .where('badge.accountId', '=', accountId)
    .where('badgeSource.awardKey', '=', awardKey)
    .select(['badgeSource.badgeId', 'badgeSource.facts'])
    .orderBy('badgeSource.badgeId')
    .execute()
  return rows.flatMap(({ badgeId, facts }) => (facts === null ? [] : [{ badgeId, facts }]))
}
