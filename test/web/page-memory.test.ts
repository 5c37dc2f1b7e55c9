import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'mocha'
import express from 'express'
import request from 'supertest'
import { openLink } from '../../src/backpack/sharing/open-link.js'
import { createPageMemory } from '../../src/web/page-memory.js'
import { migrate, openDatabase } from '../../src/store/database.js'
import { openSharing, type SharingBackpack } from '../support/shared.js'

describe('a public page asked for again and again', () => {
  let sharing: SharingBackpack
  let path: string
  let own: string
  beforeEach(async () => {
    sharing = await openSharing()
    const collection = await sharing.collect(await sharing.keep('2.0-hosted-valid'))
    ;({ path, own } = await sharing.link(collection))
  })

  const ask = (headers: Record<string, string> = {}) =>
    sharing.backpack.browser().get(path).set(headers)

  it('200 with the same words and the same protection each time', async () => {
    const answers = [await ask(), await ask(), await ask()]
    const [first, ...others] = answers.map(({ status, text, headers }) => {
      const { date: _, connection: __, 'keep-alive': ___, ...told } = headers
      return { status, text, told }
    })
    assert.equal(first!.status, 200)
    assert.match(String(first!.told['content-security-policy']), /default-src 'none'/)
    for (const other of others) assert.deepEqual(other, first)
  })

  it('304 for who has it, without a body', async () => {
    const { etag } = (await ask()).headers
    await ask()
    const known = await ask({ 'If-None-Match': etag! }).expect(304)
    assert.equal(known.text, '')
    assert.equal(known.headers.etag, etag)
    assert.equal(known.headers['content-length'], undefined)
  })

  it('410 at once after the link was stopped', async () => {
    for (let i = 0; i < 3; i++) await ask().expect(200)
    await sharing.browser.post(`${own}/delete`).expect(303)
    await ask().expect(410)
  })

  it('200 in the form each asks for', async () => {
    for (let i = 0; i < 2; i++) {
      assert.match((await ask({ Accept: 'application/json' })).headers['content-type']!, /json/)
      assert.match((await ask({ Accept: 'text/html' })).headers['content-type']!, /html/)
    }
  })

  it('every opening is counted, those a browser makes ahead are not', async () => {
    for (let i = 0; i < 4; i++) await ask().expect(200)
    await ask({ 'Sec-Purpose': 'prefetch' }).expect(200)
    assert.match((await sharing.browser.get(own)).text, /opened 4 times/)
  })

  it('410 the moment after its end, however often it was just asked for', async () => {
    const { db, now } = sharing.backpack.ctx
    const endsAt = new Date(now().getTime() + 1000).toISOString()
    await db.updateTable('share').set({ endsAt }).execute()
    for (let i = 0; i < 3; i++) await ask().expect(200)
    sharing.backpack.advance(2)
    await ask().expect(410)
  })

  it('200 never again with what stood there only while it was made', async () => {
    const { ctx } = sharing.backpack
    const title = async (to: string) =>
      ctx.db.updateTable('collection').set({ title: to }).execute()
    const memory = createPageMemory(ctx)
    const render = async () => {
      await title('Secret')
      const { title: text } = await ctx.db
        .selectFrom('collection')
        .select('title')
        .executeTakeFirstOrThrow()
      return { text, type: 'text/html' as const, freshUntil: new Date('2099-01-01') }
    }
    const app = express()
    let drawn = 0
    app.get('/', async (req, res) => {
      const link = await openLink(ctx, path.slice('/s/'.length))
      const page = { link, name: 'x', render: () => ((drawn += 1), render()) }
      await memory.sendPage(req, res, page)
    })
    await request(app).get('/').expect(200, 'Secret')
    await title('Land and water')
    await request(app).get('/').expect(200)
    assert.equal(drawn, 2)
  })

  it('401 in place of a page that got a password meanwhile', async () => {
    for (let i = 0; i < 2; i++) await ask().expect(200)
    const { db } = sharing.backpack.ctx
    await db.updateTable('share').set({ passwordHash: 'x' }).execute()
    await ask().expect(401)
  })
})

describe('a public page of a link that another process writes to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-two-'))
  const url = `sqlite:${join(folder, 'haversack.db')}`
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('410 at once when that one stops it', async () => {
    const [here, there] = [openDatabase(url), openDatabase(url)]
    await migrate(here)
    const sharing = await openSharing({ context: { db: here } })
    const { path } = await sharing.link(
      await sharing.collect(await sharing.keep('2.0-hosted-valid')),
    )
    const ask = () => sharing.backpack.browser().get(path)
    for (let i = 0; i < 3; i++) await ask().expect(200)
    await there.updateTable('collection').set({ title: 'Another name' }).execute()
    assert.match((await ask().expect(200)).text, /Another name/)
    await there.updateTable('share').set({ stoppedAt: '2026-01-01T00:00:00.000Z' }).execute()
    await ask().expect(410)
    await Promise.all([here.destroy(), there.destroy()])
  })
})
