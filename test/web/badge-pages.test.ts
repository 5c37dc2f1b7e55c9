import assert from 'node:assert/strict'
import { BEN, openBackpack, signIn, type Browser, type TestBackpack } from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { bytesOf, countRows, keptFiles, offline, upload } from '../support/uploads.js'

describe('pages of badges', () => {
  let backpack: TestBackpack
  let browser: Browser
  beforeEach(async () => {
    const { loadDocument } = await openIssuer()
    backpack = await openBackpack({ loadDocument })
    browser = await signIn(backpack)
  })

  it('404 for the badge of somebody else, in every form', async () => {
    const { location } = (await upload(browser, await sampleOf('2.0-hosted-valid')).expect(303))
      .headers
    const ben = await signIn(backpack, BEN)
    for (const path of ['', '/file', '/image', '/documents', '/documents/0', '/delete'])
      await ben.get(`${location}${path}`).expect(404)
    for (const path of ['/reports', '/delete']) await ben.post(`${location}${path}`).expect(404)
    await browser.get(location!).expect(200)
  })

  it('303 to the sign-in page for who is not signed in', async () => {
    await backpack
      .browser()
      .get('/badges')
      .expect(303)
      .expect('Location', /^\/sign-in/)
    await backpack.browser().post('/badges').attach('files', Buffer.from('x'), 'x').expect(303)
    assert.equal(await countRows(backpack, 'badge'), 0)
  })

  it('the picture is ours: no badge inside, no script can run, nobody is asked for it', async () => {
    const { location } = (await upload(browser, await sampleOf('2.0-hosted-valid')).expect(303))
      .headers
    backpack.answerWith(async () => assert.fail('a page asked the network'))
    const page = await browser.get('/badges').expect(200)
    const src = new RegExp(`${location}/image\\?v=[0-9a-f]+`).exec(page.text)![0]
    const picture = await browser.get(src).buffer(true).parse(bytesOf).expect(200)
    assert.match(picture.headers['content-type']!, /^image\/svg\+xml/)
    assert.match(picture.headers['content-security-policy']!, /default-src 'none'.*sandbox/)
    assert.equal(picture.headers['x-content-type-options'], 'nosniff')
    const text = (picture.body as Buffer).toString('utf8')
    assert.ok(!/assertion|example\.org/.test(text))
    assert.match(text, /<svg/)
  })

  it('303 after checking again, and what changed is told', async () => {
    const sample = await sampleOf('2.0-RS256-valid')
    const { location } = (await upload(browser, sample).expect(303)).headers
    await browser.post(`${location}/reports`).expect(303).expect('Location', location!)
    assert.match((await browser.get(location!)).text, /Checked again\. Nothing has changed\./)
    backpack.advance(3600)
    backpack.answerWith(offline)
    await browser.post(`${location}/reports`).expect(303)
    const page = await browser.get(location!)
    assert.match(page.text, /It was “Valid”\. It is now “Was valid”\./)
    assert.match(page.text, /Verdict: <\/span>Was valid<\/h2>/)
    assert.match(
      page.text,
      /Proven valid 1 hour ago\.<\/strong> The issuer does not answer right now/,
    )
    assert.match(page.text, /the issuer did not answer/)
  })

  it('a changed copy never speaks for the issuer, not even when the issuer is silent', async () => {
    const sample = await sampleOf('2.0-hosted-tampered')
    const { location } = (await upload(browser, sample).expect(303)).headers
    const title = /<h1 dir="auto">(.*?)<\/h1>/
    const before = title.exec((await browser.get(location!)).text)![1]!
    backpack.answerWith(offline)
    await browser.post(`${location}/reports`).expect(303)
    await upload(browser, sample).expect(303)
    const page = await browser.get(location!)
    assert.match(page.text, /Verdict: <\/span>Was valid<\/h2>/)
    assert.equal(title.exec(page.text)![1], before)
    const id = location!.split('/').at(-1)!
    const { db } = backpack.ctx
    const row = db.selectFrom('badge').where('id', '=', id).select('credential')
    const kept = (await row.executeTakeFirstOrThrow()).credential
    assert.ok(JSON.stringify(kept).includes('Kauri College of Agriculture'))
    assert.equal(await countRows(backpack, 'badge'), 1)
  })

  it('the documents of the last check are listed and downloaded as they were, inert', async () => {
    const { location } = (await upload(browser, await sampleOf('2.0-hosted-valid')).expect(303))
      .headers
    const list = await browser.get(`${location}/documents`).expect(200)
    assert.match(list.text, /https:\/\/issuers\.example\/2\.0\/bees\/valid\.json/)
    const document = await browser.get(`${location}/documents/0`).buffer(true).parse(bytesOf)
    assert.equal(document.status, 200)
    assert.match(document.headers['content-disposition']!, /^attachment/)
    assert.match(document.headers['content-security-policy']!, /sandbox/)
    assert.equal(document.headers['content-type'], 'application/octet-stream')
    await browser.get(`${location}/documents/999`).expect(404)
    await browser.get(`${location}/documents/x`).expect(404)
  })

  it('the page shows criteria as safe Markdown, skills, evidence and every check with its evidence', async () => {
    const { location } = (await upload(browser, await sampleOf('2.0-RS256-valid')).expect(303))
      .headers
    const { text } = await browser.get(location!).expect(200)
    for (const words of [
      'What proved it',
      'From whom\\?',
      'How it was earned',
      'Evidence',
      'Skills',
    ])
      assert.match(text, new RegExp(words))
    assert.match(text, /Signature RS256 by key <code/)
    assert.match(text, /<code title="[0-9a-f]{64}">/)
    assert.match(text, /href="\/badges\/[^"]+\/documents\/\d+">See it/)
    assert.match(text, /OBv2p0Final[^"]*" rel="noopener">The rule/)
  })

  it('a badge is removed after a question, with its files', async () => {
    const { location } = (await upload(browser, await sampleOf('2.0-hosted-valid')).expect(303))
      .headers
    assert.match((await browser.get(`${location}/delete`).expect(200)).text, /Remove this badge\?/)
    await browser.post(`${location}/delete`).expect(303).expect('Location', '/badges')
    await browser.get(location!).expect(404)
    const inTrash = location!.replace('/badges/', '/trash/')
    const question = await browser.get(`${inTrash}/delete`).expect(200)
    assert.match(question.text, /This cannot be undone/)
    await browser.post(`${inTrash}/delete`).expect(303).expect('Location', '/trash')
    assert.deepEqual(keptFiles(backpack), [])
  })

  it('a file that another backpack has stays when a badge is removed', async () => {
    const sample = await sampleOf('2.0-hosted-valid')
    const ben = await signIn(backpack, BEN)
    const send = (who: Browser) =>
      who.post('/badges').attach('files', Buffer.from(sample.bytes), 'b.svg').expect(303)
    const [mine, his] = [await send(browser), await send(ben)]
    await browser.post(`${mine.headers.location}/delete`).expect(303)
    await browser.post('/trash/delete').expect(303)
    await ben.get(`${his.headers.location}/file`).expect(200)
    await ben.get(`${his.headers.location}/image`).expect(200)
  })

  it('the backpack is searched and sifted on the server', async () => {
    for (const name of ['2.0-hosted-valid', '2.0-RS256-expired', '1.0-hosted-valid'])
      await upload(browser, await sampleOf(name)).expect(303)
    const bees = await browser.get('/badges?q=bee').expect(200)
    assert.match(bees.text, /Bee Keeping/)
    assert.ok(!bees.text.includes('Chainsaw'))
    const expired = await browser.get('/badges?status=expired').expect(200)
    assert.match(expired.text, /Community Forest/)
    assert.ok(!expired.text.includes('Bee Keeping'))
    assert.match((await browser.get('/badges?q=nothing+like+it')).text, /No badge fits/)
    await browser.get('/badges?status=nonsense&before=%00&q=%00').expect(200)
    await browser.get('/badges?q=a&q=b').expect(200)
  })

  it('an empty backpack says what will be there and how to begin', async () => {
    assert.match((await browser.get('/badges').expect(200)).text, /Add your first badge/)
  })
})
