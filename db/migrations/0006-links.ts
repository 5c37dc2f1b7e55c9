import type { Kysely } from 'kysely'

/** A link may show one badge, end by itself, rest, ask for a password, and hide parts of what it shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('share')
    .addColumn('badge_id', 'text', (c) => c.references('badge.id').onDelete('cascade'))
    .execute()
  for (const column of ['ends_at', 'paused_at', 'password_hash'] as const)
    await db.schema.alterTable('share').addColumn(column, 'text').execute()
  await db.schema
    .alterTable('share')
    .addColumn('shows', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute()
  for (const column of ['is_findable', 'opens'] as const)
    await db.schema
      .alterTable('share')
      .addColumn(column, 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  await db.schema.createIndex('share_by_badge').on('share').column('badge_id').execute()
}
