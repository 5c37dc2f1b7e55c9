import assert from 'node:assert/strict'
import {
  ADA,
  type Browser,
  linkOf,
  openBackpack,
  signIn,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'
import { openSharing, showing } from '../support/shared.js'

const WRONG = { email: ADA.email, password: 'not the right one' }
const PROXIED = { env: { TRUST_PROXY: 'loopback' } }
const MINUTE = 60

describe('guessing a password', () => {
  let backpack: TestBackpack
  beforeEach(async () => {
    backpack = await openBackpack(PROXIED)
  })
  const attempt = (ip: string, form: object, browser = backpack.browser()) =>
    browser.post('/sign-in').set('X-Forwarded-For', ip).type('form').send(form)
  const flood = async () => {
    for (let network = 1; network <= 10; network++)
      for (let n = 0; n < 10; n++) await attempt(`192.0.2.${network}`, WRONG)
  }

  it('100 times from ten networks locks its owner out nowhere else', async () => {
    await signIn(backpack)
    await flood()
    await attempt('198.51.100.1', ADA).expect(303)
  })

  it('is slower for every further network once there is a flood of it', async () => {
    await signIn(backpack)
    await flood()
    for (let n = 0; n < 3; n++) await attempt('198.51.100.1', WRONG).expect(422)
    await attempt('198.51.100.1', WRONG).expect(429)
  })

  it('from a school locks nobody out who signed in from the same browser before', async () => {
    const browser = await signIn(backpack)
    await browser.post('/sign-out').expect(303)
    for (let n = 0; n < 11; n++) await attempt('192.0.2.1', WRONG)
    await attempt('192.0.2.1', ADA).expect(429)
    await attempt('192.0.2.1', ADA, browser).expect(303)
  })

  it('from a browser that signed in before is limited too, and another account is no way round', async () => {
    const browser = await signIn(backpack)
    const other = { ...ADA, email: 'other@example.org' }
    await browser.post('/sign-out').expect(303)
    for (let n = 0; n < 10; n++) await attempt('192.0.2.1', WRONG, browser).expect(422)
    await attempt('192.0.2.1', WRONG, browser).expect(429)
    const thief = await signIn(backpack, other)
    await thief.post('/sign-out').expect(303)
    for (let n = 0; n < 10; n++) await attempt('192.0.2.1', WRONG)
    await attempt('192.0.2.1', WRONG, thief).expect(429)
  })

  it('is believed of no browser whose cookie was forged', async () => {
    await signIn(backpack)
    const { id } = await backpack.ctx.db
      .selectFrom('account')
      .select('id')
      .executeTakeFirstOrThrow()
    for (let n = 0; n < 10; n++) await attempt('192.0.2.1', WRONG)
    for (const value of [`nonce.${id}`, `nonce.${id}.signature`, '%', ''])
      await attempt('192.0.2.1', ADA).set('Cookie', `haversack-device=${value}`).expect(429)
  })

  it('means to wait twice as long each time', async () => {
    await signIn(backpack)
    const waits = []
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 10; n++) await attempt('192.0.2.1', WRONG).expect(422)
      const wait = Number((await attempt('192.0.2.1', WRONG).expect(429)).headers['retry-after'])
      waits.push(wait / MINUTE)
      backpack.advance(wait)
    }
    assert.deepEqual(waits, [15, 30, 60, 120])
  })

  it('is no faster from ever new parts of one IPv6 network', async () => {
    await signIn(backpack)
    for (let n = 0; n < 60; n++) await attempt(`2001:db8:1:${n.toString(16)}::1`, WRONG)
    await attempt('2001:db8:1:ffff::1', WRONG).expect(429)
    await attempt('2001:db8:2::1', WRONG).expect(422)
  })

  it('that comes all at once counts one by one', async () => {
    await signIn(backpack)
    const guesses = Array.from({ length: 30 }, () => attempt('192.0.2.1', WRONG))
    const answers = await Promise.all(guesses)
    assert.equal(answers.filter(({ status }) => status === 422).length, 10)
  })
})

describe('asking for a new password for somebody else', () => {
  it('any number of times leaves a link that works in their mailbox', async () => {
    const backpack = await openBackpack(PROXIED)
    await signIn(backpack)
    for (let n = 0; n < 40; n++) await ask(backpack, `192.0.2.${n % 8}`).expect(303)
    assert.ok((await backpack.mailsTo(ADA.email)).length <= 30)
    await ask(backpack, '198.51.100.1').expect(303)
    backpack.advance(59 * MINUTE)
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    await backpack.browser().post(path).type('form').send({ password: 'smoke calms a colony' })
    await backpack.browser().get(path).expect(410)
  })

  it('six times does not stop a mail to who asks from elsewhere', async () => {
    const backpack = await openBackpack(PROXIED)
    await signIn(backpack)
    for (let n = 0; n < 8; n++) await ask(backpack, '192.0.2.1').expect(303)
    const before = (await backpack.mailsTo(ADA.email)).length
    await ask(backpack, '198.51.100.1').expect(303)
    assert.equal((await backpack.mailsTo(ADA.email)).length, before + 1)
  })

  it('and for a browser that began one of several accounts, offers that one first', async () => {
    const backpack = await openBackpack()
    const browser = backpack.browser()
    await signUp(browser)
    await browser.post('/sign-out').expect(303)
    for (const n of [1, 2, 3, 4])
      await signUp(backpack.browser(), { ...ADA, name: 'Squatter', password: `mine is ${n}` })
    await browser.post('/passwords/new').type('form').send({ email: ADA.email }).expect(303)
    const path = linkOf(backpack, await backpack.mailTo(ADA.email))
    assert.match((await browser.get(path)).text, /Ada Njoroge/)
  })
})

describe('signing up with the address of somebody else', () => {
  it('any number of times keeps nobody from signing up, and mails the stranger no more', async () => {
    const backpack = await openBackpack(PROXIED)
    for (let n = 0; n < 48; n++)
      await signUpFrom(backpack.browser(), `192.0.2.${n % 12}`, {
        ...ADA,
        password: `mine is ${n}`,
      })
    const mails = (await backpack.mailsTo(ADA.email)).length
    assert.ok(mails <= 24, `${mails} mails`)
    const browser = backpack.browser()
    await signUpFrom(browser, '198.51.100.1', ADA).expect(303)
    assert.match((await browser.get('/settings')).text, /several mails/)
    assert.equal((await backpack.mailsTo(ADA.email)).length, mails)
    await backpack.browser().post('/sign-in').type('form').send(ADA).expect(303)
  })

  it('does not stop mails with a new password', async () => {
    const backpack = await openBackpack(PROXIED)
    await signIn(backpack)
    for (let n = 0; n < 30; n++)
      await signUpFrom(backpack.browser(), `192.0.2.${n % 10}`, {
        ...ADA,
        password: `mine is ${n}`,
      })
    await ask(backpack, '192.0.2.1').expect(303)
    assert.match((await backpack.mailTo(ADA.email)).subject, /Choose a new password/)
  })
})

describe('guessing the password of a link', () => {
  it('100 times locks nobody out who knows it', async () => {
    const sharing = await openSharing(PROXIED)
    const password = 'open sesame for all'
    const collection = await sharing.collect(await sharing.keep('2.0-hosted-valid'))
    const { path } = await sharing.link(collection, { password, ...showing('name') })
    const type = (ip: string, typed: string) =>
      sharing.backpack
        .browser()
        .post(`${path}/password`)
        .set('X-Forwarded-For', ip)
        .type('form')
        .send({ password: typed })
    for (let n = 0; n < 110; n++) await type(`192.0.2.${n % 11}`, 'no')
    await type('192.0.2.1', 'no').expect(429)
    await type('198.51.100.1', password).expect(303)
  })
})

function ask(backpack: TestBackpack, ip: string) {
  const form = { email: ADA.email }
  return backpack
    .browser()
    .post('/passwords/new')
    .set('X-Forwarded-For', ip)
    .type('form')
    .send(form)
}

function signUpFrom(browser: Browser, ip: string, person: object) {
  return browser.post('/sign-up').set('X-Forwarded-For', ip).type('form').send(person)
}
