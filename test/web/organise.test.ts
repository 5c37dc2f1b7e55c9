import assert from 'node:assert/strict'
import { BEN, openBackpack, signIn, type Browser, type TestBackpack } from '../support/backpack.js'
import { putBadge } from '../support/rows.js'

describe('organising the backpack', () => {
  let backpack: TestBackpack
  let browser: Browser
  let owner: string
  beforeEach(async () => {
    backpack = await openBackpack()
    browser = await signIn(backpack)
    owner = (await backpack.ctx.db.selectFrom('account').select('id').executeTakeFirst())!.id
  })

  const put = (title: string, more: object = {}) =>
    putBadge(backpack.ctx.db, owner, { title, ...more })
  const post = (path: string, fields: object = {}) => browser.post(path).type('form').send(fields)
  const page = async (path: string) => (await browser.get(path).expect(200)).text
  const titlesOf = (html: string) =>
    [...html.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map((match) => match[1])
  async function collect(title: string): Promise<string> {
    const { location } = (await post('/collections', { title }).expect(303)).headers
    return location!.split('/').at(-1)!
  }

  it('200 with every badge on some page, and none twice', async () => {
    for (let n = 0; n < 125; n++) await put(`Badge ${n}`)
    const titles = []
    let path: string | undefined = '/badges?sort=title'
    while (path) {
      const html = await page(path)
      titles.push(...titlesOf(html))
      path = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    assert.equal(titles.length, 125)
    assert.equal(new Set(titles).size, 125)
    assert.match(await page('/badges?page=3'), /Page 3 of 3/)
    for (const beyond of ['999', '-1', 'x', '1e99']) await page(`/badges?page=${beyond}`)
  })

  it('200 with filters that are kept by chips, pages and the form', async () => {
    await put('One', { issuerName: 'A & B "School"' })
    await put('Two', { issuerName: 'Other', verdict: 'expired' })
    const address = `/badges?issuer=${encodeURIComponent('A & B "School"')}&sort=title`
    const html = await page(address)
    assert.deepEqual(titlesOf(html), ['One'])
    assert.match(html, /<option value="A &amp; B &#34;School&#34;" selected>/)
    assert.match(html, /href="\/badges\?status=valid&amp;issuer=A\+%26\+B/)
    assert.match(html, /<option value="title" selected>/)
    assert.deepEqual(titlesOf(await page('/badges?year=2024&status=expired')), ['Two'])
    await page('/badges?year=abcd&sort=nonsense&collection=nonsense&tag=%00&issuer=%00')
  })

  it('303 after choosing the list, and the account keeps it', async () => {
    await put('One')
    assert.match(await page('/badges'), /class="card-grid"/)
    await post('/badges/layout', { layout: 'list', next: '/badges?sort=title' })
      .expect(303)
      .expect('Location', '/badges?sort=title')
    const other = backpack.browser()
    await other.post('/sign-in').type('form').send({ email: 'ada@example.org', password: PASSWORD })
    assert.match((await other.get('/badges').expect(200)).text, /badge-row--slim/)
    await post('/badges/layout', { layout: 'grid', next: '//evil.example' })
      .expect(303)
      .expect('Location', '/badges')
  })

  it('303 after writing tags and a note, which only their earner sees and the search finds', async () => {
    const id = await put('One')
    await put('Two')
    const words = { tags: ' Outdoors, outdoors ,  Für  Acme,', note: 'Shown at\r\n<b>Acme</b>' }
    await post(`/badges/${id}/notes`, words).expect(303)
    const html = await page(`/badges/${id}`)
    assert.match(html, /value="Für Acme, Outdoors"/)
    assert.match(html, /Shown at\n&lt;b&gt;Acme/)
    assert.deepEqual(titlesOf(await page('/badges?q=für')), ['One'])
    assert.deepEqual(titlesOf(await page('/badges?tag=outdoors')), ['One'])
    const ben = await signIn(backpack, BEN)
    await ben.post(`/badges/${id}/notes`).type('form').send({ tags: 'x' }).expect(404)
    assert.ok(!(await ben.get('/badges')).text.includes('Outdoors'))
  })

  it('422 with what was typed when a tag or a note is too long, and nothing is changed', async () => {
    const id = await put('One')
    await post(`/badges/${id}/notes`, { tags: 'kept', note: 'kept' }).expect(303)
    const long = { tags: `typed, ${'x'.repeat(41)}`, note: 'also typed' }
    const { text } = await post(`/badges/${id}/notes`, long).expect(422)
    assert.match(text, /at most 40 characters for a tag/)
    assert.match(text, /value="typed, x+"/)
    assert.match(text, /also typed<\/textarea>/)
    const tooMany = Array.from({ length: 21 }, (_, n) => `t${n}`).join()
    await post(`/badges/${id}/notes`, { tags: tooMany }).expect(422)
    await post(`/badges/${id}/notes`, { note: 'x'.repeat(4001) }).expect(422)
    assert.match(await page(`/badges/${id}`), /value="kept"/)
  })

  it('303 after hiding: it is in no list but that of hidden ones, until it is shown again', async () => {
    const id = await put('One')
    await put('Two')
    await post(`/badges/${id}/visibility`, { hidden: '1' }).expect(303)
    assert.deepEqual(titlesOf(await page('/badges')), ['Two'])
    assert.deepEqual(titlesOf(await page('/badges?q=one')), [])
    assert.deepEqual(titlesOf(await page('/badges?status=hidden')), ['One'])
    await page(`/badges/${id}`)
    await post(`/badges/${id}/visibility`, { hidden: '0' }).expect(303)
    assert.equal(titlesOf(await page('/badges')).length, 2)
    const ben = await signIn(backpack, BEN)
    await ben.post(`/badges/${id}/visibility`).type('form').send({ hidden: '1' }).expect(404)
  })

  it('303 after changing several: tag, collection, hide, show, trash', async () => {
    const [one, two] = [await put('One'), await put('Two')]
    await put('Three')
    const ticked = { badge: [one, two] }
    await post('/badges/changes', { ...ticked, change: 'tag', tag: 'CV' }).expect(303)
    assert.deepEqual(titlesOf(await page('/badges?tag=cv')).sort(), ['One', 'Two'])
    const collection = await collect('Land')
    await post('/badges/changes', { ...ticked, change: 'collect', collection }).expect(303)
    await post('/badges/changes', { badge: one, change: 'collect', collection }).expect(303)
    assert.deepEqual(titlesOf(await page(`/badges?collection=${collection}&sort=title`)), [
      'One',
      'Two',
    ])
    await post('/badges/changes', { ...ticked, change: 'hide' }).expect(303)
    assert.deepEqual(titlesOf(await page('/badges')), ['Three'])
    await post('/badges/changes?status=hidden', { ...ticked, change: 'show' })
      .expect(303)
      .expect('Location', '/badges?status=hidden')
    await post('/badges/changes?sort=title', { ...ticked, change: 'trash' }).expect(303)
    const left = await page('/badges')
    assert.match(left, /2 badges moved to the trash/)
    assert.match(left, /action="\/trash\/restore"/)
    assert.deepEqual(titlesOf(left), ['Three'])
  })

  it('303 for all that a search finds, on every page, and only those', async () => {
    for (let n = 0; n < 70; n++) await put(`Course ${n}`)
    await put('Other')
    assert.match(await page('/badges?q=course'), /All 70, on every page/)
    await post('/badges/changes?q=course', { all: '1', change: 'trash' }).expect(303)
    assert.deepEqual(titlesOf(await page('/badges')), ['Other'])
    assert.match(await page('/trash'), /Page 1 of 2/)
  })

  it('422 with what was ticked and typed when nothing is ticked, named or known', async () => {
    const one = await put('One')
    const say = async (fields: object, message: RegExp) => {
      const { text } = await post('/badges/changes?sort=title', fields).expect(422)
      assert.match(text, message)
      assert.match(text, /<details[^>]* open>/)
      return text
    }
    await say({ change: 'trash' }, /Tick at least one badge first/)
    await say({ badge: one, change: 'nonsense' }, /Choose what to do/)
    await say({ badge: one }, /Choose what to do/)
    await say({ badge: one, change: 'collect', collection: '' }, /Choose a collection/)
    const again = await say({ badge: one, change: 'tag', tag: ' ' }, /Type a tag/)
    assert.match(again, new RegExp(`value="${one}" checked`))
    await say({ badge: one, change: 'tag', tag: 'a,b' }, /without a comma/)
    await post('/badges/changes', { badge: one, change: 'collect', collection: 'x' }).expect(404)
  })

  it('404 for badges and collections of somebody else, also among own badges, and nothing is done', async () => {
    const one = await put('One')
    const collection = await collect('Land')
    const ben = await signIn(backpack, BEN)
    const send = (fields: object) => ben.post('/badges/changes').type('form').send(fields)
    const bens = await backpack.ctx.db.selectFrom('email').selectAll().execute()
    const { accountId } = bens.find(({ address }) => address === BEN.email)!
    const his = await putBadge(backpack.ctx.db, accountId, { title: 'His' })
    for (const badge of [one, [his, one]]) {
      for (const change of ['hide', 'trash']) await send({ badge, change }).expect(404)
      await send({ badge, change: 'tag', tag: 'his' }).expect(404)
    }
    assert.deepEqual(titlesOf((await ben.get('/badges')).text), ['His'])
    await send({ badge: one, change: 'collect', collection }).expect(404)
    assert.deepEqual(titlesOf(await page('/badges')), ['One'])
    assert.ok(!(await page('/badges')).includes('his ('))
  })
})

const PASSWORD = 'hives in the school garden'
