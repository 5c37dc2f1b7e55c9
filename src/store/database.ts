import SQLite from 'better-sqlite3'
import {
  type Dialect,
  Kysely,
  type LogEvent,
  Migrator,
  PostgresDialect,
  sql,
  SqliteDialect,
  type PostgresPool,
  type Transaction,
} from 'kysely'
import { migrations } from '../../db/migrations/index.js'
import { rowPlugins } from './columns.js'
import { FORMS, type Schema } from './schema.js'

/** The database, or a transaction on it: what every function of the store takes first. */
export type Db = Kysely<Schema> | Transaction<Schema>

/** How long a writer waits for another process. */
const BUSY_TIMEOUT_MS = 5000

/** @param url `postgres://…`, `sqlite:PATH` or `:memory:` */
export function openDatabase(url: string): Kysely<Schema> {
  if (/^postgres(ql)?:/.test(url)) {
    return kyselyOn(new PostgresDialect({ pool: () => openPool(url) }))
  }
  return openSqlite(url.replace(/^sqlite:/, ''))
}

async function openPool(connectionString: string): Promise<PostgresPool> {
  const { default: pg } = await import('pg')
  // counts are of type bigint, which the driver gives as text; ours are far below what a number holds
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({ connectionString, types })
  // a connection that nobody uses may end at any time; unheard, that would end the program
  pool.on('error', () => undefined)
  return pool
}

function openSqlite(path: string): Kysely<Schema> {
  const sqlite = new SQLite(path, { timeout: BUSY_TIMEOUT_MS })
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON'])
    sqlite.pragma(pragma)
  return kyselyOn(new SqliteDialect({ database: immediate(sqlite) }))
}

const writes = new WeakMap<object, { count: number }>()

/**
 * Our rows on a database of any kind. Everything but a plain select counts as written, commits too: what is read
 * after it may be something else.
 */
export function kyselyOn(dialect: Dialect): Kysely<Schema> {
  const written = { count: 0 }
  const log = ({ query }: LogEvent) => {
    if (query.query.kind !== 'SelectQueryNode') written.count += 1
  }
  const db = new Kysely<Schema>({ dialect, log, plugins: rowPlugins(FORMS) })
  writes.set(db, written)
  return db
}

/** How often this process wrote through this database; null when nobody counts. */
export function writeCount(db: Db): number | null {
  return writes.get(db)?.count ?? null
}

/**
 * A transaction that reads before it writes would fail at once when another process wrote in between
 * (SQLITE_BUSY_SNAPSHOT): so every transaction takes the write lock when it begins.
 */
function immediate(sqlite: SQLite.Database) {
  return {
    close: () => void sqlite.close(),
    prepare: (text: string) => sqlite.prepare(text === 'begin' ? 'begin immediate' : text),
  }
}

/** Brings the schema up to date, whose own names migrations use; what is there stays. @throws the error of the migration that failed */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const provider = { getMigrations: async () => migrations }
  const { error } = await new Migrator({ db: db.withoutPlugins(), provider }).migrateToLatest()
  if (error) throw error as Error
}

/** Did a write fail because such a row is there already? */
export function isUniqueViolation(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return (
    code === '23505' ||
    (typeof code === 'string' && /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code))
  )
}

/** Does the database answer, with our tables in it? @throws the database's error when it does not */
export async function isReachable(db: Db): Promise<boolean> {
  await sql`select 1 from account limit 1`.execute(db)
  return true
}
