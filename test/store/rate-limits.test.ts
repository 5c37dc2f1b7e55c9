import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { beforeEach, it } from 'mocha'
import {
  countAttempts,
  forgetAttempts,
  forgetExpiredAttempts,
} from '../../src/store/rate-limits.js'
import type { Schema } from '../../src/store/schema.js'
import { rateLimit } from '../../src/web/middleware/rate-limit.js'
import { eachDatabase } from '../support/databases.js'

const NOW = Date.parse('2026-03-14T09:00:00.000Z')

eachDatabase('attempts', (open) => {
  let db: Kysely<Schema>
  beforeEach(async () => {
    db = await open()
  })
  const count = (now: number, points = 1) =>
    countAttempts(db, 'key', { points, expiresAt: now + 1000, now })

  it('add up until the end of the first, then begin anew', async () => {
    assert.deepEqual(await count(NOW), { points: 1, expiresAt: NOW + 1000 })
    assert.deepEqual(await count(NOW + 999), { points: 2, expiresAt: NOW + 1000 })
    assert.deepEqual(await count(NOW + 1000), { points: 1, expiresAt: NOW + 2000 })
  })

  it('all count at the same instant', async () => {
    await Promise.all(Array.from({ length: 8 }, () => count(NOW)))
    assert.equal((await count(NOW, 0)).points, 8)
  })

  it('are forgotten on request, and swept after their end', async () => {
    await count(NOW)
    assert.equal(await forgetAttempts(db, 'key'), true)
    assert.equal(await forgetAttempts(db, 'key'), false)
    await count(NOW)
    await forgetExpiredAttempts(db, NOW + 999)
    assert.equal((await count(NOW, 0)).points, 1)
    await forgetExpiredAttempts(db, NOW + 1000)
    assert.equal((await count(NOW, 0)).points, 0)
  })

  it('are refused above the allowance, with the seconds to wait', async () => {
    const moment = { now: NOW }
    const limit = rateLimit(
      { db, now: () => new Date(moment.now) },
      { name: 'test', points: 2, seconds: 60 },
    )
    assert.deepEqual([await limit.attempt('a'), await limit.attempt('a')], [0, 0])
    moment.now += 15_000
    assert.equal(await limit.attempt('a'), 45)
    assert.equal(await limit.attempt('b'), 0)
    moment.now += 45_000
    assert.equal(await limit.attempt('a'), 0)
  })

  it('are given back when they were good, and forgotten on request', async () => {
    const limit = rateLimit(
      { db, now: () => new Date(NOW) },
      { name: 'test', points: 1, seconds: 60 },
    )
    for (let i = 0; i < 3; i++) {
      assert.equal(await limit.attempt('a'), 0)
      await limit.giveBack('a')
    }
    assert.equal(await limit.attempt('a'), 0)
    assert.equal(await limit.attempt('a'), 60)
    await limit.forget('a')
    assert.equal(await limit.attempt('a'), 0)
  })
})
