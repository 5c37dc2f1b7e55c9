import { sql } from 'kysely'
import type { Db } from './database.js'
import { isLeaseOver } from './due-badges.js'

/** Work that is done now and then, a step at a time, by whichever process comes first. */
export type ChoreName = 'sweep' | 'try-writing'

/** A chore is never put off for longer: what is due later was stamped by a clock that has been set back since. */
const MAX_REST_MS = 24 * 60 * 60 * 1000

/**
 * Takes a chore that is due, and reserves it until `until`; a lease that ran out is free again.
 * @returns the step that comes next, from 0; null: it is not due, or somebody is at it
 */
export async function takeChore(
  db: Db,
  name: ChoreName,
  now: Date,
  until: Date,
): Promise<number | null> {
  const at = now.toISOString()
  const first = { name, step: 0, dueAt: at, leasedUntil: null }
  await db
    .insertInto('chore')
    .values(first)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const beyond = new Date(now.getTime() + MAX_REST_MS).toISOString()
  const taken = await db
    .updateTable('chore')
    .set({ leasedUntil: until.toISOString() })
    .where('name', '=', name)
    .where((where) => where.or([where('dueAt', '<=', at), where('dueAt', '>', beyond)]))
    .where(isLeaseOver(now, until))
    .returning('step')
    .executeTakeFirst()
  return taken?.step ?? null
}

/** Gives a chore back. @param step the next one @param dueAt when it may be taken again */
export async function finishChore(
  db: Db,
  name: ChoreName,
  step: number,
  dueAt: Date,
): Promise<void> {
  await db
    .updateTable('chore')
    .set({ step, dueAt: dueAt.toISOString(), leasedUntil: null })
    .where('name', '=', name)
    .execute()
}

/** Can rows be written? What stays as it was would not be, so the step is another one each time. @throws the database's error */
export async function isWritable(db: Db): Promise<boolean> {
  await db
    .insertInto('chore')
    .values({ name: 'try-writing', step: 0, dueAt: '', leasedUntil: null })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ step: sql`1 - chore.step` }))
    .execute()
  return true
}
