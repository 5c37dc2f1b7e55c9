import assert from 'node:assert/strict'
import { verifyNextItem } from '../../src/backpack/imports/verify-item.js'
import { openBackpack, signIn } from '../support/backpack.js'
import { bytesOf } from '../support/uploads.js'

describe('events of an import', () => {
  it('429 for more pages of one earner than anybody has open, until one of them ends', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const handedIn = await browser.post('/imports').field('text', 'https://school.example/1')
    const events = `${handedIn.headers.location}/events`
    let begun = 0
    const open = Array.from({ length: 6 }, () =>
      browser
        .get(events)
        .buffer(true)
        .parse((response, done) => {
          begun += 1
          bytesOf(response, done)
        })
        .then(({ status }) => status),
    )
    while (begun < 6) await new Promise(setImmediate)
    await browser.get(events).expect(429)
    await verifyNextItem(backpack.ctx)
    assert.deepEqual(await Promise.all(open), [200, 200, 200, 200, 200, 200])
    await browser.get(events).expect(200)
  })
})
