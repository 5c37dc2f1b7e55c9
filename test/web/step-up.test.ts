import assert from 'node:assert/strict'
import {
  ADA,
  BEN,
  type Browser,
  confirmAddress,
  openBackpack,
  signIn,
  type TestBackpack,
} from '../support/backpack.js'
import { createLimits } from '../../src/web/middleware/rate-limit.js'
import { stepUp } from '../../src/web/middleware/step-up.js'

const WORK = 'ada@work.example'
const THIEF = 'thief@example.net'

describe('a stolen session', () => {
  for (const [deed, path, body] of [
    ['adds no address', () => '/emails', { email: THIEF }],
    ['makes no address the main one', (work: string) => `/emails/${work}/primary`, {}],
    ['removes no address', (work: string) => `/emails/${work}/delete`, {}],
    ['deletes no account', () => '/account/delete', {}],
    ['changes no password', () => '/settings/password', { password: 'smoke calms a colony' }],
  ] as const)
    it(`422 ${deed} without the password, also right after signing in`, async () => {
      const { backpack, browser, work } = await withTwoAddresses()
      const before = await everything(backpack)
      const asked = await post(browser, path(work), body).expect(422)
      assert.match(asked.text, /password/)
      for (const password of ['wrong', '', ADA.password.toUpperCase()])
        await post(browser, path(work), { ...body, password, current: password }).expect(422)
      assert.deepEqual(await everything(backpack), before)
    })

  it('422 asks with what was typed kept, and then does it', async () => {
    const { browser } = await withTwoAddresses()
    const asked = await post(browser, '/emails', { email: 'ada@"<b>.example' }).expect(422)
    assert.doesNotMatch(asked.text, /<b>/)
    const page = await post(browser, '/emails', { email: 'ada@old.example' }).expect(422)
    assert.match(page.text, /action="\/emails"[\s\S]*name="email" value="ada@old\.example"/)
    assert.doesNotMatch(page.text, /There is one thing to correct/)
    await post(browser, '/emails', { email: 'ada@old.example', password: ADA.password }).expect(303)
    assert.match((await browser.get('/emails')).text, /ada@old\.example/)
  })

  it('is worth nothing once its owner typed the password', async () => {
    const { backpack, browser, work } = await withTwoAddresses()
    const cookie = await cookieOf(browser)
    await backpack.browser().get('/settings').set('Cookie', cookie).expect(200)
    await post(browser, `/emails/${work}/primary`, { password: ADA.password }).expect(303)
    await backpack.browser().get('/settings').set('Cookie', cookie).expect(303)
    await browser.get('/settings').expect(200)
  })

  it('is worth nothing after a new password, in the browser it was copied from too', async () => {
    const { backpack, browser } = await withTwoAddresses()
    const cookie = await cookieOf(browser)
    const change = { current: ADA.password, password: 'smoke calms a colony' }
    await post(browser, '/settings/password', change).expect(303)
    await backpack.browser().get('/settings').set('Cookie', cookie).expect(303)
    await browser.get('/settings').expect(200)
  })

  it('429 after ten guesses, with the time to wait', async () => {
    const { browser } = await withTwoAddresses()
    for (let n = 0; n < 10; n++)
      await post(browser, '/account/delete', { password: `guess ${n}` }).expect(422)
    const refused = await post(browser, '/account/delete', { password: ADA.password }).expect(429)
    assert.ok(Number(refused.headers['retry-after']) > 0)
  })

  it('is not proven by the password of somebody else', async () => {
    const { backpack, browser } = await withTwoAddresses()
    await signIn(backpack, BEN)
    await post(browser, '/account/delete', { password: BEN.password }).expect(422)
  })
})

describe('what asks for a proof within ten minutes', () => {
  it('takes signing in for one, and asks again later', async () => {
    const backpack = await openBackpack()
    const owner = stepUp(backpack.ctx, createLimits(backpack.ctx))
    const signedInAt = backpack.ctx.now().toISOString()
    const req: object = { session: { provenAt: signedInAt }, method: 'GET', originalUrl: '/export' }
    const ask = (res: object) => owner.provedLately(req as never, res as never)
    assert.equal(await ask({}), true)
    backpack.advance(10 * 60 + 1)
    const rendered: unknown[] = []
    const locals = { account: { id: 'ada' } }
    await ask({ locals, render: (...args: unknown[]) => void rendered.push(args) })
    assert.match(JSON.stringify(rendered), /step-up\/show.*"next","\/export"/)
  })

  it('303 back to the page that asked, on this site only', async () => {
    const browser = await signIn(await openBackpack())
    const to = async (next: string) =>
      (await post(browser, '/step-up', { next, password: ADA.password }).expect(303)).headers
        .location
    assert.equal(await to('/sessions?a=1'), '/sessions?a=1')
    assert.equal(await to('//evil.example'), '/badges')
    await post(browser, '/step-up', { next: '/sessions', password: 'wrong' }).expect(422)
  })
})

async function withTwoAddresses() {
  const backpack = await openBackpack()
  const browser = await signIn(backpack)
  await post(browser, '/emails', { email: WORK, password: ADA.password }).expect(303)
  await confirmAddress(backpack, browser, WORK)
  const { id: work } = await backpack.ctx.db
    .selectFrom('email')
    .where('address', '=', WORK)
    .select('id')
    .executeTakeFirstOrThrow()
  return { backpack, browser, work }
}

async function everything({ ctx }: TestBackpack) {
  return [
    await ctx.db.selectFrom('account').selectAll().execute(),
    await ctx.db.selectFrom('email').selectAll().execute(),
  ]
}

function post(browser: Browser, path: string, body: object) {
  return browser.post(path).type('form').send(body)
}

/** What a thief would copy. */
async function cookieOf(browser: Browser): Promise<string> {
  const page = await browser.get('/settings').expect(200)
  return /haversack=[^;]+/.exec(page.get('Set-Cookie')!.join())![0]
}
