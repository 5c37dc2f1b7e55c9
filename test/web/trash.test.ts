import assert from 'node:assert/strict'
import { matchRecipients } from '../../src/backpack/badges/recipients.js'
import { emptyTrash } from '../../src/backpack/badges/trash.js'
import { verifyDue } from '../../src/backpack/badges/verify.js'
import { BEN, signIn } from '../support/backpack.js'
import { sampleOf } from '../support/samples.js'
import { openSharing, type SharingBackpack } from '../support/shared.js'
import { countRows, keptFiles, upload } from '../support/uploads.js'

const DAY_SECONDS = 86_400

describe('trash', () => {
  let sharing: SharingBackpack
  let mine: string
  beforeEach(async () => {
    sharing = await openSharing()
    mine = await sharing.keep('2.0-hosted-valid')
  })

  const get = (path: string) => sharing.browser.get(path)
  const post = (path: string, fields: object = {}) =>
    sharing.browser.post(path).type('form').send(fields)
  const anybody = () => sharing.backpack.browser()
  /** The moment that the Undo button names. */
  const undoOf = (html: string) => /name="at" value="([^"]+)"/.exec(html)![1]!
  async function throwAway(id = mine): Promise<string> {
    await post(`/badges/${id}/delete`).expect(303)
    return undoOf((await get('/badges').expect(200)).text)
  }

  it('303 into the trash, with a button that takes it back where it was', async () => {
    const collection = await sharing.collect(mine)
    const { path } = await sharing.link(collection)
    const at = await throwAway()
    await get(`/badges/${mine}`).expect(404)
    await anybody().get(`${path}/badges/${mine}`).expect(404)
    assert.ok(!(await anybody().get(path)).text.includes('Bee Keeping'))
    const back = await post('/trash/restore', { at }).expect(303)
    assert.match((await get(back.headers.location!)).text, /The badge is back/)
    await get(`/badges/${mine}`).expect(200)
    await anybody().get(`${path}/badges/${mine}`).expect(200)
  })

  it('200 with what was thrown away, its picture, and until when it stays', async () => {
    assert.match((await get('/trash').expect(200)).text, /There is nothing in the trash/)
    await throwAway()
    const { text } = await get('/trash').expect(200)
    assert.match(text, /Bee Keeping, Level 2/)
    assert.match(text, /deleted on <time[^>]*>13 April 2026/)
    await get(/src="(\/trash\/[^"]+\/image[^"]*)"/.exec(text)![1]!).expect(200)
    await post('/trash/restore', { badge: mine, next: '/trash' }).expect('Location', '/trash')
    await get(`/badges/${mine}`).expect(200)
  })

  it('303 after an Undo that comes too late, and it says so', async () => {
    const at = await throwAway()
    await post('/trash/delete').expect(303)
    await post('/trash/restore', { at }).expect(303)
    assert.match((await get('/badges')).text, /Nothing came back/)
    for (const badge of [mine, '', '\0']) await post('/trash/restore', { badge }).expect(404)
  })

  it('404 for the trash of somebody else, in every form', async () => {
    const at = await throwAway()
    const ben = await signIn(sharing.backpack, BEN)
    assert.match((await ben.get('/trash').expect(200)).text, /There is nothing in the trash/)
    await ben.get(`/trash/${mine}/image`).expect(404)
    await ben.get(`/trash/${mine}/delete`).expect(404)
    await ben.post(`/trash/${mine}/delete`).expect(404)
    await ben.post('/trash/restore').type('form').send({ badge: mine }).expect(404)
    await ben.post('/trash/restore').type('form').send({ at }).expect(303)
    await ben.post('/trash/delete').expect(303)
    assert.equal(await countRows(sharing.backpack, 'badge'), 1)
  })

  it('nothing in it is checked again', async () => {
    await throwAway()
    sharing.backpack.advance(20 * DAY_SECONDS)
    assert.equal(await verifyDue(sharing.backpack.ctx), 0)
    await post(`/badges/${mine}/reports`).expect(404)
    assert.equal(await countRows(sharing.backpack, 'report'), 1)
  })

  it('is emptied after 30 days, with the files, and not a day before', async () => {
    await throwAway()
    sharing.backpack.advance(29 * DAY_SECONDS)
    assert.equal(await emptyTrash(sharing.backpack.ctx), 0)
    assert.ok(keptFiles(sharing.backpack).length > 0)
    sharing.backpack.advance(2 * DAY_SECONDS)
    assert.equal(await emptyTrash(sharing.backpack.ctx), 1)
    assert.equal(await countRows(sharing.backpack, 'badge'), 0)
    assert.deepEqual(keptFiles(sharing.backpack), [])
    assert.equal(await emptyTrash(sharing.backpack.ctx), 0)
  })

  it('303 for the same award again: it comes back, and only its earner sees it', async () => {
    const collection = await sharing.collect(mine)
    const shared = await sharing.link(collection)
    const single = await sharing.link(`/badges/${mine}`)
    await throwAway()
    const sample = await sampleOf('2.0-hosted-valid')
    const { location } = (await upload(sharing.browser, sample).expect(303)).headers
    assert.equal(location, `/badges/${mine}`)
    assert.match((await get(location).expect(200)).text, /lay in your trash/)
    await anybody().get(`${shared.path}/badges/${mine}`).expect(404)
    await anybody().get(single.path).expect(410)
    assert.equal(await countRows(sharing.backpack, 'badge'), 1)
  })

  it('an address that is lost while a badge lies there is not forgotten when it comes back', async () => {
    const at = await throwAway()
    const { db } = sharing.backpack.ctx
    await db.updateTable('email').set({ confirmedAt: null }).execute()
    const { id } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    await matchRecipients(sharing.backpack.ctx, id)
    await post('/trash/restore', { at }).expect(303)
    assert.match((await get(`/badges/${mine}`)).text, /Sent to an address you have not confirmed/)
  })
})
