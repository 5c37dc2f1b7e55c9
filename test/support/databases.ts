import { PGlite } from '@electric-sql/pglite'
import { type Kysely, PostgresDialect, sql } from 'kysely'
import { after, describe } from 'mocha'
import { kyselyOn, migrate, openDatabase } from '../../src/store/database.js'
import type { Schema } from '../../src/store/schema.js'
import { openOnPostgres, POSTGRES_URL } from './real-postgres.js'

/** Gives an empty database with our tables in it. */
export type OpenTestDatabase = () => Promise<Kysely<Schema>>

let postgres: Promise<PGlite> | undefined
after(async () => (await postgres)?.close())

/** The same tests on SQLite and on PostgreSQL: in this process, or a real one where there is one. */
export function eachDatabase(title: string, suite: (open: OpenTestDatabase) => void): void {
  describe(`${title} on SQLite`, () => suite(openSqlite))
  describe(`${title} on PostgreSQL`, () => {
    suite(POSTGRES_URL ? openOnPostgres : openPostgres)
  })
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

async function openPostgres(): Promise<Kysely<Schema>> {
  postgres ??= migratedPostgres()
  const lite = await postgres
  const { rows } = await lite.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`,
  )
  await lite.exec(`truncate ${rows.map(({ name }) => `"${name}"`).join(', ')} cascade`)
  return onLite(lite)
}

async function migratedPostgres(): Promise<PGlite> {
  const lite = new PGlite()
  await migrate(onLite(lite))
  return lite
}

function onLite(lite: PGlite): Kysely<Schema> {
  return kyselyOn(new PostgresDialect({ pool: poolOf(lite) as never }))
}

/** PGlite has one connection: whoever asks for one waits until the one before gave it back. */
function poolOf(lite: PGlite) {
  let tail = Promise.resolve()
  return {
    end: async () => undefined,
    async connect() {
      let release!: () => void
      const before = tail
      tail = new Promise((resolve) => (release = resolve))
      await before
      return { release, query: (text: string, params: unknown[]) => query(lite, text, params) }
    },
  }
}

async function query(lite: PGlite, text: string, params: unknown[]) {
  const result = await lite.query(text, params)
  const command = text.trim().split(/\s/)[0]!.toUpperCase()
  return { command, rowCount: result.affectedRows || result.rows.length, rows: result.rows }
}
