import assert from 'node:assert/strict'
import { loadConfig } from '../../src/config.js'
import {
  ADA,
  BEN,
  type Browser,
  linkOf,
  openBackpack,
  signIn,
  type TestBackpack,
} from '../support/backpack.js'
import { serveHttp } from '../support/loopback.js'
import { openTestProvider, type TestProvider } from '../support/provider.js'
import { addPhone } from '../support/second-factors.js'

const CHIDI = { sub: '17', name: 'Chidi Obi', email: 'chidi@example.org', email_verified: true }

describe('signing in by way of a provider of identities', () => {
  let provider: TestProvider
  let backpack: TestBackpack
  before(async () => (provider = await openTestProvider()))
  after(() => provider.close())
  const open = async (env: Record<string, string> = {}) =>
    (backpack = await openBackpack({ env: { ...provider.env, ...env } }))
  beforeEach(() => open())

  async function come(browser: Browser, person: object = CHIDI, lies: object = {}, next = '') {
    const sent = await browser.get(`/sign-in/provider/new${next}`).expect(303)
    return browser.get(provider.agree(sent.headers.location!, { ...person }, { ...lies }))
  }
  const isIn = async (browser: Browser) => (await browser.get('/badges')).status === 200
  const connect = async (browser: Browser, person: object, password: string) => {
    const page = await browser
      .post('/factors/identities')
      .type('form')
      .send({ password })
      .expect(200)
    const href = /href="(http:[^"]+)"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
    return browser.get(provider.agree(href, { ...person }))
  }

  it('303 makes an account whose address is confirmed where the provider says so; the next time it is the same', async () => {
    const browser = backpack.browser()
    const answer = await come(browser, CHIDI, {}, '?next=%2Femails')
    assert.deepEqual([answer.status, answer.headers.location], [303, '/emails'])
    const { text } = await browser.get('/emails')
    assert.match(text, /chidi@example\.org/)
    assert.doesNotMatch(text, /not confirmed/i)
    await come(backpack.browser(), { ...CHIDI, email: 'other@example.org' })
    const accounts = await backpack.ctx.db.selectFrom('account').select('name').execute()
    assert.deepEqual(accounts, [{ name: 'Chidi Obi' }])
  })

  it('409 with an address that the provider does not vouch for, and no account: it may be a stranger’s', async () => {
    for (const email_verified of [false, undefined, 'true'])
      assert.equal((await come(backpack.browser(), { ...CHIDI, email_verified })).status, 409)
    assert.deepEqual(await backpack.ctx.db.selectFrom('account').select('id').execute(), [])
  })

  it('422 with a name or an address that nobody could sign up with', async () => {
    for (const odd of [{ email: 'a@b@c' }, { email: 'a\u0000@b.org' }, { name: 'x'.repeat(300) }])
      assert.equal((await come(backpack.browser(), { ...CHIDI, ...odd })).status, 422)
    assert.deepEqual(await backpack.ctx.db.selectFrom('account').select('id').execute(), [])
  })

  for (const where of ['token_endpoint', 'jwks_uri', 'token_endpoint too large'])
    it(`409 where the ${where} that discovery names is not to be asked`, async () => {
      const other = await openTestProvider()
      const [member, kind] = where.split(' ') as [string, string?]
      const asked: string[] = []
      const inside = await serveHttp((req, res) => {
        asked.push(req.url!)
        res.setHeader('Content-Type', 'application/json').end(`{"a":"${'x'.repeat(2_000_000)}"}`)
      })
      const host = kind ? '127.0.0.1' : 'localhost'
      other.lead(member, `http://${host}:${inside.port}/`)
      const opened = await openBackpack({ env: other.env })
      const browser = opened.browser()
      const sent = (await browser.get('/sign-in/provider/new')).headers.location!
      await browser.get(other.agree(sent, CHIDI)).expect(409)
      assert.deepEqual(asked, kind ? ['/'] : [])
      await Promise.all([other.close(), inside.close()])
    })

  it('409 for an address that somebody confirmed here: only they add it', async () => {
    const ada = await signIn(backpack, ADA)
    const person = { sub: '1', email: ADA.email, email_verified: true }
    const stranger = backpack.browser()
    assert.equal((await come(stranger, person)).status, 409)
    assert.ok(!(await isIn(stranger)))
    await connect(ada, person, ADA.password)
    assert.match((await backpack.mailTo(ADA.email)).text, /by way of Kauri College/)
    assert.equal((await come(stranger, person)).status, 303)
    assert.ok(await isIn(stranger))
  })

  it('303 to the second step of who has one', async () => {
    const ada = await signIn(backpack, ADA)
    await connect(ada, CHIDI, ADA.password)
    await addPhone(backpack, ada)
    const browser = backpack.browser()
    assert.equal((await come(browser)).headers.location, '/sign-in/code')
    assert.ok(!(await isIn(browser)))
  })

  for (const [what, lies] of [
    ['of another question', { nonce: 'another' }],
    ['for another site', { aud: 'another' }],
    ['of another provider', { iss: 'https://evil.example' }],
    ['that has ended', { exp: 1 }],
  ] as const)
    it(`409 for an answer ${what}, and nobody is signed in`, async () => {
      const browser = backpack.browser()
      const answer = await come(browser, CHIDI, lies)
      assert.equal(answer.status, 409)
      assert.match(answer.text, /Signing in with Kauri College did not work/)
      assert.deepEqual(await backpack.ctx.db.selectFrom('account').select('id').execute(), [])
    })

  it('409 for an answer that another key signed, and nobody is signed in', async () => {
    const forger = await openTestProvider()
    await forger.forge()
    const opened = await openBackpack({ env: forger.env })
    const browser = opened.browser()
    const asked = (await browser.get('/sign-in/provider/new')).headers.location!
    await browser.get(forger.agree(asked, CHIDI)).expect(409)
    assert.ok(!(await isIn(browser)))
    await forger.close()
  })

  it('409 for an answer to another browser, one that is sent twice, and one that comes late', async () => {
    const [browser, other] = [backpack.browser(), backpack.browser()]
    const ask = async () => (await browser.get('/sign-in/provider/new')).headers.location!
    const path = provider.agree(await ask(), CHIDI)
    await other.get(path).expect(409)
    await other.get('/sign-in/provider/new')
    await other.get(path).expect(409)
    await browser.get(path).expect(303)
    await browser.get(path).expect(409)
    const late = provider.agree(await ask(), CHIDI)
    backpack.advance(601)
    await browser.get(late).expect(409)
  })

  it('409 where the person said no, and 422 without an address', async () => {
    const browser = backpack.browser()
    const asked = new URL((await browser.get('/sign-in/provider/new')).headers.location!)
    const state = asked.searchParams.get('state')!
    await browser.get(`/sign-in/provider?error=access_denied&state=${state}`).expect(409)
    assert.equal((await come(browser, { sub: '2', name: 'X' })).status, 422)
  })

  it('403 for somebody new where nobody may sign up', async () => {
    await open({ REGISTRATION: 'closed' })
    assert.equal((await come(backpack.browser())).status, 403)
  })

  it('422 before it is connected or disconnected without a proof, and 404 for somebody else’s', async () => {
    const ada = await signIn(backpack, ADA)
    const ben = await signIn(backpack, BEN)
    await ada.post('/factors/identities').expect(422)
    await connect(ada, CHIDI, ADA.password)
    assert.equal((await connect(ben, CHIDI, BEN.password)).status, 409)
    const path = /\/factors\/identities\/[^/"]+\/delete/.exec((await ada.get('/factors')).text)![0]
    await ada.post(path).expect(422)
    await ben.post(path).type('form').send({ password: BEN.password }).expect(404)
    await ada.post(path).type('form').send({ password: ADA.password }).expect(303)
    await backpack
      .browser()
      .post(linkOf(backpack, await backpack.mailTo(ADA.email)))
      .expect(303)
  })

  it('409 when somebody else is signed in meanwhile', async () => {
    const ada = await signIn(backpack, ADA)
    const page = await ada.post('/factors/identities').type('form').send({ password: ADA.password })
    const href = /href="(http:[^"]+)"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
    await ada.post('/sign-out')
    await ada.get(provider.agree(href, CHIDI)).expect(409)
  })

  it('404 where the host chose none, and a start with half of it is refused', async () => {
    const plain = (await openBackpack()).browser()
    await plain.get('/sign-in/provider/new').expect(404)
    assert.doesNotMatch((await plain.get('/sign-in')).text, /provider/)
    const start = (env: object) => () =>
      loadConfig({ DATA_DIR: backpack.ctx.config.dataDir, ...env })
    assert.throws(start({ OIDC_ISSUER: 'https://id.example' }), /belong together/)
    const open = { OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'x' }
    assert.throws(start(open), /https, but on this machine/)
  })
})
