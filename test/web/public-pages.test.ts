import assert from 'node:assert/strict'
import type { badgeJson } from '../../src/web/view-models/public-json.js'
import { openIssuer } from '../support/samples.js'
import { openSharing, showing, type SharingBackpack } from '../support/shared.js'

describe('public pages', () => {
  let sharing: SharingBackpack
  let ids: string[]
  let collection: string
  const anybody = () => sharing.backpack.browser()
  beforeEach(async () => {
    sharing = await openSharing()
    ids = []
    for (const name of ['2.0-hosted-valid', '3.0-EdDSA-valid', '1.1-hosted-expired'])
      ids.push(await sharing.keep(name))
    collection = await sharing.collect(...ids)
  })

  const titlesOf = (html: string) =>
    [...html.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map((match) => match[1]!)

  describe('of a collection', () => {
    it('200 with the number that was checked today, and no "today" when it is over', async () => {
      const { path } = await sharing.link(collection)
      const today = await anybody().get(path).expect(200)
      assert.match(today.text, /2 of 3 badges are valid today/)
      assert.match(today.text, /3 of 3 checked today/)
      sharing.backpack.advance(24 * 60 * 60)
      const later = await anybody().get(path).expect(200)
      assert.match(later.text, /2 of 3 badges are valid<\/strong>/)
      assert.match(later.text, /All checked since 14 March 2026/)
    })

    it('200 in the order asked for', async () => {
      const { path } = await sharing.link(collection)
      const titles = async (sort: string) => titlesOf((await anybody().get(`${path}${sort}`)).text)
      const chosen = await titles('')
      assert.deepEqual(await titles('?sort=title'), [...chosen].sort())
      assert.deepEqual(await titles('?sort=nonsense'), chosen)
      assert.equal((await titles('?sort=verdict')).at(-1), 'Mental Health First Aider')
    })

    it('200 with each skill once and how many badges prove it', async () => {
      const { path } = await sharing.link(collection)
      const { text } = await anybody().get(path).expect(200)
      const chips = [...text.matchAll(/<li class="chip[^>]*>.*?<\/li>/g)].join(' ')
      assert.match(chips, /proof/)
      assert.match(chips, /expired/)
    })

    it('200 for machines: credentials and reports', async () => {
      const { path } = await sharing.link(collection)
      const answer = await anybody().get(path).set('Accept', 'application/json')
      assert.match(answer.headers['content-type']!, /^application\/json/)
      const { badges } = answer.body as { badges: ReturnType<typeof badgeJson>[] }
      assert.equal(badges.length, 3)
      assert.equal(badges[0]!.report.verdict, 'valid')
      assert.ok(badges[0]!.report.checks.length > 3)
      assert.equal(badges[0]!.credential.achievement.name, 'Bee Keeping, Level 2')
      const one = await anybody().get(`${path}/badges/${ids[0]}?format=json`).expect(200)
      assert.equal((one.body as ReturnType<typeof badgeJson>).credential.format, 'ob2.0')
    })

    it('304 while nothing changed; 200 as soon as something did', async () => {
      const { path } = await sharing.link(collection)
      const etag = (await anybody().get(path).expect(200)).headers['etag']!
      await anybody().get(path).set('If-None-Match', etag).expect(304)
      await sharing.browser
        .post(`${collection}/edit`)
        .type('form')
        .send({ title: 'Another title', badge: ids })
        .expect(303)
      const page = await anybody().get(path).set('If-None-Match', etag).expect(200)
      assert.match(page.text, /Another title/)
    })

    it('200 compressed for who understands it', async () => {
      const { path } = await sharing.link(collection)
      const plain = await anybody().get(path).set('Accept-Encoding', 'identity')
      assert.equal(plain.headers['content-encoding'], undefined)
      const small = await anybody().get(path).set('Accept-Encoding', 'gzip')
      assert.equal(small.headers['content-encoding'], 'gzip')
      assert.equal(small.text, plain.text)
    })

    it('speaks of the time as it is, not as it was when the page was kept', async () => {
      const { path } = await sharing.link(collection)
      assert.match((await anybody().get(path)).text, /checked just now/)
      sharing.backpack.advance(4 * 60)
      assert.match((await anybody().get(path)).text, /checked 4 minutes ago/)
    })

    it('404 for what is no page of a link, instead of a way to sign in', async () => {
      const { path } = await sharing.link(collection)
      await anybody().get(`${path}/nothing`).expect(404)
    })
  })

  describe('checked again by a visitor', () => {
    it('303 to a page that shows how far it is, then to the badges, all checked for real', async () => {
      const { path } = await sharing.link(collection)
      sharing.backpack.advance(3600)
      const { loadDocument } = await openIssuer()
      let asked = 0
      let go = () => {}
      const gate = new Promise<void>((resolve) => (go = resolve))
      sharing.backpack.answerWith(async (...question) => {
        asked += 1
        await gate
        return loadDocument(...question)
      })
      const started = await anybody().post(`${path}/reports`).expect(303)
      const progress = started.headers.location!
      const page = await anybody().get(progress).expect(200)
      assert.match(page.text, /\d of 3 checked/)
      assert.match(page.text, /<noscript>/)
      go()
      const isDone = async () => {
        const answer = await anybody().get(progress).set('Accept', 'application/json')
        return (answer.body as { isDone?: boolean }).isDone === true
      }
      while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20))
      await anybody().get(progress).expect(303).expect('Location', path)
      assert.ok(asked > 0)
      assert.match((await anybody().get(path)).text, /checked just now/)
    })

    it('429 when it is asked again and again', async () => {
      const { path } = await sharing.link(collection)
      for (let i = 0; i < 6; i++) await anybody().post(`${path}/reports`).expect(303)
      const refused = await anybody().post(`${path}/reports`).expect(429)
      assert.match(refused.headers['retry-after']!, /^\d+$/)
    })

    it('303 to the badges for a progress of nothing', async () => {
      const { path } = await sharing.link(collection)
      for (const since of ['', '?since=x', '?since=2999-01-01T00:00:00Z'])
        await anybody().get(`${path}/reports${since}`).expect(303).expect('Location', path)
    })
  })

  describe('of a badge', () => {
    it('200 with everything it says, who issued it, what proves it, and its history', async () => {
      const { path } = await sharing.link(collection)
      const { text } = await anybody().get(`${path}/badges/${ids[0]}`).expect(200)
      for (const words of ['From whom?', 'issuers.example', 'Proven by', 'Checked once'])
        assert.ok(text.includes(words), words)
      assert.ok(text.includes('Is it theirs?'))
      assert.ok(!text.includes('Download the badge'))
    })
  })

  describe('“is it theirs?”', () => {
    const ask = (path: string, identity: string) =>
      anybody().post(`${path}/badges/${ids[0]}/recipient`).type('form').send({ identity })

    it('404 unless the earner allows it', async () => {
      const { path } = await sharing.link(collection, showing('name'))
      await ask(path, 'ada@example.org').expect(404)
    })

    it('200 with yes or no, and what was typed where it was typed alone', async () => {
      const { path } = await sharing.link(collection, showing('isItTheirs'))
      const yes = await ask(path, ' Ada@Example.org ').expect(200)
      assert.match(yes.text, /<strong>Yes\.<\/strong> This badge was awarded/)
      const no = await ask(path, 'ben@example.org').expect(200)
      assert.match(no.text, /<strong>No\.<\/strong> This badge was not awarded/)
      for (const { text, headers } of [yes, no]) {
        assert.equal(text.match(/(ada|ben)@example\.org/gi)?.length, 1)
        assert.match(text, /name="identity"[^>]* value="(Ada@Example|ben@example)\.org"/)
        assert.match(headers['cache-control']!, /no-store/)
      }
      await ask(path, ' ').expect(422)
    })

    it('429 after some questions from one visitor', async () => {
      const { path } = await sharing.link(collection, showing('isItTheirs'))
      for (let i = 0; i < 8; i++) await ask(path, `x${i}@example.org`).expect(200)
      await ask(path, 'ada@example.org').expect(429)
    })
  })

  describe('being found', () => {
    it('is not wanted unless the earner says so', async () => {
      const { path } = await sharing.link(collection)
      const page = await anybody().get(path).expect(200)
      assert.equal(page.headers['x-robots-tag'], 'noindex')
      assert.match(page.text, /<meta name="robots" content="noindex">/)
      assert.ok(!page.text.includes('ld+json'))
      assert.ok(!(await anybody().get('/sitemap.xml').expect(200)).text.includes('/s/'))
    })

    it('200 with words for machines and a line in the sitemap when it is wanted', async () => {
      const { path, own } = await sharing.link(collection, { findable: 'on', ...showing('name') })
      const page = await anybody().get(path).expect(200)
      assert.equal(page.headers['x-robots-tag'], undefined)
      assert.ok(!page.text.includes('noindex'))
      const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page.text)!
      const found = JSON.parse(json!) as Record<string, unknown>
      assert.equal(found['@type'], 'ItemList')
      assert.equal(found.numberOfItems, 2)
      assert.match(json!, /"@type":"EducationalOccupationalCredential"/)
      const sitemap = await anybody().get('/sitemap.xml').expect(200)
      assert.match(sitemap.text, new RegExp(`<loc>http://localhost:3000${path}</loc>`))
      assert.match((await anybody().get('/robots.txt').expect(200)).text, /Sitemap: http/)
      await sharing.browser.post(`${own}/pause`).expect(303)
      assert.ok(!(await anybody().get('/sitemap.xml')).text.includes(path))
    })

    it('is never so behind a password', async () => {
      const fields = { findable: 'on', password: 'a long one', ...showing('name') }
      const { path } = await sharing.link(collection, fields)
      assert.equal((await anybody().get(path).expect(401)).headers['x-robots-tag'], 'noindex')
      assert.ok(!(await anybody().get('/sitemap.xml')).text.includes(path))
    })
  })
})
