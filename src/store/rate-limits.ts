import { sql } from 'kysely'
import type { Db } from './database.js'

/** Attempts counted under one key until `expiresAt` (epoch milliseconds). */
export interface CountedAttempts {
  points: number
  expiresAt: number | null
}

/**
 * Adds to a count that still runs, or begins a new one; one statement, so that attempts at the same instant all
 * count.
 * @param restart begins a new count in any case
 */
export async function countAttempts(
  db: Db,
  key: string,
  count: { points: number; expiresAt: number | null; now: number; restart: boolean },
): Promise<CountedAttempts> {
  const runs = count.restart
    ? sql<boolean>`1 = 0`
    : sql<boolean>`(rate_limit.expire is null or rate_limit.expire > ${count.now})`
  return db
    .insertInto('rateLimit')
    .values({ key, points: count.points, expire: count.expiresAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        points: sql`case when ${runs} then rate_limit.points + excluded.points else excluded.points end`,
        expire: sql`case when ${runs} then rate_limit.expire else excluded.expire end`,
      }),
    )
    .returning(['points', 'expire as expiresAt'])
    .executeTakeFirstOrThrow()
}

/** @returns null when nothing is counted, or no longer */
export async function findAttempts(
  db: Db,
  key: string,
  now: number,
): Promise<CountedAttempts | null> {
  const row = await db
    .selectFrom('rateLimit')
    .where('key', '=', key)
    .where((e) => e.or([e('expire', 'is', null), e('expire', '>', now)]))
    .select(['points', 'expire as expiresAt'])
    .executeTakeFirst()
  return row ?? null
}

export async function forgetAttempts(db: Db, key: string): Promise<boolean> {
  const gone = await db.deleteFrom('rateLimit').where('key', '=', key).executeTakeFirst()
  return Number(gone.numDeletedRows) > 0
}

export async function forgetExpiredAttempts(db: Db, now: number): Promise<void> {
  await db.deleteFrom('rateLimit').where('expire', '<=', now).execute()
}
