import type { Kysely } from 'kysely'

/** Other spellings of an address that its earner typed, as a JSON list: issuers hash an address as they know it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('email')
    .addColumn('spellings', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
}
