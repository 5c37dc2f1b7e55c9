import assert from 'node:assert/strict'
import {
  ADA,
  type Browser,
  BEN,
  linkOf,
  openBackpack,
  signIn,
  type TestBackpack,
} from '../support/backpack.js'
import { addPhone, codesOn, type Phone, phoneWith } from '../support/second-factors.js'

const NEW = 'smoke calms a colony'

describe('an account with an authenticator app', () => {
  let backpack: TestBackpack
  let ada: Browser
  let phone: Phone
  let codes: string[]
  beforeEach(async () => {
    backpack = await openBackpack()
    ada = await signIn(backpack)
    ;({ phone, codes } = await addPhone(backpack, ada))
    backpack.advance(60)
  })
  const typePassword = async (browser = backpack.browser(), next = '/badges') => {
    const form = { email: ADA.email, password: ADA.password, next }
    const answer = await post(browser, '/sign-in', form).expect(303)
    assert.equal(answer.headers.location, '/sign-in/code')
    await browser.get('/sign-in/code').expect(200)
    return browser
  }

  it('303 takes password and code, and leads to the page that asked', async () => {
    const browser = await typePassword(backpack.browser(), '/collections')
    await browser.get('/badges').expect(303)
    const answer = await post(browser, '/sign-in/code', { code: phone.code() }).expect(303)
    assert.equal(answer.headers.location, '/collections')
    await browser.get('/badges').expect(200)
    await browser.get('/sign-in/code').expect(303)
  })

  it('303 takes a code typed with a blank, of the step before and of the next one', async () => {
    for (const steps of [-1, 0, 1]) {
      const code = phone.code(steps).replace(/^.{3}/, '$& ')
      await post(await typePassword(), '/sign-in/code', { code }).expect(303)
    }
  })

  it('422 takes no code twice, nor an older one after a newer', async () => {
    await post(await typePassword(), '/sign-in/code', { code: phone.code() }).expect(303)
    const browser = await typePassword()
    for (const code of [phone.code(), phone.code(-1)])
      await post(browser, '/sign-in/code', { code }).expect(422)
    await browser.get('/badges').expect(303)
  })

  it('takes a code once when it is sent many times at once', async () => {
    const browsers = await Promise.all(Array.from({ length: 4 }, () => typePassword()))
    const answers = await Promise.all(
      browsers.map((browser) => post(browser, '/sign-in/code', { code: phone.code() })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422, 422, 422])
  })

  it('422 the code that the app was added with is used up', async () => {
    const fresh = await openBackpack()
    const { phone: other } = await addPhone(fresh, await signIn(fresh))
    const browser = fresh.browser()
    await post(browser, '/sign-in', ADA).expect(303)
    await post(browser, '/sign-in/code', { code: other.code() }).expect(422)
  })

  for (const code of ['', '000000', '12345', 'x'.repeat(5000), '\u0000', ["1' or 1=1"]])
    it(`422 takes no ${JSON.stringify(code).slice(0, 20)} for a code`, async () => {
      await post(await typePassword(), '/sign-in/code', { code }).expect(422)
    })

  it('303 takes each recovery code once, however it is typed', async () => {
    const [first, second] = codes as [string, string]
    assert.equal(new Set(codes).size, 10)
    const typed = first.toLowerCase().replaceAll('-', ' ')
    await post(await typePassword(), '/sign-in/code', { code: typed }).expect(303)
    await post(await typePassword(), '/sign-in/code', { code: first }).expect(422)
    await post(await typePassword(), '/sign-in/code', { code: second }).expect(303)
    assert.match((await ada.get('/factors')).text, /You have 8 left/)
  })

  it('mails that a recovery code was used; who did not use it takes the account back, and it stays used', async () => {
    const thief = await typePassword()
    await post(thief, '/sign-in/code', { code: codes[0] }).expect(303)
    const letter = await backpack.mailTo(ADA.email)
    assert.match(letter.subject, /recovery code .* was used/)
    assert.match(letter.text, /9 are left/)
    assert.ok(!letter.text.includes(codes[0]!))
    const { pathname } = new URL(linkOf(backpack, letter), 'http://x')
    const owner = backpack.browser()
    assert.match((await owner.get(pathname).expect(200)).text, /A recovery code/)
    const back = await owner.post(pathname).expect(303)
    await thief.get('/badges').expect(303)
    const form = { password: NEW, code: codes[0] }
    await post(owner, back.headers.location!, form).expect(422)
    await post(owner, back.headers.location!, { ...form, code: codes[1] }).expect(303)
  })

  it('422 takes neither code of somebody else', async () => {
    const ben = await signIn(backpack, BEN)
    const other = await addPhone(backpack, ben, BEN)
    const browser = await typePassword()
    for (const code of [other.phone.code(1), other.codes[0]!])
      await post(browser, '/sign-in/code', { code }).expect(422)
  })

  it('303 back to the password after ten minutes, and after it was changed', async () => {
    const slow = await typePassword()
    backpack.advance(10 * 60 + 1)
    await post(slow, '/sign-in/code', { code: phone.code() }).expect(303)
    await slow.get('/badges').expect(303)
    const thief = await typePassword()
    await post(ada, '/settings/password', { current: ADA.password, password: NEW }).expect(303)
    const answer = await post(thief, '/sign-in/code', { code: phone.code() }).expect(303)
    assert.equal(answer.headers.location, '/sign-in')
  })

  it('303 to the password for who typed none', async () => {
    const browser = backpack.browser()
    for (const answer of [
      await browser.get('/sign-in/code'),
      await post(browser, '/sign-in/code', { code: phone.code() }),
    ])
      assert.equal(answer.headers.location, '/sign-in')
  })

  it('429 after ten guesses, with the time to wait; a browser that signed in before has its own', async () => {
    const browser = await typePassword()
    for (let n = 0; n < 10; n++)
      await post(browser, '/sign-in/code', { code: '000000' }).expect(422)
    const refused = await post(browser, '/sign-in/code', { code: phone.code() }).expect(429)
    assert.ok(Number(refused.headers['retry-after']) > 0)
    await post(ada, '/sign-out', {}).expect(303)
    await post(await typePassword(ada), '/sign-in/code', { code: phone.code() }).expect(303)
  })

  it('429 after a hundred wrong codes of a day from wherever they come; a recovery code still works', async () => {
    const proxied = await openBackpack({ env: { TRUST_PROXY: 'loopback' } })
    const { phone: app, codes: spare } = await addPhone(proxied, await signIn(proxied))
    proxied.advance(60)
    const attempt = async (ip: number, code: string) => {
      const browser = proxied.browser()
      const form = (path: string, body: object) =>
        post(browser, path, body).set('X-Forwarded-For', `192.0.2.${ip}`)
      await form('/sign-in', ADA).expect(303)
      return (await form('/sign-in/code', { code })).status
    }
    for (let n = 0; n < 100; n++) await attempt(n, '000000')
    assert.equal(await attempt(200, app.code()), 429)
    assert.equal(await attempt(201, spare[0]!), 303)
  }).timeout(60_000)

  it('asks for a code where a new password comes by mail, and changes nothing without', async () => {
    const browser = backpack.browser()
    await post(browser, '/passwords/new', { email: ADA.email }).expect(303)
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    assert.match((await browser.get(path)).text, /name="code"/)
    for (const code of [undefined, '000000'])
      await post(browser, path, { password: NEW, code }).expect(422)
    await ada.get('/settings').expect(200)
    await post(backpack.browser(), '/sign-in', { ...ADA, password: NEW }).expect(422)
    await post(browser, path, { password: NEW, code: codes[0] }).expect(303)
    await browser.get('/settings').expect(200)
  })

  it('422 nothing is added, removed or renewed without the password', async () => {
    for (const path of ['/factors/app/delete', '/factors/codes'])
      for (const password of [undefined, 'wrong']) await post(ada, path, { password }).expect(422)
    await typePassword()
    assert.match((await ada.get('/factors')).text, /You have 10 left/)
  })

  it('409 keeps one app, and does not take another one beside it', async () => {
    await ada.get('/factors/app').expect(303)
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const code = phoneWith(backpack, secret).code()
    await post(ada, '/factors/app', { secret, code, password: ADA.password }).expect(409)
  })

  it('new codes end those of before', async () => {
    const page = await post(ada, '/factors/codes', { password: ADA.password }).expect(200)
    assert.match((await backpack.mailTo(ADA.email)).subject, /new recovery codes/)
    await post(await typePassword(), '/sign-in/code', { code: codes[0] }).expect(422)
    const fresh = codesOn(page.text)
    await post(await typePassword(), '/sign-in/code', { code: fresh[9] }).expect(303)
  })

  it('without it the password is enough again, and recovery codes are gone', async () => {
    await post(ada, '/factors/app/delete', { password: ADA.password }).expect(303)
    const answer = await post(backpack.browser(), '/sign-in', ADA).expect(303)
    assert.equal(answer.headers.location, '/badges')
    assert.match((await backpack.mailTo(ADA.email)).subject, /app .* was removed/)
    assert.deepEqual(await backpack.ctx.db.selectFrom('recoveryCode').selectAll().execute(), [])
    await post(ada, '/factors/codes', { password: ADA.password }).expect(409)
  })

  it('comes back, with its codes, when the account is taken back from who took it away', async () => {
    await post(ada, '/factors/app/delete', { password: ADA.password }).expect(303)
    const { pathname } = new URL(linkOf(backpack, await backpack.mailTo(ADA.email)), 'http://x')
    const owner = backpack.browser()
    const back = await owner.post(pathname).expect(303)
    const form = { password: 'the otters come back at noon' }
    await post(owner, back.headers.location!, form).expect(422)
    await post(owner, back.headers.location!, { ...form, code: codes[3] }).expect(303)
    backpack.advance(60)
    const again = backpack.browser()
    await post(again, '/sign-in', { ...ADA, ...form }).expect(303)
    await post(again, '/sign-in/code', { code: phone.code() }).expect(303)
  })

  it('keeps neither secret nor code where the database shows it', async () => {
    const rows = [
      await backpack.ctx.db.selectFrom('authenticatorApp').selectAll().execute(),
      await backpack.ctx.db.selectFrom('recoveryCode').selectAll().execute(),
      await backpack.ctx.db.selectFrom('session').selectAll().execute(),
    ]
    const text = JSON.stringify(rows)
    for (const code of codes) assert.ok(!text.includes(code.replaceAll('-', '')))
    assert.doesNotMatch(text, /[A-Z2-7]{32}/)
  })
})

function post(browser: Browser, path: string, body: object) {
  return browser.post(path).type('form').send(body)
}
