import assert from 'node:assert/strict'
import {
  ADA,
  BEN,
  confirmAddress,
  linkOf,
  openBackpack,
  type Person,
  signIn,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'

const squatter = (n: number): Person => ({
  ...ADA,
  name: `Squatter ${n}`,
  password: `mine is ${n}`,
})
const NEW = 'smoke calms a colony'

describe('an address that somebody else claimed', () => {
  for (const [when, before, after] of [
    ['before', 4, 0],
    ['after', 0, 4],
  ] as const)
    it(`303 signs its owner in with their own password, claimed ${when} them`, async () => {
      const backpack = await openBackpack()
      await squat(backpack, before)
      await signUp(backpack.browser())
      await squat(backpack, after)
      assert.equal(await nameAfterSigningIn(backpack, ADA), ADA.name)
      assert.equal(await nameAfterSigningIn(backpack, squatter(1)), 'Squatter 1')
    })

  it('the newest of two claims with one password is who signs in', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser(), { ...ADA, name: 'Somebody Else' })
    backpack.advance(60)
    await signUp(backpack.browser())
    assert.equal(await nameAfterSigningIn(backpack, ADA), ADA.name)
  })

  it('who confirmed the address is who signs in, whatever passwords others claim it with', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    await signUp(backpack.browser(), { ...ADA, name: 'Somebody Else' })
    assert.equal(await nameAfterSigningIn(backpack, ADA), ADA.name)
  })

  it('422 for an address that another account holds beside its own and has not confirmed', async () => {
    const backpack = await openBackpack()
    const ben = await signIn(backpack, BEN)
    const form = { email: ADA.email, password: BEN.password }
    await ben.post('/emails').type('form').send(form).expect(303)
    await backpack.browser().post('/sign-in').type('form').send(form).expect(422)
  })

  it('one mail offers every claim a new password, and the newest first', async () => {
    const backpack = await openBackpack()
    await squat(backpack, 4)
    backpack.advance(60)
    await signUp(backpack.browser())
    const before = (await backpack.mailsTo(ADA.email)).length
    await backpack.browser().post('/passwords/new').type('form').send({ email: ADA.email })
    const mails = await backpack.mailsTo(ADA.email)
    assert.equal(mails.length, before + 1)
    assert.match(mails[0]!.text, /Several accounts/)
    const path = linkOf(backpack, mails[0]!)
    const browser = backpack.browser()
    assert.match((await browser.get(path).expect(200)).text, /Ada Njoroge/)
    await browser.post(path).type('form').send({ password: NEW }).expect(303)
    assert.match((await browser.get('/emails')).text, /Confirmed/)
    assert.equal(await nameAfterSigningIn(backpack, { ...ADA, password: NEW }), ADA.name)
    await backpack.browser().post('/passwords/new').type('form').send({ email: ADA.email })
    assert.doesNotMatch((await backpack.mailTo(ADA.email)).text, /Several accounts/)
  })

  it('a claim lives on with a changed password, and with one of another secret', async () => {
    const backpack = await openBackpack()
    const browser = backpack.browser()
    await signUp(browser)
    const form = { current: ADA.password, password: NEW }
    await browser.post('/settings/password').type('form').send(form).expect(303)
    await squat(backpack, 3)
    assert.equal(await nameAfterSigningIn(backpack, { ...ADA, password: NEW }), ADA.name)
    backpack.ctx.config.sessionSecret = 'another secret than the one before'
    await squat(backpack, 2)
    assert.equal(await nameAfterSigningIn(backpack, squatter(1)), 'Squatter 1')
  })

  it('belongs to the mailbox: its claim that was confirmed wins', async () => {
    const backpack = await openBackpack()
    await squat(backpack, 3)
    const browser = backpack.browser()
    await signUp(browser)
    await confirmAddress(backpack, browser)
    await backpack.browser().post('/passwords/new').type('form').send({ email: ADA.email })
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    assert.match((await backpack.browser().get(path)).text, /Ada Njoroge/)
  })
})

async function squat(backpack: TestBackpack, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await signUp(backpack.browser(), squatter(n))
}

async function nameAfterSigningIn(backpack: TestBackpack, person: Person): Promise<string> {
  const browser = backpack.browser()
  await browser.post('/sign-in').type('form').send(person).expect(303)
  const { text } = await browser.get('/settings').expect(200)
  return /id="field-name"[^>]* value="([^"]*)"/.exec(text)![1]!
}
