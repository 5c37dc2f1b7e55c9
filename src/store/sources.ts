import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { Credential, Verdict } from '../openbadges/index.js'
import type { Db } from './database.js'
import type { BadgeSourceTable } from './schema.js'

/** What tells whether two copies are of one award (backpack/same-award.ts): plain JSON. */
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

/** One upload or address of a badge; its bytes lie untouched in the file store. */
export interface BadgeSource {
  id: string
  fileHash: string
  fileName: string
  /** Media type by content. */
  fileType: string
  origin: 'upload' | 'paste' | 'url'
  /** The address that was pasted, for `url`. */
  sourceUrl: string | null
  createdAt: string
}

/** What was found out about a source when it came in. */
export interface SourceFinding {
  identity: string
  /** Null: no second rule can be asked about it. */
  awardKey: string | null
  facts: AwardFacts
  verdict: Verdict
}

/** A source as it is listed. */
export interface KeptSource extends BadgeSource {
  /** By the first rule of identity; null for one kept before that was noted. */
  identity: string | null
  /** When it came in; null for one kept before that was noted. */
  verdict: Verdict | null
  /** Is it the one the badge is verified from and shown as? */
  isFront: boolean
}

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
  const finding = {
    identity: found.identity,
    award_key: found.awardKey,
    facts: JSON.stringify(found.facts),
    verdict: found.verdict,
  }
  await db
    .insertInto('badge_source')
    .values({
      id: source.id,
      badge_id: badgeId,
      file_hash: source.fileHash,
      file_name: source.fileName,
      file_type: source.fileType,
      origin: source.origin,
      source_url: source.sourceUrl,
      created_at: source.createdAt,
      is_front: 0,
      ...finding,
    })
    .onConflict((conflict) => conflict.columns(['badge_id', 'file_hash']).doUpdateSet(finding))
    .execute()
}

/** What was found out about the source in front, said anew after a verification. */
export async function updateFrontFinding(
  db: Db,
  badgeId: string,
  { awardKey, facts, verdict }: Omit<SourceFinding, 'identity'>,
): Promise<void> {
  await db
    .updateTable('badge_source')
    .set({ award_key: awardKey, facts: JSON.stringify(facts), verdict })
    .where('badge_id', '=', badgeId)
    .where('is_front', '=', 1)
    .execute()
}

/** Makes one source the one a badge is verified from and shown as. */
export async function putInFront(db: Db, badgeId: string, fileHash: string): Promise<void> {
  const update = (isFront: number) =>
    db.updateTable('badge_source').set({ is_front: isFront }).where('badge_id', '=', badgeId)
  await update(0).execute()
  await update(1).where('file_hash', '=', fileHash).execute()
}

/** The one in front first, then the newest. */
export async function listSources(
  db: Db,
  accountId: string,
  badgeId: string,
): Promise<KeptSource[]> {
  const rows = await db
    .selectFrom('badge_source')
    .innerJoin('badge', 'badge.id', 'badge_source.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge.id', '=', badgeId)
    .selectAll('badge_source')
    .orderBy('badge_source.is_front', 'desc')
    .orderBy('badge_source.id', 'desc')
    .execute()
  return rows.map(toSource)
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
    .selectFrom('badge_source')
    .innerJoin('badge', 'badge.id', 'badge_source.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge_source.identity', '=', identity)
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
    .selectFrom('badge_source')
    .innerJoin('badge', 'badge.id', 'badge_source.badge_id')
    .where('badge.account_id', '=', accountId)
    .where('badge_source.award_key', '=', awardKey)
    .select(['badge_source.badge_id', 'badge_source.facts'])
    .orderBy('badge_source.badge_id')
    .execute()
  return rows.flatMap(({ badge_id, facts }) =>
    facts === null ? [] : [{ badgeId: badge_id, facts: JSON.parse(facts) as AwardFacts }],
  )
}

function toSource(row: Selectable<BadgeSourceTable>): KeptSource {
  return {
    id: row.id,
    fileHash: row.file_hash,
    fileName: row.file_name,
    fileType: row.file_type,
    origin: row.origin as BadgeSource['origin'],
    sourceUrl: row.source_url,
    createdAt: row.created_at,
    identity: row.identity,
    verdict: row.verdict as Verdict | null,
    isFront: row.is_front === 1,
  }
}
