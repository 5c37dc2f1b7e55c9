import assert from 'node:assert/strict'
import { openSharing, showing, type SharingBackpack } from '../support/shared.js'

const BASE = 'http://localhost:3000'

/** The answer of oEmbed, as far as tests look at it. */
interface Answer {
  version: string
  type: string
  author_name: string
  thumbnail_url: string
  html: string
  width: number
  height: number
}

describe('links on other sites', () => {
  let sharing: SharingBackpack
  let ids: string[]
  let collection: string
  const anybody = () => sharing.backpack.browser()
  before(async () => {
    sharing = await openSharing()
    ids = []
    for (const name of ['2.0-hosted-valid', '1.1-hosted-expired'])
      ids.push(await sharing.keep(name))
    collection = await sharing.collect(...ids)
  })

  describe('frame', () => {
    it('200, and any site may frame it, while no other page of ours', async () => {
      const { path } = await sharing.link(collection)
      const { headers } = await anybody().get(`${path}/embed`).expect(200)
      assert.equal(headers['x-robots-tag'], 'noindex')
      assert.match(headers['content-security-policy']!, /frame-ancestors \*/)
      assert.match(headers['content-security-policy']!, /default-src 'none'/)
      assert.doesNotMatch(headers['content-security-policy']!, /script-src|unsafe/)
      assert.equal(headers['x-frame-options'], undefined)
      assert.equal(headers['set-cookie'], undefined)
      const page = await anybody().get(path).expect(200)
      assert.equal(page.headers['x-frame-options'], 'DENY')
      assert.match(page.headers['content-security-policy']!, /frame-ancestors 'none'/)
    })

    it('200 with each badge and how it stands; links open outside the frame', async () => {
      const { path } = await sharing.link(collection)
      const { text } = await anybody().get(`${path}/embed`).expect(200)
      for (const words of ['Land and water', 'Ada Njoroge', 'Bee Keeping, Level 2', 'Expired'])
        assert.ok(text.includes(words), words)
      for (const [, address] of text.matchAll(/<a [^>]*?href="([^"]+)"/g))
        assert.ok(address!.startsWith(`${BASE}/s/`), address)
      assert.equal([...text.matchAll(/<a /g)].length, [...text.matchAll(/target="_blank"/g)].length)
      assert.doesNotMatch(text, /<script|<form/)
    })

    it('200 with one badge alone', async () => {
      const { path } = await sharing.link(collection)
      const { text } = await anybody().get(`${path}/badges/${ids[0]}/embed`).expect(200)
      assert.match(text, /Bee Keeping, Level 2/)
      assert.doesNotMatch(text, /Mental Health First Aider/)
    })

    it('200 without what the link hides', async () => {
      const { path } = await sharing.link(collection, showing('evidence'))
      const { text } = await anybody().get(`${path}/embed`).expect(200)
      assert.doesNotMatch(text, /Njoroge|<time/)
    })

    it('410, 404 and 401 with words, still in the frame', async () => {
      const { path, own } = await sharing.link(collection)
      await sharing.browser.post(`${own}/delete`).expect(303)
      const locked = await sharing.link(collection, { password: 'two winters in the garden' })
      for (const [address, status] of [
        [path, 410],
        [`/s/${'x'.repeat(43)}`, 404],
        [`${locked.path}/badges/nothing`, 401],
      ] as const) {
        const { text, headers } = await anybody().get(`${address}/embed`).expect(status)
        assert.match(text, /No badges to show here/)
        assert.equal(headers['x-frame-options'], undefined)
      }
      await anybody()
        .get(`${(await sharing.link(collection)).path}/badges/no/embed`)
        .expect(404)
    })
  })

  describe('oEmbed', () => {
    const ask = (query: object) => anybody().get('/oembed').query(query)

    it('200 with a frame for a collection and for a badge', async () => {
      const { path } = await sharing.link(collection)
      for (const address of [path, `${path}/badges/${ids[0]}`]) {
        const answer = await ask({ url: BASE + address }).expect(200)
        const body = answer.body as Answer
        assert.equal(body.version, '1.0')
        assert.equal(body.type, 'rich')
        assert.equal(body.author_name, 'Ada Njoroge')
        assert.equal(body.thumbnail_url, `${BASE}${address}/picture.png`)
        assert.ok(body.html.startsWith(`<iframe src="${BASE}${address}/embed"`))
        assert.match(body.html, new RegExp(`width="${body.width}" height="${body.height}"`))
        assert.equal(answer.headers['access-control-allow-origin'], '*')
      }
    })

    it('200 no larger than asked for', async () => {
      const { path } = await sharing.link(collection)
      const answer = await ask({ url: BASE + path, maxwidth: 300, maxheight: 200 }).expect(200)
      const { width, height } = answer.body as Answer
      assert.deepEqual([width, height], [300, 200])
    })

    it('404 for other addresses, 401 with a password, 410 when over, 501 for XML', async () => {
      for (const url of ['', 'https://elsewhere.example/s/abc', `${BASE}/badges/1`, `${BASE}/s/x`])
        await ask({ url }).expect(404)
      const locked = await sharing.link(collection, { password: 'two winters in the garden' })
      await ask({ url: BASE + locked.path }).expect(401)
      await ask({ url: BASE + locked.path, format: 'xml' }).expect(501)
      const { path, own } = await sharing.link(collection)
      await sharing.browser.post(`${own}/delete`).expect(303)
      await ask({ url: BASE + path }).expect(410)
    })
  })

  describe('head of a public page', () => {
    const contentOf = (html: string, name: string) =>
      new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1]

    it('200 with Open Graph, Twitter card and the way to oEmbed, whose addresses all answer', async () => {
      const { path } = await sharing.link(collection)
      for (const [address, title] of [
        [path, 'Land and water'],
        [`${path}/badges/${ids[0]}`, 'Bee Keeping, Level 2'],
      ] as const) {
        const { text } = await anybody().get(address).expect(200)
        assert.equal(contentOf(text, 'og:title'), title)
        assert.equal(contentOf(text, 'og:url'), BASE + address)
        assert.equal(contentOf(text, 'twitter:card'), 'summary_large_image')
        assert.ok(contentOf(text, 'og:description'))
        const picture = contentOf(text, 'og:image')!
        assert.equal(contentOf(text, 'twitter:image'), picture)
        await anybody().get(picture.slice(BASE.length)).expect(200).expect('Content-Type', /png/)
        const oembed = /type="application\/json\+oembed" href="([^"]+)"/.exec(text)![1]!
        await anybody().get(oembed.replaceAll('&amp;', '&').slice(BASE.length)).expect(200)
      }
    })

    it('200 with a picture for a link to a single badge', async () => {
      const { path } = await sharing.link(`/badges/${ids[0]}`)
      const { text } = await anybody().get(path).expect(200)
      assert.equal(contentOf(text, 'og:image'), `${BASE}${path}/picture.png`)
      await anybody().get(`${path}/picture.png`).expect(200)
      await anybody().get(`${path}/embed`).expect(200)
    })
  })
})
