import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
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

describe('readiness', () => {
  const well = { status: 'ready', database: true, files: true, running: true }
  const ill = { ...well, status: 'not ready' }

  it('200 JSON when badges can be kept', async () => {
    const backpack = await openBackpack()
    const answer = await backpack.browser().get('/ready').expect(200)
    assert.deepEqual(answer.body, well)
  })

  it('503 JSON where files cannot be written, and says so', async () => {
    const backpack = await openBackpack()
    rmSync(backpack.ctx.config.dataDir, { recursive: true })
    const answer = await backpack.browser().get('/ready').expect(503)
    assert.deepEqual(answer.body, { ...ill, files: false })
  })

  it('503 JSON where the database cannot be written, while it still answers', async () => {
    const backpack = await openBackpack()
    await backpack.ctx.db.schema.dropTable('chore').execute()
    const answer = await backpack.browser().get('/ready').expect(503)
    assert.deepEqual(answer.body, { ...ill, database: false })
    await backpack.browser().get('/health').expect(200)
  })

  it('503 JSON while it ends', async () => {
    const backpack = await openBackpack()
    backpack.app.enable('stopping')
    const answer = await backpack.browser().get('/ready').expect(503)
    assert.deepEqual(answer.body, { ...ill, running: false })
  })
})
