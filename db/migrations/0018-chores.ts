import type { Kysely } from 'kysely'

/** Work that one process at a time does now and then, and what it found out about files. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('chore')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('leased_until', 'text')
    .execute()
  await db.schema
    .createTable('lost_file')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('found_at', 'text', (c) => c.notNull())
    .execute()
}
