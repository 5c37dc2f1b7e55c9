import type { Kysely } from 'kysely'

/** What a verification was given is kept with its report, so that it can be made again from that alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('report').addColumn('asked', 'text').execute()
  await db.schema.alterTable('report').addColumn('asked_hash', 'text').execute()
  await db.schema.createIndex('report_by_asked').on('report').column('asked_hash').execute()
}
