import assert from 'node:assert/strict'
import { BEA } from '../../src/demo/issuer/samples.js'
import {
  ADA,
  BEN,
  type Browser,
  confirmAddress,
  openBackpack,
  signIn,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { upload } from '../support/uploads.js'
import { plainBadge } from '../support/waiting.js'

const OLD = 'ada@old-school.example'
const WORK = 'a.njoroge@work.example'

describe('waiting room', () => {
  let backpack: TestBackpack
  let browser: Browser
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    browser = await signIn(backpack)
  })

  /** Two badges for one old address and one for another. */
  async function keepThree(): Promise<void> {
    for (const [title, address] of [
      ['Welding', OLD],
      ['Sewing', OLD],
      ['Rigging', WORK],
    ] as const)
      await upload(browser, await plainBadge(title, address)).expect(303)
  }
  const room = async (who = browser) => (await who.get('/waiting').expect(200)).text
  const send = (path: string, body: object = {}) =>
    browser
      .post(path)
      .type('form')
      .send({ password: ADA.password, ...body })
  const after = async (path: string, body: object = {}) => {
    const { headers } = await send(path, body).expect(303)
    return (await browser.get(headers.location!).expect(200)).text
  }

  it('200 says that nothing waits, and so does the backpack', async () => {
    assert.match(await room(), /Nothing is waiting/)
    await upload(browser, await plainBadge('Welding', ADA.email)).expect(303)
    assert.doesNotMatch((await browser.get('/badges')).text, /waiting for you/)
  })

  it('200 counts badges and addresses, in the backpack and in the room', async () => {
    await keepThree()
    const backpackPage = (await browser.get('/badges')).text
    assert.match(backpackPage, /They were sent to 2 addresses/)
    assert.match(backpackPage, /3 badges are waiting for you/)
    assert.match(backpackPage, /sent to 2 addresses you have not confirmed yet/)
    assert.match(backpackPage, /href="\/waiting"/)
    const page = await room()
    assert.match(page, /Confirm these 2 addresses to release 3 badges/)
    assert.ok(page.indexOf(OLD) < page.indexOf(WORK), 'the one that releases most comes first')
  })

  it('303 sends every confirmation at once, and each one confirmed releases what it fits', async () => {
    await keepThree()
    assert.match(
      await after('/waiting/confirmations', { choice: 'ticked', address: [OLD, WORK] }),
      /We sent 2 mails/,
    )
    assert.match(await room(), /not confirmed yet/)
    await confirmAddress(backpack, browser, OLD)
    assert.match((await browser.get('/badges')).text, /It released 2 badges\./)
    assert.match(await room(), /Confirm this address to release 1 badge/)
    await confirmAddress(backpack, browser, WORK)
    assert.match(await room(), /Nothing is waiting/)
  })

  it('303 without a choice asks every address', async () => {
    await keepThree()
    assert.match(await after('/waiting/confirmations'), /We sent 2 mails/)
    assert.match(
      await after('/waiting/confirmations'),
      /We sent 2 mails/,
      'and again when asked again',
    )
  })

  it('303 asks only the ticked ones, and never an address no badge names', async () => {
    await keepThree()
    const choice = { choice: 'ticked', address: [WORK, 'mallory@example.net'] }
    assert.match(await after('/waiting/confirmations', choice), /We sent 1 mail\./)
    assert.equal((await backpack.mailsTo(OLD)).length, 0)
    assert.equal((await backpack.mailsTo('mallory@example.net')).length, 0)
  })

  it('422 when none is ticked, and nothing is sent', async () => {
    await keepThree()
    const page = await send('/waiting/confirmations', { choice: 'ticked' }).expect(422)
    assert.match(page.text, /Tick at least one address/)
    assert.equal((await backpack.mailsTo(OLD)).length, 0)
  })

  it('303 stops when an address has had enough mails, and says so', async () => {
    await upload(browser, await plainBadge('Welding', OLD)).expect(303)
    for (let sent = 0; sent < 6; sent += 1) await after('/waiting/confirmations')
    assert.match(await after('/waiting/confirmations'), /Enough mails were sent for now/)
    assert.equal((await backpack.mailsTo(OLD)).length, 6)
  })

  it('303 tells how many badges with a hidden address were sent to a typed one', async () => {
    await upload(browser, await sampleOf('2.0-hosted-someone-elses')).expect(303)
    await upload(browser, await sampleOf('1.1-hosted-someone-elses')).expect(303)
    await upload(browser, await plainBadge('Welding', BEA)).expect(303)
    assert.match(await room(), /2 badges hide the address/)
    assert.match(
      await after('/waiting/addresses', { email: ' Bea@example.org ' }),
      /3 badges were sent to this address\. We sent a mail there/,
    )
    await confirmAddress(backpack, browser, 'Bea@example.org')
    assert.match(await room(), /Nothing is waiting/)
  })

  it('422 when no badge was sent to a typed address, which is not added', async () => {
    await upload(browser, await sampleOf('2.0-hosted-someone-elses')).expect(303)
    const page = await send('/waiting/addresses', { email: WORK }).expect(422)
    assert.match(page.text, /None of your waiting badges was sent to this address/)
    assert.match(page.text, new RegExp(`value="${WORK}"`))
    assert.doesNotMatch((await browser.get('/emails')).text, new RegExp(WORK))
    assert.match(
      (await send('/waiting/addresses', { email: 'no' }).expect(422)).text,
      /name@example\.org/,
    )
  })

  it('429 after many tries, in every account for itself', async () => {
    await upload(browser, await sampleOf('2.0-hosted-someone-elses')).expect(303)
    for (let tried = 0; tried < 30; tried += 1)
      await send('/waiting/addresses', { email: `a${tried}@example.net` }).expect(422)
    const refused = await send('/waiting/addresses', { email: BEA }).expect(429)
    assert.ok(Number(refused.headers['retry-after']) > 0)
    backpack.advance(3601)
    await send('/waiting/addresses', { email: BEA }).expect(303)
  })

  it('200 for badges that name nobody by address: they stay, and no mail is offered', async () => {
    await upload(browser, await plainBadge('Welding', null)).expect(303)
    const page = await room()
    assert.match(page, /1 badge without an e-mail address/)
    assert.doesNotMatch(page, /Send the mail/)
    assert.match((await browser.get('/badges')).text, /Nothing in them says that they are yours/)
  })

  it('a badge that comes in after its address was confirmed does not wait', async () => {
    await upload(browser, await plainBadge('Welding', OLD)).expect(303)
    await after('/waiting/confirmations')
    await confirmAddress(backpack, browser, OLD)
    await upload(browser, await plainBadge('Sewing', OLD)).expect(303)
    assert.match(await room(), /Nothing is waiting/)
  })

  it('an account without a confirmed address waits for its own', async () => {
    const other = backpack.browser()
    await signUp(other, BEN)
    await upload(other, await plainBadge('Welding', BEN.email)).expect(303)
    assert.match(await room(other), /not confirmed yet/)
    await confirmAddress(backpack, other, BEN.email)
    assert.match(await room(other), /Nothing is waiting/)
  })

  it('422: nothing that waits can be shared', async () => {
    const { headers } = await upload(browser, await plainBadge('Welding', OLD)).expect(303)
    const badge = headers.location!.split('/').at(-1)!
    const made = await send('/collections', { title: 'All', description: '', badge }).expect(303)
    const shared = await send(`${made.headers.location!}/shares`, { label: 'Acme' }).expect(422)
    assert.match(shared.text, /There is nothing to share yet/)
    await send(`/badges/${badge}/shares`, { label: 'Acme' }).expect(422)
  })

  it('another account’s identical upload is its own, and neither sees the other', async () => {
    const other = await signIn(backpack, BEN)
    const file = await plainBadge('Welding', ADA.email)
    const mine = (await upload(browser, file).expect(303)).headers.location!
    const theirs = (await upload(other, file).expect(303)).headers.location!
    assert.notEqual(mine, theirs)
    assert.doesNotMatch((await other.get(theirs).expect(200)).text, /You already have/)
    await other.get(mine).expect(404)
    assert.match(await room(other), new RegExp(`Confirm this address[^]*${ADA.email}`))
    await other.post('/waiting/confirmations').type('form').send(BEN).expect(303)
    const [mail] = await backpack.mailsTo(ADA.email)
    assert.match(mail!.text, /already|another account/i)
    const told = (await other.get('/waiting')).text
    assert.match(told, /We sent 1 mail/)
    assert.doesNotMatch(told, /another account|already confirmed/)
    await other.post(`${theirs}/delete`).expect(303)
    await browser.get(`${mine}/file`).expect(200)
    assert.match((await browser.get(mine)).text, /Yours\.<\/strong> Awarded to ada@example\.org/)
  })

  it('303 to sign-in for strangers', async () => {
    const stranger = backpack.browser()
    for (const answer of [
      await stranger.get('/waiting'),
      await stranger.post('/waiting/confirmations'),
      await stranger.post('/waiting/addresses').type('form').send({ email: BEA }),
    ]) {
      assert.equal(answer.status, 303)
      assert.match(answer.headers.location!, /^\/sign-in/)
    }
  })
})
