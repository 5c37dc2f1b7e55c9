import assert from 'node:assert/strict'
import { ADA, confirmAddress, openBackpack, signIn, signUp } from '../support/backpack.js'

describe('a browser that is signed out', () => {
  it('303 to the sign-in page, also when it was in the middle of a request', async () => {
    const backpack = await openBackpack()
    const thief = await signIn(backpack)
    const owner = backpack.browser()
    await owner.post('/sign-in').type('form').send(ADA).expect(303)
    const { ctx } = backpack
    const { mailer } = ctx
    ctx.mailer = {
      async send() {
        ctx.mailer = mailer
        const change = { current: ADA.password, password: 'a new one for the hives' }
        await owner.post('/settings/password').type('form').send(change).expect(303)
      },
    }
    const form = { email: 'thief@example.org', password: ADA.password }
    await thief.post('/emails').type('form').send(form).expect(303)
    const after = await thief.get('/settings').expect(303)
    assert.match(after.headers.location!, /^\/sign-in/)
    await owner.get('/settings').expect(200)
  })
})

describe('a session', () => {
  const DAY = 24 * 60 * 60

  it('303 ends 90 days after signing in, however much it is used', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    for (let month = 0; month < 3; month++) {
      await browser.get('/settings').expect(200)
      backpack.advance(29 * DAY)
    }
    await browser.get('/settings').expect(200)
    backpack.advance(3 * DAY)
    await browser.get('/settings').expect(303)
  })

  it('keeps the moment of signing in when it gets a new id', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    backpack.advance(40 * 60)
    const form = { email: 'ada@work.example', password: ADA.password }
    await browser.post('/emails').type('form').send(form).expect(303)
    const { text } = await browser.get('/sessions').expect(200)
    assert.match(text, /signed in 14 March 2026, 09:26 UTC/)
    assert.match(text, /Last used just now/)
  })

  it('gets a new id when its address is confirmed', async () => {
    const backpack = await openBackpack()
    const browser = backpack.browser()
    await signUp(browser)
    const stolen = (await browser.get('/settings')).get('Set-Cookie')!.join()
    const cookie = /haversack=[^;]+/.exec(stolen)![0]
    await backpack.browser().get('/settings').set('Cookie', cookie).expect(200)
    await confirmAddress(backpack, browser)
    await backpack.browser().get('/settings').set('Cookie', cookie).expect(303)
    await browser.get('/settings').expect(200)
  })
})
