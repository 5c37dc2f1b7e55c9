import { closeSync, openSync } from 'node:fs'
import { setTimeout as rest } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import type { CompiledQuery } from 'kysely'
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { LRUCache } from 'lru-cache'
import { AppError } from '../errors.js'
import { ownFiles } from '../own-folder.js'

/** How long a writer waits for another process, in all, and how long the program stands still for each try. */
const MAX_WAIT_MS = 10_000
const BUSY_TIMEOUT_MS = 5
const TRY_EVERY_MS = 25
const MAX_STATEMENTS = 500
const CHANGE_MARK = "select total_changes() || ' ' || data_version from pragma_data_version"

/** A SQLite file, and what tells whether anything was written into it. */
export interface SqliteFile {
  dialect: Dialect
  changeMark: () => string
}

/**
 * One handle writes and one reads, so that reading never waits for a writer; and who waits for the writer of another
 * process does so without holding up the program. What is read is what was committed. In memory there is only one.
 */
export function openSqliteFile(path: string, maxWaitMs = MAX_WAIT_MS): SqliteFile {
  if (path !== ':memory:') makePrivate(path)
  const writer = openHandle(path)
  const reader = path === ':memory:' ? writer : openHandle(path)
  const mark = reader.sqlite.prepare(CHANGE_MARK).pluck()
  const dialect: Dialect = {
    createDriver: () => new SqliteDriver(writer, reader, maxWaitMs),
    createAdapter: () => new TransactionalAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
  return { dialect, changeMark: () => mark.get() as string }
}

/** SQLite takes changes of the schema back like any other; so a migration that fails leaves nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** What SQLite lays beside a file is readable by the same people as the file. */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
  ownFiles(['', '-wal', '-shm'].map((tail) => path + tail))
}

interface Handle {
  sqlite: SQLite.Database
  /** Statements are prepared once; what changes the schema changes what they mean. */
  known: LRUCache<string, SQLite.Statement>
}

function openHandle(path: string): Handle {
  const sqlite = new SQLite(path, { timeout: 5000 })
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON'])
    sqlite.pragma(pragma)
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return { sqlite, known: new LRUCache({ max: MAX_STATEMENTS }) }
}

class SqliteDriver implements Driver {
  readonly #writer: Handle
  readonly #reader: Handle
  readonly #maxWaitMs: number
  /** Resolves when whoever writes is done. */
  #last: Promise<void> = Promise.resolve()
  readonly #held = new WeakMap<DatabaseConnection, () => void>()

  constructor(writer: Handle, reader: Handle, maxWaitMs: number) {
    this.#writer = writer
    this.#reader = reader
    this.#maxWaitMs = maxWaitMs
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection: DatabaseConnection = {
      executeQuery: <R>(query: CompiledQuery) => this.#execute<R>(connection, query),
      streamQuery() {
        throw new Error('rows of SQLite are not streamed')
      },
    }
    return connection
  }

  async releaseConnection(): Promise<void> {}

  /** One that reads before it writes would fail when another wrote in between: so it takes the lock when it begins. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const release = await this.#lock()
    try {
      await this.#patiently(() => this.#writer.sqlite.exec('begin immediate'))
    } catch (error) {
      release()
      throw error
    }
    this.#held.set(connection, release)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#patiently(() => this.#writer.sqlite.exec('commit'))
    this.#let(connection)
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      // a full disk has rolled back already
      if (this.#writer.sqlite.inTransaction) this.#writer.sqlite.exec('rollback')
    } finally {
      this.#let(connection)
    }
  }

  async destroy(): Promise<void> {
    this.#reader.sqlite.close()
    this.#writer.sqlite.close()
  }

  async #execute<R>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#held.has(connection)) return this.#run(this.#writer, query)
    const isApart = this.#reader !== this.#writer
    if (isApart && isReading(this.#reader, query.sql))
      return this.#patiently(() => this.#run(this.#reader, query))
    const release = await this.#lock()
    try {
      return await this.#patiently(() => this.#run<R>(this.#writer, query))
    } finally {
      release()
    }
  }

  #run<R>(handle: Handle, { sql, parameters }: CompiledQuery): QueryResult<R> {
    const statement = statementOf(handle, sql)
    if (!isKept(sql)) for (const { known } of [this.#writer, this.#reader]) known.clear()
    if (statement.reader) return { rows: statement.all(parameters) as R[] }
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] }
  }

  async #lock(): Promise<() => void> {
    const before = this.#last
    let release!: () => void
    this.#last = new Promise((resolve) => (release = resolve))
    await before
    return release
  }

  #let(connection: DatabaseConnection): void {
    this.#held.get(connection)?.()
    this.#held.delete(connection)
  }

  /** @throws {AppError} busy: another process writes for too long */
  async #patiently<T>(work: () => T): Promise<T> {
    const end = Date.now() + this.#maxWaitMs
    for (;;) {
      try {
        return work()
      } catch (error) {
        if (!isBusy(error)) throw error
        if (Date.now() > end) throw new AppError('busy', BUSY, { cause: error })
      }
      await rest(TRY_EVERY_MS)
    }
  }
}

const BUSY = 'Another program keeps the database for itself at this moment. Please try again soon.'

const isBusy = (error: unknown) =>
  error instanceof SQLite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)

const isKept = (text: string) => /^(select|insert|update|delete|with)\b/.test(text)

function isReading(handle: Handle, text: string): boolean {
  return /^(select|with)\b/.test(text) && statementOf(handle, text).readonly
}

function statementOf({ sqlite, known }: Handle, text: string): SQLite.Statement {
  const statement = known.get(text) ?? sqlite.prepare(text)
  if (isKept(text)) known.set(text, statement)
  return statement
}
