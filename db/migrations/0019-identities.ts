import type { Kysely } from 'kysely'

/** Who an earner is at a provider of identities (OpenID Connect). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('identity')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('used_at', 'text')
    .addUniqueConstraint('identity_once', ['provider', 'subject'])
    .execute()
  await db.schema.createIndex('identity_by_account').on('identity').column('account_id').execute()
}
