import { dirname } from 'node:path'
import {
  DEFAULT_MIGRATION_TABLE,
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
import { RefusedStart } from '../errors.js'
import { rowPlugins, writingRows } from './columns.js'
import { copyBefore } from './copy-before.js'
import { diskTrouble, refuseNetworkDisk } from './disk.js'
import { FORMS, type Schema } from './schema.js'
import { openSqliteFile, type SqliteFile } from './sqlite.js'

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
  const { dialect, changeMark: mark } = openOrRefuse(path)
  const db = kyselyOn(dialect)
  marks.set(db, mark)
  if (path !== ':memory:') files.set(db, path)
  return db
}

function openOrRefuse(path: string): SqliteFile {
  try {
    if (path !== ':memory:') refuseNetworkDisk(dirname(path))
    return openSqliteFile(path)
  } catch (cause) {
    if (typeof (cause as { code?: unknown }).code !== 'string') throw cause
    throw new RefusedStart(
      `The database ${path} cannot be opened: ${(cause as Error).message}. Nothing was changed. DATA_DIR, or
DATABASE_URL where it is set, says where it lies; it needs a disk that has room and can be written to.`,
      { cause },
    )
  }
}

/** Our rows on a database of any kind. */
export function kyselyOn(dialect: Dialect): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: writingRows(dialect), plugins: rowPlugins(FORMS) })
}

const marks = new WeakMap<object, () => string>()
/** Paths of SQLite files. */
const files = new WeakMap<object, string>()

/**
 * Another one as soon as anything was written, here or by another process: what was read under the same mark is still
 * so. Null where the database cannot say (PostgreSQL).
 */
export function changeMark(db: Db): string | null {
  return marks.get(db)?.() ?? null
}

/**
 * Brings the schema up to date, whose own names migrations use; what is there stays. All steps that are missing are made
 * in one transaction, so that one which fails leaves everything as it was; a SQLite file is copied before.
 * @throws {RefusedStart} the schema is of a newer release, or there is no room: nothing was changed
 * @throws the error of the migration that failed
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const plain = db.withoutPlugins()
  const migrator = new Migrator({ db: plain, provider: { getMigrations: async () => migrations } })
  const done = await stepsDone(plain)
  const unknown = done.filter((step) => !Object.hasOwn(migrations, step))
  if (unknown.length > 0) throw new RefusedStart(newer(unknown))
  const [next] = Object.keys(migrations).filter((step) => !done.includes(step))
  if (next === undefined) return
  const file = files.get(db)
  if (file && done.length > 0)
    await copyBefore(file, next, {
      table: DEFAULT_MIGRATION_TABLE,
      isBefore: ({ length }) => length === done.length,
    })
  const { error } = await migrator.migrateToLatest()
  if (diskTrouble(error)) throw new RefusedStart(NO_ROOM, { cause: error })
  if (error) throw error as Error
}

const NO_ROOM = `The database cannot be brought up to date, for its disk is full or cannot be written to. Nothing was
changed. Make room, and start again.`

/** Names of the steps that were made, in order; none in an empty database. */
async function stepsDone(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return []
  const made = sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`
  return (await made.execute(db)).rows.map(({ name }) => name).sort()
}

const newer = (unknown: readonly string[]) =>
  `This database was written by a newer release of Haversack: it has ${unknown.join(', ')}, which this release does not
know. Nothing was changed. Start the newer release again; or put back the copy that was made before the upgrade
(“.before-…” beside a SQLite file), which lacks what was written since.`

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

/** Does the database answer, with our tables in it? @throws the database's error when it does not */
export async function isReachable(db: Db): Promise<boolean> {
  await sql`select 1 from account limit 1`.execute(db)
  return true
}
