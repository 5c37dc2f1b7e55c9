import SQLite from 'better-sqlite3'
import {
  type Dialect,
  Kysely,
  Migrator,
  PostgresDialect,
  sql,
  SqliteDialect,
  type PostgresPool,
  type Transaction,
} from 'kysely'
import { LRUCache } from 'lru-cache'
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
  const db = kyselyOn(new SqliteDialect({ database: prepared(sqlite) }))
  marks.set(db, sqlite.prepare(CHANGE_MARK).pluck())
  return db
}

/** Our rows on a database of any kind. */
export function kyselyOn(dialect: Dialect): Kysely<Schema> {
  return new Kysely<Schema>({ dialect, plugins: rowPlugins(FORMS) })
}

const marks = new WeakMap<object, SQLite.Statement>()
const CHANGE_MARK = "select total_changes() || ' ' || data_version from pragma_data_version"

/**
 * Another one as soon as anything was written, here or by another process: what was read under the same mark is still
 * so. Null where the database cannot say (PostgreSQL).
 */
export function changeMark(db: Db): string | null {
  return (marks.get(db)?.get() as string | undefined) ?? null
}

const MAX_STATEMENTS = 500

/**
 * Statements are prepared once. A transaction that reads before it writes would fail at once when another process wrote
 * in between (SQLITE_BUSY_SNAPSHOT): so every transaction takes the write lock when it begins.
 */
function prepared(sqlite: SQLite.Database) {
  const known = new LRUCache<string, SQLite.Statement>({ max: MAX_STATEMENTS })
  function prepare(text: string): SQLite.Statement {
    const statement = known.get(text) ?? sqlite.prepare(text === 'begin' ? 'begin immediate' : text)
    // what changes the schema changes what other statements mean
    if (!/^(select|insert|update|delete|with|begin|commit|rollback)\b/.test(text)) known.clear()
    else known.set(text, statement)
    return statement
  }
  return { close: () => void sqlite.close(), prepare }
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
