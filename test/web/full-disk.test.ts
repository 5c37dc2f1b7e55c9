import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { verifyNextItem } from '../../src/backpack/imports/verify-item.js'
import { migrate, openDatabase } from '../../src/store/database.js'
import type { FileStore } from '../../src/store/files.js'
import { type Browser, openBackpack, signIn, type TestBackpack } from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { upload } from '../support/uploads.js'

describe('a disk that is full', () => {
  let backpack: TestBackpack
  let browser: Browser
  let isFull: boolean
  beforeEach(async () => {
    isFull = false
    // a disk of its own, whose limits can be set
    const db = openDatabase(':memory:')
    await migrate(db)
    const { loadDocument } = await openIssuer()
    backpack = await openBackpack({ loadDocument, context: { db } })
    browser = await signIn(backpack)
    const { files } = backpack.ctx
    const put: FileStore['put'] = async (bytes) => {
      if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      return files.put(bytes)
    }
    backpack.ctx.files = { ...files, put }
  })

  const badge = () => sampleOf('2.0-hosted-valid')
  const handIn = async () => {
    const { bytes, fileName } = await badge()
    return browser.post('/imports').attach('files', Buffer.from(bytes), fileName)
  }
  const pragma = (text: string) => sql.raw(`pragma ${text}`).execute(backpack.ctx.db)
  const badges = async () =>
    (await backpack.ctx.db.selectFrom('badge').select('id').execute()).length

  it('507 with words and when to come again, nothing kept; 303 once there is room', async () => {
    isFull = true
    for (const path of ['/badges', '/imports']) {
      const answer = await browser.post(path).field('text', 'https://issuers.example/x').expect(507)
      assert.match(answer.text, /The disk of this site is full/)
      assert.ok(answer.headers['retry-after'])
    }
    assert.deepEqual(await backpack.ctx.db.selectFrom('import').selectAll().execute(), [])
    isFull = false
    await upload(browser, await badge()).expect(303)
    assert.equal(await badges(), 1)
  })

  it('507 as JSON in the same words', async () => {
    isFull = true
    const answer = await upload(browser, await badge())
      .set('Accept', 'application/json')
      .expect(507)
    assert.match((answer.body as { error: { message: string } }).error.message, /is full/)
  })

  it('makes an import wait: it is no fault of the item, and is looked at once there is room', async () => {
    await handIn()
    isFull = true
    for (let tries = 0; tries < 5; tries++)
      await assert.rejects(verifyNextItem(backpack.ctx), { message: 'no_room' })
    isFull = false
    assert.equal(await verifyNextItem(backpack.ctx), true)
    const { state } = await backpack.ctx.db
      .selectFrom('importItem')
      .select('state')
      .executeTakeFirstOrThrow()
    assert.equal(state, 'looked')
  })

  it('507 where it is the database that cannot grow, and half of nothing is written', async () => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(backpack.ctx.db)
    const pages = Object.values(rows[0]!)[0]!
    await pragma(`max_page_count = ${pages}`)
    const answers = []
    for (let turn = 0; turn < 30; turn++) {
      const note = 'Two hives behind the school. '.repeat(60)
      answers.push(
        (
          await browser
            .post('/collections')
            .type('form')
            .send({ title: `Bees ${turn}`, description: note })
        ).status,
      )
    }
    assert.deepEqual([...new Set(answers)].sort(), [303, 507])
    const kept = await backpack.ctx.db.selectFrom('collection').select('id').execute()
    assert.equal(kept.length, answers.filter((status) => status === 303).length)
    await browser.get('/collections').expect(200)
    await pragma('max_page_count = 1000000')
    await browser.post('/collections').type('form').send({ title: 'Knots' }).expect(303)
  })

  it('507 for what would be written while nothing may be, and 200 for whoever looks', async () => {
    await upload(browser, await badge()).expect(303)
    await pragma('query_only = on')
    backpack.advance(2 * 3600)
    await browser.get('/badges').expect(200)
    const answer = await browser
      .post('/collections')
      .type('form')
      .send({ title: 'Knots' })
      .expect(507)
    assert.match(answer.text, /Nothing can be written on the disk of this site/)
    await browser.get('/ready').expect(503)
    await browser.get('/health').expect(200)
    await pragma('query_only = off')
    await browser.post('/collections').type('form').send({ title: 'Knots' }).expect(303)
  })
})
