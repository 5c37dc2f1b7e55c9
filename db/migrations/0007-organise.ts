import { sql, type Kysely } from 'kysely'

/** What an earner does with their badges: words of their own, out of sight, into the trash, rules of collections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text = ['own_note', 'own_text'] as const
  for (const column of text)
    await db.schema
      .alterTable('badge')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute()
  await db.schema
    .alterTable('badge')
    .addColumn('is_hidden', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('badge').addColumn('trashed_at', 'text').execute()
  await sql`create index badge_trashed on badge (trashed_at) where trashed_at is not null`.execute(
    db,
  )

  await db.schema
    .createTable('badge_tag')
    .addColumn('badge_id', 'text', (c) => c.notNull().references('badge.id').onDelete('cascade'))
    .addColumn('tag_key', 'text', (c) => c.notNull())
    .addColumn('tag', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('badge_tag_key', ['badge_id', 'tag_key'])
    .execute()
  await db.schema.createIndex('badge_tag_by_tag').on('badge_tag').column('tag_key').execute()

  await db.schema
    .alterTable('account')
    .addColumn('badge_layout', 'text', (c) => c.notNull().defaultTo('grid'))
    .execute()

  for (const column of ['rule_kind', 'rule_value'] as const)
    await db.schema.alterTable('collection').addColumn(column, 'text').execute()
  await db.schema
    .createTable('collection_decline')
    .addColumn('collection_id', 'text', (c) =>
      c.notNull().references('collection.id').onDelete('cascade'),
    )
    .addColumn('badge_id', 'text', (c) => c.notNull().references('badge.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('collection_decline_key', ['collection_id', 'badge_id'])
    .execute()
  await db.schema
    .createIndex('collection_decline_by_badge')
    .on('collection_decline')
    .column('badge_id')
    .execute()
}
