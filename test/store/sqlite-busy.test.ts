import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as rest } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { insertAccount } from '../../src/store/accounts.js'
import { changeMark, kyselyOn, migrate, openDatabase } from '../../src/store/database.js'
import { openSqliteFile } from '../../src/store/sqlite.js'

const ACCOUNT = { id: 'ada', name: 'Ada', passwordHash: 'x', createdAt: '2026-03-14T09:00:00.000Z' }

describe('a SQLite file that another process writes for seconds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-busy-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('is written afterwards; meanwhile others read, and the program does not stand still', async () => {
    const path = join(folder, 'busy.db')
    const db = openDatabase(`sqlite:${path}`)
    await migrate(db)
    const other = new SQLite(path)
    other.exec('begin immediate')
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const writes = ['ada', 'ben'].map((id) => insertAccount(db, { ...ACCOUNT, id }))
    const inside = db.transaction().execute((tx) => insertAccount(tx, { ...ACCOUNT, id: 'cy' }))
    await rest(1000)
    const mark = changeMark(db)
    assert.deepEqual(await db.selectFrom('account').selectAll().execute(), [])
    delay.disable()
    other.exec('commit')
    await Promise.all([...writes, inside])
    assert.equal((await db.selectFrom('account').selectAll().execute()).length, 3)
    assert.notEqual(changeMark(db), mark)
    assert.ok(delay.max < 200e6, `stood still for ${delay.max / 1e6} ms`)
    other.close()
    await db.destroy()
  })

  it('is given up when it takes too long, and written again later', async () => {
    const path = join(folder, 'late.db')
    const db = kyselyOn(openSqliteFile(path, 100).dialect)
    await migrate(db)
    const other = new SQLite(path)
    other.exec('begin immediate')
    const work = () => db.transaction().execute((tx) => insertAccount(tx, ACCOUNT))
    await assert.rejects(work(), { code: 'busy' })
    other.exec('rollback')
    await work()
    other.close()
    await db.destroy()
  })
})
