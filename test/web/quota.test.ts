import assert from 'node:assert/strict'
import { verifyNextItem } from '../../src/backpack/imports/verify-item.js'
import { roomWords, roughSize } from '../../src/words/room.js'
import { type Browser, openBackpack, signIn, type TestBackpack } from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { keptFiles, upload } from '../support/uploads.js'
import { zipOf } from '../support/zip.js'

const MEGABYTE = 1024 * 1024

describe('the room of an account', () => {
  let backpack: TestBackpack
  let browser: Browser
  const open = async (megabytes: number) => {
    const env = { ACCOUNT_QUOTA_MB: String(megabytes) }
    backpack = await openBackpack({ env, loadDocument: (await openIssuer()).loadDocument })
    browser = await signIn(backpack)
  }
  /** Kept bytes that are no badge: of a file that waits. */
  const large = (letter: string, bytes: number) => ({
    fileName: `${letter}.json`,
    bytes: Buffer.from(letter.repeat(bytes)),
  })
  const handIn = (...files: { fileName: string; bytes: Buffer }[]) => {
    const request = browser.post('/imports')
    for (const { bytes, fileName } of files) request.attach('files', bytes, fileName)
    return request
  }

  it('413 for what goes beyond it, by whatever road, and nothing of it is kept', async () => {
    await open(3)
    await handIn(large('a', 2 * MEGABYTE)).expect(303)
    const before = keptFiles(backpack)
    const answer = await handIn(large('b', MEGABYTE), large('c', MEGABYTE)).expect(413)
    assert.match(answer.text, /This does not fit into your backpack any more/)
    await upload(browser, large('b', 2 * MEGABYTE)).expect(413)
    await handIn({
      fileName: 'd.zip',
      bytes: await zipOf({ 'd.json': 'd'.repeat(2 * MEGABYTE) }, { compress: false }),
    }).expect(413)
    assert.deepEqual(keptFiles(backpack), before)
  })

  it('303 again once something was declined or removed', async () => {
    await open(3)
    const { headers } = await handIn(large('a', 2 * MEGABYTE)).expect(303)
    await handIn(large('b', 2 * MEGABYTE)).expect(413)
    while (await verifyNextItem(backpack.ctx));
    await browser
      .post(`${headers.location}/decline`)
      .type('form')
      .send({ which: 'all' })
      .expect(303)
    await handIn(large('b', 2 * MEGABYTE)).expect(303)
  })

  it('200 is told under Settings, and one file counts once however often it is handed in', async () => {
    await open(3)
    assert.match((await browser.get('/settings')).text, /Your badges take 0 MB of 3 MB\./)
    for (const fileName of ['a.json', 'again.json'])
      await handIn({ ...large('a', MEGABYTE), fileName }).expect(303)
    assert.match((await browser.get('/settings')).text, /Your badges take 1 MB of 3 MB\./)
    await upload(browser, await sampleOf('2.0-hosted-valid')).expect(303)
    assert.match((await browser.get('/settings')).text, /Your badges take 1\.1 MB of 3 MB\./)
  })

  it('429 while something waits for a word in a hundred imports', async () => {
    await open(30)
    for (let turn = 0; turn < 100; turn++) await handIn(large(`x${turn}`, 1)).expect(303)
    const answer = await handIn(large('y', 1)).expect(429)
    assert.match(answer.text, /In 100 imports there is something to decide/)
  })

  it('is said in sizes that are never less than they are', () => {
    assert.equal(roomWords({ taken: 0, quota: 1024 * MEGABYTE }), 'Your badges take 0 MB of 1 GB.')
    for (const [bytes, words] of [
      [1, '1 KB'],
      [MEGABYTE + 1, '1.1 MB'],
      [10 * MEGABYTE + 1, '11 MB'],
      [1536 * MEGABYTE, '1.5 GB'],
    ] as const)
      assert.equal(roughSize(bytes), words)
  })
})
