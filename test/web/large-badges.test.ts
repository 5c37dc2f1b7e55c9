import assert from 'node:assert/strict'
import { diBadge } from '../support/issuer-ob3.js'
import { ed25519Key } from '../support/keys.js'
import { openBackpack, signIn } from '../support/backpack.js'
import { offline, upload } from '../support/uploads.js'

const key = ed25519Key()
const LIMIT = 5 * 1024 * 1024

/** A valid badge in so many bytes. */
async function badgeOf(bytes: number): Promise<Buffer> {
  const image = (length: number) => `data:image/png;base64,${'A'.repeat(length)}`
  const whole = async (length: number) =>
    Buffer.from(JSON.stringify(await diBadge(key.didKey, key, { badge: { image: image(length) } })))
  const bare = (await whole(0)).length
  return whole(bytes - bare - 100)
}

describe('large badges', () => {
  it('200 for a badge of nearly 5 MiB, as a file and pasted', async () => {
    const backpack = await openBackpack({ loadDocument: offline })
    const large = await badgeOf(LIMIT)
    const check = () => backpack.browser().post('/check').set('Accept', 'application/json')
    const file = await check().attach('files', large, 'large.json').expect(200)
    assert.equal((file.body as { verdict: string }).verdict, 'valid')
    const pasted = await check().field('text', large.toString()).expect(200)
    assert.equal((pasted.body as { verdict: string }).verdict, 'valid')
    const page = await backpack.browser().post('/check').attach('files', large, 'l.json')
    assert.match(page.text, /Issuer not proven/)
    assert.ok(page.text.length < 1_000_000, 'no page carries the picture in itself')
  })

  it('303 keeps it, and its pages stay small', async () => {
    const backpack = await openBackpack({ loadDocument: offline })
    const browser = await signIn(backpack)
    const bytes = await badgeOf(LIMIT - 1000)
    const { headers } = await upload(browser, { bytes, fileName: 'large.json' }).expect(303)
    for (const path of [headers.location!, '/badges']) {
      const { text } = await browser.get(path).expect(200)
      assert.ok(text.length < 1_000_000, path)
    }
  })

  it('422 says that a larger one is more than we read, not that it is wrong', async () => {
    const backpack = await openBackpack({ loadDocument: offline })
    const larger = await badgeOf(LIMIT + 1000)
    const refused = await backpack
      .browser()
      .post('/check')
      .attach('files', larger, 'larger.json')
      .expect(422)
    assert.match(refused.text, /larger than 5 MB, the most that we read/)
    assert.doesNotMatch(refused.text, /not genuine/i)
  })
})
