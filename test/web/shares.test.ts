import assert from 'node:assert/strict'
import {
  ADA,
  BEN,
  confirmAddress,
  openBackpack,
  signIn,
  type Browser,
  type TestBackpack,
} from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { upload } from '../support/uploads.js'

describe('shared pages', () => {
  let backpack: TestBackpack
  let browser: Browser
  let mine: string
  let waiting: string
  beforeEach(async () => {
    const { loadDocument } = await openIssuer()
    backpack = await openBackpack({ loadDocument })
    browser = await signIn(backpack)
    mine = await keep('2.0-hosted-valid')
    waiting = await keep('2.0-RS256-someone-elses')
  })

  async function keep(name: string): Promise<string> {
    const { location } = (await upload(browser, await sampleOf(name)).expect(303)).headers
    return location!.split('/').at(-1)!
  }

  async function collect(...badge: string[]): Promise<string> {
    const fields = { title: 'Land and water', description: '**Hello**', badge }
    const made = await browser.post('/collections').type('form').send(fields).expect(303)
    return made.headers.location!
  }

  /** The address of the newest link, as a path. */
  async function share(collection: string, label = 'Forest Service'): Promise<string> {
    await browser.post(`${collection}/shares`).type('form').send({ label }).expect(303)
    const { text } = await browser.get(collection)
    const links = [...text.matchAll(/value="http:\/\/localhost:3000(\/s\/[\w-]+)"/g)]
    return links.at(-1)![1]!
  }

  it('200 for anybody with the link: whose, what, from whom, when, and whether it is true', async () => {
    const link = await share(await collect(mine))
    const page = await backpack.browser().get(link).expect(200)
    for (const words of [
      /Shared by “<bdi>Ada Njoroge<\/bdi>”/,
      /Land and water/,
      /<strong>Hello<\/strong>/,
      /Bee Keeping, Level 2/,
      /Kauri College of Agriculture/,
      /Valid/,
      /noindex/,
    ])
      assert.match(page.text, words)
    assert.ok(!page.text.includes('ada@example.org'))
    assert.ok(!page.text.includes('Forest Service'), 'the label is the earner’s alone')
    assert.equal(page.headers['set-cookie'], undefined)
    assert.match(page.headers['cache-control']!, /no-cache/)
  })

  it('shows only badges proven to be the earner’s, and tells the earner which are left out', async () => {
    const collection = await collect(mine, waiting)
    const link = await share(collection)
    const page = await backpack.browser().get(link).expect(200)
    assert.ok(!page.text.includes('Community Forest'))
    await backpack.browser().get(`${link}/badges/${waiting}`).expect(404)
    await backpack.browser().get(`${link}/badges/${waiting}/image`).expect(404)
    assert.match((await browser.get(collection)).text, /1 badge is left out of the shared page/)
  })

  it('422 when no badge of the collection is proven, or there is none', async () => {
    for (const collection of [await collect(waiting), await collect()]) {
      const response = await browser.post(`${collection}/shares`).type('form').send({ label: 'x' })
      assert.equal(response.status, 422)
      assert.match(response.text, /None of these badges is proven|nothing to share yet/)
    }
  })

  it('422 for a label that is too long, with what was typed', async () => {
    const collection = await collect(mine)
    const label = 'x'.repeat(200)
    const page = await browser.post(`${collection}/shares`).type('form').send({ label }).expect(422)
    assert.ok(page.text.includes(label))
  })

  it('410 at once after the link has ended, for it and everything below it', async () => {
    const collection = await collect(mine)
    const [first, second] = [await share(collection, 'one'), await share(collection, 'two')]
    const { text } = await browser.get(collection)
    const [, path] = /action="([^"]+\/shares\/[^"]+\/delete)"/.exec(text)!
    await browser.post(path!).expect(303)
    const anybody = backpack.browser()
    assert.match((await anybody.get(first).expect(410)).text, /This link has ended/)
    await anybody.get(`${first}/badges/${mine}`).expect(410)
    await anybody.get(`${first}/badges/${mine}/image`).expect(410)
    await anybody.get(second).expect(200)
  })

  it('404 for a guessed link, and after the collection is deleted', async () => {
    const collection = await collect(mine)
    const link = await share(collection)
    await backpack
      .browser()
      .get(`${link.slice(0, -1)}x`)
      .expect(404)
    await browser.post(`${collection}/delete`).expect(303)
    await backpack.browser().get(link).expect(404)
  })

  it('nobody can end the link of somebody else', async () => {
    const collection = await collect(mine)
    const link = await share(collection)
    const [, path] = /action="([^"]+\/shares\/[^"]+\/delete)"/.exec(
      (await browser.get(collection)).text,
    )!
    const ben = await signIn(backpack, BEN)
    await ben.post(path!).expect(404)
    await ben.get(link).expect(200)
  })

  it('200 for one badge of it, every check explained to the employer, its picture from us', async () => {
    const link = await share(await collect(mine))
    backpack.answerWith(async () => assert.fail('a shared page asked the network'))
    const anybody = backpack.browser()
    const page = await anybody.get(`${link}/badges/${mine}`).expect(200)
    assert.match(page.text, /All five answers are yes/)
    assert.match(page.text, /the person who calls themselves Ada Njoroge has confirmed/)
    assert.doesNotMatch(page.text, /[Aa]warded to (<[^>]+>)*Ada Njoroge/)
    assert.match(page.text, /What proved it/)
    assert.ok(!/example\.org|\/badges\/[\w-]+\/(documents|file|delete)/.test(page.text))
    const [src] = new RegExp(`${link}/badges/${mine}/image[^"]*`).exec(page.text)!
    const picture = await anybody.get(src).expect(200)
    assert.match(picture.headers['content-security-policy']!, /sandbox/)
    assert.ok(!JSON.stringify(picture.body).includes('assertion'))
  })

  it('404 for a badge of the earner that is not in the collection', async () => {
    const link = await share(await collect(mine))
    const other = await keep('1.0-hosted-valid')
    await backpack.browser().get(`${link}/badges/${other}`).expect(404)
  })

  it('a badge leaves the shared page at once when its address is no longer the earner’s', async () => {
    const address = 'ada.second@example.org'
    await browser
      .post('/emails')
      .type('form')
      .send({ email: address, password: ADA.password })
      .expect(303)
    await confirmAddress(backpack, browser, address)
    const emails = await browser.get('/emails')
    const [, primary] = /action="(\/emails\/[^"]+\/primary)"/.exec(emails.text)!
    const link = await share(await collect(mine))
    assert.match((await backpack.browser().get(link)).text, /Bee Keeping/)
    await browser.post(primary!).type('form').send(ADA).expect(303)
    const [, removal] = /href="(\/emails\/[^"]+\/delete)"/.exec(
      (await browser.get('/emails')).text,
    )!
    await browser.post(removal!).type('form').send(ADA).expect(303)
    const page = await backpack.browser().get(link).expect(200)
    assert.ok(!page.text.includes('Bee Keeping'))
    await backpack.browser().get(`${link}/badges/${mine}`).expect(404)
  })

  it('the count at the top is green only when every badge is valid now', async () => {
    const expired = await keep('2.0-RS256-expired')
    const all = await backpack.browser().get(await share(await collect(mine)))
    assert.match(all.text, /This badge is valid today/)
    const some = await backpack.browser().get(await share(await collect(mine, expired)))
    assert.match(some.text, /1 of 2 badges is valid today/)
    assert.match(some.text, /summary--mixed/)
    assert.match(some.text, /1 expired/)
  })
})
