import assert from 'node:assert/strict'
import { BEN, openBackpack, signIn, type Browser, type TestBackpack } from '../support/backpack.js'
import { putBadge } from '../support/rows.js'

describe('collections with a rule', () => {
  let backpack: TestBackpack
  let browser: Browser
  let owner: string
  let collection: string
  let first: string
  beforeEach(async () => {
    backpack = await openBackpack()
    browser = await signIn(backpack)
    owner = (await backpack.ctx.db.selectFrom('account').select('id').executeTakeFirst())!.id
    first = await put('First')
    const made = await post('/collections', { title: 'Land', badge: first }).expect(303)
    collection = made.headers.location!
  })

  const put = (title: string, issuerName = 'Kauri College') =>
    putBadge(backpack.ctx.db, owner, { title, issuerName })
  const post = (path: string, fields: object = {}) => browser.post(path).type('form').send(fields)
  const page = async (path: string) => (await browser.get(path).expect(200)).text
  const shownIn = (html: string) =>
    [...html.matchAll(/name="shown" value="([^"]+)"/g)].map((match) => match[1]!)
  const titlesOf = (html: string) =>
    [...html.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map((match) => match[1])
  const inIt = async () => titlesOf(await page(collection))
  const rule = 'issuer:Kauri College'
  const preview = () => page(`${collection}/rule?${new URLSearchParams({ rule }).toString()}`)

  it('200 with every badge that would join, before anything is changed', async () => {
    const second = await put('Second')
    await put('Elsewhere', 'Harbour School')
    const html = await preview()
    assert.deepEqual(shownIn(html), [second])
    assert.match(html, /There is no link to this collection, so only you see it/)
    assert.deepEqual(await inIt(), ['First'])
  })

  it('303 after keeping a rule: what was shown and ticked joins, never what came in between', async () => {
    const [second, third] = [await put('Second'), await put('Third')]
    const shown = shownIn(await preview())
    const late = await put('Late')
    await post(`${collection}/rule`, { rule, shown, badge: [second, late] }).expect(303)
    assert.deepEqual(await inIt(), ['First', 'Second'])
    const html = await page(collection)
    assert.deepEqual(shownIn(html), [late])
    assert.ok(!html.includes(third))
  })

  it('a new badge joins no shared page by itself, and does when its earner agrees', async () => {
    await post(`${collection}/rule`, { rule }).expect(303)
    await post(`${collection}/shares`, { label: 'Acme' }).expect(303)
    const links = await page(`${collection}/shares`)
    const path = /value="http:\/\/localhost:3000(\/s\/[\w-]+)"/.exec(links)![1]!
    const isPublic = async () => (await backpack.browser().get(path)).text.includes('Second')
    const second = await put('Second')
    assert.equal(await isPublic(), false)
    assert.match(await page(collection), /whoever has it sees at once what you add/)
    assert.match(await page('/collections'), /1 badge to look at/)
    assert.equal(await isPublic(), false)
    await post(`${collection}/proposals`, { shown: second, badge: second }).expect(303)
    assert.equal(await isPublic(), true)
  })

  it('what was declined is not proposed again, until there is another rule', async () => {
    await post(`${collection}/rule`, { rule }).expect(303)
    const second = await put('Second')
    await post(`${collection}/proposals`, { shown: second }).expect(303)
    assert.deepEqual(shownIn(await page(collection)), [])
    assert.deepEqual(shownIn(await preview()), [second])
    await post(`${collection}/rule`, { rule }).expect(303)
    assert.deepEqual(shownIn(await page(collection)), [second])
  })

  it('what was hidden or thrown away after it was shown does not join', async () => {
    const ids = [await put('Hidden'), await put('Trashed')]
    const shown = shownIn(await preview())
    await post(`/badges/${ids[0]}/visibility`, { hidden: '1' }).expect(303)
    await post(`/badges/${ids[1]}/delete`).expect(303)
    await post(`${collection}/rule`, { rule, shown, badge: ids }).expect(303)
    assert.deepEqual(await inIt(), ['First'])
  })

  it('a rule by a tag of the earner proposes what gets the tag later', async () => {
    await post(`/badges/${first}/notes`, { tags: 'Outdoors' }).expect(303)
    await post(`${collection}/rule`, { rule: 'tag:Outdoors' }).expect(303)
    const second = await put('Second')
    await post(`/badges/${second}/notes`, { tags: 'outdoors' }).expect(303)
    assert.deepEqual(shownIn(await page(collection)), [second])
    await post(`${collection}/rule`, { rule: '' }).expect(303)
    assert.deepEqual(shownIn(await page(collection)), [])
    assert.deepEqual(await inIt(), ['First'])
  })

  it('404 for the collection of somebody else, and his badges never join', async () => {
    const ben = await signIn(backpack, BEN)
    const send = (path: string, fields: object) => ben.post(path).type('form').send(fields)
    await ben.get(`${collection}/rule`).expect(404)
    await send(`${collection}/rule`, { rule }).expect(404)
    await send(`${collection}/proposals`, {}).expect(404)
    const his = (await send('/collections', { title: 'His' }).expect(303)).headers.location!
    for (const answers of [{ shown: first, badge: first }, { shown: first }, { badge: '\0' }])
      await send(`${his}/rule`, { rule, ...answers }).expect(404)
    await send(`${his}/rule`, { rule }).expect(303)
    await send(`${his}/proposals`, { shown: first, badge: first }).expect(404)
    assert.deepEqual(titlesOf((await ben.get(his).expect(200)).text), [])
  })
})
