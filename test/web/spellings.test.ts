import assert from 'node:assert/strict'
import {
  ADA,
  BEN,
  confirmAddress,
  openBackpack,
  signIn,
  signUp,
  type Browser,
  type TestBackpack,
} from '../support/backpack.js'
import { offline, upload } from '../support/uploads.js'
import { hashedBadge, plainBadge } from '../support/waiting.js'

const OLD = 'ada@old-school.example'

describe('spellings of an address', () => {
  let backpack: TestBackpack
  let browser: Browser
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: offline })
    browser = await signIn(backpack)
  })

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

  for (const spelling of [
    'ADA@EXAMPLE.ORG',
    'Ada@example.org',
    'ada@Example.Org',
    'ADA@Example.Org',
    'mailto:ada@example.org',
  ])
    it(`a badge for ${spelling}, in clear or hidden, is released by the confirmed address`, async () => {
      await upload(browser, await hashedBadge('Welding', spelling)).expect(303)
      await upload(browser, await plainBadge('Sewing', spelling)).expect(303)
      assert.match(await room(), /Nothing is waiting/)
    })

  it('tries the unconfirmed addresses of the account by itself, in every spelling', async () => {
    const other = backpack.browser()
    await signUp(other, { ...BEN, email: 'ben.okafor@example.org' })
    await upload(other, await hashedBadge('Welding', 'Ben.Okafor@Example.Org')).expect(303)
    await upload(other, await hashedBadge('Sewing', 'BEN.OKAFOR@example.org')).expect(303)
    await upload(other, await plainBadge('Rigging', 'mailto:ben.okafor%40example.org')).expect(303)
    const page = await room(other)
    assert.match(page, /Confirm this address to release 3 badges/)
    assert.match(page, /ben\.okafor@example\.org/)
    assert.doesNotMatch(page, /hides? the address/)
    await confirmAddress(backpack, other, 'ben.okafor@example.org')
    assert.match((await other.get('/badges')).text, /It released 3 badges\./)
    assert.match(await room(other), /Nothing is waiting/)
  })

  it('an international domain is the same in both forms', async () => {
    for (const [title, address] of [
      ['Welding', 'ada@bücher.example'],
      ['Sewing', 'ADA@XN--BCHER-KVA.EXAMPLE'],
    ] as const)
      await upload(browser, await plainBadge(title, address)).expect(303)
    await upload(browser, await hashedBadge('Rigging', 'Ada@Bücher.example')).expect(303)
    await upload(browser, await hashedBadge('Diving', 'ada@xn--bcher-kva.example')).expect(303)
    assert.match(await room(), /Confirm this address to release 2 badges/)
    await after('/waiting/confirmations')
    await confirmAddress(backpack, browser, 'ADA@xn--bcher-kva.example')
    assert.match((await browser.get('/badges')).text, /It released 4 badges\./)
    const again = await send('/emails', { email: 'ada@bücher.example' }).expect(422)
    assert.match(again.text, /in your account already/)
  })

  const ODD = 'aDa@exAmple.org'
  it('an odd spelling of a confirmed address is tried as typed, and releases for good', async () => {
    await upload(browser, await hashedBadge('Welding', ODD)).expect(303)
    assert.match(await room(), /1 badge hides the address/)
    const told = await after('/waiting/addresses', { email: ODD })
    assert.match(told, /1 badge was sent to this address\. You have confirmed it/)
    assert.doesNotMatch(told, /We sent a mail/)
    assert.equal((await backpack.mailsTo(ODD)).length, 0)
    assert.match(await room(), /Nothing is waiting/)
    await upload(browser, await hashedBadge('Sewing', ODD)).expect(303)
    await upload(browser, await plainBadge('Rigging', OLD)).expect(303)
    await after('/waiting/confirmations')
    await confirmAddress(backpack, browser, OLD)
    assert.match(await room(), /Nothing is waiting/, 'other addresses change nothing')
  })

  it('an odd spelling typed under the addresses releases too', async () => {
    await upload(browser, await hashedBadge('Welding', ODD)).expect(303)
    assert.match(await after('/emails', { email: ODD }), /It released 1 badge\./)
    assert.match(await room(), /Nothing is waiting/)
  })

  it('an odd spelling of an unconfirmed address waits for its mail, then releases', async () => {
    const other = backpack.browser()
    await signUp(other, BEN)
    await upload(other, await hashedBadge('Welding', 'bEn@example.org')).expect(303)
    const typed = { email: 'bEn@example.org' }
    const { headers } = await other.post('/waiting/addresses').type('form').send(typed).expect(303)
    assert.match((await other.get(headers.location!)).text, /We sent a mail there/)
    assert.match(await room(other), /Confirm this address to release 1 badge/)
    await confirmAddress(backpack, other, BEN.email)
    assert.match(await room(other), /Nothing is waiting/)
  })

  it('an odd spelling of somebody else’s address releases nothing', async () => {
    const other = await signIn(backpack, BEN)
    await upload(other, await hashedBadge('Welding', ODD)).expect(303)
    await other
      .post('/waiting/addresses')
      .type('form')
      .send({ email: ODD, password: BEN.password })
      .expect(303)
    assert.match(await room(other), /1 badge is waiting for you/)
    assert.match((await backpack.mailTo('aDa@example.org')).text, /already|another account/i)
  })
})
