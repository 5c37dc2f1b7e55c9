import assert from 'node:assert/strict'
import { extractText } from 'unpdf'
import type { Credential } from '../../src/openbadges/index.js'
import { openSharing, showing, type SharingBackpack } from '../support/shared.js'
import { bytesOf } from '../support/uploads.js'

/** Everything a link gives out, in every form: page, machine form, picture, print, embed, files. */
const BELOW_PAGE = ['', '?sort=newest', '?format=json', '/embed', '/qr.svg', '/collection.pdf']
const BELOW_BADGE = ['', '?format=json', '/image', '/picture.png', '/badge.pdf', '/file', '/embed']

describe('redaction', () => {
  let sharing: SharingBackpack
  let ids: string[]
  let collection: string
  const note = 'Two hives behind the school garden.'
  before(async () => {
    sharing = await openSharing()
    ids = []
    for (const name of ['3.0-EdDSA-valid', '1.1-hosted-expired']) ids.push(await sharing.keep(name))
    collection = await sharing.collect(...ids)
    const notes = Object.fromEntries(ids.map((id) => [`note[${id}]`, note]))
    const edited = { title: 'Land and water', badge: ids, ...notes }
    await sharing.browser.post(`${collection}/edit`).type('form').send(edited).expect(303)
  })

  /** All bytes a visitor can get by a link, as text. */
  async function everything(path: string): Promise<string> {
    const visitor = sharing.backpack.browser()
    const addresses = [
      ...BELOW_PAGE.map((below) => `${path}${below}`),
      ...ids.flatMap((id) => BELOW_BADGE.map((below) => `${path}/badges/${id}${below}`)),
    ]
    const bodies: string[] = []
    for (const address of addresses) {
      const answer = await visitor.get(address).buffer(true).parse(bytesOf)
      assert.ok([200, 404].includes(answer.status), `${address}: ${answer.status}`)
      const type = answer.headers['content-type'] ?? ''
      const words = await wordsOf(answer.body as Buffer, type)
      bodies.push(`${JSON.stringify(answer.headers)} ${words}`)
    }
    return bodies.join('\n')
  }

  /** What the badges say, straight from the database. */
  async function credentials(): Promise<Credential[]> {
    const rows = await sharing.backpack.ctx.db.selectFrom('badge').select('credential').execute()
    return rows.map(({ credential }) => credential)
  }

  it('the address a badge was awarded to is nowhere, and a hint only where it is wanted', async () => {
    const plain = await everything((await sharing.link(collection)).path)
    assert.ok(!/ada@example\.org/i.test(plain))
    assert.ok(!plain.includes('a…@example.org'))
    for (const { recipients } of await credentials())
      for (const { identity } of recipients) assert.ok(!plain.includes(identity), identity)
    const hinted = await sharing.link(collection, showing('emailHint'))
    assert.match(await everything(hinted.path), /a…@example\.org/)
  })

  it('a hidden name is in no form', async () => {
    const shown = await everything((await sharing.link(collection, showing('name'))).path)
    assert.match(shown, /Ada Njoroge/)
    const parts = showing('dates', 'evidence', 'notes', 'isItTheirs')
    assert.ok(!/Njoroge/i.test(await everything((await sharing.link(collection, parts)).path)))
  })

  it('hidden evidence is in no form', async () => {
    const all = await everything((await sharing.link(collection, showing('evidence'))).path)
    const none = await everything((await sharing.link(collection, showing('name', 'dates'))).path)
    const pieces = (await credentials()).flatMap(({ evidence, narrative }) => [
      narrative,
      ...evidence.flatMap(({ id, narrative: words }) => [id, words]),
    ])
    const said = pieces.filter((piece) => piece !== null)
    assert.ok(said.length > 1)
    assert.ok(said.some((piece) => all.includes(piece)))
    for (const piece of said) assert.ok(!none.includes(piece), piece)
  })

  it('hidden lines are in no form', async () => {
    assert.ok(
      (await everything((await sharing.link(collection, showing('notes'))).path)).includes(note),
    )
    const hidden = await sharing.link(collection, showing('name', 'dates', 'evidence'))
    assert.ok(!(await everything(hidden.path)).includes(note))
  })

  it('hidden days are in no form, nor an order by them', async () => {
    const hidden = await everything((await sharing.link(collection, showing('name'))).path)
    for (const { validFrom, validUntil, awardedDate } of await credentials())
      for (const iso of [validFrom, validUntil, awardedDate].filter((one) => one !== null)) {
        const day = new Date(iso).toLocaleDateString('en-GB', {
          dateStyle: 'long',
          timeZone: 'UTC',
        })
        assert.ok(!hidden.includes(iso.slice(0, 10)), iso)
        assert.ok(!new RegExp(`\\b${day}\\b`).test(hidden), day)
      }
    assert.ok(!hidden.includes('Newest first'))
    assert.match(hidden, /Expired/)
  })

  it('where something is hidden, the address of the issuer’s own copy is hidden with it', async () => {
    const ownCopies = (await credentials()).map(({ id }) => id).filter((id) => id !== null)
    const hidden = await everything((await sharing.link(collection, showing('name', 'dates'))).path)
    for (const id of ownCopies) assert.ok(!hidden.includes(id), id)
    const shown = await everything((await sharing.link(collection)).path)
    assert.ok(ownCopies.some((id) => shown.includes(id)))
  })

  it('200 with pixels where something is hidden, for a drawing holds more than is seen', async () => {
    const { db, files } = sharing.backpack.ctx
    const drawing = await sharing.keep('0.5-hosted-valid')
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Ada Njoroge</title>
      <desc>ada@example.org</desc><!-- the assertion --><path d="M0 0h9v9z"/></svg>`
    const imageHash = await files.put(Buffer.from(svg))
    const picture = { imageHash, imageType: 'image/svg+xml' }
    await db.updateTable('badge').set(picture).where('id', '=', drawing).execute()
    const { path } = await sharing.link(await sharing.collect(drawing))
    const shown = await sharing.backpack
      .browser()
      .get(`${path}/badges/${drawing}/image`)
      .buffer(true)
      .parse(bytesOf)
      .expect(200)
    assert.equal(shown.headers['content-type'], 'image/png')
    assert.match(shown.headers['content-security-policy']!, /sandbox/)
    assert.doesNotMatch((shown.body as Buffer).toString('latin1'), /Njoroge|example|assertion/)
  })

  it('422 for the file where something of it is hidden; else it comes exactly as it was', async () => {
    const parts = showing('name', 'dates', 'evidence', 'download')
    await sharing.browser.post(`${collection}/shares`).type('form').send(parts).expect(422)
    const { path } = await sharing.link(collection, showing(...parts.shows, 'emailHint'))
    const own = await sharing.browser.get(`/badges/${ids[1]}/file`).buffer(true).parse(bytesOf)
    const theirs = await sharing.backpack
      .browser()
      .get(`${path}/badges/${ids[1]}/file`)
      .buffer(true)
      .parse(bytesOf)
    assert.deepEqual(theirs.body, own.body)
    assert.match(theirs.headers['content-disposition']!, /^attachment/)
  })
})

/** A PDF is packed; anything else is read as it comes. */
async function wordsOf(body: Buffer, type: string): Promise<string> {
  if (!type.startsWith('application/pdf')) return body.toString('utf8')
  const { text } = await extractText(new Uint8Array(body), { mergePages: true })
  return text
}
