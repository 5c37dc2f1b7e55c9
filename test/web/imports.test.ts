import assert from 'node:assert/strict'
import { clearImports } from '../../src/backpack/imports/decide.js'
import { verifyNextItem } from '../../src/backpack/imports/verify-item.js'
import { isFileUsed } from '../../src/store/files.js'
import {
  ADA,
  confirmAddress,
  BEN,
  type Browser,
  openBackpack,
  signIn,
  type TestBackpack,
} from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { zipOf } from '../support/zip.js'

describe('imports', () => {
  let backpack: TestBackpack
  let ada: Browser
  beforeEach(async () => {
    const { loadDocument } = await openIssuer()
    backpack = await openBackpack({ loadDocument })
    ada = await signIn(backpack)
  })

  const lookAtAll = async () => {
    while (await verifyNextItem(backpack.ctx));
  }

  /** Hands samples in. @returns address of the import */
  const handIn = async (names: readonly string[], text = '', browser = ada): Promise<string> => {
    const post = browser.post('/imports').field('text', text)
    for (const name of names) {
      const { bytes, fileName } = await sampleOf(name)
      post.attach('files', Buffer.from(bytes), fileName)
    }
    return (await post.expect(303)).headers.location as string
  }

  const idsIn = (page: string) =>
    [...page.matchAll(/form="keep" name="item" value="([^"]+)"/g)].map((match) => match[1]!)

  it('303 to a page with a row for each thing, before anything was looked at', async () => {
    const location = await handIn(['2.0-RS256-valid', '2.0-hosted-valid'])
    const { text } = await ada.get(location).expect(200)
    assert.match(text, /0 of 2 looked at/)
    assert.equal(text.match(/Waits its turn/g)?.length, 2)
    assert.match(text, /<progress max="2" value="0"/)
    assert.match((await ada.get('/badges')).text, /Your badges will stand here/)
  })

  it('200 shows each badge and what can be done; what is mine and valid is kept in one go', async () => {
    const names = [
      '2.0-RS256-valid',
      '2.0-ES256-expired',
      '2.0-ES256-revoked',
      '2.0-RS256-someone-elses',
      '3.0-EdDSA-valid',
    ]
    const location = await handIn(names)
    await lookAtAll()
    const { text } = await ada.get(location).expect(200)
    assert.match(text, /All 5 looked at/)
    assert.match(text, /Keep all 2 that are mine and valid/)
    for (const word of [
      'Valid, yours',
      'Expired, yours',
      'Withdrawn, yours',
      'Waiting for an address',
    ])
      assert.ok(text.includes(word), word)
    await ada.post(`${location}/keep`).type('form').send({ which: 'valid' }).expect(303)
    const after = await ada.get(location)
    assert.match(after.text, /2 badges added\./)
    assert.ok(!after.text.includes('mine and valid'))
    const badges = (await ada.get('/badges')).text
    assert.equal(badges.match(/<li class="card/g)?.length, 2)
  })

  it('303 keeps one that has expired, labelled so, and back to its row', async () => {
    const location = await handIn(['2.0-ES256-expired'])
    await lookAtAll()
    const page = (await ada.get(location)).text
    assert.match(page, /Keep it all the same/)
    const [item] = idsIn(page)
    await ada
      .post(`${location}/keep`)
      .type('form')
      .send({ item })
      .expect(303)
      .expect('Location', `${location}#item-1`)
    assert.match((await ada.get(location)).text, /Kept, expired/)
    assert.match((await ada.get('/badges')).text, /Expired/)
    await ada.post(`${location}/keep`).type('form').send({ item }).expect(303)
    assert.match((await ada.get(location)).text, /There was nothing left to do/)
  })

  it('200 what is no badge says why, and may be looked at again', async () => {
    const location = (
      await ada
        .post('/imports')
        .field('text', 'https://nowhere.example/1')
        .attach('files', Buffer.from('not a badge'), 'holiday.png')
        .expect(303)
    ).headers.location as string
    await lookAtAll()
    const { text } = await ada.get(location)
    assert.match(text, /holiday\.png/)
    assert.match(text, /There is no site called nowhere\.example/)
    assert.equal(text.match(/form="again"/g)?.length, 1)
    const item = /form="again" name="item" value="([^"]+)"/.exec(text)![1]
    await ada.post(`${location}/again`).type('form').send({ item }).expect(303)
    assert.match((await ada.get(location)).text, /1 of 2 looked at/)
  })

  it('303 declining keeps nothing, not even the bytes', async () => {
    const location = await handIn(['2.0-RS256-valid'])
    await lookAtAll()
    const { db, files } = backpack.ctx
    const rows = await db.selectFrom('importFile').select('fileHash').execute()
    assert.ok(rows.length > 3)
    await ada.post(`${location}/decline`).type('form').send({ which: 'all' }).expect(303)
    assert.match((await ada.get(location)).text, /Nothing of it was kept/)
    for (const { fileHash } of rows) {
      assert.equal(await isFileUsed(db, fileHash), false)
      await assert.rejects(files.get(fileHash), { code: 'lost' })
    }
    assert.match((await ada.get('/badges')).text, /Your badges will stand here/)
  })

  it('200 a badge that is here already says so, and one that comes twice too', async () => {
    const { bytes, fileName } = await sampleOf('2.0-RS256-valid')
    await ada.post('/badges').attach('files', Buffer.from(bytes), fileName).expect(303)
    const location = await handIn(['2.0-RS256-valid', '3.0-EdDSA-valid', '3.0-EdDSA-valid'])
    await lookAtAll()
    const { text } = await ada.get(location)
    assert.match(text, /You already have this badge/)
    assert.match(text, /The same badge as number 2 of this list/)
    assert.match(text, /Keep the one that is mine and valid/)
  })

  it('303 links, one a line, and archives give a row each', async () => {
    const hosted = await sampleOf('2.0-hosted-valid')
    const signed = await sampleOf('2.0-RS256-valid')
    const zip = await zipOf({
      'badges/': '',
      'badges/tree.png': signed.bytes,
      'badges/inner.zip': await zipOf({ x: 'x' }),
      '__MACOSX/tree.png': 'x',
      'manifest.txt': JSON.stringify({ 'old@example.org': ['badges/tree.png'] }),
    })
    const { headers } = await ada
      .post('/imports')
      .field('text', `${hosted.url}\n${hosted.url!.replace('valid', 'expired')}`)
      .attach('files', zip, 'badges.zip')
      .expect(303)
    await lookAtAll()
    const { text } = await ada.get(headers.location!)
    assert.match(text, /All 4 looked at/)
    assert.match(text, /Left out of badges\.zip: 1 folder and 1 hidden file\./)
    assert.match(text, /An archive inside an archive/)
    assert.equal(text.match(/From badges\.zip/g)?.length, 2)
  })

  it('422 with what was typed when there is nothing, or too much', async () => {
    const nothing = await ada.post('/imports').field('text', ' \n').expect(422)
    assert.match(nothing.text, /Choose a file, or paste the address or the text of a badge/)
    const links = Array.from({ length: 501 }, (_, n) => `https://a.example/${n}`).join('\n')
    const much = await ada.post('/imports').field('text', links).expect(422)
    assert.match(much.text, /more than 500/)
    assert.match(much.text, /https:\/\/a\.example\/500/)
    assert.match((await ada.get('/imports')).text, /Nothing waits for you/)
  })

  it('413 when the whole is too large, before it is read', async () => {
    const post = ada.post('/imports').set('Content-Type', 'multipart/form-data; boundary=x')
    await post
      .set('Content-Length', String(2 * 1024 ** 3))
      .expect(413)
      .catch((error: unknown) => {
        if (!/ECONNRESET|EPIPE|socket hang up|aborted/.test(String(error))) throw error
      })
  })

  it('404 for somebody else’s import, its events, its pictures and its items', async () => {
    const location = await handIn(['2.0-RS256-valid'])
    await lookAtAll()
    const [item] = idsIn((await ada.get(location)).text)
    const ben = await signIn(backpack, BEN)
    for (const path of ['', '/events', `/items/${item}/image`])
      await ben.get(location + path).expect(404)
    for (const path of ['/keep', '/decline', '/again'])
      await ben
        .post(location + path)
        .type('form')
        .send({ item, which: 'all' })
        .expect(404)
    await ada.get(`${location}/items/${item}/image`).expect(200).expect('Content-Type', 'image/png')
    const his = await handIn(['3.0-EdDSA-valid'], '', ben)
    for (const mixed of [item, [...idsIn((await ben.get(his)).text), item]])
      await ben.post(`${his}/decline`).type('form').send({ item: mixed }).expect(404)
    assert.match((await ada.get(location)).text, /Keep the one/)
  })

  it('200 events tell each row and the end, and close', async () => {
    const location = await handIn(['2.0-RS256-valid', '2.0-ES256-expired'])
    const telling = ada.get(`${location}/events`).buffer(true)
    const told = telling.then((response) => response)
    await lookAtAll()
    const { text, headers } = await told
    assert.match(headers['content-type']!, /text\/event-stream/)
    assert.match(headers['cache-control']!, /no-transform/)
    assert.match(text, /event: row\ndata: \{"id":"item-1","html":"/)
    assert.match(text, /Valid, yours/)
    assert.match(text, /event: end\ndata: \{"total":2\}\n\n$/)
  })

  it('200 confirming an address makes what waits for it mine', async () => {
    const location = await handIn(['2.0-RS256-someone-elses'])
    await lookAtAll()
    assert.match((await ada.get(location)).text, /Keep 1 in the waiting room/)
    const form = { email: 'bea@example.org', password: ADA.password }
    await ada.post('/emails').type('form').send(form).expect(303)
    await confirmAddress(backpack, ada, 'bea@example.org')
    assert.match((await ada.get(location)).text, /Keep the one that is mine and valid/)
  })

  it('200 the list shows what is to be decided, and what is settled goes after 30 days', async () => {
    await handIn(['2.0-RS256-valid'])
    await lookAtAll()
    assert.match((await ada.get('/imports').expect(200)).text, /1 to be decided/)
    const location = await handIn(['3.0-EdDSA-valid'])
    await lookAtAll()
    await ada.post(`${location}/keep`).type('form').send({ which: 'valid' }).expect(303)
    backpack.advance(31 * 24 * 3600)
    await clearImports(backpack.ctx)
    await ada.post('/sign-in').type('form').send(ADA).expect(303)
    const { text } = await ada.get('/imports')
    assert.match(text, /1 to be decided/)
    assert.ok(!text.includes('1 kept'))
    await ada.get(location).expect(404)
    assert.equal((await ada.get('/badges')).text.match(/<li class="card/g)?.length, 1)
  })

  it('the page to add badges leads to looking first, and adds at once on a second button', async () => {
    const { text } = await ada.get('/badges/new').expect(200)
    assert.match(text, /<form[^>]*action="\/imports"/)
    assert.match(text, /formaction="\/badges"/)
  })
})
