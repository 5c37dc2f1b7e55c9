import assert from 'node:assert/strict'
import { unbake } from '../../src/openbadges/index.js'
import { BEN, openBackpack, signIn, type Browser, type TestBackpack } from '../support/backpack.js'
import { makePdf } from '../support/pdf.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { bytesOf, upload } from '../support/uploads.js'

describe('copies on the page of a badge', () => {
  let backpack: TestBackpack
  let browser: Browser
  let page: string
  const files: { bytes: Uint8Array; fileName: string }[] = []
  before(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    browser = await signIn(backpack)
    const sample = await sampleOf('2.0-hosted-valid')
    const { text } = unbake(sample.bytes)
    files.push(sample, { bytes: Buffer.from(text), fileName: 'bees.json' })
    files.push({ bytes: await makePdf({ entries: { openbadges: text } }), fileName: 'bees.pdf' })
    for (const file of files) page = (await upload(browser, file).expect(303)).headers.location!
  })

  const links = async () => {
    const { text } = await browser.get(page).expect(200)
    return [...text.matchAll(/href="(\/badges\/[^"]+\/file\?source=[^"]+)"/g)].map(([, to]) => to!)
  }

  it('200 lists every copy with its kind, its verdict and the one that counts', async () => {
    const { text } = await browser.get(page).expect(200)
    for (const words of ['SVG picture, uploaded', 'JSON, uploaded', 'PDF, uploaded'])
      assert.match(text, new RegExp(words))
    assert.equal(text.match(/>counts</g)?.length, 1)
    assert.equal(text.match(/when it came in/g)?.length, 2)
  })

  it('200 downloads each copy exactly as it came, and the one in front without a choice', async () => {
    const get = (to: string) => browser.get(to).buffer(true).parse(bytesOf).expect(200)
    const bodies = await Promise.all(
      (await links()).map(async (to) => (await get(to)).body as Buffer),
    )
    assert.deepEqual(bodies, files.map(({ bytes }) => Buffer.from(bytes)).reverse())
    assert.deepEqual((await get(`${page}/file`)).body, bodies[0])
  })

  it('404 for a copy of somebody else', async () => {
    const other = await signIn(backpack, BEN)
    for (const to of await links()) await other.get(to).expect(404)
  })
})
