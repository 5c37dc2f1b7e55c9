import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { silence } from '../../src/openbadges/index.js'
import { openBackpack, type TestBackpack } from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { countRows } from '../support/uploads.js'

/** What a program reads of a check. */
interface CheckAnswer {
  verdict: string | null
  checks: { check: string; outcome: string }[]
  documents: { url: string; bytes: number; body?: unknown }[]
  error: { code: string; message: string }
}

describe('checking any badge', () => {
  let backpack: TestBackpack
  beforeEach(async () => {
    const { loadDocument } = await openIssuer()
    backpack = await openBackpack({ loadDocument })
  })

  async function send(name: string, fields: Record<string, string> = {}) {
    const { bytes, fileName } = await sampleOf(name)
    const request = backpack.browser().post('/check')
    for (const [field, value] of Object.entries(fields)) request.field(field, value)
    return request.attach('files', Buffer.from(bytes), fileName)
  }

  async function ask(name: string, fields: Record<string, string> = {}): Promise<CheckAnswer> {
    const { bytes, fileName } = await sampleOf(name)
    const request = backpack.browser().post('/check').set('Accept', 'application/json')
    for (const [field, value] of Object.entries(fields)) request.field(field, value)
    const answer = await request.attach('files', Buffer.from(bytes), fileName).expect(200)
    return answer.body as CheckAnswer
  }

  it('200 with a place for a file and for text, without an account', async () => {
    const { text } = await backpack.browser().get('/check').expect(200)
    assert.match(text, /You need no account, and nothing is kept/)
    assert.match((await backpack.browser().get('/')).text, /href="\/check"/)
  })

  it('200 with the verdict and every check; nothing is kept and no cookie set', async () => {
    for (const [name, word] of [
      ['2.0-hosted-valid', 'Valid'],
      ['2.0-RS256-expired', 'Expired'],
      ['2.0-ES256-revoked', 'Withdrawn'],
      ['3.0-EdDSA-valid', 'Valid'],
      ['3.0-eddsa-rdfc-2022-valid', 'Issuer not proven'],
      ['3.0-EdDSA-forged', 'Not proven'],
      ['2.0-ES256-tampered', 'Not genuine'],
    ] as const) {
      const page = await send(name)
      assert.equal(page.status, 200)
      assert.match(page.text, new RegExp(`Verdict: </span>${word}</h2>`))
      for (const question of [
        'Is it real?',
        'From whom?',
        'Still valid?',
        'Whose is it?',
        'By the rules?',
      ])
        assert.ok(page.text.includes(question), question)
      assert.equal(page.headers['set-cookie'], undefined)
    }
    assert.equal(await countRows(backpack, 'badge'), 0)
    assert.equal(await countRows(backpack, 'report'), 0)
    assert.ok(!existsSync(join(backpack.ctx.config.dataDir, 'files')))
  })

  it('200 with its picture, from us', async () => {
    const page = await send('2.0-hosted-valid')
    const [src] = /\/check\/pictures\/[0-9a-f]+/.exec(page.text)!
    const picture = await backpack.browser().get(src).expect(200)
    assert.match(picture.headers['content-security-policy']!, /sandbox/)
    await backpack.browser().get('/check/pictures/0123').expect(404)
  })

  it('200 with the report for programs, documents without their bytes', async () => {
    const { verdict, checks, documents } = await ask('2.0-hosted-valid')
    assert.equal(verdict, 'valid')
    assert.ok(checks.length > 3)
    assert.ok(documents.every(({ bytes, body }) => bytes > 0 && body === undefined))
  })

  it('200 for a pasted address and for pasted text, also as a plain form', async () => {
    const { url } = await sampleOf('2.0-hosted-valid')
    const pasted = backpack.browser().post('/check').type('form').send({ text: url })
    assert.match((await pasted.expect(200)).text, /Verdict: <\/span>Valid<\/h2>/)
    const text = Buffer.from((await sampleOf('3.0-EdDSA-valid')).bytes).toString('utf8')
    const token = backpack.browser().post('/check').field('text', text)
    assert.match((await token.expect(200)).text, /Verdict: <\/span>Valid<\/h2>/)
  })

  it('200 for a list of one, 422 for several things with a comma between', async () => {
    const { url } = await sampleOf('2.0-hosted-valid')
    const check = (text: string) => backpack.browser().post('/check').type('form').send({ text })
    assert.match((await check(JSON.stringify([url])).expect(200)).text, /Verdict: <\/span>Valid/)
    assert.match((await check(`${url}, ${url}?2`).expect(422)).text, /A list, not one badge/)
  })

  it('says whether it was awarded to an address, only when asked', async () => {
    const theirs = (answer: CheckAnswer) =>
      answer.checks.find(({ check }) => check === 'recipient')?.outcome
    const name = '2.0-hosted-valid'
    assert.equal(theirs(await ask(name, { recipient: 'ada@example.org' })), 'passed')
    assert.equal(theirs(await ask(name, { recipient: 'ben@example.org' })), 'failed')
    const yes = await send(name, { recipient: 'ada@example.org' })
    assert.match(yes.text, /Awarded to the address you typed/)
    const no = await send(name, { recipient: 'ben@example.org' })
    assert.match(no.text, /Not awarded to the address you typed/)
    assert.match((await send(name)).text, /Type an e-mail address with the badge, and we compare/)
  })

  it('422 with what is the matter and what to do when it is no badge', async () => {
    const empty = await backpack.browser().post('/check').field('text', '').expect(422)
    assert.match(empty.text, /Choose a file, or paste/)
    const request = backpack.browser().post('/check')
    const words = await request.attach('files', Buffer.from('just words'), 'x.txt').expect(422)
    assert.match(words.text, /What to do:/)
    const machine = await backpack
      .browser()
      .post('/check')
      .set('Accept', 'application/json')
      .field('text', 'just words')
      .expect(422)
    const { verdict, error } = machine.body as CheckAnswer
    assert.equal(verdict, null)
    assert.ok(error.code.length > 0 && error.message.length > 0)
  })

  it('422 with the form as it was typed for a link that leads nowhere', async () => {
    backpack.answerWith((url) => Promise.resolve(silence(url, 'dns', backpack.ctx.now())))
    for (const text of ['https://nowhere.example/badges/1', 'https://127.0.0.1/badges/1']) {
      const post = () => backpack.browser().post('/check')
      const page = await post().type('form').send({ text, recipient: 'ada@example.org' })
      assert.equal(page.status, 422)
      assert.match(page.text, /What to do:/)
      assert.ok(page.text.includes(`${text}</textarea>`))
      assert.match(page.text, /value="ada@example\.org"/)
      const asked = post().set('Accept', 'application/json').field('text', text)
      const { verdict, error } = (await asked.expect(422)).body as CheckAnswer
      assert.equal(verdict, null)
      assert.match(error.code, /^[a-z_]+$/)
    }
  })

  it('422 for several files at once', async () => {
    const { bytes } = await sampleOf('2.0-hosted-valid')
    const request = backpack.browser().post('/check')
    for (const name of ['a.svg', 'b.svg']) request.attach('files', Buffer.from(bytes), name)
    assert.match((await request.expect(422)).text, /Send one file/)
  })

  it('429 when one visitor asks too much', async () => {
    const ask = () => backpack.browser().post('/check').type('form').send({ text: '' })
    for (let i = 0; i < 40; i++) await ask().expect(422)
    const refused = await ask().expect(429)
    assert.match(refused.headers['retry-after']!, /^\d+$/)
  })

  it('503 at once for who comes to a full queue, told when to come back', async () => {
    const hosted = await sampleOf('2.0-hosted-valid')
    let answerAll = () => {}
    const answered = new Promise<void>((resolve) => (answerAll = resolve))
    const loadDocument = (url: string) => answered.then(() => silence(url, 'timeout', new Date()))
    const slow = await openBackpack({ loadDocument })
    let refused = 0
    const checks = Array.from({ length: 25 }, async () => {
      const file = Buffer.from(hosted.bytes)
      const answer = await slow.browser().post('/check').attach('files', file, hosted.fileName)
      if (answer.status === 503 && ++refused === 5) answerAll()
      return answer
    })
    const answers = await Promise.all(checks)
    assert.equal(answers.filter(({ status }) => status === 200).length, 20)
    for (const { headers } of answers.filter(({ status }) => status !== 200))
      assert.equal(headers['retry-after'], '5')
  })

  it('403 for a form on another site', async () => {
    await backpack
      .browser()
      .post('/check')
      .set('Origin', 'https://evil.example')
      .field('text', 'x')
      .expect(403)
  })
})
