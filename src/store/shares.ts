import { AppError } from '../errors.js'
import type { Db } from './database.js'
import { termsColumns, toShare, type Share, type Subject, type Terms } from './share-rows.js'

export { NEW_LINK_SHOWS, stateOfShare } from './share-rows.js'
export type { LinkState, Share, Shows, Subject, Terms } from './share-rows.js'

/** A link with whose it is. */
export interface OpenedShare extends Share {
  accountId: string
  earnerName: string
}

export async function insertShare(
  db: Db,
  accountId: string,
  share: Terms & Pick<Share, 'id' | 'subject' | 'tokenHash' | 'createdAt'>,
): Promise<void> {
  await db
    .insertInto('share')
    .values({
      id: share.id,
      account_id: accountId,
      collection_id: share.subject.collectionId,
      badge_id: share.subject.badgeId,
      token_hash: share.tokenHash,
      created_at: share.createdAt,
      ...termsColumns(share),
    })
    .execute()
}

/** Every link of this account to a collection or badge, ended ones too, oldest first. */
export async function listShares(db: Db, accountId: string, subject: Subject): Promise<Share[]> {
  const rows = await owned(db, accountId, subject).selectAll().orderBy('id').execute()
  return rows.map(toShare)
}

/** @throws {AppError} not_found when this account has no such link to it */
export async function findShare(
  db: Db,
  accountId: string,
  subject: Subject,
  id: string,
): Promise<Share> {
  const row = await owned(db, accountId, subject)
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noSuchLink()
  return toShare(row)
}

/** The link of a token, whether it works or not. @throws {AppError} not_found: there never was one */
export async function openShare(db: Db, tokenHash: string): Promise<OpenedShare> {
  const row = await db
    .selectFrom('share')
    .innerJoin('account', 'account.id', 'share.account_id')
    .selectAll('share')
    .select('account.name as earner_name')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (!row)
    throw new AppError('not_found', 'There is no such link. Perhaps a part of it is missing.')
  return { ...toShare(row), accountId: row.account_id, earnerName: row.earner_name }
}

/** Changes what its owner decides; one that was stopped stays as it is. @throws {AppError} not_found */
export async function updateTerms(
  db: Db,
  accountId: string,
  subject: Subject,
  id: string,
  terms: Terms,
): Promise<void> {
  await change(db, accountId, subject, id, termsColumns(terms))
}

/** For good. @throws {AppError} not_found when there is no such link that could be stopped */
export async function stopShare(
  db: Db,
  accountId: string,
  subject: Subject,
  id: string,
  at: string,
): Promise<void> {
  await change(db, accountId, subject, id, { stopped_at: at })
}

/** @param at since when it rests; null: it works again. @throws {AppError} not_found */
export async function pauseShare(
  db: Db,
  accountId: string,
  subject: Subject,
  id: string,
  at: string | null,
): Promise<void> {
  await change(db, accountId, subject, id, { paused_at: at })
}

export async function addOpens(db: Db, id: string, count: number): Promise<void> {
  await db
    .updateTable('share')
    .set(({ eb }) => ({ opens: eb('opens', '+', count) }))
    .where('id', '=', id)
    .execute()
}

/** Links that their owners let everybody find, and that work for everybody at this moment, newest first. */
export async function listFindableShares(db: Db, now: string, limit: number): Promise<Share[]> {
  const rows = await db
    .selectFrom('share')
    .selectAll()
    .where('is_findable', '=', 1)
    .where('stopped_at', 'is', null)
    .where('paused_at', 'is', null)
    .where('password_hash', 'is', null)
    .where((e) => e.or([e('ends_at', 'is', null), e('ends_at', '>', now)]))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toShare)
}

type Changed =
  { stopped_at: string } | { paused_at: string | null } | ReturnType<typeof termsColumns>

async function change(
  db: Db,
  accountId: string,
  { collectionId, badgeId }: Subject,
  id: string,
  columns: Changed,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('share')
    .set(columns)
    .where('account_id', '=', accountId)
    .where('collection_id', collectionId === null ? 'is' : '=', collectionId)
    .where('badge_id', badgeId === null ? 'is' : '=', badgeId)
    .where('id', '=', id)
    .where('stopped_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw noSuchLink()
}

function owned(db: Db, accountId: string, { collectionId, badgeId }: Subject) {
  return db
    .selectFrom('share')
    .where('account_id', '=', accountId)
    .where('collection_id', collectionId === null ? 'is' : '=', collectionId)
    .where('badge_id', badgeId === null ? 'is' : '=', badgeId)
}

const noSuchLink = () => new AppError('not_found', 'There is no such link any more.')
