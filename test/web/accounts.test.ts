import assert from 'node:assert/strict'
import { loadConfig } from '../../src/config.js'
import { createAccount, invite } from '../../src/backpack/account/account.js'
import { ADA, BEN, linkOf, openBackpack, signIn, signUp } from '../support/backpack.js'

describe('sign-up', () => {
  it('200 with a form to anyone, and sets no cookie', async () => {
    const page = await (await openBackpack()).browser().get('/sign-up').expect(200)
    for (const name of ['name', 'email', 'password']) assert.match(page.text, field(name))
    assert.equal(page.headers['set-cookie'], undefined)
  })

  it('303 signs the person in at once and says that a mail is on its way', async () => {
    const browser = (await openBackpack()).browser()
    await signUp(browser)
    const settings = await browser.get('/settings').expect(200)
    assert.match(settings.text, /We sent a mail to ada@example\.org/)
    assert.match(settings.text, /value="Ada Njoroge"/)
  })

  it('422 keeps what was typed except the password, and links messages to fields', async () => {
    const browser = (await openBackpack()).browser()
    const wrong = { name: 'Ada <b>', email: 'not an address', password: 'short' }
    const page = await browser.post('/sign-up').type('form').send(wrong).expect(422)
    assert.match(page.text, /value="Ada &lt;b&gt;"/)
    assert.match(page.text, /value="not an address"/)
    assert.doesNotMatch(page.text, /value="short"/)
    assert.match(page.text, /href="#field-email">Enter an e-mail address like/)
    assert.match(page.text, /aria-describedby="field-password-hint field-password-error"/)
    assert.match(page.text, /Use at least 8 characters/)
  })

  for (const [reason, email] of [
    ['two signs', 'a@b@example.org'],
    ['a comma', 'a,b@example.org'],
    ['an angle bracket', 'a<b@example.org'],
    ['a line end', 'a@example.org\r\nBcc: b@example.org'],
    ['no host', 'a@'],
    ['U+0000', 'a\u0000@example.org'],
    ['too many letters', `${'a'.repeat(250)}@example.org`],
  ] as const)
    it(`422 for an address with ${reason}`, async () => {
      const backpack = await openBackpack()
      const form = { ...ADA, email }
      await backpack.browser().post('/sign-up').type('form').send(form).expect(422)
      assert.equal((await backpack.ctx.db.selectFrom('account').selectAll().execute()).length, 0)
    })

  it('303 for an address in letters of any script', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser(), { ...ADA, email: 'дрю@почта.example' })
    assert.ok(await backpack.mailTo('дрю@почта.example'))
  })

  it('422 for a field sent twice, and for no fields at all', async () => {
    const browser = (await openBackpack()).browser()
    await browser.post('/sign-up').type('form').send('name=a&name=b&email=a&email=b').expect(422)
    await browser.post('/sign-up').expect(422)
  })

  it('303 alike whether the address is taken; only the mail tells', async () => {
    const backpack = await openBackpack()
    await signIn(backpack, ADA)
    const stranger = { ...BEN, email: 'ADA@example.org' }
    await signUp(backpack.browser(), stranger)
    const mail = await backpack.mailTo('ADA@example.org')
    assert.match(mail.subject, /already belongs/)
    assert.equal(linkOf(backpack, mail), '/sign-in')
  })

  it('keeps a hash of the password that is Argon2id and not the password', async () => {
    const { ctx, browser } = await openBackpack({ env: { PASSWORD_MEMORY_MB: '' } })
    await signUp(browser())
    const [row] = await ctx.db.selectFrom('account').select('passwordHash').execute()
    assert.match(row!.passwordHash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('takes no less memory for it in production', async () => {
    const { ctx } = await openBackpack()
    const env = { DATA_DIR: ctx.config.dataDir, NODE_ENV: 'production' }
    const memory = (mebibytes: string) => () =>
      loadConfig({ ...env, PASSWORD_MEMORY_MB: mebibytes }).passwordMemory
    assert.throws(memory('18'), /PASSWORD_MEMORY_MB: at least 19 in production/)
    assert.equal(memory('64')(), 64)
  })

  it('303 also when the mail cannot be sent, and says so', async () => {
    const mailer = { send: () => Promise.reject(new Error('connection refused')) }
    const browser = (await openBackpack({ context: { mailer } })).browser()
    await signUp(browser)
    assert.match((await browser.get('/settings')).text, /could not be sent/)
  })

  it('429 after too many mails to one mailbox', async () => {
    const backpack = await openBackpack()
    for (let i = 0; i < 6; i++) await signUp(backpack.browser())
    const refused = await backpack.browser().post('/sign-up').type('form').send(ADA).expect(429)
    assert.match(refused.text, /Try again in 60 minutes/)
    assert.equal(refused.headers['retry-after'], '3600')
    backpack.advance(3601)
    await signUp(backpack.browser())
  })
})

describe('sign-up where not everybody may', () => {
  it('403 when registration is closed, with a sentence', async () => {
    const browser = (await openBackpack({ env: { REGISTRATION: 'closed' } })).browser()
    assert.match((await browser.get('/sign-up').expect(403)).text, /made by the person who runs/)
    await browser.post('/sign-up').type('form').send(ADA).expect(403)
  })

  it('303 with an invitation, 403 without one or with a used one', async () => {
    const backpack = await openBackpack({ env: { REGISTRATION: 'invite' } })
    await backpack.browser().post('/sign-up').type('form').send(ADA).expect(403)
    const path = (await invite(backpack.ctx)).slice(backpack.ctx.config.baseUrl.length)
    const page = await backpack.browser().get(path).expect(200)
    const invitation = /name="invitation" value="([^"]+)"/.exec(page.text)![1]
    const send = () =>
      backpack
        .browser()
        .post('/sign-up')
        .type('form')
        .send({ ...ADA, invitation })
    await send().expect(303)
    await send().expect(403)
    await backpack.browser().get(path).expect(403)
  })

  it('403 with an invitation of three weeks ago', async () => {
    const backpack = await openBackpack({ env: { REGISTRATION: 'invite' } })
    const path = (await invite(backpack.ctx)).slice(backpack.ctx.config.baseUrl.length)
    backpack.advance(21 * 24 * 60 * 60)
    await backpack.browser().get(path).expect(403)
  })

  it('lets the person who runs it make accounts, confirmed, whatever the setting', async () => {
    const backpack = await openBackpack({ env: { REGISTRATION: 'closed' } })
    await createAccount(backpack.ctx, ADA)
    const browser = backpack.browser()
    await browser.post('/sign-in').type('form').send(ADA).expect(303)
    assert.match((await browser.get('/emails')).text, /Confirmed<\/span>\s+on 14 March 2026/)
    await assert.rejects(createAccount(backpack.ctx, ADA), { code: 'conflict' })
  })
})

describe('deleting an account', () => {
  it('422 for a wrong password, and nothing is gone', async () => {
    const browser = await signIn(await openBackpack())
    await browser.get('/account/delete').expect(200)
    const wrong = await browser.post('/account/delete').type('form').send({ password: 'wrong' })
    assert.equal(wrong.status, 422)
    await browser.get('/settings').expect(200)
  })

  it('303 takes everything of the earner, and their browsers are signed out', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const other = backpack.browser()
    await other.post('/sign-in').type('form').send(ADA).expect(303)
    const gone = await browser.post('/account/delete').type('form').send(ADA).expect(303)
    assert.match((await browser.get(gone.headers.location!)).text, /is deleted/)
    await other.get('/settings').expect(303)
    for (const table of ['account', 'email', 'token', 'session'] as const)
      assert.deepEqual(await backpack.ctx.db.selectFrom(table).selectAll().execute(), [], table)
  })
})

function field(name: string): RegExp {
  return new RegExp(`<label for="field-${name}">[\\s\\S]*<input id="field-${name}" name="${name}"`)
}
