import assert from 'node:assert/strict'
import {
  ADA,
  BEN,
  type Browser,
  confirmAddress,
  linkOf,
  openBackpack,
  signIn,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'

const DAY = 24 * 60 * 60
const WORK = 'ada@work.example'

describe('confirming an address', () => {
  it('200 shows whose account it is and uses nothing up: scanners open links too', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser())
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    for (let i = 0; i < 3; i++) {
      const page = await backpack.browser().get(path).expect(200)
      assert.match(page.text, /ada@example\.org/)
      assert.match(page.text, /Ada Njoroge/)
    }
  })

  it('303 confirms once; afterwards the link is gone', async () => {
    const backpack = await openBackpack()
    const browser = backpack.browser()
    await signUp(browser)
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    assert.equal((await browser.post(path).expect(303)).headers.location, '/badges')
    assert.match((await browser.get('/emails')).text, /Confirmed/)
    await browser.post(path).expect(410)
    assert.match((await browser.get(path).expect(410)).text, /work once and for three days/)
  })

  it('303 to the sign-in page in a browser that is not signed in', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser())
    const elsewhere = backpack.browser()
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    const answer = await elsewhere.post(path).expect(303)
    assert.match((await elsewhere.get(answer.headers.location!)).text, /address is confirmed/)
  })

  it('410 after three days, and for a link nobody made', async () => {
    const backpack = await openBackpack()
    const browser = backpack.browser()
    await signUp(browser)
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    backpack.advance(3 * DAY)
    await browser.post(path).expect(410)
    await browser.get('/confirm/nonsense').expect(410)
  })

  it('410 for a password link used as a confirmation', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await browser.post('/passwords/new').type('form').send(ADA).expect(303)
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    await browser.post(path.replace('/passwords/', '/confirm/')).expect(410)
  })

  it('409 for the second of two accounts that claim the address, and the first keeps it', async () => {
    const backpack = await openBackpack()
    const [ada, ben] = [backpack.browser(), backpack.browser()]
    await signUp(ada, ADA)
    const first = linkOf(backpack, await backpack.mailTo(ADA.email))
    await signUp(ben, { ...BEN, email: ADA.email })
    const second = linkOf(backpack, await backpack.mailTo(ADA.email))
    await ben.post(second).expect(303)
    assert.match((await ada.post(first).expect(409)).text, /Another account has confirmed/)
    assert.match((await ada.get('/emails')).text, /Not confirmed yet/)
  })

  it('keeps only the hash of a link', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser())
    const token = linkOf(backpack, await backpack.mailTo(ADA.email))
      .split('/')
      .at(-1)!
    const rows = await backpack.ctx.db.selectFrom('token').selectAll().execute()
    assert.equal(rows.length, 1)
    assert.ok(!JSON.stringify(rows).includes(token))
  })
})

describe('several addresses', () => {
  it('303 adds one, unconfirmed, and mails a link to it', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await add(browser, WORK).expect(303)
    assert.match((await browser.get('/emails')).text, /ada@work\.example[\s\S]*Not confirmed yet/)
    await confirmAddress(backpack, browser, WORK)
    assert.doesNotMatch((await browser.get('/emails')).text, /Not confirmed yet/)
  })

  it('422 for one the account has already, however written', async () => {
    const browser = await signIn(await openBackpack())
    const page = await add(browser, 'ADA@example.ORG').expect(422)
    assert.match(page.text, /This address is in your account already/)
    assert.match(page.text, /value="ADA@example\.ORG"/)
  })

  it('303 alike for one that another account confirmed; the mail tells', async () => {
    const backpack = await openBackpack()
    await signIn(backpack, BEN)
    const browser = await signIn(backpack, ADA)
    await add(browser, BEN.email).expect(303)
    assert.match((await backpack.mailTo(BEN.email)).subject, /already belongs/)
  })

  it('303 makes a confirmed one the main address', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await add(browser, WORK)
    await confirmAddress(backpack, browser, WORK)
    await deed(browser, await actionOf(browser, WORK, 'primary')).expect(303)
    const page = await browser.get('/emails')
    assert.match(page.text, /ada@work\.example<\/bdi><\/strong> <span class="tag">main address/)
  })

  it('409 for making an unconfirmed one the main address', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await add(browser, WORK)
    const path = (await actionOf(browser, WORK, 'delete')).replace('/delete', '/primary')
    await browser.post(path).expect(409)
  })

  it('303 removes one after a page that asks; 409 for the main one', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await add(browser, WORK)
    const path = await actionOf(browser, WORK, 'delete')
    assert.match((await browser.get(path).expect(200)).text, /no longer count as proven/)
    await deed(browser, path).expect(303)
    const [main] = await backpack.ctx.db.selectFrom('email').selectAll().execute()
    assert.equal(main!.address, ADA.email)
    await browser.post(`/emails/${main!.id}/delete`).expect(409)
  })

  it('410 for the confirmation link of an address that was removed', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await add(browser, WORK)
    await deed(browser, await actionOf(browser, WORK, 'delete')).expect(303)
    await browser.post(linkOf(backpack, await backpack.mailTo(WORK))).expect(410)
  })

  it('303 sends the mail again; 429 after too many', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await add(browser, WORK)
    const path = await actionOf(browser, WORK, 'confirmation')
    for (let i = 0; i < 5; i++) await browser.post(path).expect(303)
    await browser.post(path).expect(429)
    assert.equal((await backpack.mailsTo(WORK)).length, 6)
  })

  it('404 for addresses of somebody else', async () => {
    const backpack = await openBackpack()
    const ada = await signIn(backpack, ADA)
    await signIn(backpack, BEN)
    const id = await idOf(backpack, BEN.email)
    await ada.get(`/emails/${id}/delete`).expect(404)
    for (const verb of ['primary', 'confirmation', 'delete'])
      await ada.post(`/emails/${id}/${verb}`).expect(404)
  })

  it('409 after twenty', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    for (let i = 0; i < 19; i++) await add(browser, `ada${i}@example.org`).expect(303)
    assert.match((await add(browser, WORK).expect(422)).text, /can have 20 addresses/)
  })
})

function add(browser: Browser, email: string) {
  return browser.post('/emails').type('form').send({ email, password: ADA.password })
}

/** What asks for the password in that very step. */
function deed(browser: Browser, path: string) {
  return browser.post(path).type('form').send({ password: ADA.password })
}

async function actionOf(browser: Browser, address: string, verb: string): Promise<string> {
  const { text } = await browser.get('/emails')
  const row = text.slice(text.indexOf(`<bdi>${address}`))
  return new RegExp(`"(/emails/[^"/]+/${verb})"`).exec(row)![1]!
}

async function idOf({ ctx }: TestBackpack, address: string): Promise<string> {
  const found = ctx.db.selectFrom('email').where('address', '=', address).select('id')
  return (await found.executeTakeFirstOrThrow()).id
}
