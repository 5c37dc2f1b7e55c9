import assert from 'node:assert/strict'
import { verifyNextItem } from '../../src/backpack/imports/verify-item.js'
import {
  openReadingRoom,
  ROOM_LIMITS,
  type ReadingRoom,
} from '../../src/backpack/reading/room/room.js'
import { openBackpack, signIn, type TestBackpack } from '../support/backpack.js'

const TITLE = /There is too much work in this file/

describe('a file that takes more than one badge may', () => {
  let backpack: TestBackpack
  let reading: ReadingRoom
  /** Takes more than a millisecond to read, however that is done. */
  const long = `[${'"a",'.repeat(300_000)}"b"]`

  beforeEach(async () => {
    reading = openReadingRoom({ ...ROOM_LIMITS, busyMs: 1, watchMs: 1 })
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
