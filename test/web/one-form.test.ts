import assert from 'node:assert/strict'
import { migrations } from '../../db/migrations/index.js'
import { addressInOneForm, addressKey } from '../../src/store/emails.js'
import {
  ADA,
  BEN,
  confirmAddress,
  openBackpack,
  signIn,
  signUp,
  type TestBackpack,
} from '../support/backpack.js'
import { openTestDatabase } from '../support/databases.js'
import { plainBadge } from '../support/waiting.js'
import { offline, upload } from '../support/uploads.js'

/** All are ada@example.org, or ada@bücher.example. */
const DISGUISES = [
  'ada@exampⅼe.org',
  'ada@ｅｘａｍｐｌｅ.ｏｒｇ',
  'ａｄａ@example.org',
  'ada@EXAMPLE.org',
  'ada@example。org',
  'ada＠example.org',
  'ada@exam\u00adple.org',
  'ada@exam\u200bple.org',
]

describe('an address in another form', () => {
  for (const email of DISGUISES)
    it(`${JSON.stringify(email)} is the one that another account confirmed`, async () => {
      const backpack = await openBackpack()
      await signIn(backpack)
      await signUp(backpack.browser(), { ...BEN, email })
      const [newest] = await allMails(backpack)
      assert.equal(newest!.toLowerCase(), ADA.email)
      assert.match((await backpack.mailTo(newest!)).subject, /already belongs/)
      await backpack
        .browser()
        .post('/sign-in')
        .type('form')
        .send({ ...ADA, email })
        .expect(303)
    })

  it('is one address for the limits of mails', async () => {
    const backpack = await openBackpack()
    for (const email of [...DISGUISES, ...DISGUISES])
      await backpack.browser().post('/passwords/new').type('form').send({ email }).expect(303)
    assert.equal((await allMails(backpack)).length, 6)
  })

  it('is added once to an account', async () => {
    const browser = await signIn(await openBackpack())
    for (const email of DISGUISES)
      await browser
        .post('/emails')
        .type('form')
        .send({ ...ADA, email })
        .expect(422)
  })

  it('of an international domain is one in Unicode and in ASCII', async () => {
    const backpack = await openBackpack()
    const ada = backpack.browser()
    await signUp(ada, { ...ADA, email: 'ada@bücher.example' })
    await confirmAddress(backpack, ada, 'ada@xn--bcher-kva.example')
    for (const email of [
      'ada@xn--bcher-kva.example',
      'ada@BÜCHER.example',
      'ada@bu\u0308cher.example',
    ])
      await backpack
        .browser()
        .post('/sign-in')
        .type('form')
        .send({ ...ADA, email })
        .expect(303)
  })

  it('that a badge names is kept and mailed as the one it means', async () => {
    const backpack = await openBackpack({ loadDocument: offline })
    const browser = await signIn(backpack, BEN)
    await upload(browser, await plainBadge('Welding', 'ada@exampⅼe.org')).expect(303)
    await browser.post('/waiting/confirmations').type('form').send(BEN).expect(303)
    const rows = await backpack.ctx.db.selectFrom('email').select('address').execute()
    assert.deepEqual(rows.map(({ address }) => address).sort(), [ADA.email, BEN.email])
    await confirmAddress(backpack, browser)
  })

  for (const email of [
    'a\u200bda@example.org',
    'ada@exa mple.org',
    'ada@-.org',
    'ada@xn--a.org',
    '@b.org',
  ])
    it(`422 for ${JSON.stringify(email)}`, async () => {
      const form = { ...ADA, email }
      await (await openBackpack()).browser().post('/sign-up').type('form').send(form).expect(422)
    })

  it('keeps the capitals somebody typed, and is itself when it is read again', () => {
    assert.equal(addressInOneForm(' Ada@Example.ORG '), 'Ada@Example.ORG')
    for (const text of DISGUISES) {
      const once = addressInOneForm(text)!
      assert.equal(addressInOneForm(once), once)
      assert.equal(addressKey(text), ADA.email)
      assert.equal(addressKey(once), ADA.email)
    }
    assert.equal(addressKey('дрю@Почта.example'), 'дрю@xn--80a1acny.example')
  })
})

describe('the step to one form of addresses', () => {
  it('changes what is compared, and leaves an address alone that would be another’s', async () => {
    const db = await openTestDatabase()
    const step = migrations['0016-account-changes']!
    await db.schema.dropTable('accountChange').execute()
    for (const [id, addressKeyBefore, confirmedAt] of [
      ['one', 'ada@bücher.example', '2026-01-01'],
      ['two', 'ada@exampⅼe.org', '2026-01-01'],
      ['three', 'ada@example.org', '2026-01-02'],
      ['four', 'ada@BÜCHER.example', null],
    ] as const) {
      const account = { id, name: id, passwordHash: 'x', createdAt: '2026-01-01' }
      await db.insertInto('account').values(account).execute()
      const email = { id, accountId: id, address: addressKeyBefore, isPrimary: true, confirmedAt }
      await db
        .insertInto('email')
        .values({ ...email, addressKey: addressKeyBefore, createdAt: '2026-01-01' })
        .execute()
    }
    await step.up(db.withoutPlugins() as never)
    const rows = await db.selectFrom('email').select(['id', 'addressKey']).orderBy('id').execute()
    assert.deepEqual(rows, [
      { id: 'four', addressKey: 'ada@xn--bcher-kva.example' },
      { id: 'one', addressKey: 'ada@xn--bcher-kva.example' },
      { id: 'three', addressKey: 'ada@example.org' },
      { id: 'two', addressKey: 'ada@exampⅼe.org' },
    ])
  })
})

/** Addresses that were mailed to, newest first. */
async function allMails({ ctx }: TestBackpack): Promise<string[]> {
  const { listOutbox } = await import('../../src/mail/outbox.js')
  const { outboxFolder } = await import('../../src/mail/mailer.js')
  return (await listOutbox(outboxFolder(ctx.config))).map(({ to }) => to)
}
