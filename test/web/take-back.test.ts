import assert from 'node:assert/strict'
import { removeLostFactors } from '../../src/backpack/account/recovery-codes.js'
import {
  ADA,
  type Browser,
  confirmAddress,
  linkOf,
  openBackpack,
  signIn,
  type TestBackpack,
} from '../support/backpack.js'
import { addPhone } from '../support/second-factors.js'

const DAY = 24 * 60 * 60
const THIEF = 'thief@example.net'
const NEW = 'smoke calms a colony'

describe('an account that somebody with its password took', () => {
  let backpack: TestBackpack
  let thief: Browser
  beforeEach(async () => {
    backpack = await openBackpack()
    await signIn(backpack)
    backpack.advance(30 * DAY)
    thief = backpack.browser()
    await thief.post('/sign-in').type('form').send(ADA).expect(303)
  })
  const post = (path: string, body: object = {}) =>
    thief
      .post(path)
      .type('form')
      .send({ password: ADA.password, ...body })
  const steal = async () => {
    await post('/emails', { email: THIEF }).expect(303)
    await confirmAddress(backpack, thief, THIEF)
    backpack.advance(60)
    await post(`/emails/${await idOf(backpack, THIEF)}/primary`).expect(303)
    backpack.advance(60)
    await post(`/emails/${await idOf(backpack, ADA.email)}/delete`).expect(303)
    backpack.advance(60)
    await post('/settings/password', { current: ADA.password, password: NEW }).expect(303)
  }
  const undoLinks = async (address: string) => {
    const mails = await backpack.mailsTo(address)
    return mails.flatMap(({ text }) => /\/undo\/[\w-]+/.exec(text)?.[0] ?? [])
  }

  it('every change is told to its confirmed address, also the one that takes it away', async () => {
    await steal()
    const told = (await backpack.mailsTo(ADA.email)).map(({ subject }) => subject)
    assert.deepEqual(told.slice(0, 3), [
      'An address was removed from your Haversack account',
      'Your Haversack account has another main address',
      'An address was added to your Haversack account',
    ])
    assert.match((await backpack.mailTo(ADA.email)).text, /ada@example\.org was removed/)
  })

  for (const [which, index] of [
    ['removed', 0],
    ['replaced', 1],
    ['not yet replaced', 2],
  ] as const)
    it(`303 its address that was ${which} takes it back, six days later`, async () => {
      await steal()
      const path = (await undoLinks(ADA.email))[index]!
      backpack.advance(6 * DAY)
      const owner = backpack.browser()
      assert.match((await owner.get(path).expect(200)).text, /Take my account back/)
      assert.deepEqual(await addresses(backpack), [THIEF])
      const choose = (await owner.post(path).expect(303)).headers.location!
      await thief.get('/settings').expect(303)
      for (const password of [ADA.password, NEW])
        for (const email of [ADA.email, THIEF])
          await backpack
            .browser()
            .post('/sign-in')
            .type('form')
            .send({ email, password })
            .expect(422)
      await owner.post(choose).type('form').send({ password: 'mine again, for good' }).expect(303)
      await owner.get('/settings').expect(200)
      const left = await addresses(backpack)
      assert.ok(left.includes(ADA.email))
      assert.equal(left.includes(THIEF), index < 2)
      await owner.post(path).expect(410)
    })

  it('an address that came within seven days is told, and takes nothing back', async () => {
    await steal()
    const mails = await backpack.mailsTo(THIEF)
    assert.match(mails[0]!.subject, /password was changed/)
    const [first] = (await undoLinks(ADA.email)).slice(-1)
    const owner = backpack.browser()
    const choose = (await owner.post(first!).expect(303)).headers.location!
    await owner.post(choose).type('form').send({ password: 'mine again, for good' }).expect(303)
    const known = await undoLinks(THIEF)
    for (const path of known) await thief.post(path).expect(410)
    assert.deepEqual(await addresses(backpack), [ADA.email])
  })

  it('410 after seven days, and for a link nobody made', async () => {
    await steal()
    const [path] = await undoLinks(ADA.email)
    backpack.advance(7 * DAY)
    await backpack.browser().get(path!).expect(410)
    await backpack.browser().post(path!).expect(410)
    await backpack.browser().post('/undo/nonsense').expect(410)
  })

  it('a later change cannot be taken back once an earlier one was', async () => {
    await steal()
    const paths = await undoLinks(ADA.email)
    await backpack.browser().post(paths.at(-1)!).expect(303)
    for (const path of paths) await backpack.browser().post(path).expect(410)
  })

  it('an address that another account confirmed meanwhile comes back unconfirmed', async () => {
    await steal()
    const [path] = await undoLinks(ADA.email)
    const fresh = backpack.browser()
    await fresh
      .post('/sign-up')
      .type('form')
      .send({ ...ADA, name: 'Ada again' })
      .expect(303)
    await confirmAddress(backpack, fresh)
    await backpack.browser().post(path!).expect(303)
    await fresh.get('/settings').expect(200)
  })

  it('its badges and links stay, and it is told that it was deleted', async () => {
    await post('/account/delete').expect(303)
    assert.match((await backpack.mailTo(ADA.email)).subject, /account is deleted/)
  })
})

describe('a change of a password by mail', () => {
  it('303 is taken back by another confirmed address', async () => {
    const backpack = await openBackpack()
    const ada = await signIn(backpack)
    const form = { email: 'ada@work.example', password: ADA.password }
    await ada.post('/emails').type('form').send(form).expect(303)
    await confirmAddress(backpack, ada, form.email)
    await ada.post('/passwords/new').type('form').send(form).expect(303)
    const reset = linkOf(backpack, await backpack.mailTo(form.email))
    await backpack.browser().post(reset).type('form').send({ password: NEW }).expect(303)
    const mail = await backpack.mailTo(ADA.email)
    assert.match(mail.subject, /password was changed/)
    await backpack.browser().post(linkOf(backpack, mail)).expect(303)
    const attempt = { email: ADA.email, password: NEW }
    await backpack.browser().post('/sign-in').type('form').send(attempt).expect(422)
  })
})

describe('a second step that the host took away', () => {
  it('303 with the password alone; who had not asked for it has all back by the letter', async () => {
    const backpack = await openBackpack()
    const post = (browser: Browser, path: string, body: object = {}) =>
      browser.post(path).type('form').send(body)
    const ada = await signIn(backpack)
    const { phone, codes } = await addPhone(backpack, ada)
    const { id } = await backpack.ctx.db
      .selectFrom('account')
      .select('id')
      .executeTakeFirstOrThrow()
    await removeLostFactors(backpack.ctx, id)
    await assert.rejects(removeLostFactors(backpack.ctx, id), { code: 'conflict' })
    await ada.get('/badges').expect(303)
    const thief = backpack.browser()
    assert.equal((await post(thief, '/sign-in', ADA)).headers.location, '/badges')
    const letter = await backpack.mailTo(ADA.email)
    assert.match(letter.subject, /no longer has a second step/)
    const owner = backpack.browser()
    const back = await post(owner, linkOf(backpack, letter)).expect(303)
    await thief.get('/badges').expect(303)
    await post(owner, back.headers.location!, { password: NEW, code: codes[5] }).expect(303)
    backpack.advance(60)
    await post(thief, '/sign-in', { ...ADA, password: NEW }).expect(303)
    await thief.get('/badges').expect(303)
    await post(thief, '/sign-in/code', { code: phone.code() }).expect(303)
    await thief.get('/badges').expect(200)
  })
})

async function idOf({ ctx }: TestBackpack, address: string): Promise<string> {
  const found = ctx.db.selectFrom('email').where('address', '=', address).select('id')
  return (await found.executeTakeFirstOrThrow()).id
}

async function addresses({ ctx }: TestBackpack): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('email')
    .select('address')
    .orderBy('isPrimary', 'desc')
    .execute()
  return rows.map(({ address }) => address)
}
