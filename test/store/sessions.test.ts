import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { beforeEach, it } from 'mocha'
import { insertAccount } from '../../src/store/accounts.js'
import type { Schema } from '../../src/store/schema.js'
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionOf,
  deleteSessionsOf,
  findSession,
  listSessions,
  prolongSession,
  saveSession,
} from '../../src/store/sessions.js'
import { eachDatabase } from '../support/databases.js'

const NOW = new Date('2026-03-14T09:00:00.000Z')
const SOON = new Date('2026-03-14T10:00:00.000Z')
const END = new Date('2026-04-14T09:00:00.000Z')

eachDatabase('sessions', (open) => {
  let db: Kysely<Schema>
  beforeEach(async () => {
    db = await open()
    for (const id of ['ada', 'ben'])
      await insertAccount(db, { id, name: id, passwordHash: 'x', createdAt: NOW.toISOString() })
    await save(db, 'one', 'ada')
    await save(db, 'two', 'ada')
    await save(db, 'three', 'ben')
  })

  it('are found until their end', async () => {
    assert.equal((await findSession(db, 'one', NOW))?.payload, '{"of":"one"}')
    assert.equal(await findSession(db, 'one', END), null)
    assert.equal(await findSession(db, 'none', NOW), null)
  })

  it('are written again under the same hash, and keep their beginning', async () => {
    await save(db, 'one', 'ada', '{"more":1}', SOON)
    const [newest] = await listSessions(db, 'ada', NOW)
    assert.equal((await findSession(db, 'one', NOW))?.payload, '{"more":1}')
    assert.deepEqual(newest, {
      hash: 'one',
      userAgent: 'Firefox',
      createdAt: NOW.toISOString(),
      seenAt: SOON.toISOString(),
    })
  })

  it('are prolonged only when last seen before a moment', async () => {
    const times = { seenAt: SOON.toISOString(), expiresAt: '2026-05-01T00:00:00.000Z' }
    await prolongSession(db, 'one', { ...times, staleBefore: NOW.toISOString() })
    assert.equal(await findSession(db, 'one', END), null)
    await prolongSession(db, 'one', { ...times, staleBefore: SOON.toISOString() })
    assert.ok(await findSession(db, 'one', END))
  })

  it('are listed and ended for their owner alone', async () => {
    assert.equal(await deleteSessionOf(db, 'ada', 'three'), false)
    assert.equal(await deleteSessionOf(db, 'ada', 'one'), true)
    assert.deepEqual(await hashes(db, 'ada'), ['two'])
    assert.deepEqual(await hashes(db, 'ben'), ['three'])
  })

  it('all end but one, or all', async () => {
    await deleteSessionsOf(db, 'ada', 'two')
    assert.deepEqual(await hashes(db, 'ada'), ['two'])
    await deleteSessionsOf(db, 'ada', null)
    assert.deepEqual(await hashes(db, 'ada'), [])
    assert.deepEqual(await hashes(db, 'ben'), ['three'])
  })

  it('are destroyed by hash, and swept after their end', async () => {
    await deleteSession(db, 'one')
    assert.deepEqual(await hashes(db, 'ada'), ['two'])
    await deleteExpiredSessions(db, END)
    assert.deepEqual(await db.selectFrom('session').selectAll().execute(), [])
  })
})

async function hashes(db: Kysely<Schema>, accountId: string): Promise<string[]> {
  return (await listSessions(db, accountId, NOW)).map((session) => session.hash)
}

function save(
  db: Kysely<Schema>,
  hash: string,
  accountId: string,
  payload = `{"of":"${hash}"}`,
  seen = NOW,
): Promise<void> {
  const times = { seenAt: seen.toISOString(), expiresAt: END.toISOString() }
  return saveSession(db, { hash, accountId, payload, userAgent: 'Firefox', ...times })
}
