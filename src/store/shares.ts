import type { Selectable, Updateable } from 'kysely'
import { AppError } from '../errors.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { ShareTable } from './schema.js'

type Row = Selectable<ShareTable>

/** Parts of what a link shows that its owner may leave out. */
export interface Shows {
  /** The name of the earner. */
  name: boolean
  /** The first letter and the site of the address the badge was awarded to. */
  emailHint: boolean
  /** Evidence, and what the issuer says of the award. */
  evidence: boolean
  /** What the earner wrote beside each badge. */
  notes: boolean
  /** Days of award, activity and end. */
  dates: boolean
  /** The file of the badge, exactly as it came. */
  download: boolean
  /** May a visitor ask whether a badge was awarded to an address they type? */
  isItTheirs: boolean
}

/** What a new link shows when its owner says nothing else. Links keep what they were made with. */
export const NEW_LINK_SHOWS: Shows = {
  name: true,
  emailHint: false,
  evidence: true,
  notes: true,
  dates: true,
  download: false,
  isItTheirs: true,
}

/** What a link is to: one of the two. */
export type Subject =
  { collectionId: string; badgeId: null } | { collectionId: null; badgeId: string }

const TERMS = ['label', 'endsAt', 'passwordHash', 'shows', 'isFindable'] as const

/** What the owner of a link decides. */
export type Terms = Omit<Pick<Row, (typeof TERMS)[number]>, 'shows'> & { shows: Shows }

/** A public link; its secret is stored only as a hash. */
export interface Share
  extends Terms, Pick<Row, 'id' | 'tokenHash' | 'createdAt' | 'stoppedAt' | 'pausedAt' | 'opens'> {
  subject: Subject
}

/** A link with whose it is. */
export interface OpenedShare extends Share {
  accountId: string
  earnerName: string
  /** Another one when anything is another that the link shows. */
  version: string
}

/** Columns of a {@link Share}. */
export const SHARE = [
  'share.id',
  'share.collectionId',
  'share.badgeId',
  'share.tokenHash',
  'share.createdAt',
  'share.stoppedAt',
  'share.pausedAt',
  'share.opens',
  'share.label',
  'share.endsAt',
  'share.passwordHash',
  'share.shows',
  'share.isFindable',
] as const

export async function insertShare(
  db: Db,
  accountId: string,
  { subject, ...share }: Terms & Pick<Share, 'id' | 'subject' | 'tokenHash' | 'createdAt'>,
): Promise<void> {
  await db
    .insertInto('share')
    .values({
      accountId,
      ...subject,
      ...columnsOf(share, ['id', 'tokenHash', 'createdAt', ...TERMS]),
    })
    .execute()
}

/** Every link of this account to a collection or badge, ended ones too, oldest first. */
export async function listShares(db: Db, accountId: string, subject: Subject): Promise<Share[]> {
  const rows = await owned(db, accountId, subject).select(SHARE).orderBy('id').execute()
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
    .select(SHARE)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noSuchLink()
  return toShare(row)
}

/** Changes what its owner decides; one that was stopped stays as it is. @throws {AppError} not_found */
export async function updateTerms(
  db: Db,
  accountId: string,
  subject: Subject,
  id: string,
  terms: Terms,
): Promise<void> {
  await change(db, accountId, subject, id, columnsOf(terms, TERMS))
}

/** For good. @throws {AppError} not_found when there is no such link that could be stopped */
export async function stopShare(
  db: Db,
  accountId: string,
  subject: Subject,
  id: string,
  at: string,
): Promise<void> {
  await change(db, accountId, subject, id, { stoppedAt: at })
}

/** @param at since when it rests; null: it works again. @throws {AppError} not_found */
export async function pauseShare(
  db: Db,
  accountId: string,
  subject: Subject,
  id: string,
  at: string | null,
): Promise<void> {
  await change(db, accountId, subject, id, { pausedAt: at })
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
    .select(SHARE)
    .where('isFindable', '=', true)
    .where('stoppedAt', 'is', null)
    .where('pausedAt', 'is', null)
    .where('passwordHash', 'is', null)
    .where((e) => e.or([e('endsAt', 'is', null), e('endsAt', '>', now)]))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toShare)
}

async function change(
  db: Db,
  accountId: string,
  { collectionId, badgeId }: Subject,
  id: string,
  columns: Updateable<ShareTable>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('share')
    .set(columns)
    .where('accountId', '=', accountId)
    .where('collectionId', collectionId === null ? 'is' : '=', collectionId)
    .where('badgeId', badgeId === null ? 'is' : '=', badgeId)
    .where('id', '=', id)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw noSuchLink()
}

function owned(db: Db, accountId: string, { collectionId, badgeId }: Subject) {
  return db
    .selectFrom('share')
    .where('accountId', '=', accountId)
    .where('collectionId', collectionId === null ? 'is' : '=', collectionId)
    .where('badgeId', badgeId === null ? 'is' : '=', badgeId)
}

export type LinkState = 'open' | 'paused' | 'ended' | 'stopped'

/** How a link stands at a moment. `ended`: by its date; `stopped`: by its owner. */
export function stateOfShare(
  { stoppedAt, endsAt, pausedAt }: Pick<Share, 'stoppedAt' | 'endsAt' | 'pausedAt'>,
  now: Date,
): LinkState {
  if (stoppedAt !== null) return 'stopped'
  if (endsAt !== null && endsAt <= now.toISOString()) return 'ended'
  return pausedAt === null ? 'open' : 'paused'
}

type ShareRow = Pick<Row, 'collectionId' | 'badgeId' | 'shows'>

/** A row as a link; what else was read with it stays. */
export function toShare<R extends ShareRow>({ collectionId, badgeId, shows, ...row }: R) {
  const subject: Subject =
    badgeId === null ? { collectionId: collectionId!, badgeId } : { collectionId: null, badgeId }
  return { ...row, subject, shows: { ...NEW_LINK_SHOWS, isItTheirs: false, ...shows } }
}

const noSuchLink = () => new AppError('not_found', 'There is no such link any more.')
