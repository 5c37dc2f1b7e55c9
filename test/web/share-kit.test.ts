import assert from 'node:assert/strict'
import { BEN, signIn } from '../support/backpack.js'
import { openSharing, showing, type SharingBackpack } from '../support/shared.js'

const BASE = 'http://localhost:3000'

describe('share kit', () => {
  let sharing: SharingBackpack
  let id: string
  let collection: string
  before(async () => {
    sharing = await openSharing()
    id = await sharing.keep('2.0-hosted-valid')
    collection = await sharing.collect(id)
  })

  const kit = async (own: string) => (await sharing.browser.get(`${own}/kit`).expect(200)).text
  const plain = (html: string) =>
    html.replace(/&(amp|lt|gt|#34|#39);/g, (_, name: string) => ENTITIES[name]!)
  const snippet = (html: string, name: string) =>
    plain(new RegExp(`<textarea id="${name}"[^>]*>([\\s\\S]*?)</textarea>`).exec(html)![1]!)

  it('200 with the form of LinkedIn filled in from the badge', async () => {
    const { path, own } = await sharing.link(collection)
    const text = await kit(own)
    const [address] = /https:\/\/www\.linkedin\.com\/profile\/add[^"]+/.exec(text)!
    const { searchParams } = new URL(plain(address))
    assert.equal(searchParams.get('name'), 'Bee Keeping, Level 2')
    assert.equal(
      searchParams.get('organizationName'),
      'Kauri College of Agriculture · issuers.example',
    )
    assert.equal(searchParams.get('certUrl'), `${BASE}${path}/badges/${id}`)
    const { credential } = await sharing.backpack.ctx.db
      .selectFrom('badge')
      .select('credential')
      .executeTakeFirstOrThrow()
    const validFrom = credential.validFrom!
    assert.equal(searchParams.get('issueYear'), validFrom.slice(0, 4))
    assert.equal(searchParams.get('issueMonth'), String(Number(validFrom.slice(5, 7))))
  })

  it('200 with frame, list, signature and résumé that lead to the link', async () => {
    const { path, own } = await sharing.link(collection)
    const text = await kit(own)
    assert.match(snippet(text, 'embed-frame'), new RegExp(`src="${BASE}${path}/embed"`))
    assert.match(snippet(text, 'embed-list'), new RegExp(`href="${BASE}${path}"`))
    assert.match(snippet(text, 'signature-text'), /Ada Njoroge\nLand and water, 1 badge\n/)
    const resume = JSON.parse(snippet(text, 'resume-json')) as { certificates: object[] }
    assert.equal(resume.certificates.length, 1)
    for (const name of ['qr.svg', 'picture.png', 'collection.pdf'])
      assert.ok(text.includes(`${BASE}${path}/${name}`), name)
  })

  it('200 and loads nothing of any network before somebody follows a link', async () => {
    const { own } = await sharing.link(collection)
    for (const [, address] of (await kit(own)).matchAll(
      /<(?:img|script|iframe)[^>]* src="([^"]+)"/g,
    ))
      assert.ok(address!.startsWith('/') || address!.startsWith(`${BASE}/`), address)
  })

  it('200 without what the link hides', async () => {
    const { own } = await sharing.link(collection, showing('evidence'))
    const text = await kit(own)
    assert.doesNotMatch(text, /issueYear|Njoroge/)
  })

  it('200 for a badge, with its picture in the signature', async () => {
    const { path, own } = await sharing.link(`/badges/${id}`)
    const html = snippet(await kit(own), 'signature-html')
    const [, picture] = /<img src="([^"]+)"/.exec(html)!
    assert.equal(picture, `${BASE}${path}/badges/${id}/small.png`)
    await sharing.backpack.browser().get(picture.slice(BASE.length)).expect(200)
  })

  it('200 without frame, picture and posts for a link with a password', async () => {
    const { own } = await sharing.link(collection, { password: 'two winters in the garden' })
    const text = await kit(own)
    assert.match(text, /This link asks for a password/)
    assert.doesNotMatch(text, /embed-frame|picture\.png|bsky/)
  })

  it('409 while the link rests, 404 for somebody else', async () => {
    const { own } = await sharing.link(collection)
    await sharing.browser.post(`${own}/pause`).expect(303)
    await sharing.browser.get(`${own}/kit`).expect(409)
    const ben = await signIn(sharing.backpack, BEN)
    await ben.get(`${own}/kit`).expect(404)
  })
})

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" }
