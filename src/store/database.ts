import {
  type Dialect,
  Kysely,
  Migrator,
  PostgresAdapter,
  PostgresDialect,
  sql,
  type PostgresPool,
  type Transaction,
} from 'kysely'
import { migrations } from '../../db/migrations/index.js'
import { rowPlugins, writingRows } from './columns.js'
import { FORMS, type Schema } from './schema.js'
import { openSqliteFile } from './sqlite.js'

/** The database, or a transaction on it: what every function of the store takes first. */
export type Db = Kysely<Schema> | Transaction<Schema>

/** @param url `postgres://…`, `sqlite:PATH` or `:memory:` */
export function openDatabase(url: string): Kysely<Schema> {
  if (/^postgres(ql)?:/.test(url)) {
    return kyselyOn(new PostgresDialect({ pool: () => openPool(url) }))
  }
  return openSqlite(url.replace(/^sqlite:/, ''))
}

/** Who waits longer for a connection hears that the database does not answer. */
const CONNECT_MS = 10_000

async function openPool(connectionString: string): Promise<PostgresPool> {
  const { default: pg } = await import('pg')
  // counts are of type bigint, which the driver gives as text; ours are far below what a number holds
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({ connectionString, types, connectionTimeoutMillis: CONNECT_MS })
  // a connection that nobody uses may end at any time; unheard, that would end the program
  pool.on('error', () => undefined)
  return pool
}

function openSqlite(path: string): Kysely<Schema> {
  const { dialect, changeMark: mark } = openSqliteFile(path)
  const db = kyselyOn(dialect)
  marks.set(db, mark)
  return db
}

/** Our rows on a database of any kind. */
export function kyselyOn(dialect: Dialect): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: writingRows(dialect), plugins: rowPlugins(FORMS) })
}

const marks = new WeakMap<object, () => string>()

/**
 * Another one as soon as anything was written, here or by another process: what was read under the same mark is still
 * so. Null where the database cannot say (PostgreSQL).
 */
export function changeMark(db: Db): string | null {
  return marks.get(db)?.() ?? null
}

/** Brings the schema up to date, whose own names migrations use; what is there stays. @throws the error of the migration that failed */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const provider = { getMigrations: async () => migrations }
  const { error } = await new Migrator({ db: db.withoutPlugins(), provider }).migrateToLatest()
  if (error) throw error as Error
}

/**
 * All of it or nothing, and one after the other for each account: what was read is still so when it is written. On
 * PostgreSQL transactions would else read past each other; SQLite has one writer anyway.
 */
export function accountTransaction<Result>(
  db: Kysely<Schema>,
  accountId: string,
  work: (tx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    const lock = tx.selectFrom('account').select('id').where('id', '=', accountId)
    if (isPostgres(tx)) await lock.forNoKeyUpdate().execute()
    return work(tx)
  })
}

const isPostgres = (db: Db) => db.getExecutor().adapter instanceof PostgresAdapter

/** Did a write fail because such a row is there already? */
export function isUniqueViolation(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return (
    code === '23505' ||
    (typeof code === 'string' && /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code))
  )
}

/** Can it be written? @throws the database's error when it cannot */
export async function isWritable(db: Db): Promise<boolean> {
  await sql`delete from rate_limit where 1 = 0`.execute(db)
  return true
}

/** Does the database answer, with our tables in it? @throws the database's error when it does not */
export async function isReachable(db: Db): Promise<boolean> {
  await sql`select 1 from account limit 1`.execute(db)
  return true
}
