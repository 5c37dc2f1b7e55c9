import assert from 'node:assert/strict'
import {
  ADA,
  BEN,
  confirmAddress,
  linkOf,
  openBackpack,
  signIn,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'

const NEW = 'smoke calms a colony'

describe('a forgotten password', () => {
  it('303 to the same page whether or not an account has the address', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    const pages = []
    for (const email of [ADA.email, 'nobody@example.org']) {
      const answer = await ask(backpack, email)
      pages.push((await backpack.browser().get(answer.headers.location!)).text)
    }
    assert.equal(pages[0], pages[1])
    assert.match((await backpack.mailTo('nobody@example.org')).subject, /no Haversack account/)
  })

  it('422 for what is no address', async () => {
    const browser = (await openBackpack()).browser()
    await browser.post('/passwords/new').type('form').send({ email: 'x' }).expect(422)
  })

  it('303 sets the new password, signs in here and out everywhere else', async () => {
    const backpack = await openBackpack()
    const before = await signIn(backpack)
    const browser = backpack.browser()
    const path = await resetLink(backpack)
    assert.match((await browser.get(path).expect(200)).text, /Ada Njoroge/)
    await browser.post(path).type('form').send({ password: NEW }).expect(303)
    await browser.get('/settings').expect(200)
    await before.get('/settings').expect(303)
    const attempt = (password: string) =>
      backpack.browser().post('/sign-in').type('form').send({ email: ADA.email, password })
    await attempt(ADA.password).expect(422)
    await attempt(NEW).expect(303)
    assert.match((await backpack.mailTo(ADA.email)).subject, /password was changed/)
  })

  it('422 for a short one, and the link still works', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    const path = await resetLink(backpack)
    await backpack.browser().post(path).type('form').send({ password: 'short' }).expect(422)
    await backpack.browser().post(path).type('form').send({ password: NEW }).expect(303)
  })

  it('410 for a link used, ended, or older than a change of the password', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const used = await resetLink(backpack)
    const other = await resetLink(backpack)
    await backpack.browser().post(used).type('form').send({ password: NEW }).expect(303)
    for (const path of [used, other]) await browser.get(path).expect(410)
    const late = await resetLink(backpack)
    backpack.advance(2 * 60 * 60)
    await browser.post(late).type('form').send({ password: NEW }).expect(410)
  })

  it('proves the address of an account that has no other', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser())
    const browser = backpack.browser()
    await browser
      .post(await resetLink(backpack))
      .type('form')
      .send({ password: NEW })
      .expect(303)
    assert.match((await browser.get('/emails')).text, /Confirmed/)
  })

  it('mails nothing for an unproven address of an account that has more', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack, BEN)
    const form = { email: ADA.email, password: BEN.password }
    await browser.post('/emails').type('form').send(form).expect(303)
    await ask(backpack, ADA.email)
    assert.match((await backpack.mailTo(ADA.email)).subject, /no Haversack account/)
  })

  it('ends confirmation links of addresses somebody else put into the account', async () => {
    const backpack = await openBackpack()
    const squatter = backpack.browser()
    await signUp(squatter, ADA)
    const link = await resetLink(backpack)
    const form = { email: BEN.email, password: ADA.password }
    await squatter.post('/emails').type('form').send(form).expect(303)
    const trap = linkOf(backpack, await backpack.mailTo(BEN.email))
    await backpack.browser().post(link).type('form').send({ password: NEW }).expect(303)
    await squatter.post(trap).expect(410)
  })

  it('303 also after six mails to one mailbox in an hour, with no further one', async () => {
    const backpack = await openBackpack()
    for (let i = 0; i < 8; i++) await ask(backpack, ADA.email)
    assert.equal((await backpack.mailsTo(ADA.email)).length, 6)
  })

  it('429 for who asks for a hundred mailboxes in an hour', async () => {
    const backpack = await openBackpack()
    for (let i = 0; i < 100; i++) await ask(backpack, `ada${i}@example.org`)
    const form = { email: ADA.email }
    await backpack.browser().post('/passwords/new').type('form').send(form).expect(429)
  })
})

describe('settings', () => {
  it('303 changes the name', async () => {
    const browser = await signIn(await openBackpack())
    await browser.post('/settings/name').type('form').send({ name: '  Ada   N. ' }).expect(303)
    assert.match((await browser.get('/settings')).text, /value="Ada N\."/)
  })

  it('422 for an empty name', async () => {
    const browser = await signIn(await openBackpack())
    const page = await browser.post('/settings/name').type('form').send({ name: '   ' })
    assert.equal(page.status, 422)
    assert.match(page.text, /Enter your name/)
  })

  it('303 changes the password and signs every other browser out', async () => {
    const backpack = await openBackpack()
    const [browser, other] = [await signIn(backpack), backpack.browser()]
    await other.post('/sign-in').type('form').send(ADA).expect(303)
    const form = { current: ADA.password, password: NEW }
    await browser.post('/settings/password').type('form').send(form).expect(303)
    await browser.get('/settings').expect(200)
    await other.get('/settings').expect(303)
  })

  it('422 when the current password is wrong, and nothing changed', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const form = { current: 'wrong', password: NEW }
    const page = await browser.post('/settings/password').type('form').send(form).expect(422)
    assert.match(page.text, /This is not your password/)
    await backpack.browser().post('/sign-in').type('form').send(ADA).expect(303)
  })

  it('429 after ten wrong ones, with the time to wait, also for the right one', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const change = (current: string) =>
      browser.post('/settings/password').type('form').send({ current, password: NEW })
    for (let n = 0; n < 10; n++) await change('wrong').expect(422)
    const page = await change(ADA.password).expect(429)
    assert.match(page.text, /Too many attempts\. Try again in \d+ minutes\./)
    const wait = Number(page.headers['retry-after'])
    assert.ok(wait > 0 && wait <= 15 * 60, String(wait))
    backpack.advance(wait)
    await change(ADA.password).expect(303)
  })

  it('takes the same letters composed in another way as the same password', async () => {
    const backpack = await openBackpack()
    const browser = backpack.browser()
    await signUp(browser, { ...ADA, password: 'caf\u00e9 by the sea' })
    await confirmAddress(backpack, browser)
    const form = { email: ADA.email, password: 'cafe\u0301 by the sea' }
    await backpack.browser().post('/sign-in').type('form').send(form).expect(303)
  })
})

function ask(backpack: TestBackpack, email: string) {
  return backpack.browser().post('/passwords/new').type('form').send({ email }).expect(303)
}

async function resetLink(backpack: TestBackpack): Promise<string> {
  await ask(backpack, ADA.email)
  return linkOf(backpack, await backpack.mailTo(ADA.email))
}

describe('a password that can be guessed', () => {
  const strength = async (form: object) =>
    (
      await (
        await openBackpack()
      )
        .browser()
        .post('/passwords/strength')
        .type('form')
        .send(form)
        .expect(200)
    ).body as { words: string | null }

  it('422 at sign-up, with the reason in words, and no account is made', async () => {
    const { browser, ctx } = await openBackpack()
    for (const [password, reason] of [
      ['P@ssw0rd2024!', /tried first/],
      ['Ada.Njoroge1', /mostly your name, your address or the name of this site/],
      ['ada@example.org', /mostly your name/],
      ['haversack123', /mostly your name/],
    ] as const) {
      const person = { ...ADA, password }
      const page = await browser().post('/sign-up').type('form').send(person).expect(422)
      assert.match(page.text, reason)
    }
    assert.deepEqual(await ctx.db.selectFrom('account').selectAll().execute(), [])
  })

  it('422 when it is changed or chosen anew, and the old one still opens the account', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const change = { current: ADA.password, password: 'ada.njoroge7' }
    const page = await browser.post('/settings/password').type('form').send(change).expect(422)
    assert.match(page.text, /mostly your name/)
    const path = await resetLink(backpack)
    await backpack.browser().post(path).type('form').send({ password: 'sunshine1' }).expect(422)
    const form = { email: ADA.email, password: ADA.password }
    await backpack.browser().post('/sign-in').type('form').send(form).expect(303)
  })

  it('200 says while it is typed how good it is, by the same rule, and keeps no cookie', async () => {
    const own = { name: ADA.name, email: ADA.email }
    assert.match((await strength({ password: 'njoroge12', ...own })).words!, /mostly your name/)
    assert.match((await strength({ password: 'njoroge12' })).words!, /^Good/)
    assert.match((await strength({ password: ADA.password, ...own })).words!, /^Strong/)
    for (const nothing of [{}, { password: 'short' }, { password: 'x'.repeat(300) }])
      assert.equal((await strength(nothing)).words, null)
  })
})
