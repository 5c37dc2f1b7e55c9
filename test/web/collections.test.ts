import assert from 'node:assert/strict'
import { BEN, openBackpack, signIn, type Browser, type TestBackpack } from '../support/backpack.js'
import { putBadge } from '../support/rows.js'

describe('collections', () => {
  let backpack: TestBackpack
  let browser: Browser
  let accountId: string
  let ids: string[]
  beforeEach(async () => {
    backpack = await openBackpack()
    browser = await signIn(backpack)
    accountId = (await backpack.ctx.db.selectFrom('account').select('id').executeTakeFirst())!.id
    ids = []
    for (const title of ['One', 'Two', 'Three'])
      ids.push(await putBadge(backpack.ctx.db, accountId, { title }))
  })

  const make = async (fields: object) => {
    const response = await browser.post('/collections').type('form').send(fields).expect(303)
    return response.headers.location!
  }
  const titlesOf = (html: string) =>
    [...html.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map((match) => match[1])

  it('303 after making one; its page shows the badges in the order sent, and the Markdown', async () => {
    const location = await make({
      title: ' Land  and water ',
      description:
        '**Six** years\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://t/p.png)',
      badge: [ids[2], ids[0]],
    })
    const { text } = await browser.get(location).expect(200)
    assert.match(text, /<h1 dir="auto">Land and water<\/h1>/)
    assert.match(text, /<strong>Six<\/strong>/)
    assert.ok(!/<script>alert|javascript:alert\(1\)"|<img[^>]+t\/p\.png/.test(text))
    assert.deepEqual(titlesOf(text), ['Three', 'One'])
    assert.match(text, /<input id="field-label"/)
    assert.match((await browser.get('/collections').expect(200)).text, /2 badges/)
  })

  it('200 with the first badges to pick from, and the way to all others', async () => {
    for (let n = 0; n < 130; n++) await putBadge(backpack.ctx.db, accountId, { title: `No ${n}` })
    const { text } = await browser.get(`/collections/new?badge=${ids[0]}`).expect(200)
    assert.match(text, /and 12 more\. <a href="\/badges">Find them/)
    assert.match(text, new RegExp(`value="${ids[0]}" checked`))
    assert.equal([...text.matchAll(/type="checkbox" name="badge"/g)].length, 121)
  })

  it('422 with the same page, what was typed, what was picked and the messages', async () => {
    const fields = { title: ' ', description: 'kept words', badge: ids[1] }
    const { text } = await browser.post('/collections').type('form').send(fields).expect(422)
    assert.match(text, /Give the collection a title/)
    assert.match(text, /kept words/)
    assert.match(text, new RegExp(`value="${ids[1]}" checked`))
    for (const wrong of [{ title: 'x'.repeat(121) }, { title: 'x', description: 'y'.repeat(5001) }])
      await browser.post('/collections').type('form').send(wrong).expect(422)
    assert.match((await browser.get('/collections')).text, /Group badges for somebody/)
  })

  it('404 for a list with a badge of somebody else or an unknown one, and no collection is made', async () => {
    await signIn(backpack, BEN)
    const accounts = await backpack.ctx.db.selectFrom('account').select('id').execute()
    const ben = accounts.find(({ id }) => id !== accountId)!.id
    const his = await putBadge(backpack.ctx.db, ben, { title: 'His' })
    const location = await make({ title: 'Mine', badge: [ids[0], ids[0]] })
    for (const badge of [his, [ids[1], his], [ids[1], 'nonsense'], [ids[1], '\0']])
      for (const path of ['/collections', `${location}/edit`])
        await browser.post(path).type('form').send({ title: 'More', badge }).expect(404)
    assert.deepEqual(titlesOf((await browser.get(location)).text), ['One'])
    assert.doesNotMatch((await browser.get('/collections')).text, /More/)
  })

  it('303 after editing title, words, order and the line of each badge', async () => {
    const location = await make({ title: 'Old', badge: ids })
    const edited = {
      title: 'New',
      description: 'Words',
      badge: [ids[1], ids[2]],
      [`note[${ids[1]}]`]: 'I did <this> twice',
    }
    const saved = await browser.post(`${location}/edit`).type('form').send(edited).expect(303)
    assert.equal(saved.headers.location, location)
    const { text } = await browser.get(location)
    assert.deepEqual(titlesOf(text), ['Two', 'Three'])
    assert.match(text, /I did &lt;this&gt; twice/)
    assert.match((await browser.get(`${location}/edit`)).text, /value="I did &lt;this&gt; twice"/)
  })

  it('the buttons move a badge up, down and out without scripts, and keep what was typed', async () => {
    const location = await make({ title: 'T', badge: ids })
    const order = async () => titlesOf((await browser.get(location)).text)
    const press = (move: string, badge: string[]) =>
      browser
        .post(`${location}/edit`)
        .type('form')
        .send({ title: 'T2', badge, move, [`note[${ids[0]}]`]: 'line' })
        .expect(303)
    const up = await press(`up ${ids[2]}`, ids)
    assert.equal(up.headers.location, `${location}/edit#badge-${ids[2]}`)
    assert.deepEqual(await order(), ['One', 'Three', 'Two'])
    await press(`down ${ids[0]}`, [ids[0]!, ids[2]!, ids[1]!])
    assert.deepEqual(await order(), ['Three', 'One', 'Two'])
    await press(`down ${ids[1]}`, [ids[2]!, ids[0]!, ids[1]!])
    assert.deepEqual(await order(), ['Three', 'One', 'Two'])
    await press(`out ${ids[0]}`, [ids[2]!, ids[0]!, ids[1]!])
    assert.deepEqual(await order(), ['Three', 'Two'])
    await press('sideways nowhere', [ids[2]!, ids[0]!])
    assert.deepEqual(await order(), ['Three', 'One'])
    assert.match((await browser.get(location)).text, /T2[\s\S]*line/)
  })

  it('422 keeps a collection as it was when an edit is wrong', async () => {
    const location = await make({ title: 'T', badge: ids })
    const wrong = { title: '', badge: [ids[0]], [`note[${ids[0]}]`]: 'typed' }
    const page = await browser.post(`${location}/edit`).type('form').send(wrong).expect(422)
    assert.match(page.text, /value="typed"/)
    const long = { title: 'T', badge: [ids[0]], [`note[${ids[0]}]`]: 'x'.repeat(301) }
    await browser.post(`${location}/edit`).type('form').send(long).expect(422)
    assert.equal(titlesOf((await browser.get(location)).text).length, 3)
  })

  it('404 for the collection of somebody else, in every form', async () => {
    const location = await make({ title: 'Mine', badge: ids })
    const ben = await signIn(backpack, BEN)
    for (const path of ['', '/edit', '/delete']) await ben.get(`${location}${path}`).expect(404)
    for (const path of ['/edit', '/delete', '/shares', '/shares/x/delete'])
      await ben.post(`${location}${path}`).type('form').send({ title: 'His' }).expect(404)
    assert.match((await browser.get(location).expect(200)).text, /Mine/)
  })

  it('a collection is deleted after a question; its badges stay', async () => {
    const location = await make({ title: 'Mine', badge: ids })
    assert.match((await browser.get(`${location}/delete`)).text, /Delete this collection\?/)
    await browser.post(`${location}/delete`).expect(303).expect('Location', '/collections')
    await browser.get(location).expect(404)
    assert.match((await browser.get('/badges')).text, /Three/)
  })

  it('a badge page leads into a new collection with that badge picked', async () => {
    const { text } = await browser.get(`/collections/new?badge=${ids[1]}`).expect(200)
    assert.match(text, new RegExp(`value="${ids[1]}" checked`))
  })
})
