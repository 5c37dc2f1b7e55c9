import assert from 'node:assert/strict'
import { extractText } from 'unpdf'
import { openLink, sharedPage } from '../../src/backpack/sharing/open-link.js'
import { createIssuer } from '../../src/demo/issuer/issuer.js'
import { type Answers, type NamedIssuer, silence } from '../../src/openbadges/index.js'
import { templateFunctions } from '../../src/web/template-functions.js'
import { badgePictureText } from '../../src/web/view-models/paper.js'
import { NOW } from '../support/backpack.js'
import { openSharing, type SharingBackpack, showing } from '../support/shared.js'
import { bytesOf, upload } from '../support/uploads.js'

const DAY = 24 * 60 * 60
const BASE = 'http://localhost:3000'

/** A badge for programs, as far as these tests look at it. */
interface Told {
  state: string
  answers: Answers
  issuer: NamedIssuer
  hidden?: string[]
}

describe('what a link shows elsewhere', () => {
  let sharing: SharingBackpack
  const anybody = () => sharing.backpack.browser()
  beforeEach(async () => {
    sharing = await openSharing()
  })

  const linkTo = async (name: string, fields: object = {}) => {
    const id = await sharing.keep(name)
    return { id, ...(await sharing.link(`/badges/${id}`, fields)) }
  }
  const plain = (html: string) =>
    html
      .replace(/<[^>]+>/g, '')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ')
  const embed = async (path: string) => plain((await anybody().get(`${path}/embed`)).text)
  const oembed = async (path: string) =>
    (
      await anybody()
        .get('/oembed')
        .query({ url: BASE + path })
        .expect(200)
    ).body as {
      title: string
      cache_age: number
    }
  const pdf = async (path: string, id: string) => {
    const asked = anybody().get(`${path}/badges/${id}/badge.pdf`).buffer(true).parse(bytesOf)
    const { text } = await extractText(new Uint8Array((await asked).body as Buffer), {
      mergePages: true,
    })
    return text.replace(/\s+/g, ' ')
  }
  const picture = async (path: string) => {
    const { ctx } = sharing.backpack
    const { badges, earner } = await sharedPage(ctx, await openLink(ctx, path.split('/').at(-1)!))
    const words = badgePictureText(badges[0]!, earner, templateFunctions(ctx))
    const { above, title, below, beside, verdict } = words
    return { state: verdict.state, text: [above, title, below, beside, verdict.line].join(' | ') }
  }
  const json = async (path: string) =>
    (await anybody().get(`${path}?format=json`).expect(200)).body as { badges: Told[] }
  const kit = async (own: string) => plain((await sharing.browser.get(`${own}/kit`)).text)

  it('of a badge that nobody vouches for no surface says valid, and each says so in words', async () => {
    const { id, path, own } = await linkTo('3.0-eddsa-rdfc-2022-valid')
    const claim = '“Kauri College of Agriculture” · name not proven'
    for (const text of [
      await embed(path),
      await pdf(path, id),
      (await oembed(path)).title,
      await kit(own),
    ]) {
      assert.ok(text.includes(claim), text)
      assert.doesNotMatch(text, /\bValid\b/)
    }
    for (const text of [await embed(path), await pdf(path, id), (await oembed(path)).title])
      assert.match(text, /Issuer not proven/)
    const drawn = await picture(path)
    assert.equal(drawn.state, 'issuer-not-proven')
    assert.match(drawn.text, /“Kauri College of Agriculture” \| name not proven/)
  })

  it('of a proven one the host stands beside the name, whoever reads', async () => {
    const { id, path, own } = await linkTo('2.0-hosted-valid')
    const pair = 'Kauri College of Agriculture · issuers.example'
    for (const text of [
      await embed(path),
      await pdf(path, id),
      (await oembed(path)).title,
      await kit(own),
    ])
      assert.ok(text.includes(pair), text)
    assert.deepEqual((await picture(path)).state, 'valid')
    assert.match((await picture(path)).text, /Kauri College of Agriculture \| issuers\.example/)
  })

  it('paper tells key, algorithm, address, time, bytes and hash, and no minutes', async () => {
    const { id, path } = await linkTo('2.0-RS256-valid')
    sharing.backpack.advance(480)
    const text = await pdf(path, id)
    assert.match(text, /What proved it: Is it real\?/)
    assert.match(
      text,
      /Signature RS256 by key https:\/\/ ?issuers\.example\/2\.0\/tree-RS256\/ ?key/,
    )
    assert.match(
      text,
      /answered on 14 March 2026, 09:26 UTC, [\d,]+ bytes\. SHA-256 [0-9a-f ]{60,}/,
    )
    assert.doesNotMatch(text, /minutes ago|just now/)
  })

  it('silence after a yes is told as what was proven', async () => {
    const { id, path } = await linkTo('2.0-hosted-valid')
    sharing.backpack.advance(480)
    sharing.backpack.answerWith(async (url) => silence(url, 'timeout', new Date()))
    await sharing.browser.post(`/badges/${id}/reports`).expect(303)
    assert.match(await embed(path), /proven valid 8 minutes ago; the issuer does not answer right/)
    assert.match(await pdf(path, id), /proven valid on 14 March 2026, 09:26 UTC; the issuer does/i)
    const drawn = await picture(path)
    assert.equal(drawn.state, 'was-valid')
    assert.match(drawn.text, /proven valid on 14 March 2026; the issuer does not answer/)
    assert.match(
      (await oembed(path)).title,
      /Proven valid on 14 March 2026; the issuer does not answer right now\. Kauri/,
    )
  })

  it('days that a link hides are told as hidden', async () => {
    for (const name of ['2.0-hosted-valid', '1.1-hosted-expired']) {
      const { id, path } = await linkTo(name, showing('name'))
      const texts = [await embed(path), await pdf(path, id), (await picture(path)).text]
      for (const text of texts.slice(0, 2)) assert.match(text, /not shown on this link/, name)
      for (const text of texts)
        assert.doesNotMatch(text, /[Nn]o end date|(?<!Not )past its end/, name)
      const [told] = (await json(path)).badges
      assert.ok(told!.hidden!.includes('dates'))
    }
    const { path } = await linkTo('2.0-hosted-expired', showing('name'))
    assert.match((await picture(path)).text, /the day is not shown on this link/)
  })

  it('share and check answer alike: state, answers, and what is proven of the issuer', async () => {
    const { path } = await linkTo('2.0-hosted-valid')
    const [shared] = (await json(path)).badges
    const text = 'https://issuers.example/2.0/bees/valid.json'
    const answer = await anybody().post('/check').accept('json').field('text', text).expect(200)
    const checked = answer.body as Told
    assert.deepEqual([shared!.state, checked.state], ['valid', 'valid'])
    for (const { issuer, answers } of [shared!, checked]) {
      assert.deepEqual([issuer.proven.kind, issuer.proven.host], ['domain', 'issuers.example'])
      assert.equal(answers.issuer.host, 'issuers.example')
      assert.equal(answers.real.answer, 'proven')
    }
    assert.equal(
      checked.issuer.proven.document?.url,
      'https://issuers.example/2.0/bees/issuer.json',
    )
    assert.ok(checked.issuer.proven.document.bytes! > 100)
  })

  it('an end that comes is in the next answer, though the last one was kept', async () => {
    const { path } = await linkTo('2.0-hosted-valid')
    const [before] = (await json(path)).badges
    const end = Date.parse(before!.answers.force.until!)
    sharing.backpack.setNow(new Date(end - 1000))
    assert.equal((await json(path)).badges[0]!.state, 'valid')
    assert.ok((await oembed(path)).cache_age <= 1)
    sharing.backpack.setNow(new Date(end + 1))
    const [after] = (await json(path)).badges
    assert.deepEqual([after!.state, after!.answers.force.answer], ['expired', 'ended'])
  })

  it('a beginning that comes counts on cards, filters, public pages and in JSON alike', async () => {
    const urls = { baseUrl: 'https://issuers.example', forgerUrl: 'https://forger.example' }
    const issuer = await createIssuer({ ...urls, now: () => NOW })
    sharing.backpack.answerWith(issuer.loadDocument)
    const sample = issuer.stateSamples.find(({ state }) => state === 'not-yet')!
    const { location } = (await upload(sharing.browser, sample)).headers
    const { path } = await sharing.link(location!)
    const [told] = (await json(path)).badges
    assert.equal(told!.state, 'not-yet')
    const cards = async (query = '') => (await sharing.browser.get(`/badges${query}`)).text
    assert.match(await cards(), /verdict is-not-yet/)
    const begins = Date.parse(told!.answers.force.from!)
    sharing.backpack.setNow(new Date(begins - 61_000))
    assert.match((await anybody().get(path)).text, /Not valid yet<\/h2>/)
    sharing.backpack.setNow(new Date(begins - 59_000))
    const [begun] = (await json(path)).badges
    assert.equal(begun!.state, 'valid')
    assert.match((await anybody().get(path)).text, /Verdict: <\/span>Valid<\/h2>/)
    assert.match(await cards(), /verdict is-valid/)
    assert.match(await cards('?status=valid'), /verdict is-valid/)
    assert.doesNotMatch(await cards('?status=not-yet'), /class="card"/)
  })

  it('paper of a badge that is not genuine tells what it says as not proven', async () => {
    const { path, id } = await linkTo('2.0-ES256-tampered')
    const text = await pdf(path, id)
    const told = text.indexOf('What the badge says (not proven)')
    assert.ok(told > text.indexOf('The five answers'), text)
    assert.ok(text.indexOf('Awarded on') > told, text)
    assert.match(text, /Who awarded it \(not proven\)/)
  })

  it('409 to whoever asks whose a badge is that is not genuine', async () => {
    const forged = await linkTo('2.0-ES256-tampered')
    const ask = (path: string, id: string) =>
      anybody().post(`${path}/badges/${id}/recipient`).type('form').send({ identity: 'ada@x.org' })
    await ask(forged.path, forged.id).expect(409)
    await ask(forged.path, forged.id).accept('json').expect(409)
    const real = await linkTo('2.0-hosted-valid')
    const answer = await ask(real.path, real.id).accept('json').expect(200)
    assert.deepEqual(answer.body, { isTheirs: false, state: 'valid' })
  })

  it('no older check calls badges "valid today"', async () => {
    const ids = [await sharing.keep('2.0-hosted-valid'), await sharing.keep('3.0-EdDSA-valid')]
    const { path } = await sharing.link(await sharing.collect(...ids))
    assert.match(await embed(path), /All 2 badges are valid today/)
    sharing.backpack.advance(2 * DAY)
    assert.match(await embed(path), /All 2 badges are valid(?! today)/)
  })
})
