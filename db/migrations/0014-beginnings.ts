import type { Kysely } from 'kysely'

/** When a badge that is not valid yet begins, and as what it stands from then on. Null for all others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['begins_at', 'state_begun'])
    await db.schema.alterTable('badge').addColumn(column, 'text').execute()
}
