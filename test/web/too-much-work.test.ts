import assert from 'node:assert/strict'
import { countGivenUp } from '../../src/backpack/imports/given-up.js'
import { verifyNextItem } from '../../src/backpack/imports/verify-item.js'
import type { ReadingRoom } from '../../src/backpack/reading/room/room.js'
import { BEN, openBackpack, signIn, type TestBackpack } from '../support/backpack.js'
import { openBuiltRoom } from '../support/reading-room.js'

const TITLE = /There is too much work in this file/

describe('a file that takes more than one badge may', () => {
  let backpack: TestBackpack
  let reading: ReadingRoom
  /** Takes more than a millisecond to read, however that is done. */
  const long = `[${'"a",'.repeat(300_000)}"b"]`

  beforeEach(async () => {
    reading = openBuiltRoom({ busyMs: 1, watchMs: 1 })
    backpack = await openBackpack({ context: { reading } })
  })
  afterEach(() => reading.close())

  const check = (accept: string) =>
    backpack.browser().post('/check').set('Accept', accept).field('text', long)

  it('422 for a visitor and for a program, with the cause and the next step', async () => {
    const page = await check('text/html').expect(422)
    assert.match(page.text, TITLE)
    assert.match(page.text, /Download the badge itself/)
    const { error } = (await check('application/json').expect(422)).body as {
      error: { code: string; message: string }
    }
    assert.equal(error.code, 'too_much_work')
    assert.match(error.message, TITLE)
  })

  it('counts as ten checks of the visitor', async () => {
    for (let n = 0; n < 4; n += 1) await check('text/html').expect(422)
    await check('text/html').expect(429)
  })

  it('422 when it is added', async () => {
    const browser = await signIn(backpack)
    const pasted = await browser.post('/badges').field('text', long).expect(422)
    assert.match(pasted.text, TITLE)
    const file = Buffer.from(long)
    const uploaded = await browser.post('/badges').attach('files', file, 'a.json').expect(422)
    assert.match(uploaded.text, TITLE)
  })

  it('429 after four of one account by whatever road, until a quarter of an hour is over', async () => {
    const browser = await signIn(backpack)
    const add = (path: string, text: string) => browser.post(path).field('text', text)
    const file = (path: string) => browser.post(path).attach('files', Buffer.from(long), 'a.json')
    await add('/badges', long).expect(422)
    await file('/badges').expect(422)
    await add('/imports', long).expect(303)
    await file('/imports').expect(303)
    while (await verifyNextItem(backpack.ctx));
    for (const path of ['/badges', '/imports', '/imports/1/again']) {
      const refused = await add(path, '').expect(429)
      assert.equal(refused.headers['retry-after'], '900', path)
    }
    await (await signIn(backpack, BEN)).post('/badges').field('text', '').expect(422)
    backpack.advance(900)
    await add('/badges', '').expect(422)
  })

  it('an import of many reads no more of them after four', async () => {
    const browser = await signIn(backpack)
    const { ctx } = backpack
    const { id } = await ctx.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    for (let n = 0; n < 3; n += 1) await countGivenUp(ctx, id)
    const request = browser.post('/imports')
    for (const name of ['a.json', 'b.json']) request.attach('files', Buffer.from(long), name)
    await request.expect(303)
    while (await verifyNextItem(ctx));
    const items = await ctx.db.selectFrom('importItem').select('diagnosis').execute()
    const codes = items.map(({ diagnosis }) => diagnosis!.code).sort()
    assert.deepEqual(codes, ['too_busy', 'too_much_work'])
  })

  it('an import tells it of the item', async () => {
    const browser = await signIn(backpack)
    const { headers } = await browser.post('/imports').field('text', long).expect(303)
    assert.match((await browser.get(headers['location']!).expect(200)).text, TITLE)
    const file = Buffer.from(long)
    const second = await browser.post('/imports').attach('files', file, 'a.json').expect(303)
    while (await verifyNextItem(backpack.ctx));
    assert.match((await browser.get(second.headers['location']!).expect(200)).text, TITLE)
  })
})
