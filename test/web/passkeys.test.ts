import assert from 'node:assert/strict'
import {
  ADA,
  BEN,
  type Browser,
  linkOf,
  openBackpack,
  signIn,
  type TestBackpack,
} from '../support/backpack.js'
import { type Lies, makeAuthenticator } from '../support/passkey.js'
import { addPhone, codesOn } from '../support/second-factors.js'

type Authenticator = ReturnType<typeof makeAuthenticator>
type Asked = Parameters<Authenticator['make']>[0]

describe('passkeys', () => {
  let backpack: TestBackpack
  let ada: Browser
  let device: Authenticator
  beforeEach(async () => {
    backpack = await openBackpack()
    ada = await signIn(backpack)
    device = makeAuthenticator()
  })

  const ask = async (browser: Browser, path: string) =>
    (await browser.post(path).expect(200)).body as Asked
  async function add(browser = ada, lies: Lies = {}, person = ADA, made = device) {
    const offered = await ask(browser, '/factors/passkeys/question')
    const form = {
      name: 'My phone',
      made: JSON.stringify(made.make(offered, lies)),
      password: person.password,
    }
    return browser.post('/factors/passkeys').type('form').send(form)
  }
  async function use(browser: Browser, lies: Lies = {}, more: object = {}) {
    const asked = await ask(browser, '/sign-in/passkey/question')
    const form = { passkey: JSON.stringify(device.sign(asked, lies)), ...more }
    return browser.post('/sign-in/passkey').type('form').send(form)
  }
  const isIn = async (browser: Browser) => (await browser.get('/badges')).status === 200
  const password = (browser: Browser) =>
    browser.post('/sign-in').type('form').send({ email: ADA.email, password: ADA.password })

  it('200 adds one, with recovery codes and a mail that takes it back', async () => {
    const page = (await add()).text
    assert.equal(codesOn(page).length, 10)
    assert.match((await ada.get('/factors')).text, /My phone/)
    const mail = await backpack.mailTo(ADA.email)
    assert.match(mail.text, /The passkey “My phone” was added/)
    assert.match(linkOf(backpack, mail), /^\/undo\//)
  })

  it('303 signs in without a password, to the page that was asked for', async () => {
    await add()
    const browser = backpack.browser()
    const answer = await use(browser, {}, { next: '/collections' })
    assert.deepEqual([answer.status, answer.headers.location], [303, '/collections'])
    assert.ok(await isIn(browser))
    assert.match((await ada.get('/factors')).text, /last used/)
  })

  it('303 is the second step after a password, which alone is not enough', async () => {
    await add()
    const browser = backpack.browser()
    assert.equal((await password(browser)).headers.location, '/sign-in/code')
    assert.ok(!(await isIn(browser)))
    await use(browser)
    assert.ok(await isIn(browser))
  })

  for (const [what, lies] of [
    ['for another site', { origin: 'https://evil.example' }],
    ['by a name of another site', { rpId: 'evil.example' }],
    ['of another question', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['by somebody its device did not ask', { isVerified: false }],
    ['of another account', { userHandle: Buffer.from('somebody else').toString('base64url') }],
  ] as const)
    it(`422 for one that signed ${what}`, async () => {
      await add()
      const browser = backpack.browser()
      assert.equal((await use(browser, lies)).status, 422)
      assert.ok(!(await isIn(browser)))
    })

  for (const [what, lies] of [
    ['for another site', { origin: 'https://evil.example' }],
    ['by somebody its device did not ask', { isVerified: false }],
    ['of another question', { challenge: 'AAAA' }],
  ] as const)
    it(`422 for a new one made ${what}, and nothing is added`, async () => {
      assert.equal((await add(ada, lies)).status, 422)
      assert.doesNotMatch((await ada.get('/factors')).text, /My phone/)
    })

  it('422 for an answer that is sent twice, and for one that comes after ten minutes', async () => {
    await add()
    const browser = backpack.browser()
    const asked = await ask(browser, '/sign-in/passkey/question')
    const form = { passkey: JSON.stringify(device.sign(asked)) }
    const send = (from: Browser) => from.post('/sign-in/passkey').type('form').send(form)
    assert.equal((await send(backpack.browser())).status, 422)
    backpack.advance(601)
    assert.equal((await send(browser)).status, 422)
    assert.equal((await send(browser)).status, 422)
  })

  it('422 for a copy of a device, whose counter is behind', async () => {
    await add()
    assert.equal((await use(backpack.browser(), { counter: 7 })).status, 303)
    assert.equal((await use(backpack.browser(), { counter: 7 })).status, 422)
    assert.equal((await use(backpack.browser(), { counter: 8 })).status, 303)
  })

  it('422 for whatever is no answer of a passkey at all', async () => {
    await add()
    for (const passkey of ['x', '{}', 'null', '[]', '{"id":1}', '{"id":"a","response":null}']) {
      const browser = backpack.browser()
      await ask(browser, '/sign-in/passkey/question')
      await browser.post('/sign-in/passkey').type('form').send({ passkey }).expect(422)
      assert.ok(!(await isIn(browser)))
    }
  })

  it('422 for the passkey of somebody else as a second step, and as a proof', async () => {
    await add()
    const ben = await signIn(backpack, BEN)
    await addPhone(backpack, ben, BEN)
    const browser = backpack.browser()
    await browser.post('/sign-in').type('form').send({ email: BEN.email, password: BEN.password })
    assert.equal((await use(browser)).status, 422)
    const asked = await ask(ben, '/step-up/passkey')
    const passkey = JSON.stringify(device.sign({ rpId: 'localhost', ...asked }))
    await ben.post('/factors/app/delete').type('form').send({ passkey }).expect(422)
  })

  it('303 proves in place of the password that the account is one’s own', async () => {
    await add()
    const asked = await ask(ada, '/step-up/passkey')
    const form = { email: 'ada@work.example', passkey: JSON.stringify(device.sign(asked)) }
    await ada.post('/emails').type('form').send(form).expect(303)
  })

  it('422 asks for a proof before one is added or removed', async () => {
    const offered = await ask(ada, '/factors/passkeys/question')
    const made = JSON.stringify(device.make(offered))
    const page = await ada
      .post('/factors/passkeys')
      .type('form')
      .send({ name: 'Mine', made })
      .expect(422)
    assert.match(page.text, /Confirm that it is you/)
    const again = { name: 'Mine', made, password: ADA.password }
    await ada.post('/factors/passkeys').type('form').send(again).expect(200)
    const path = /\/factors\/passkeys\/[^/"]+\/delete/.exec((await ada.get('/factors')).text)![0]
    await ada.post(path).expect(422)
    await (
      await signIn(backpack, BEN)
    )
      .post(path)
      .type('form')
      .send({ password: BEN.password })
      .expect(404)
    await ada.post(path).type('form').send({ password: ADA.password }).expect(303)
    assert.equal((await password(backpack.browser())).headers.location, '/badges')
  })

  it('goes with what a thief added when the account is taken back', async () => {
    await add()
    const { pathname } = new URL(linkOf(backpack, await backpack.mailTo(ADA.email)), 'http://x')
    await backpack.browser().post(pathname).expect(303)
    assert.equal((await use(backpack.browser())).status, 422)
  })

  it('sets no cookie before somebody asks for a question', async () => {
    const page = await backpack.browser().get('/sign-in').expect(200)
    assert.equal(page.headers['set-cookie'], undefined)
    assert.match(page.text, /Sign in with a passkey/)
  })
})
