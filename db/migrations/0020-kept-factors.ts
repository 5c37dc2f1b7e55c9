import type { Kysely } from 'kysely'

/** Who takes an account back has its second factors of before, also those that a thief took away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('account_change').addColumn('factors_before', 'text').execute()
}
