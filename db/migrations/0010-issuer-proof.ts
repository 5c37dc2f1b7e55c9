import { sql, type Kysely } from 'kysely'

/**
 * What proved a badge and what is proven of its issuer, kept with each report; on the badge the word that lists
 * show. Badges from before read as not proven until they are verified again, which is due at once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['proof', 'issuer'])
    await db.schema.alterTable('report').addColumn(column, 'text').execute()
  for (const column of ['badge_state', 'issuer_proof'])
    await db.schema.alterTable('import_item').addColumn(column, 'text').execute()
  await db.schema.alterTable('badge').addColumn('issuer_proof', 'text').execute()
  await db.schema
    .alterTable('badge')
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('not-proven'))
    .execute()
  await sql`update badge set due_at = checked_at`.execute(db)
}
