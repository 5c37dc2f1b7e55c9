import assert from 'node:assert/strict'
import { extractText } from 'unpdf'
import { diBadge, jwtBadge } from '../support/issuer-ob3.js'
import { ed25519Key } from '../support/keys.js'
import { openSharing, showing, type SharingBackpack } from '../support/shared.js'
import { bytesOf, upload } from '../support/uploads.js'
import { plainBadge } from '../support/waiting.js'

const key = ed25519Key()
const header = { kid: `${key.didKey}#${key.multibase}` }

describe('the days that an issuer wrote', () => {
  let sharing: SharingBackpack
  let id: string
  before(async () => {
    sharing = await openSharing()
    const { bytes } = await plainBadge('Bee Keeping', 'ada@example.org')
    const badge = JSON.parse(bytes.toString()) as Record<string, unknown>
    const { proof: _, ...unsigned } = badge
    // on the other side of midnight, month and year in UTC
    const dates = {
      validFrom: '2024-03-01T00:00:00+13:00',
      validUntil: '2027-12-31T23:59:59-11:00',
    }
    const issuer = { ...(unsigned.issuer as object), id: key.didKey }
    const signed = await diBadge(key.didKey, key, { badge: { ...unsigned, ...dates, issuer } })
    const file = { bytes: Buffer.from(JSON.stringify(signed)), fileName: 'day.json' }
    id = (await upload(sharing.browser, file).expect(303)).headers.location!.split('/').at(-1)!
  })

  function hasDays(text: string, where: string): void {
    assert.match(text, /1 March 2024/, where)
    assert.doesNotMatch(text, /29 February 2024|1 January 2028/, where)
  }

  it('stand on the badge, in the backpack and on the public page', async () => {
    const page = (await sharing.browser.get(`/badges/${id}`).expect(200)).text
    hasDays(page, 'badge')
    assert.match(page, /31 December 2027/)
    await sharing.browser.post('/badges/layout').type('form').send({ layout: 'list' }).expect(303)
    hasDays((await sharing.browser.get('/badges').expect(200)).text, 'backpack')
    const { path } = await sharing.link(`/badges/${id}`, showing('dates', 'name', 'evidence'))
    const shared = (await sharing.browser.get(path).expect(200)).text
    hasDays(shared, 'link')
    assert.match(shared, /31 December 2027/)
    const paper = sharing.browser.get(`${path}/badges/${id}/badge.pdf`).buffer(true).parse(bytesOf)
    const body: unknown = (await paper.expect(200)).body
    const pdf = await extractText(new Uint8Array(body as Buffer), { mergePages: true })
    hasDays(pdf.text, 'paper')
  })

  it('fill the form of LinkedIn and the résumé', async () => {
    const { own } = await sharing.link(`/badges/${id}`, showing('dates', 'name', 'evidence'))
    const kit = (await sharing.browser.get(`${own}/kit`).expect(200)).text
    const [address] = /https:\/\/www\.linkedin\.com\/profile\/add[^"]+/.exec(kit)!
    const { searchParams } = new URL(address.replaceAll('&amp;', '&'))
    const filled = ['issueYear', 'issueMonth', 'expirationYear', 'expirationMonth']
    assert.deepEqual(
      filled.map((name) => searchParams.get(name)),
      ['2024', '3', '2027', '12'],
    )
    assert.match(kit, /March 2024, until December 2027/)
    assert.match(kit, /2024-03-01/)
  })

  it('are hidden with the dates, in every spelling', async () => {
    const { path } = await sharing.link(`/badges/${id}`, { ...showing('name', 'evidence') })
    const shared = (await sharing.browser.get(path).expect(200)).text
    assert.doesNotMatch(shared, /March 2024|February 2024|December 2027|January 2028|2024-0[23]/)
  })

  it('are read from a token whose claims are in UTC', async () => {
    const validUntil = '2027-12-31T23:59:59-11:00'
    const exp = Date.parse(validUntil) / 1000
    const token = jwtBadge(key.didKey, key, { header, claims: { exp }, badge: { validUntil } })
    const asked = sharing.backpack.browser().post('/check').field('text', token)
    assert.match((await asked.expect(200)).text, /31 December 2027/)
  })
})
