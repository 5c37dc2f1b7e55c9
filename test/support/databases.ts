import { type Kysely, sql } from 'kysely'
import { describe } from 'mocha'
import { migrate, openDatabase } from '../../src/store/database.js'
import type { Schema } from '../../src/store/schema.js'
import { openOnPostgres, POSTGRES_URL } from './real-postgres.js'

/** Gives an empty database with our tables in it. */
export type OpenTestDatabase = () => Promise<Kysely<Schema>>

/** The same tests on SQLite; and on PostgreSQL, where this run is about it. */
export function eachDatabase(title: string, suite: (open: OpenTestDatabase) => void): void {
  describe(`${title} on SQLite`, () => suite(openSqlite))
  if (POSTGRES_URL) describe(`${title} on PostgreSQL`, () => suite(openOnPostgres))
}

/** An empty database of the kind this run is about, with our tables in it. */
export const openTestDatabase: OpenTestDatabase = () =>
  POSTGRES_URL ? openOnPostgres() : openSqlite()

/** The statements of a migrated schema: to repeat them is faster than to take every step again. */
let schema: Promise<string[]> | undefined

async function openSqlite(): Promise<Kysely<Schema>> {
  schema ??= migratedSchema()
  const statements = await schema
  const db = openDatabase(':memory:')
  for (const statement of statements) await sql.raw(statement).execute(db)
  return db
}

async function migratedSchema(): Promise<string[]> {
  const db = openDatabase(':memory:')
  await migrate(db)
  const made = sql<{
    sql: string
  }>`select sql from sqlite_schema where sql is not null and name not like 'sqlite%'`
  const steps = sql<{ sql: string }>`
    select format('insert into kysely_migration values (%Q, %Q)', name, timestamp) as sql from kysely_migration`
  const rows = [...(await made.execute(db)).rows, ...(await steps.execute(db)).rows]
  await db.destroy()
  return rows.map((row) => row.sql)
}
