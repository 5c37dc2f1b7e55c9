import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { insertAccount } from '../../src/store/accounts.js'
import { isReachable, isUniqueViolation, migrate, openDatabase } from '../../src/store/database.js'
import { eachDatabase } from '../support/databases.js'

const ACCOUNT = { id: 'ada', name: 'Ada', passwordHash: 'x', createdAt: '2026-03-14T09:00:00.000Z' }

eachDatabase('schema', (open) => {
  it('is brought up to date twice without harm', async () => {
    const db = await open()
    await insertAccount(db, ACCOUNT)
    await migrate(db)
    assert.equal((await db.selectFrom('account').selectAll().execute()).length, 1)
    assert.equal(await isReachable(db), true)
  })

  it('tells a row that is there already from other failures', async () => {
    const db = await open()
    await insertAccount(db, ACCOUNT)
    const twice = await insertAccount(db, ACCOUNT).catch((error: unknown) => error)
    assert.ok(isUniqueViolation(twice))
    const token = { hash: 'h', purpose: 'confirm-email', emailId: null } as const
    const times = { expiresAt: ACCOUNT.createdAt, createdAt: ACCOUNT.createdAt }
    const orphan = db.insertInto('token').values({ ...token, ...times, accountId: 'nobody' })
    const error = await orphan.execute().catch((reason: unknown) => reason)
    assert.ok(error instanceof Error)
    assert.ok(!isUniqueViolation(error))
  })

  it('undoes a transaction that fails', async () => {
    const db = await open()
    const work = db.transaction().execute(async (tx) => {
      await insertAccount(tx, ACCOUNT)
      throw new Error('changed my mind')
    })
    await assert.rejects(work, /changed my mind/)
    assert.deepEqual(await db.selectFrom('account').selectAll().execute(), [])
  })
})

describe('SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-db-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('lets two processes read then write in turn', async () => {
    const url = `sqlite:${join(folder, 'two.db')}`
    const [one, two] = [openDatabase(url), openDatabase(url)]
    await migrate(one)
    await one.transaction().execute(async (tx) => {
      await tx.selectFrom('account').selectAll().execute()
      await insertAccount(tx, ACCOUNT)
    })
    await two.transaction().execute(async (tx) => {
      assert.equal((await tx.selectFrom('account').selectAll().execute()).length, 1)
      await insertAccount(tx, { ...ACCOUNT, id: 'ben' })
    })
    await Promise.all([one.destroy(), two.destroy()])
  })

  it('uses a write-ahead log, foreign keys and waits for nobody inside SQLite', async () => {
    const db = openDatabase(`sqlite:${join(folder, 'pragmas.db')}`)
    const pragma = async (name: string) =>
      Object.values(
        (await sql`pragma ${sql.raw(name)}`.execute(db)).rows[0] as object,
      )[0] as unknown
    assert.equal(await pragma('journal_mode'), 'wal')
    assert.equal(await pragma('foreign_keys'), 1)
    assert.equal(await pragma('busy_timeout'), 5)
    await db.destroy()
  })
})
