import assert from 'node:assert/strict'
import { ADA, openBackpack, signIn } from '../support/backpack.js'

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
