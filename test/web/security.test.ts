import assert from 'node:assert/strict'
import { ADA, openBackpack, signIn } from '../support/backpack.js'

const NAME = { name: 'Eve' }

describe('requests from elsewhere', () => {
  for (const site of ['cross-site', 'same-site', 'nonsense'])
    it(`403 for a change that a ${site} page sent`, async () => {
      const browser = await signIn(await openBackpack())
      const send = browser.post('/settings/name').set('Sec-Fetch-Site', site).type('form')
      await send.send(NAME).expect(403)
      assert.match((await browser.get('/settings')).text, /value="Ada Njoroge"/)
    })

  for (const origin of [
    'https://evil.example',
    'null',
    'http://localhost:3001',
    'https://localhost:3000',
  ])
    it(`403 for a change from Origin ${origin}`, async () => {
      const browser = await signIn(await openBackpack())
      await browser.post('/settings/name').set('Origin', origin).type('form').send(NAME).expect(403)
    })

  it('403 also for signing in, so that nobody is signed in to a foreign account', async () => {
    const backpack = await openBackpack()
    await signIn(backpack)
    const send = backpack.browser().post('/sign-in').set('Sec-Fetch-Site', 'cross-site')
    await send.type('form').send(ADA).expect(403)
  })

  it('403 when both are there and only the Origin is ours', async () => {
    const browser = await signIn(await openBackpack())
    const send = browser.post('/settings/name').set('Origin', 'http://localhost:3000')
    await send.set('Sec-Fetch-Site', 'cross-site').type('form').send(NAME).expect(403)
  })

  it('303 for our own page, by either header, and for programs that send neither', async () => {
    const browser = await signIn(await openBackpack())
    const send = () => browser.post('/settings/name').type('form')
    await send().set('Sec-Fetch-Site', 'same-origin').send(NAME).expect(303)
    await send().set('Origin', 'http://localhost:3000').send(NAME).expect(303)
    await send().send(NAME).expect(303)
  })

  it('200 for reading from anywhere', async () => {
    const browser = (await openBackpack()).browser()
    await browser.get('/').set('Sec-Fetch-Site', 'cross-site').expect(200)
  })
})

describe('pages below the line', () => {
  for (const path of [
    '/settings',
    '/emails',
    '/sessions',
    '/account/delete',
    '/badges',
    '/badges/new',
    '/collections',
    '/collections/new',
    '/imports',
    '/trash',
    '/waiting',
    '/Badges',
  ])
    it(`303 from ${path} to the sign-in page`, async () => {
      const answer = await (await openBackpack()).browser().get(path).expect(303)
      assert.equal(answer.headers.location, `/sign-in?next=${encodeURIComponent(path)}`)
    })

  for (const path of ['/no-such-page', '/badge', '/admin/users', '/outbox/1'])
    it(`404 from ${path} without signing in first`, async () => {
      const browser = (await openBackpack()).browser()
      assert.match((await browser.get(path).expect(404)).text, /There is no such page/)
      await browser.post(path).expect(404)
    })

  it('303 for a change, without a way back to it', async () => {
    const answer = await (await openBackpack()).browser().post('/settings/name').expect(303)
    assert.equal(answer.headers.location, '/sign-in')
  })
})

describe('headers', () => {
  it('allow only our own files, no frames, no sniffing', async () => {
    const { headers } = await (await openBackpack()).browser().get('/')
    const policy = headers['content-security-policy']!
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      assert.ok(policy.includes(rule), rule)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-powered-by'], undefined)
  })

  it('tell other sites nothing of where a visitor came from, yet our forms their origin', async () => {
    const { headers } = await (await openBackpack()).browser().get('/')
    assert.equal(headers['referrer-policy'], 'same-origin')
  })

  it('ask for https only where the site has it', async () => {
    const plain = await (await openBackpack()).browser().get('/')
    assert.equal(plain.headers['strict-transport-security'], undefined)
    assert.doesNotMatch(plain.headers['content-security-policy']!, /upgrade-insecure/)
    const env = { BASE_URL: 'https://badges.example' }
    const secure = await (await openBackpack({ env })).browser().get('/')
    assert.match(secure.headers['strict-transport-security']!, /max-age/)
  })
})

describe('failures', () => {
  it('404 as a page with the number of the request', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    const page = await browser.get('/nowhere').expect(404)
    assert.match(page.text, /name this request: <code>[0-9a-f-]{36}/)
  })

  it('500 without the reason', async () => {
    const backpack = await openBackpack()
    const browser = await signIn(backpack)
    await backpack.ctx.db.schema.alterTable('email').renameTo('elsewhere').execute()
    const page = await browser.get('/emails').expect(500)
    assert.doesNotMatch(page.text, /email_|no such table|SQLITE|does not exist/)
  })

  it('400 for a body that cannot be read', async () => {
    const browser = (await openBackpack()).browser()
    const type = 'application/x-www-form-urlencoded; charset=x-nonsense'
    assert.equal((await browser.post('/sign-in').set('Content-Type', type).send('a=b')).status, 415)
    const long = `email=${'a'.repeat(300_000)}`
    await browser.post('/sign-in').type('form').send(long).expect(413)
  })
})
