import assert from 'node:assert/strict'
import { openBackpack, signIn } from '../support/backpack.js'

describe('pages of one person', () => {
  it('are kept by no cache, not even by the browser after signing out', async () => {
    const browser = await signIn(await openBackpack())
    for (const path of ['/badges', '/settings', '/waiting', '/nowhere', '/badges/1', '/'])
      assert.equal((await browser.get(path)).headers['cache-control'], 'private, no-store', path)
  })

  it('are so too where a secret stands in the address', async () => {
    const browser = (await openBackpack()).browser()
    for (const path of ['/passwords/abc', '/confirm/abc'])
      assert.equal((await browser.get(path)).headers['cache-control'], 'private, no-store', path)
  })
})

describe('the outbox', () => {
  it('200 on the machine of the one person who runs the program', async () => {
    await (await openBackpack()).browser().get('/outbox').expect(200)
  })

  it('404 where the site has an address of its own: mails of everybody lie there', async () => {
    const env = { BASE_URL: 'http://badges.example' }
    await (await openBackpack({ env })).browser().get('/outbox').expect(404)
  })

  it('404 where mail is sent', async () => {
    const env = { SMTP_URL: 'smtp://localhost:2525' }
    await (await openBackpack({ env })).browser().get('/outbox').expect(404)
  })
})
