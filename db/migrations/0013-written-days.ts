import type { Kysely } from 'kysely'

/** The end of a badge in the issuer's own zone, whose day people read, beside the same moment in UTC. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('badge').addColumn('expires_written', 'text').execute()
}
