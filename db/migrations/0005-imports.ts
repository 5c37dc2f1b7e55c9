import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('import')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('notes', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('import_by_account')
    .on('import')
    .columns(['account_id', 'id'])
    .execute()

  await db.schema
    .createTable('import_item')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('import_id', 'text', (c) => c.notNull().references('import.id').onDelete('cascade'))
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('archive', 'text')
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('sent_to', 'text')
    .addColumn('file_hash', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('leased_until', 'text')
    .addColumn('diagnosis', 'text')
    .addColumn('examined', 'text')
    .addColumn('identity', 'text')
    .addColumn('title', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('issuer_name', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('awarded_at', 'text')
    .addColumn('expires_at', 'text')
    .addColumn('checked_at', 'text')
    .addColumn('verdict', 'text')
    .addColumn('doubts', 'text')
    .addColumn('recipient', 'text')
    .addColumn('image_hash', 'text')
    .addColumn('image_type', 'text')
    .addColumn('badge_id', 'text', (c) => c.references('badge.id').onDelete('set null'))
    .addColumn('outcome', 'text')
    .addUniqueConstraint('import_item_once', ['import_id', 'position'])
    .execute()
  await sql`create index import_item_unfinished on import_item (position, id) where state in ('waiting', 'looking')`.execute(
    db,
  )
  for (const column of ['account_id', 'file_hash', 'badge_id'] as const)
    await db.schema
      .createIndex(`import_item_by_${column}`)
      .on('import_item')
      .column(column)
      .execute()

  await db.schema
    .createTable('import_file')
    .addColumn('item_id', 'text', (c) =>
      c.notNull().references('import_item.id').onDelete('cascade'),
    )
    .addColumn('file_hash', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('import_file_key', ['item_id', 'file_hash'])
    .execute()
  await db.schema.createIndex('import_file_by_file').on('import_file').column('file_hash').execute()
}
