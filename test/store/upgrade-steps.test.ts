import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { type Kysely, Migrator, sql } from 'kysely'
import { migrations } from '../../db/migrations/index.js'
import { migrate, openDatabase } from '../../src/store/database.js'
import type { Schema } from '../../src/store/schema.js'
import { eachDatabase } from '../support/databases.js'
import { run } from '../support/command-line.js'

const STEPS = Object.keys(migrations)

eachDatabase('a schema', (open) => {
  it('of a newer release is refused in plain words, and stays as it is', async () => {
    const db = await open()
    const written = sql`insert into kysely_migration (name, timestamp) values ('9999-later', 'x')`
    await written.execute(db)
    const undo = () => sql`delete from kysely_migration where name = '9999-later'`.execute(db)
    await assert
      .rejects(migrate(db), {
        name: 'RefusedStart',
        message: /newer release of Haversack: it has 9999-later/,
      })
      .finally(undo)
    await migrate(db)
  })
})

describe('a SQLite file that has to be brought up to date', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-upgrade-'))
  let file: string
  let db: Kysely<Schema>
  beforeEach(async () => {
    file = join(mkdtempSync(join(folder, 'db-')), 'haversack.db')
    db = openDatabase(`sqlite:${file}`)
    await migrateTo(db, '0012-spellings')
  })
  afterEach(() => db.destroy())
  after(() => rmSync(folder, { recursive: true, force: true }))

  const names = () => readdirSync(join(file, '..'))
  const copies = () => names().filter((name) => name.includes('.before-'))
  const stepsOf = (path: string) => {
    const sqlite = new SQLite(path)
    const rows = sqlite.prepare('select name from kysely_migration order by name').all()
    sqlite.close()
    return rows.map((row) => (row as { name: string }).name)
  }

  it('is copied before, for its owner alone, with everything that was in it', async () => {
    await sql`insert into invitation values ('h', 'now', 'then')`.execute(db)
    await migrate(db)
    assert.deepEqual(copies(), ['haversack.db.before-0013-written-days'])
    const copy = join(file, '..', copies()[0]!)
    assert.equal(statSync(copy).mode & 0o777, 0o600)
    assert.equal(stepsOf(copy).at(-1), '0012-spellings')
    assert.deepEqual(stepsOf(file), STEPS)
    const sqlite = new SQLite(copy)
    assert.equal(sqlite.prepare('select hash from invitation').pluck().get(), 'h')
    sqlite.close()
    assert.deepEqual(
      names().filter((name) => name.includes('unfinished')),
      [],
    )
  })

  it('is not copied when it is new, or up to date', async () => {
    await migrate(db)
    for (const name of copies()) rmSync(join(file, '..', name))
    await migrate(db)
    const fresh = openDatabase(`sqlite:${join(file, '..', 'fresh.db')}`)
    await migrate(fresh)
    await fresh.destroy()
    assert.deepEqual(copies(), [])
  })

  it('keeps the three newest copies', async () => {
    for (const step of ['a', 'b', 'c', 'd']) {
      writeFileSync(`${file}.before-${step}`, '')
      utimesSync(`${file}.before-${step}`, 1, step.charCodeAt(0))
    }
    await migrate(db)
    assert.deepEqual(copies().sort(), [
      'haversack.db.before-0013-written-days',
      'haversack.db.before-c',
      'haversack.db.before-d',
    ])
  })

  it('stays whole as it was when a step fails, also the steps before it', async () => {
    const steps = stepsOf(file)
    await sql`alter table badge add column told_by text`.execute(db)
    await assert.rejects(migrate(db), /told_by/)
    assert.deepEqual(stepsOf(file), steps)
  })

  it('of a newer release makes commands end with 1 and in plain words', async () => {
    await migrate(db)
    await sql`insert into kysely_migration values ('9999-later', 'x')`.execute(db)
    const env = { DATA_DIR: join(file, '..'), DATABASE_URL: `sqlite:${file}` }
    const { status, err } = await run(['migrate'], { env })
    assert.equal(status, 1)
    assert.match(err, /newer release of Haversack: it has 9999-later/)
    assert.doesNotMatch(err, /^\s+at /m)
  })

  it('is brought up to date once when two processes start together', async () => {
    const other = openDatabase(`sqlite:${file}`)
    await Promise.all([migrate(db), migrate(other)])
    await other.destroy()
    assert.deepEqual(stepsOf(file), STEPS)
    for (const name of copies())
      assert.equal(stepsOf(join(file, '..', name)).at(-1), '0012-spellings')
  })
})

async function migrateTo(db: Kysely<Schema>, last: string): Promise<void> {
  const some = Object.fromEntries(Object.entries(migrations).filter(([step]) => step <= last))
  const provider = { getMigrations: async () => some }
  const { error } = await new Migrator({ db: db.withoutPlugins(), provider }).migrateToLatest()
  if (error) throw error as Error
}
