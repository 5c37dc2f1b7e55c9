import assert from 'node:assert/strict'
import { openBackpack } from '../support/backpack.js'

describe('health', () => {
  it('200 JSON when the database answers', async () => {
    const answer = await (await openBackpack()).browser().get('/health').expect(200)
    assert.match(answer.headers['content-type']!, /json/)
    assert.deepEqual(answer.body, { status: 'ok', database: true })
  })

  it('503 JSON when it does not any more', async () => {
    const backpack = await openBackpack()
    await backpack.browser().get('/health').expect(200)
    await backpack.ctx.db.destroy()
    const answer = await backpack.browser().get('/health').expect(503)
    assert.deepEqual(answer.body, { status: 'unavailable', database: false })
  })
})
