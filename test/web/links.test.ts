import assert from 'node:assert/strict'
import { BEN, NOW, signIn } from '../support/backpack.js'
import { openSharing, showing, type SharingBackpack } from '../support/shared.js'

describe('links', () => {
  let sharing: SharingBackpack
  let mine: string
  let collection: string
  const anybody = () => sharing.backpack.browser()
  const post = (path: string, fields: object = {}) =>
    sharing.browser.post(path).type('form').send(fields)
  beforeEach(async () => {
    sharing = await openSharing()
    mine = await sharing.keep('2.0-hosted-valid')
    collection = await sharing.collect(mine)
  })

  it('several links to one collection live and end each for itself', async () => {
    const first = await sharing.link(collection, { label: 'Acme HR' })
    const second = await sharing.link(collection, { label: 'Forest Service' })
    await post(`${first.own}/delete`).expect(303)
    await anybody().get(first.path).expect(410)
    await anybody().get(second.path).expect(200)
    const { text } = await sharing.browser.get(`${collection}/shares`).expect(200)
    assert.match(text, /Links that have ended[\s\S]*Acme HR/)
  })

  it('200 for a link to a single badge, without the rest of the backpack', async () => {
    const { path } = await sharing.link(`/badges/${mine}`, { label: 'Acme' })
    const page = await anybody().get(path).expect(200)
    assert.match(page.text, /Bee Keeping, Level 2/)
    assert.match(page.text, /What proved it/)
    assert.ok(!page.text.includes('Land and water'))
    const other = await sharing.keep('1.0-hosted-valid')
    await anybody().get(`${path}/badges/${other}`).expect(404)
    await anybody().get(`${path}/badges/${mine}`).expect(200)
  })

  it('422 for a link to a badge that is not proven', async () => {
    const waiting = await sharing.keep('2.0-RS256-someone-elses')
    const page = await post(`/badges/${waiting}/shares`, { label: 'x' }).expect(422)
    assert.match(page.text, /not proven to be yours/)
  })

  it('410 once its day is over, however it was opened before', async () => {
    const { path, own } = await sharing.link(collection, { ends: '2026-03-15', ...showing('name') })
    await anybody().get(path).expect(200)
    sharing.backpack.setNow(new Date('2026-03-15T23:59:59Z'))
    await anybody().get(path).expect(200)
    sharing.backpack.setNow(new Date('2026-03-16T00:00:00Z'))
    const page = await anybody().get(path).expect(410)
    assert.match(page.text, /This link has ended/)
    assert.match((await sharing.browser.get(own)).text, /ended with 15 March 2026/)
    sharing.backpack.setNow(NOW)
  })

  it('422 for a day that is over or is none, with what was typed', async () => {
    for (const ends of ['2026-03-13', '2026-09-31', 'soon']) {
      const page = await post(`${collection}/shares`, { ends, label: 'L', ...showing() }).expect(
        422,
      )
      assert.match(page.text, /day/)
      assert.match(page.text, /value="L"/)
    }
  })

  it('404 politely while it rests, and the same address afterwards', async () => {
    const { path, own } = await sharing.link(collection)
    await post(`${own}/pause`).expect(303)
    const page = await anybody().get(path).expect(404)
    assert.match(page.text, /This link is resting/)
    await post(`${own}/resume`).expect(303)
    await anybody().get(path).expect(200)
  })

  it('404 for the links of somebody else', async () => {
    const { own } = await sharing.link(collection)
    const ben = await signIn(sharing.backpack, BEN)
    for (const path of [`${collection}/shares`, `${collection}/shares/new`, own, `${own}/edit`])
      await ben.get(path).expect(404)
    for (const path of ['pause', 'resume', 'delete', 'edit'])
      await ben.post(`${own}/${path}`).type('form').send({ label: 'x' }).expect(404)
    await ben.post(`/badges/${mine}/shares`).type('form').send({}).expect(404)
  })

  it('a changed link keeps its address and shows something else at once', async () => {
    const { path, own } = await sharing.link(collection)
    assert.match((await anybody().get(path)).text, /Ada Njoroge/)
    assert.match(
      (await sharing.browser.get(`${own}/edit`).expect(200)).text,
      /value="name" checked/,
    )
    await post(`${own}/edit`, { label: 'L', ...showing('dates') }).expect(303)
    assert.ok(!(await anybody().get(path).expect(200)).text.includes('Ada Njoroge'))
    await post(`${own}/delete`).expect(303)
    await post(`${own}/edit`, { label: 'L' }).expect(404)
  })

  it('opens are counted as a number, and nothing else is known', async () => {
    const { path, own } = await sharing.link(collection)
    for (let i = 0; i < 3; i++) await anybody().get(path).expect(200)
    await anybody().get(path).set('Accept', 'application/json').expect(200)
    await anybody().get(path).set('Sec-Purpose', 'prefetch').expect(200)
    assert.match((await sharing.browser.get(own)).text, /opened 3 times/)
  })

  it('a signed-in visitor gets no cookie either', async () => {
    const { path } = await sharing.link(collection)
    const page = await sharing.browser.get(path).expect(200)
    assert.equal(page.headers['set-cookie'], undefined)
  })

  describe('with a password', () => {
    const password = 'between the hives'
    let path: string
    let own: string
    beforeEach(async () => {
      ;({ path, own } = await sharing.link(collection, { password, ...showing('name') }))
    })

    it('401 for everything below it, without a word of what it shows', async () => {
      for (const below of ['', `/badges/${mine}`, `/badges/${mine}/image`, '/reports']) {
        const page = await anybody().get(`${path}${below}`).expect(401)
        assert.ok(!/Bee|Ada|Land/.test(page.text), below)
      }
      await anybody().post(`${path}/reports`).expect(401)
      const machine = await anybody().get(path).set('Accept', 'application/json').expect(401)
      assert.match(machine.text, /"status":401/)
    })

    it('422 for a wrong one, 303 for the right one, remembered for this link alone', async () => {
      const visitor = anybody()
      const wrong = await visitor.post(`${path}/password`).type('form').send({ password: 'no' })
      assert.equal(wrong.status, 422)
      const right = await visitor.post(`${path}/password`).type('form').send({ password })
      assert.equal(right.status, 303)
      assert.match(right.headers['set-cookie']![0]!, new RegExp(`Path=${path};.*HttpOnly`))
      await visitor.get(path).expect(200)
      const other = await sharing.link(collection, { password, ...showing('name') })
      await visitor.get(other.path).expect(401)
      sharing.backpack.advance(13 * 60 * 60)
      await visitor.get(path).expect(401)
    })

    it('a new password makes the old one worthless; none opens it for all', async () => {
      const visitor = anybody()
      await visitor.post(`${path}/password`).type('form').send({ password }).expect(303)
      await post(`${own}/edit`, { keepPassword: 'on', ...showing() }).expect(303)
      await visitor.get(path).expect(200)
      await post(`${own}/edit`, { password: 'another one', ...showing() }).expect(303)
      await visitor.get(path).expect(401)
      await post(`${own}/edit`, showing()).expect(303)
      await anybody().get(path).expect(200)
    })

    it('429 after too many wrong ones', async () => {
      const guess = () => anybody().post(`${path}/password`).type('form').send({ password: 'no' })
      for (let i = 0; i < 10; i++) await guess().expect(422)
      await guess().expect(429)
    })

    it('303 for everybody of a school who types the right one', async () => {
      const open = () => anybody().post(`${path}/password`).type('form').send({ password })
      for (let i = 0; i < 12; i++) await open().expect(303)
    })

    it('is stored only as a hash', async () => {
      const rows = await sharing.backpack.ctx.db.selectFrom('share').selectAll().execute()
      assert.ok(!JSON.stringify(rows).includes(password))
      assert.match(rows[0]!.passwordHash!, /^\$argon2id\$/)
    })
  })
})
