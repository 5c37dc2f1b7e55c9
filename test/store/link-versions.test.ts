import assert from 'node:assert/strict'
import { openLink } from '../../src/backpack/sharing/open-link.js'
import { ADA, confirmAddress } from '../support/backpack.js'
import { openSharing } from '../support/shared.js'

describe('the version of what a link shows', () => {
  it('is another one when the earner has proven another address: it may be the issuer’s', async () => {
    const { backpack, browser, keep, collect, link } = await openSharing()
    const { path } = await link(await collect(await keep('2.0-hosted-valid')))
    const version = async () => (await openLink(backpack.ctx, path.split('/').at(-1)!)).version
    const before = await version()
    const email = 'badges@school.example'
    await browser.post('/emails').type('form').send({ email, password: ADA.password }).expect(303)
    assert.equal(await version(), before)
    await confirmAddress(backpack, browser, email)
    assert.notEqual(await version(), before)
  })
})
