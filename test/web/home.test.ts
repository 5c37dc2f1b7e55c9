import assert from 'node:assert/strict'
import { ADA, openBackpack, signUp } from '../support/backpack.js'

describe('front page', () => {
  it('200 says what this is and where to begin', async () => {
    const page = await (await openBackpack()).browser().get('/').expect(200)
    assert.match(page.text, /<h1>Keep the badges you earned/)
    assert.match(page.text, /href="\/sign-up"/)
  })

  it('200 without a way to sign up where registration is closed', async () => {
    const backpack = await openBackpack({ env: { REGISTRATION: 'closed' } })
    const page = await backpack.browser().get('/').expect(200)
    assert.doesNotMatch(page.text, /Make your backpack/)
  })
})

describe('outbox', () => {
  it('200 shows mails with their link in development', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser(), { ...ADA, name: '<script>alert(1)</script>' })
    const page = await backpack.browser().get('/outbox').expect(200)
    assert.match(page.text, /Confirm your address for Haversack/)
    assert.match(page.text, /href="\/confirm\/[\w-]{43}"/)
    assert.doesNotMatch(page.text, /<script>/)
  })

  it('200 before the first mail', async () => {
    await (await openBackpack()).browser().get('/outbox').expect(200)
  })

  for (const [header, value] of [
    ['x-forwarded-for', '203.0.113.7'],
    ['x-forwarded-host', 'localhost'],
    ['forwarded', 'for=203.0.113.7'],
    ['via', '1.1 tunnel'],
  ] as const)
    it(`does not exist for whom it is passed on to: ${header}`, async () => {
      const answer = await (await openBackpack()).browser().get('/outbox').set(header, value)
      assert.ok([303, 404].includes(answer.status), `${answer.status}`)
    })

  it('does not exist in production', async () => {
    const backpack = await openBackpack({ env: { NODE_ENV: 'production' } })
    await signUp(backpack.browser())
    const answer = await backpack.browser().get('/outbox')
    assert.ok([303, 404].includes(answer.status))
    assert.doesNotMatch(answer.text, /confirm/)
  })
})
