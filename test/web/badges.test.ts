import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Response } from 'supertest'
import type { Sample } from '../../src/issuer/samples.js'
import {
  BEN,
  confirmAddress,
  openBackpack,
  signIn,
  signUp,
  type Browser,
  type TestBackpack,
} from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'

describe('badges', () => {
  let backpack: TestBackpack
  let browser: Browser
  beforeEach(async () => {
    const { loadDocument } = await openIssuer()
    backpack = await openBackpack({ loadDocument })
    browser = await signIn(backpack)
  })

  const upload = (...samples: Sample[]) => {
    const request = browser.post('/badges')
    for (const { bytes, fileName } of samples)
      request.attach('files', Buffer.from(bytes), { filename: fileName })
    return request
  }
  const paste = (text: string) => browser.post('/badges').field('text', text)
  const countRows = async (table: 'badge' | 'badge_source' | 'report') =>
    (await backpack.ctx.db.selectFrom(table).select('id').execute()).length

  it('303 to the badge after a baked PNG, whose page says that it is valid', async () => {
    const response = await upload(await sampleOf('1.1-hosted-valid')).expect(303)
    const page = await browser.get(response.headers.location!).expect(200)
    assert.match(page.text, /The badge is in your backpack/)
    assert.match(page.text, /Mental Health First Aider/)
    assert.match(page.text, /<strong>Valid<\/strong>/)
    assert.match(page.text, /names an e-mail address that you have confirmed/)
  })

  for (const name of [
    '2.0-hosted-valid',
    '2.0-RS256-valid',
    '3.0-EdDSA-valid',
    '3.0-eddsa-rdfc-2022-valid',
  ])
    it(`303, and the download returns exactly the bytes of ${name}`, async () => {
      const sample = await sampleOf(name)
      const { location } = (await upload(sample).expect(303)).headers
      const file = await browser.get(`${location}/file`).buffer(true).parse(bytesOf).expect(200)
      assert.deepEqual(file.body, Buffer.from(sample.bytes))
      assert.match(file.headers['content-disposition']!, /attachment; filename="?[\w.-]+"?/)
      assert.equal(file.headers['x-content-type-options'], 'nosniff')
      assert.match(file.headers['content-security-policy']!, /sandbox/)
    })

  it('303 after a pasted address, and the download returns what the issuer sent', async () => {
    const { url } = await sampleOf('2.0-hosted-valid')
    const { location } = (await paste(url!).expect(303)).headers
    const file = await browser.get(`${location}/file`).buffer(true).parse(bytesOf).expect(200)
    const { loadDocument } = await openIssuer()
    assert.deepEqual(file.body, Buffer.from((await loadDocument(url!)).body))
    assert.match((await browser.get(location!)).text, /<strong>Valid<\/strong>/)
  })

  it('303 after pasted JSON and a pasted token', async () => {
    for (const name of ['3.0-Ed25519Signature2020-valid', '3.0-EdDSA-valid'])
      await paste(Buffer.from((await sampleOf(name)).bytes).toString('utf8')).expect(303)
    assert.equal(await countRows('badge'), 2)
  })

  it('every sample is kept with the verdict it is made for', async () => {
    const { samples } = await openIssuer()
    for (const sample of samples) {
      const response = await upload(sample)
      if (response.status === 422) assert.match(response.text, /was withdrawn/, sample.name)
      else await assertVerdict(response.headers.location!, sample)
    }
  }).timeout(60_000)

  async function assertVerdict(location: string, { name, expect }: Sample) {
    assert.ok(location, name)
    const id = location.split('/').at(-1)!
    const { db } = backpack.ctx
    const row = await db.selectFrom('badge').selectAll().where('id', '=', id).executeTakeFirst()
    assert.equal(row?.verdict, expect.verdict, name)
    if (expect.recipient) assert.equal(row?.recipient, expect.recipient, name)
    await browser.get(location).expect(200)
  }

  it('the same badge twice is one badge, and says so', async () => {
    const sample = await sampleOf('2.0-hosted-valid')
    const first = await upload(sample).expect(303)
    const again = await upload(sample).expect(303)
    assert.equal(again.headers.location, first.headers.location)
    assert.match((await browser.get(again.headers.location!)).text, /You already have this badge/)
    assert.equal(await countRows('badge'), 1)
    assert.equal(await countRows('badge_source'), 1)
    assert.equal(await countRows('report'), 2)
  })

  it('the same award as a file and as an address is one badge with two sources', async () => {
    const sample = await sampleOf('2.0-hosted-valid')
    const { location } = (await upload(sample).expect(303)).headers
    assert.equal((await paste(sample.url!).expect(303)).headers.location, location)
    assert.equal(await countRows('badge'), 1)
    assert.equal(await countRows('badge_source'), 2)
    const file = await browser.get(`${location}/file`).buffer(true).parse(bytesOf)
    assert.deepEqual(file.body, Buffer.from(sample.bytes))
    assert.match((await browser.get(location!)).text, /It came in more than once/)
  })

  it('two uploads of one badge at the same instant are one badge', async () => {
    const sample = await sampleOf('2.0-RS256-valid')
    const responses = await Promise.all([upload(sample), upload(sample), upload(sample)])
    assert.deepEqual(
      responses.map(({ status }) => status),
      [303, 303, 303],
    )
    assert.equal(new Set(responses.map(({ headers }) => headers.location)).size, 1)
    assert.equal(await countRows('badge'), 1)
  })

  it('a damaged copy does not replace a good one, and a good one replaces a damaged one', async () => {
    const good = await sampleOf('3.0-EdDSA-valid')
    const damaged = { ...good, bytes: damage(good.bytes) }
    const { location } = (await upload(good).expect(303)).headers
    assert.equal((await upload(damaged).expect(303)).headers.location, location)
    const page = await browser.get(location!)
    assert.match(page.text, /This copy proves less than yours/)
    assert.match(page.text, /<strong>Valid<\/strong>/)
    const other = await signIn(backpack, BEN)
    const send = ({ bytes, fileName }: Sample) =>
      other.post('/badges').attach('files', Buffer.from(bytes), fileName)
    const bad = await send(damaged).expect(303)
    assert.match((await other.get(bad.headers.location!)).text, /<strong>Not genuine<\/strong>/)
    assert.equal((await send(good).expect(303)).headers.location, bad.headers.location)
    assert.match((await other.get(bad.headers.location!)).text, /<strong>Valid<\/strong>/)
  })

  it('several files that are all good: 303 to the backpack, with their number', async () => {
    const names = ['0.5-hosted-valid', '1.0-hosted-valid', '3.0-ES256-valid']
    await upload(...(await Promise.all(names.map(sampleOf)))).expect(303, /badges/)
    const page = await browser.get('/badges').expect(200)
    assert.match(page.text, /3 badges added\./)
    assert.match(page.text, /Chainsaw Safety/)
  })

  it('a failing file does not lose the others, and each says what became of it', async () => {
    const page = await upload(await sampleOf('2.0-hosted-valid'))
      .attach('files', Buffer.from('just some words'), 'Ünï 日本.txt')
      .expect(200)
    assert.match(page.text, /1 of 2 kept/)
    assert.match(page.text, /Ünï 日本\.txt/)
    assert.equal(await countRows('badge'), 1)
  })

  it('422 when nothing was chosen or typed', async () => {
    const page = await browser.post('/badges').field('text', '').expect(422)
    assert.match(page.text, /Choose a file, or paste/)
    assert.match((await browser.post('/badges').type('form').send({}).expect(422)).text, /Choose/)
  })

  it('a badge of an address that is not confirmed is kept, says so, and is released later', async () => {
    const other = backpack.browser()
    const bea = { name: 'Bea', email: 'bea@example.org', password: 'something long enough' }
    await signUp(other, bea)
    const { bytes } = await sampleOf('2.0-hosted-someone-elses')
    const { location } = (
      await other.post('/badges').attach('files', Buffer.from(bytes), 'b.svg').expect(303)
    ).headers
    const waiting = await other.get(location!)
    assert.match(waiting.text, /only you see it/)
    assert.match(waiting.text, /Sent to an address you have not confirmed/)
    await confirmAddress(backpack, other, bea.email)
    assert.match((await other.get(location!)).text, /an e-mail address that you have confirmed/)
  })

  it('a name and a title from outside are shown as text', async () => {
    const sample = await sampleOf('3.0-EdDSA-valid')
    const page = await browser
      .post('/badges')
      .attach('files', Buffer.from('nothing'), '<img src=x onerror=alert(1)>.txt')
      .attach('files', Buffer.from(sample.bytes), 'x.jwt')
      .expect(200)
    assert.ok(!page.text.includes('<img src=x'))
  })

  it('404 for the badge of somebody else, in every form', async () => {
    const { location } = (await upload(await sampleOf('2.0-hosted-valid')).expect(303)).headers
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
    assert.equal(await countRows('badge'), 0)
  })

  it('the picture is ours: no badge inside, no script can run, nobody is asked for it', async () => {
    const { location } = (await upload(await sampleOf('2.0-hosted-valid')).expect(303)).headers
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
    const { location } = (await upload(sample).expect(303)).headers
    await browser.post(`${location}/reports`).expect(303).expect('Location', location!)
    assert.match((await browser.get(location!)).text, /Checked again\. Nothing has changed\./)
    backpack.advance(3600)
    backpack.answerWith(offline)
    await browser.post(`${location}/reports`).expect(303)
    const page = await browser.get(location!)
    assert.match(page.text, /something is different from last time/)
    assert.match(page.text, /<strong>Was valid<\/strong>/)
    assert.match(page.text, /On 14 March 2026; issuer silent since/)
    assert.match(page.text, /something changed/)
  })

  it('a changed copy never speaks for the issuer, not even when the issuer is silent', async () => {
    const sample = await sampleOf('2.0-hosted-tampered')
    const { location } = (await upload(sample).expect(303)).headers
    const title = /<h1 dir="auto">(.*?)<\/h1>/
    const before = title.exec((await browser.get(location!)).text)![1]!
    backpack.answerWith(offline)
    await browser.post(`${location}/reports`).expect(303)
    await upload(sample).expect(303)
    const page = await browser.get(location!)
    assert.match(page.text, /<strong>Was valid<\/strong>/)
    assert.equal(title.exec(page.text)![1], before)
    const id = location!.split('/').at(-1)!
    const { db } = backpack.ctx
    const row = db.selectFrom('badge').where('id', '=', id).select('credential')
    const kept = (await row.executeTakeFirstOrThrow()).credential
    assert.ok(kept.includes('Kauri College of Agriculture'))
    assert.equal(await countRows('badge'), 1)
  })

  it('the documents of the last check are listed and downloaded as they were, inert', async () => {
    const { location } = (await upload(await sampleOf('2.0-hosted-valid')).expect(303)).headers
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
    const { location } = (await upload(await sampleOf('2.0-RS256-valid')).expect(303)).headers
    const { text } = await browser.get(location!).expect(200)
    for (const words of ['What was checked', 'How we know', 'What it took', 'Evidence', 'Skills'])
      assert.match(text, new RegExp(words))
    assert.match(text, /<code>[0-9a-f]{64}<\/code>/)
    assert.match(text, /What the standard says/)
  })

  it('a badge is removed after a question, with its files', async () => {
    const { location } = (await upload(await sampleOf('2.0-hosted-valid')).expect(303)).headers
    assert.match((await browser.get(`${location}/delete`).expect(200)).text, /Remove this badge\?/)
    await browser.post(`${location}/delete`).expect(303).expect('Location', '/badges')
    await browser.get(location!).expect(404)
    assert.deepEqual(filesOf(backpack), [])
  })

  it('a file that another backpack has stays when a badge is removed', async () => {
    const sample = await sampleOf('2.0-hosted-valid')
    const ben = await signIn(backpack, BEN)
    const send = (who: Browser) =>
      who.post('/badges').attach('files', Buffer.from(sample.bytes), 'b.svg').expect(303)
    const [mine, his] = [await send(browser), await send(ben)]
    await browser.post(`${mine.headers.location}/delete`).expect(303)
    await ben.get(`${his.headers.location}/file`).expect(200)
    await ben.get(`${his.headers.location}/image`).expect(200)
  })

  it('the backpack is searched and sifted on the server', async () => {
    for (const name of ['2.0-hosted-valid', '2.0-RS256-expired', '1.0-hosted-valid'])
      await upload(await sampleOf(name)).expect(303)
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

/** Keeps a body as its bytes. */
function bytesOf(response: Response, done: (error: Error | null, body: unknown) => void) {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => done(null, Buffer.concat(chunks)))
}

async function offline(url: string) {
  const { silence } = await import('../../src/openbadges/index.js')
  return silence(url, 'dns', new Date('2026-03-14T10:26:53.589Z'))
}

/** A compact token whose signature no longer fits. */
function damage(token: Uint8Array): Buffer {
  const text = Buffer.from(token).toString('utf8').trim()
  const [header, payload, signature] = text.split('.')
  const other = signature!.startsWith('A') ? 'B' : 'A'
  return Buffer.from(`${header}.${payload}.${other}${signature!.slice(1)}`)
}

function filesOf({ ctx }: TestBackpack): string[] {
  const folder = join(ctx.config.dataDir, 'files')
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}
