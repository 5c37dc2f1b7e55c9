import type { Selectable } from 'kysely'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { SessionTable } from './account-tables.js'

type Row = Selectable<SessionTable>

/** A signed-in browser, as its owner sees it; its hash names the session without opening it. */
export type BrowserSession = Pick<Row, (typeof BROWSER)[number]>

const BROWSER = ['hash', 'userAgent', 'createdAt', 'seenAt'] as const

/** A session; where it is not told when it began, that was when it was seen first. */
export type StoredSession = Pick<Row, 'hash' | (typeof CHANGING)[number]> & { createdAt?: string }

const CHANGING = ['accountId', 'payload', 'userAgent', 'seenAt', 'expiresAt'] as const

/** @returns the payload, or null when there is none or it has ended */
export async function findSession(
  db: Db,
  hash: string,
  now: Date,
): Promise<{ payload: string; seenAt: string } | null> {
  const row = await db
    .selectFrom('session')
    .where('hash', '=', hash)
    .where('expiresAt', '>', now.toISOString())
    .select(['payload', 'seenAt'])
    .executeTakeFirst()
  return row ?? null
}

/** Writes a session, new or known; the moment it began stays. */
export async function saveSession(db: Db, session: StoredSession): Promise<void> {
  const changing = columnsOf(session, CHANGING)
  await db
    .insertInto('session')
    .values({ hash: session.hash, createdAt: session.createdAt ?? session.seenAt, ...changing })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(changing))
    .execute()
}

/** Writes a session that is still there; one that was ended stays ended. */
export async function updateSession(db: Db, session: StoredSession): Promise<void> {
  await db
    .updateTable('session')
    .set(columnsOf(session, CHANGING))
    .where('hash', '=', session.hash)
    .execute()
}

/** Moves the end of a session, unless it was seen after `staleBefore` already. */
export async function prolongSession(
  db: Db,
  hash: string,
  times: { seenAt: string; expiresAt: string; staleBefore: string },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ seenAt: times.seenAt, expiresAt: times.expiresAt })
    .where('hash', '=', hash)
    .where('seenAt', '<', times.staleBefore)
    .execute()
}

export async function deleteSession(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('session').where('hash', '=', hash).execute()
}

/** The browsers an earner is signed in with, last seen first. */
export async function listSessions(
  db: Db,
  accountId: string,
  now: Date,
): Promise<BrowserSession[]> {
  return db
    .selectFrom('session')
    .select(BROWSER)
    .where('accountId', '=', accountId)
    .where('expiresAt', '>', now.toISOString())
    .orderBy('seenAt', 'desc')
    .orderBy('hash')
    .execute()
}

/** Signs one browser of this account out. @returns false when it is not one of theirs */
export async function deleteSessionOf(db: Db, accountId: string, hash: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('session')
    .where('accountId', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return Number(gone.numDeletedRows) > 0
}

/** Signs every browser of the account out, except perhaps one. */
export async function deleteSessionsOf(
  db: Db,
  accountId: string,
  exceptHash: string | null,
): Promise<void> {
  const all = db.deleteFrom('session').where('accountId', '=', accountId)
  await (exceptHash ? all.where('hash', '<>', exceptHash) : all).execute()
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('session').where('expiresAt', '<=', now.toISOString()).execute()
}
