import assert from 'node:assert/strict'
import type { Sample } from '../../src/demo/issuer/samples.js'
import {
  BEN,
  type Browser,
  confirmAddress,
  openBackpack,
  signIn,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { bytesOf, countRows, paste, upload } from '../support/uploads.js'

describe('adding badges', () => {
  let backpack: TestBackpack
  let browser: Browser
  beforeEach(async () => {
    const { loadDocument } = await openIssuer()
    backpack = await openBackpack({ loadDocument })
    browser = await signIn(backpack)
  })

  it('303 to the badge after a baked PNG, whose page says that it is valid', async () => {
    const response = await upload(browser, await sampleOf('1.1-hosted-valid')).expect(303)
    const page = await browser.get(response.headers.location!).expect(200)
    assert.match(page.text, /The badge is in your backpack/)
    assert.match(page.text, /Mental Health First Aider/)
    assert.match(page.text, /Verdict: <\/span>Valid<\/h2>/)
    assert.match(page.text, /Yours\.<\/strong> Awarded to ada@example\.org, which you confirmed/)
  })

  for (const name of [
    '2.0-hosted-valid',
    '2.0-RS256-valid',
    '3.0-EdDSA-valid',
    '3.0-eddsa-rdfc-2022-valid',
  ])
    it(`303, and the download returns exactly the bytes of ${name}`, async () => {
      const sample = await sampleOf(name)
      const { location } = (await upload(browser, sample).expect(303)).headers
      const file = await browser.get(`${location}/file`).buffer(true).parse(bytesOf).expect(200)
      assert.deepEqual(file.body, Buffer.from(sample.bytes))
      assert.match(file.headers['content-disposition']!, /attachment; filename="?[\w.-]+"?/)
      assert.equal(file.headers['x-content-type-options'], 'nosniff')
      assert.match(file.headers['content-security-policy']!, /sandbox/)
    })

  it('303 after a pasted address, and the download returns what the issuer sent', async () => {
    const { url } = await sampleOf('2.0-hosted-valid')
    const { location } = (await paste(browser, url!).expect(303)).headers
    const file = await browser.get(`${location}/file`).buffer(true).parse(bytesOf).expect(200)
    const { loadDocument } = await openIssuer()
    assert.deepEqual(file.body, Buffer.from((await loadDocument(url!)).body))
    assert.match((await browser.get(location!)).text, /Verdict: <\/span>Valid<\/h2>/)
  })

  it('303 after two addresses with a comma between, and both are kept', async () => {
    const [one, other] = [await sampleOf('2.0-hosted-valid'), await sampleOf('1.1-hosted-valid')]
    await paste(browser, `${one.url}, ${other.url}`).expect(303, /badges/)
    assert.equal(await countRows(backpack, 'badge'), 2)
  })

  it('303 after pasted JSON and a pasted token', async () => {
    for (const name of ['3.0-Ed25519Signature2020-valid', '3.0-EdDSA-valid'])
      await paste(browser, Buffer.from((await sampleOf(name)).bytes).toString('utf8')).expect(303)
    assert.equal(await countRows(backpack, 'badge'), 2)
  })

  it('every sample is kept with the verdict it is made for', async () => {
    const { samples } = await openIssuer()
    for (const sample of samples) {
      const response = await upload(browser, sample)
      if (response.status === 422) assert.match(response.text, /was withdrawn/, sample.name)
      else await assertVerdict(response.headers.location!, sample)
    }
  })

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
    const first = await upload(browser, sample).expect(303)
    const again = await upload(browser, sample).expect(303)
    assert.equal(again.headers.location, first.headers.location)
    assert.match((await browser.get(again.headers.location!)).text, /You already have this badge/)
    assert.equal(await countRows(backpack, 'badge'), 1)
    assert.equal(await countRows(backpack, 'badgeSource'), 1)
    assert.equal(await countRows(backpack, 'report'), 2)
  })

  it('the same award as a file and as an address is one badge with two sources', async () => {
    const sample = await sampleOf('2.0-hosted-valid')
    const { location } = (await upload(browser, sample).expect(303)).headers
    assert.equal((await paste(browser, sample.url!).expect(303)).headers.location, location)
    assert.equal(await countRows(backpack, 'badge'), 1)
    assert.equal(await countRows(backpack, 'badgeSource'), 2)
    const file = await browser.get(`${location}/file`).buffer(true).parse(bytesOf)
    assert.deepEqual(file.body, Buffer.from(sample.bytes))
    assert.match((await browser.get(location!)).text, /It came in more than once/)
  })

  it('two uploads of one badge at the same instant are one badge', async () => {
    const sample = await sampleOf('2.0-RS256-valid')
    const responses = await Promise.all([
      upload(browser, sample),
      upload(browser, sample),
      upload(browser, sample),
    ])
    assert.deepEqual(
      responses.map(({ status }) => status),
      [303, 303, 303],
    )
    assert.equal(new Set(responses.map(({ headers }) => headers.location)).size, 1)
    assert.equal(await countRows(backpack, 'badge'), 1)
  })

  it('a damaged copy does not replace a good one, and a good one replaces a damaged one', async () => {
    const good = await sampleOf('3.0-EdDSA-valid')
    const damaged = { ...good, bytes: damage(good.bytes) }
    const { location } = (await upload(browser, good).expect(303)).headers
    assert.equal((await upload(browser, damaged).expect(303)).headers.location, location)
    const page = await browser.get(location!)
    assert.match(page.text, /This copy proves less than yours/)
    assert.match(page.text, /Verdict: <\/span>Valid<\/h2>/)
    const other = await signIn(backpack, BEN)
    const send = ({ bytes, fileName }: Sample) =>
      other.post('/badges').attach('files', Buffer.from(bytes), fileName)
    const bad = await send(damaged).expect(303)
    assert.match(
      (await other.get(bad.headers.location!)).text,
      /Verdict: <\/span>Not genuine<\/h2>/,
    )
    assert.equal((await send(good).expect(303)).headers.location, bad.headers.location)
    assert.match((await other.get(bad.headers.location!)).text, /Verdict: <\/span>Valid<\/h2>/)
  })

  it('several files that are all good: 303 to the backpack, with their number', async () => {
    const names = ['0.5-hosted-valid', '1.0-hosted-valid', '3.0-ES256-valid']
    await upload(browser, ...(await Promise.all(names.map(sampleOf)))).expect(303, /badges/)
    assert.deepEqual(await backpack.ctx.db.selectFrom('import').selectAll().execute(), [])
    const page = await browser.get('/badges').expect(200)
    assert.match(page.text, /3 badges added\./)
    assert.match(page.text, /Chainsaw Safety/)
  })

  it('a failing file does not lose the others, and each says what became of it', async () => {
    const page = await upload(browser, await sampleOf('2.0-hosted-valid'))
      .attach('files', Buffer.from('just some words'), 'Ünï 日本.txt')
      .expect(200)
    assert.match(page.text, /1 of 2 kept/)
    assert.match(page.text, /Ünï 日本\.txt/)
    assert.equal(await countRows(backpack, 'badge'), 1)
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
    assert.match(
      (await other.get(location!)).text,
      /Yours\.<\/strong> Awarded to bea@example\.org, which you confirmed/,
    )
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
})

/** A compact token whose signature no longer fits. */
function damage(token: Uint8Array): Buffer {
  const text = Buffer.from(token).toString('utf8').trim()
  const [header, payload, signature] = text.split('.')
  const other = signature!.startsWith('A') ? 'B' : 'A'
  return Buffer.from(`${header}.${payload}.${other}${signature!.slice(1)}`)
}
