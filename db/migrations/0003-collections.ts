import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('collection')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('collection_by_account')
    .on('collection')
    .column('account_id')
    .execute()

  await db.schema
    .createTable('collection_badge')
    .addColumn('collection_id', 'text', (c) =>
      c.notNull().references('collection.id').onDelete('cascade'),
    )
    .addColumn('badge_id', 'text', (c) => c.notNull().references('badge.id').onDelete('cascade'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('collection_badge_key', ['collection_id', 'badge_id'])
    .execute()
  await db.schema
    .createIndex('collection_badge_by_badge')
    .on('collection_badge')
    .column('badge_id')
    .execute()

  await db.schema
    .createTable('share')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('collection_id', 'text', (c) => c.references('collection.id').onDelete('cascade'))
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('stopped_at', 'text')
    .execute()
  await db.schema.createIndex('share_by_collection').on('share').column('collection_id').execute()
}
