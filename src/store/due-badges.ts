import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'

export interface DueBadge {
  id: string
  accountId: string
}

/**
 * Takes badges whose check is due (in the trash none is), the longest waiting first, and reserves them until `until`: of several processes
 * only one gets each. A lease that ran out (its holder died) is free again.
 */
export async function leaseDueBadges(
  db: Db,
  now: Date,
  until: Date,
  limit: number,
): Promise<DueBadge[]> {
  const at = now.toISOString()
  const due = db
    .selectFrom('badge')
    .select('id')
    .where('dueAt', '<=', at)
    .where('trashedAt', 'is', null)
    .where(isLeaseOver(now, until))
    .orderBy('dueAt')
    .limit(limit)
  // The outer condition counts: between reading and writing another process may have taken them.
  return db
    .updateTable('badge')
    .set({ leasedUntil: until.toISOString() })
    .where('id', 'in', due)
    .where(isLeaseOver(now, until))
    .returning(['id', 'accountId'])
    .execute()
}

/**
 * Reserves these badges for a check at once, and says that they are due, so that it is done by somebody should the
 * one who asked die. @returns ids of those that nobody else is looking at
 */
export async function leaseBadges(
  db: Db,
  accountId: string,
  ids: readonly string[],
  now: Date,
  until: Date,
): Promise<string[]> {
  if (ids.length === 0) return []
  const at = now.toISOString()
  const rows = await db
    .updateTable('badge')
    .set({ dueAt: at, leasedUntil: until.toISOString() })
    .where('accountId', '=', accountId)
    .where('id', 'in', ids)
    .where('trashedAt', 'is', null)
    .where(isLeaseOver(now, until))
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/**
 * Is a lease over, for who would take it until `until`? One that ends after twice that time was made by a clock that
 * has been set back since: waiting for its end might take years.
 */
export function isLeaseOver(now: Date, until: Date): RawBuilder<boolean> {
  const at = now.toISOString()
  const beyond = new Date(2 * until.getTime() - now.getTime()).toISOString()
  return sql<boolean>`(leased_until is null or leased_until <= ${at} or leased_until > ${beyond})`
}

/** Gives a lease back; the check itself has written when the next one is due, unless `dueAt` says otherwise. */
export async function releaseDueBadge(db: Db, id: string, dueAt?: Date): Promise<void> {
  await db
    .updateTable('badge')
    .set({ leasedUntil: null, ...(dueAt && { dueAt: dueAt.toISOString() }) })
    .where('id', '=', id)
    .execute()
}
