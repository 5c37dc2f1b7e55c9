import type { Selectable } from 'kysely'
import type { Db } from './database.js'
import type { SessionTable } from './schema.js'

/** A signed-in browser, as its owner sees it. */
export interface BrowserSession {
  /** SHA-256 of the session id: names the session without opening it. */
  hash: string
  userAgent: string
  createdAt: string
  seenAt: string
}

export interface StoredSession {
  hash: string
  accountId: string | null
  /** What express-session keeps, as JSON. */
  payload: string
  userAgent: string
  seenAt: string
  expiresAt: string
}

/** @returns the payload, or null when there is none or it has ended */
export async function findSession(
  db: Db,
  hash: string,
  now: Date,
): Promise<{ payload: string; seenAt: string } | null> {
  const row = await db
    .selectFrom('session')
    .where('hash', '=', hash)
    .where('expires_at', '>', now.toISOString())
    .select(['payload', 'seen_at'])
    .executeTakeFirst()
  return row ? { payload: row.payload, seenAt: row.seen_at } : null
}

/** Writes a session, new or known; the moment it began stays. */
export async function saveSession(db: Db, session: StoredSession): Promise<void> {
  const changing = changingColumns(session)
  await db
    .insertInto('session')
    .values({ hash: session.hash, created_at: session.seenAt, ...changing })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(changing))
    .execute()
}

/** Writes a session that is still there; one that was ended stays ended. */
export async function updateSession(db: Db, session: StoredSession): Promise<void> {
  await db
    .updateTable('session')
    .set(changingColumns(session))
    .where('hash', '=', session.hash)
    .execute()
}

function changingColumns(session: StoredSession) {
  return {
    account_id: session.accountId,
    payload: session.payload,
    user_agent: session.userAgent,
    seen_at: session.seenAt,
    expires_at: session.expiresAt,
  }
}

/** Moves the end of a session, unless it was seen after `staleBefore` already. */
export async function prolongSession(
  db: Db,
  hash: string,
  times: { seenAt: string; expiresAt: string; staleBefore: string },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ seen_at: times.seenAt, expires_at: times.expiresAt })
    .where('hash', '=', hash)
    .where('seen_at', '<', times.staleBefore)
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
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now.toISOString())
    .orderBy('seen_at', 'desc')
    .orderBy('hash')
    .execute()
  return rows.map(toBrowserSession)
}

/** Signs one browser of this account out. @returns false when it is not one of theirs */
export async function deleteSessionOf(db: Db, accountId: string, hash: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('session')
    .where('account_id', '=', accountId)
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
  const all = db.deleteFrom('session').where('account_id', '=', accountId)
  await (exceptHash ? all.where('hash', '<>', exceptHash) : all).execute()
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', now.toISOString()).execute()
}

function toBrowserSession(row: Selectable<SessionTable>): BrowserSession {
  return {
    hash: row.hash,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }
}
