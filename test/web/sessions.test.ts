import assert from 'node:assert/strict'
import { ADA, BEN, openBackpack, signIn, signUp } from '../support/backpack.js'

const HOUR = 60 * 60
const DAY = 24 * HOUR

describe('sign-in', () => {
  it('303 to the backpack with the right password, whatever the case of the address', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    const form = { email: ' ADA@Example.org', password: ADA.password }
    const answer = await backpack.browser().post('/sign-in').type('form').send(form).expect(303)
    assert.equal(answer.headers.location, '/badges')
  })

  it('422 with the same words for a wrong password and for an unknown address', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    const texts = []
    for (const form of [{ ...ADA, password: 'wrong' }, BEN])
      texts.push((await backpack.browser().post('/sign-in').type('form').send(form)).text)
    assert.match(texts[0]!, /The address or the password is wrong/)
    assert.equal(texts[0]!.replaceAll(ADA.email, ''), texts[1]!.replaceAll(BEN.email, ''))
  })

  it('422 for empty fields and for fields sent twice, keeping the address', async () => {
    const browser = (await openBackpack()).browser()
    const page = await browser.post('/sign-in').type('form').send({ email: 'a@b.example' })
    assert.equal(page.status, 422)
    assert.match(page.text, /value="a@b\.example"/)
    await browser.post('/sign-in').type('form').send('email=a&email=b&password=c').expect(422)
  })

  it('303 to the page that asked for it', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    const browser = backpack.browser()
    const asked = await browser.get('/emails?a=1').expect(303)
    assert.equal(asked.headers.location, '/sign-in?next=%2Femails%3Fa%3D1')
    const page = await browser.get(asked.headers.location)
    assert.match(page.text, /name="next" value="\/emails\?a=1"/)
    const form = { ...ADA, next: '/emails?a=1' }
    const answer = await browser.post('/sign-in').type('form').send(form).expect(303)
    assert.equal(answer.headers.location, '/emails?a=1')
  })

  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/a\\b',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
  ])
    it(`303 to the backpack instead of ${JSON.stringify(next)}`, async () => {
      const backpack = await openBackpack()
      await signIn(backpack)
      const form = { ...ADA, next }
      const answer = await backpack.browser().post('/sign-in').type('form').send(form).expect(303)
      assert.equal(answer.headers.location, '/badges')
    })

  it('303 for who is signed in already', async () => {
    const browser = await signIn(await openBackpack())
    for (const path of ['/', '/sign-in', '/sign-up'])
      assert.equal((await browser.get(path).expect(303)).headers.location, '/badges')
  })

  it('429 after ten wrong passwords, and the right one works a quarter of an hour later', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    const wrong = { ...ADA, password: 'wrong' }
    const attempt = (form: object) => backpack.browser().post('/sign-in').type('form').send(form)
    for (let i = 0; i < 10; i++) await attempt(wrong).expect(422)
    const refused = await attempt(ADA).expect(429)
    assert.match(refused.text, /Try again in 15 minutes/)
    backpack.advance(15 * 60 + 1)
    await attempt(ADA).expect(303)
  })

  it('counts only wrong passwords', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    for (let i = 0; i < 15; i++)
      await backpack.browser().post('/sign-in').type('form').send(ADA).expect(303)
  })

  it('signs each of two people in who claim one unconfirmed address', async () => {
    const backpack = await openBackpack()
    await signUp(backpack.browser(), ADA)
    await signUp(backpack.browser(), { ...BEN, email: ADA.email })
    for (const [password, name] of [
      [ADA.password, ADA.name],
      [BEN.password, BEN.name],
    ]) {
      const browser = backpack.browser()
      await browser.post('/sign-in').type('form').send({ email: ADA.email, password }).expect(303)
      assert.match((await browser.get('/settings')).text, new RegExp(`value="${name}"`))
    }
  })
})

describe('session', () => {
  it('sets nothing for anonymous visitors', async () => {
    const backpack = await openBackpack()
    for (const path of ['/', '/sign-in', '/passwords/new', '/nowhere']) {
      const page = await backpack.browser().get(path)
      assert.equal(page.headers['set-cookie'], undefined, path)
    }
    assert.deepEqual(await backpack.ctx.db.selectFrom('session').selectAll().execute(), [])
  })

  it('has a cookie that scripts and other sites cannot use', async () => {
    const backpack = await openBackpack()
    const answer = await backpack.browser().post('/sign-up').type('form').send(ADA)
    const [cookie] = answer.get('Set-Cookie')!
    assert.match(cookie!, /^haversack=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
  })

  it('has a Secure cookie bound to the host behind https, also without a told proxy', async () => {
    const backpack = await openBackpack({ env: { BASE_URL: 'https://badges.example' } })
    const answer = await backpack.browser().post('/sign-up').type('form').send(ADA)
    const [cookie] = answer.get('Set-Cookie')!
    assert.match(cookie!, /^__Host-haversack=[^;]+; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
    assert.doesNotMatch(cookie!, /Domain/)
  })

  it('gets a new id when somebody signs in, and keeps only its hash', async () => {
    const backpack = await openBackpack()
    const browser = backpack.browser()
    const first = await browser.post('/sign-up').type('form').send(ADA)
    const second = await browser.post('/sign-in').type('form').send(ADA)
    assert.notEqual(idOf(first), idOf(second))
    const rows = await backpack.ctx.db.selectFrom('session').selectAll().execute()
    assert.ok(rows.every((row) => !JSON.stringify(row).includes(idOf(second))))
  })

  it('lasts 30 days after it was last used', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    for (let i = 0; i < 3; i++) {
      backpack.advance(20 * DAY)
      await browser.get('/settings').expect(200)
    }
    backpack.advance(30 * DAY + 1)
    await browser.get('/settings').expect(303)
  })

  it('303 to the front page after signing out, and the session is gone', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const answer = await browser.post('/sign-out').expect(303)
    assert.equal(answer.headers.location, '/')
    assert.match(answer.get('Set-Cookie')![0]!, /^haversack=; Path=\/; Expires=Thu, 01 Jan 1970/)
    await browser.get('/settings').expect(303)
    assert.deepEqual(await backpack.ctx.db.selectFrom('session').selectAll().execute(), [])
  })

  it('303 for a forged or stale cookie, not an error', async () => {
    const backpack = await openBackpack()
    for (const cookie of ['haversack=nonsense', 'haversack=s%3Aabc.def', 'haversack=%'])
      await backpack.browser().get('/settings').set('Cookie', cookie).expect(303)
  })
})

describe('signed-in browsers', () => {
  it('lists each with its kind and time, and which is this one', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
    const other = backpack.browser()
    await other.post('/sign-in').set('User-Agent', agent).type('form').send(ADA).expect(303)
    const page = await browser.get('/sessions').expect(200)
    assert.match(page.text, /Firefox on Linux/)
    assert.match(page.text, /A browser<\/strong> <span class="tag">this one/)
  })

  it('303 ends another one', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const other = backpack.browser()
    await other.post('/sign-in').set('User-Agent', 'Firefox/1').type('form').send(ADA).expect(303)
    const page = await browser.get('/sessions')
    const row = page.text.slice(page.text.indexOf('Firefox'))
    await browser.post(/action="(\/sessions\/[^"]+)"/.exec(row)![1]!).expect(303)
    await other.get('/settings').expect(303)
    await browser.get('/settings').expect(200)
  })

  it('404 for a browser of somebody else', async () => {
    const backpack = await openBackpack()
    const ada = await signIn(backpack, ADA)
    const ben = await signIn(backpack, BEN)
    const path = /action="(\/sessions\/[^"]+)"/.exec((await ben.get('/sessions')).text)![1]!
    await ada.post(path).expect(404)
    await ben.get('/settings').expect(200)
  })
})

function idOf(answer: { get(name: 'Set-Cookie'): string[] | undefined }): string {
  const value = /^haversack=([^;]+)/.exec(answer.get('Set-Cookie')![0]!)![1]!
  return decodeURIComponent(value).slice(2).split('.')[0]!
}
