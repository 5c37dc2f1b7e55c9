import assert from 'node:assert/strict'
import { createIssuer } from '../../src/demo/issuer/issuer.js'
import { type DocumentLoader, silence } from '../../src/openbadges/index.js'
import { NOW } from '../support/backpack.js'
import { openIssuer } from '../support/samples.js'
import { openSharing, type SharingBackpack, showing } from '../support/shared.js'

const DAY = 24 * 60 * 60
const offline: DocumentLoader = async (url) => silence(url, 'timeout', new Date())

describe('answers on the pages', () => {
  let sharing: SharingBackpack
  const anybody = () => sharing.backpack.browser()
  const publicPage = async (name: string, fields: object = {}) => {
    const id = await sharing.keep(name)
    const { path } = await sharing.link(`/badges/${id}`, fields)
    return { id, path, text: (await anybody().get(path).expect(200)).text }
  }
  beforeEach(async () => {
    sharing = await openSharing()
  })

  it('a key that nobody vouches for is never called valid, and its name stands in quotation marks', async () => {
    const { id, text } = await publicPage('3.0-eddsa-rdfc-2022-valid')
    assert.match(text, /Verdict: <\/span>Issuer not proven<\/h2>/)
    assert.match(text, /A key that calls itself “Kauri College of Agriculture”/)
    assert.match(text, /<bdi>“Kauri College of Agriculture”<\/bdi>/)
    assert.doesNotMatch(text, /Proven by|is-valid/)
    const [, description] = /<meta name="description" content="([^"]*)">/.exec(text)!
    assert.match(
      description!,
      /Issuer not proven\. “Kauri College of Agriculture” · name not proven/,
    )
    const cards = (await sharing.browser.get('/badges')).text
    assert.match(cards, /name not proven/)
    assert.match((await sharing.browser.get(`/badges/${id}`)).text, /Issuer not proven<\/h2>/)
  })

  it('the issuer of a proven badge stands with its host', async () => {
    const { text } = await publicPage('3.0-EdDSA-valid')
    assert.match(text, /<bdi class="host">issuers\.example<\/bdi>/)
    assert.match(text, /All five answers are yes/)
    assert.match(text, /Proven by/)
  })

  it('of a badge that is not genuine nothing is proof, and nobody is asked whose it is', async () => {
    const { text } = await publicPage('2.0-ES256-tampered')
    assert.match(text, /Verdict: <\/span>Not genuine<\/h2>/)
    assert.match(text, /What the badge says <span[^>]*>\(not proven\)/)
    assert.equal(text.match(/Not asked\./g)?.length, 3)
    assert.match(text, /<details class="fold" open>/)
    assert.match(text, /Why not/)
    assert.doesNotMatch(text, /Is it theirs\?|Proven by|Endorsements|the issuer’s (web)?site/)
    assert.doesNotMatch(text, /class="host"/)
  })

  it('days that a link hides are not shown, and never told as none', async () => {
    const { text } = await publicPage('2.0-hosted-valid', showing('name'))
    assert.match(text, /Its dates are not shown on this link/)
    assert.doesNotMatch(text, /[Nn]o end date|20(2[0-57-9])/)
    const ended = await publicPage('1.1-hosted-expired', showing('name'))
    assert.match(ended.text, /The day is not shown on this link/)
  })

  it('an end that has come counts at once, hidden or not, on kept pages too', async () => {
    const shown = await publicPage('2.0-hosted-valid')
    const { path } = await sharing.link(`/badges/${shown.id}`, showing('name'))
    assert.match((await anybody().get(path)).text, /Verdict: <\/span>Valid/)
    sharing.backpack.advance(701 * DAY)
    for (const page of [shown.path, path]) {
      const { text } = await anybody().get(page).expect(200)
      assert.match(text, /Verdict: <\/span>Expired<\/h2>/)
    }
  })

  it('issuers that fall silent leave "proven valid", and never "none is valid"', async () => {
    const ids = [await sharing.keep('2.0-hosted-valid'), await sharing.keep('3.0-EdDSA-valid')]
    const { path } = await sharing.link(await sharing.collect(...ids))
    sharing.backpack.advance(480)
    sharing.backpack.answerWith(offline)
    for (const id of ids) await sharing.browser.post(`/badges/${id}/reports`).expect(303)
    const { text } = await anybody().get(path).expect(200)
    assert.match(text, /2 badges, all proven valid 8 minutes ago/)
    assert.doesNotMatch(text, /none/i)
    const badge = (await anybody().get(`${path}/badges/${ids[0]}`).expect(200)).text
    assert.match(
      badge,
      /Proven valid 8 minutes ago\.<\/strong> The issuer does not answer right now/,
    )
    assert.match(badge, /<bdi class="host">issuers\.example<\/bdi>/)
  })

  it('an issuer that falls silent leaves standing that a badge is withdrawn or not genuine', async () => {
    const [revoked, changed] = [
      await publicPage('2.0-ES256-revoked'),
      await publicPage('2.0-ES256-tampered'),
    ]
    sharing.backpack.advance(480)
    sharing.backpack.answerWith(offline)
    for (const [{ id, path }, word] of [
      [revoked, 'Withdrawn'],
      [changed, 'Not genuine'],
    ] as const) {
      await sharing.browser.post(`/badges/${id}/reports`).expect(303)
      for (const text of [
        (await anybody().get(path)).text,
        (await sharing.browser.get(`/badges/${id}`)).text,
      ]) {
        assert.match(text, new RegExp(`Verdict: </span>${word}</h2>`))
        assert.match(text, /The issuer does not answer now; last heard 8 minutes ago\./)
        assert.match(text, /Tried|Try again/)
      }
      const json = (await anybody().get(path).set('Accept', 'application/json')).text
      assert.doesNotMatch(json, /"verdict": ?"unverifiable"|unreachable/)
      assert.match(json, /"checksAt": ?"2026-03-14T09:26/)
    }
    const history = (await sharing.browser.get(`/badges/${revoked.id}`)).text
    assert.match(history, /the issuer did not answer/)
  })

  it('the kinds of a collection add up', async () => {
    const names = ['2.0-hosted-valid', '3.0-eddsa-rdfc-2022-valid', '1.1-hosted-expired']
    const ids = []
    for (const name of names) ids.push(await sharing.keep(name))
    const { text } = await anybody().get((await sharing.link(await sharing.collect(...ids))).path)
    assert.match(text, /1 of 3 badges is valid today/)
    for (const kind of ['1 valid', '1 with an issuer not proven', '1 expired'])
      assert.ok(text.includes(kind), kind)
  })

  it('what the issuer changed is told after a check and in the history; else that nothing changed', async () => {
    const { id } = await publicPage('2.0-hosted-valid')
    const { loadDocument } = await openIssuer()
    const check = async () => {
      await sharing.browser.post(`/badges/${id}/reports`).expect(303)
      return (await sharing.browser.get(`/badges/${id}`).expect(200)).text
    }
    assert.match(await check(), /Checked again\. Nothing has changed\./)
    sharing.backpack.answerWith(async (url, accept) => {
      const answer = await loadDocument(url, accept)
      if (!url.endsWith('/class.json')) return answer
      const text = Buffer.from(answer.body).toString('utf8').replace('Level 2', 'Level 3')
      return { ...answer, body: Buffer.from(text) }
    })
    const text = await check()
    assert.match(
      text,
      /The title changed\. It was “Bee Keeping, Level 2”\. It is now “Bee Keeping, Level 3”/,
    )
    assert.doesNotMatch(text, /Nothing has changed/)
    assert.match(text, /<del><bdi>Bee Keeping, Level 2<\/bdi><\/del>/)
  })

  it('“Is it theirs?” is offered by a new link unless its owner says otherwise', async () => {
    assert.match((await publicPage('2.0-hosted-valid')).text, /Is it theirs\?/)
    const { text } = await publicPage('3.0-EdDSA-valid', showing('name'))
    assert.doesNotMatch(text, /Is it theirs\?/)
  })

  it('a badge that breaks a rule is genuine, but flawed; one that begins later is not valid yet', async () => {
    const baseUrl = 'https://issuers.example'
    const issuer = await createIssuer({ baseUrl, forgerUrl: 'https://f.example', now: () => NOW })
    sharing.backpack.answerWith(issuer.loadDocument)
    const wordOf = async (state: string) => {
      const { bytes, fileName } = issuer.stateSamples.find((one) => one.state === state)!
      const page = await anybody().post('/check').attach('files', Buffer.from(bytes), fileName)
      return /Verdict: <\/span>([^<]+)<\/h2>/.exec(page.text)![1]
    }
    assert.equal(await wordOf('flawed'), 'Genuine, but flawed')
    assert.equal(await wordOf('not-yet'), 'Not valid yet')
    assert.equal(await wordOf('unanswered'), 'Could not be checked')
  })
})
