import assert from 'node:assert/strict'
import { verifyDue } from '../../src/backpack/badges/verify.js'
import { verifyNextItem } from '../../src/backpack/imports/verify-item.js'
import { createLog } from '../../src/log.js'
import { createMailer } from '../../src/mail/mailer.js'
import {
  confirmAddress,
  linkOf,
  openBackpack,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { paste, upload } from '../support/uploads.js'

const PERSON = {
  name: 'Wilhelmina Quackenbush',
  email: 'ada@example.org',
  password: 'otters juggle pebbles at noon',
}
const OTHER = { ...PERSON, email: 'wilhelmina@quackenbush.example' }

describe('what is written into the log while people do all they do', () => {
  const lines: string[] = []
  let backpack: TestBackpack
  before(async () => {
    const log = createLog('trace', { write: (line) => void lines.push(line) })
    backpack = await openBackpack({
      loadDocument: (await openIssuer()).loadDocument,
      context: { log },
    })
    const { config, now } = backpack.ctx
    backpack.ctx.mailer = createMailer(config, log, now)
  })

  /** Everything of theirs: names, addresses, passwords, tokens, ids of badges and what badges say. */
  async function secrets(): Promise<string[]> {
    const { db } = backpack.ctx
    const mails = [
      ...(await backpack.mailsTo(PERSON.email)),
      ...(await backpack.mailsTo(OTHER.email)),
    ]
    const tokens = mails.flatMap(({ text }) => text.match(/[\w-]{43}/g) ?? [])
    const badges = await db.selectFrom('badge').select(['title', 'credential']).execute()
    const hashes = await db.selectFrom('session').select('hash').execute()
    return [
      ...['Wilhelmina', 'Quackenbush', 'example.org', PERSON.email, PERSON.password],
      ...tokens,
      ...hashes.map(({ hash }) => hash),
      ...badges.flatMap(({ title, credential }) => [title, credential.id ?? title]),
    ]
  }

  it('names nobody, opens nothing, and tells nothing of a badge', async () => {
    const browser = backpack.browser()
    await signUp(browser, PERSON)
    await confirmAddress(backpack, browser, PERSON.email)
    for (const name of ['2.0-hosted-valid', '3.0-EdDSA-valid', '2.0-RS256-tampered'])
      await upload(browser, await sampleOf(name))
    await paste(browser, 'https://issuers.example/nothing-here')
    await paste(browser, PERSON.email)
    const badge = await sampleOf('1.1-hosted-expired')
    await browser.post('/imports').attach('files', Buffer.from(badge.bytes), 'Wilhelmina.png')
    while (await verifyNextItem(backpack.ctx));
    await browser.get(`/badges?q=${encodeURIComponent(PERSON.name)}`).expect(200)
    const rows = await backpack.ctx.db.selectFrom('badge').select('id').execute()
    const fields = { title: PERSON.name, badge: rows.map(({ id }) => id) }
    const made = await browser.post('/collections').type('form').send(fields).expect(303)
    const shares = `${made.headers.location}/shares`
    await browser.post(shares).type('form').send({ label: PERSON.name }).expect(303)
    const link = /\/s\/[\w-]{43}/.exec((await browser.get(shares)).text)![0]
    const visitor = backpack.browser()
    for (const below of ['', '/qr.svg', '/collection.pdf', '/picture.png', '?format=json'])
      await visitor.get(`${link}${below}`)
    await visitor.get(`/s/${'x'.repeat(43)}`).expect(404)
    await visitor.get(`/nobody/${PERSON.email}?name=${PERSON.name}`)
    await visitor.post('/check').field('text', badge.url!).field('recipient', PERSON.email)
    await visitor
      .post('/sign-in')
      .type('form')
      .send({ ...PERSON, password: 'guessed wrongly' })
    await visitor.post('/passwords/new').type('form').send({ email: PERSON.email }).expect(303)
    await visitor.get(linkOf(backpack, await backpack.mailTo(PERSON.email))).expect(200)
    await browser
      .post('/emails')
      .type('form')
      .send({ ...PERSON, email: OTHER.email })
      .expect(303)
    await browser.get('/badges/00000000-0000-0000-0000-000000000000').expect(404)
    backpack.advance(40 * 24 * 3600)
    while ((await verifyDue(backpack.ctx)) > 0);
    await assertSaysNothing()
  })

  it('neither when mails, files and the database fail', async () => {
    const failure = (words: string) => Promise.reject(new Error(`${words} <${PERSON.email}>`))
    const { mailer, files } = backpack.ctx
    backpack.ctx.mailer = { send: () => failure('550 no such user') }
    await signUp(backpack.browser(), OTHER)
    backpack.ctx.mailer = mailer
    backpack.ctx.files = { ...files, put: () => failure('cannot write') }
    const browser = backpack.browser()
    await browser.post('/sign-in').type('form').send(PERSON).expect(303)
    await upload(browser, await sampleOf('2.0-hosted-valid')).expect(500)
    backpack.ctx.files = files
    assert.ok(lines.some((line) => line.includes('"level":50')))
    await assertSaysNothing()
  })

  async function assertSaysNothing(): Promise<void> {
    const said = lines.join('').toLowerCase()
    assert.ok(lines.length > 20)
    for (const secret of await secrets())
      assert.ok(!said.includes(secret.toLowerCase()), `the log says ${secret}`)
  }
})
