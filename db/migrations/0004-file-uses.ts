import type { Kysely } from 'kysely'

/** Before a file goes, every table that may refer to it is asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, column] of [
    ['badge_source', 'file_hash'],
    ['badge', 'image_hash'],
    ['report', 'award_hash'],
  ] as const)
    await db.schema.createIndex(`${table}_by_file`).on(table).column(column).execute()
}
