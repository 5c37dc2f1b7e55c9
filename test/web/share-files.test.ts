import assert from 'node:assert/strict'
import sharp from 'sharp'
import { extractText } from 'unpdf'
import { qrSvg } from '../../src/publishing/qr.js'
import { bytesOf } from '../support/uploads.js'
import { openSharing, showing, type SharingBackpack } from '../support/shared.js'

describe('pictures and papers of a link', () => {
  let sharing: SharingBackpack
  let ids: string[]
  let collection: string
  const anybody = () => sharing.backpack.browser()
  const fetch = (path: string) => anybody().get(path).buffer(true).parse(bytesOf)
  before(async () => {
    sharing = await openSharing()
    ids = []
    for (const name of ['2.0-hosted-valid', '1.1-hosted-expired'])
      ids.push(await sharing.keep(name))
    collection = await sharing.collect(...ids)
  })

  const wordsOf = async (path: string) => {
    const body: unknown = (await fetch(path).expect(200)).body
    const { text } = await extractText(new Uint8Array(body as Buffer), { mergePages: true })
    return text.replace(/\s+/g, ' ')
  }

  it('200 with a picture of 1200 by 630 for the collection and for each badge', async () => {
    const { path } = await sharing.link(collection)
    for (const address of [`${path}/picture.png`, `${path}/badges/${ids[0]}/picture.png`]) {
      const answer = await fetch(address).expect(200).expect('Content-Type', 'image/png')
      const { width, height } = await sharp(answer.body as Buffer).metadata()
      assert.deepEqual([width, height], [1200, 630])
      assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin')
      assert.equal(answer.headers['set-cookie'], undefined)
    }
  })

  it('200 with a code for the address of the link, and for each badge its own', async () => {
    const { path } = await sharing.link(collection)
    for (const address of [path, `${path}/badges/${ids[0]}`]) {
      const answer = await fetch(`${address}/qr.svg`).expect(200)
      assert.equal((answer.body as Buffer).toString(), qrSvg(`http://localhost:3000${address}`))
    }
  })

  it('200 with how many of the badges were awarded to the earner', async () => {
    const { path } = await sharing.link(collection)
    assert.match((await anybody().get(path)).text, /All were awarded/)
    const { path: single } = await sharing.link(`/badges/${ids[0]}`)
    assert.doesNotMatch((await anybody().get(single)).text, /were awarded|was awarded/)
  })

  it('nothing is left out of a collection of confirmed badges; what is hidden is told', async () => {
    const page = async () => (await sharing.browser.get(collection).expect(200)).text
    assert.doesNotMatch(await page(), /left out/i)
    const { db } = sharing.backpack.ctx
    const unproven = (recipient: 'failed' | 'passed') =>
      db.updateTable('badge').set({ recipient }).where('id', '=', ids[0]!).execute()
    await unproven('failed')
    assert.match(await page(), /1 badge is left out of the shared page/)
    await unproven('passed')
    assert.doesNotMatch(await page(), /left out/i)
  })

  it('304 for a picture that says the same; another one when the badge stands otherwise', async () => {
    const { path } = await sharing.link(collection)
    const address = `${path}/badges/${ids[0]}/picture.png`
    const { etag } = (await fetch(address).expect(200)).headers
    await anybody().get(address).set('If-None-Match', etag!).expect(304)
    const { db } = sharing.backpack.ctx
    const standing = (state: 'withdrawn' | 'valid') =>
      db.updateTable('badge').set({ state }).where('id', '=', ids[0]!).execute()
    await standing('withdrawn')
    const later = await fetch(address).set('If-None-Match', etag!).expect(200)
    assert.notEqual(later.headers.etag, etag)
    await standing('valid')
  })

  it('200 with the picture of a badge alone, small, as PNG', async () => {
    const { path } = await sharing.link(collection)
    const answer = await fetch(`${path}/badges/${ids[0]}/small.png`).expect(200)
    const { format, width } = await sharp(answer.body as Buffer).metadata()
    assert.deepEqual([format, width], ['png', 128])
  })

  it('200 with a code as SVG and PNG, 404 as anything else', async () => {
    const { path } = await sharing.link(collection)
    for (const below of ['', `/badges/${ids[0]}`]) {
      await anybody().get(`${path}${below}/qr.svg`).expect(200).expect('Content-Type', /svg/)
      await anybody().get(`${path}${below}/qr.png`).expect(200).expect('Content-Type', /png/)
      await anybody().get(`${path}${below}/qr.gif`).expect(404)
    }
  })

  it('200 with the collection as PDF: whose, what, from whom, how it stands and when', async () => {
    const { path } = await sharing.link(collection)
    const url = `http://localhost:3000${path}`
    await anybody().get(`${path}/collection.pdf`).expect('Content-Type', 'application/pdf')
    const words = await wordsOf(`${path}/collection.pdf`)
    for (const said of ['Ada Njoroge', 'Bee Keeping, Level 2', 'Kauri College', 'Expired', url])
      assert.ok(words.includes(said), said)
    assert.match(words, /1 of 2 badges is valid/)
    assert.match(words, /Checked on 14 March 2026, 09:26 UTC/)
  })

  it('200 with a badge as PDF, with what was checked', async () => {
    const { path } = await sharing.link(collection)
    const words = await wordsOf(`${path}/badges/${ids[0]}/badge.pdf`)
    for (const said of [
      'Bee Keeping, Level 2',
      'From whom? Kauri College of Agriculture · issuers.example',
      'The five answers',
      'What proved it: Is it real?',
    ])
      assert.ok(words.includes(said), said)
  })

  it('200 without what the link hides', async () => {
    const { path } = await sharing.link(collection, showing('evidence'))
    for (const below of ['/collection.pdf', `/badges/${ids[1]}/badge.pdf`]) {
      const words = await wordsOf(`${path}${below}`)
      assert.doesNotMatch(words, /Njoroge|20(19|2[0-5])/)
    }
    const open = await fetch(`${(await sharing.link(collection)).path}/picture.png`)
    const hidden = await fetch(`${path}/picture.png`)
    assert.notDeepEqual(open.body, hidden.body)
  })

  it('200 without the days in the very minute after they were hidden', async () => {
    const { path, own } = await sharing.link(collection)
    const all = [`${path}/collection.pdf`, `${path}/badges/${ids[0]}/badge.pdf`]
    for (const paper of all) assert.match(await wordsOf(paper), /20(19|2[0-5])/)
    await sharing.browser.post(`${own}/edit`).type('form').send(showing('name')).expect(303)
    for (const paper of all) assert.doesNotMatch(await wordsOf(paper), /20(19|2[0-5])/)
  })

  it('404 for a badge the link does not show, 410 once it has ended', async () => {
    const { path, own } = await sharing.link(collection)
    const other = await sharing.keep('3.0-EdDSA-valid')
    for (const below of ['picture.png', 'small.png', 'badge.pdf'])
      await anybody().get(`${path}/badges/${other}/${below}`).expect(404)
    await sharing.browser.post(`${own}/delete`).expect(303)
    for (const below of ['picture.png', 'collection.pdf', 'qr.svg'])
      await anybody().get(`${path}/${below}`).expect(410)
  })

  it('401 for pictures and papers of a link with a password, while its code is free', async () => {
    const { path } = await sharing.link(collection, { password: 'two winters in the garden' })
    for (const below of ['picture.png', 'collection.pdf', `badges/${ids[0]}/small.png`])
      await anybody().get(`${path}/${below}`).expect(401)
    await anybody().get(`${path}/qr.svg`).expect(200)
  })
})
