import type { Kysely } from 'kysely'

/** The word for people at each check, and what the badge said that it had not said before. Null in older rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['state', 'changes'])
    await db.schema.alterTable('report').addColumn(column, 'text').execute()
}
