import { sql, type Kysely } from 'kysely'

/** What is compared when another copy of an award comes in, and which copy stands in front. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['identity', 'award_key', 'facts', 'verdict'])
    await db.schema.alterTable('badge_source').addColumn(column, 'text').execute()
  await db.schema
    .alterTable('badge_source')
    .addColumn('is_front', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await sql`update badge_source set is_front = 1
    where id in (select max(id) from badge_source group by badge_id)`.execute(db)
  for (const column of ['identity', 'award_key'])
    await db.schema
      .createIndex(`badge_source_by_${column}`)
      .on('badge_source')
      .column(column)
      .execute()
}
