import { sql } from 'kysely'
import type { Db } from './database.js'

/** Attempts counted under one key until `expiresAt` (epoch milliseconds). */
export interface CountedAttempts {
  points: number
  expiresAt: number
}

/**
 * Adds to a count that still runs, or begins a new one; one statement, so that attempts at the same instant all
 * count.
 */
export async function countAttempts(
  db: Db,
  key: string,
  count: { points: number; expiresAt: number; now: number },
): Promise<CountedAttempts> {
  const runs = sql<boolean>`rate_limit.expire > ${count.now}`
  const { points, expire } = await db
    .insertInto('rateLimit')
    .values({ key, points: count.points, expire: count.expiresAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        points: sql`case when ${runs} then rate_limit.points + excluded.points else excluded.points end`,
        expire: sql`case when ${runs} then rate_limit.expire else excluded.expire end`,
      }),
    )
    .returning(['points', 'expire'])
    .executeTakeFirstOrThrow()
  return { points, expiresAt: expire ?? count.expiresAt }
}

/** What is counted under a key now; null: nothing. */
export async function findAttempts(
  db: Db,
  key: string,
  now: number,
): Promise<CountedAttempts | null> {
  const row = await db
    .selectFrom('rateLimit')
    .where('key', '=', key)
    .where('expire', '>', now)
    .select(['points', 'expire'])
    .executeTakeFirst()
  return row ? { points: row.points, expiresAt: row.expire ?? now } : null
}

/** Moves the end of a count. */
export async function prolongAttempts(db: Db, key: string, milliseconds: number): Promise<void> {
  await db
    .updateTable('rateLimit')
    .set({ expire: sql`rate_limit.expire + ${milliseconds}` })
    .where('key', '=', key)
    .execute()
}

export async function forgetAttempts(db: Db, key: string): Promise<boolean> {
  const gone = await db.deleteFrom('rateLimit').where('key', '=', key).executeTakeFirst()
  return Number(gone.numDeletedRows) > 0
}

export async function forgetExpiredAttempts(db: Db, now: number): Promise<void> {
  await db.deleteFrom('rateLimit').where('expire', '<=', now).execute()
}
