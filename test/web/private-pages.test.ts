import assert from 'node:assert/strict'
import type { KyselyPlugin } from 'kysely'
import { openBackpack, signIn } from '../support/backpack.js'
import { openTestDatabase } from '../support/databases.js'
import { putBadge } from '../support/rows.js'

describe('pages of one person', () => {
  it('are kept by no cache, not even by the browser after signing out', async () => {
    const browser = await signIn(await openBackpack())
    for (const path of ['/badges', '/settings', '/waiting', '/nowhere', '/badges/1', '/'])
      assert.equal((await browser.get(path)).headers['cache-control'], 'private, no-store', path)
  })

  it('are so too where a secret stands in the address', async () => {
    const browser = (await openBackpack()).browser()
    for (const path of ['/passwords/abc', '/confirm/abc'])
      assert.equal((await browser.get(path)).headers['cache-control'], 'private, no-store', path)
  })
})

describe('the backpack page', () => {
  it('asks the database as often for forty badges as for one, and writes nothing', async () => {
    const asked: string[] = []
    const noting: KyselyPlugin = {
      transformQuery({ node }) {
        asked.push(node.kind)
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const db = (await openTestDatabase()).withPlugin(noting)
    const browser = await signIn(await openBackpack({ context: { db } }))
    const { id } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    const kindsFor = async (badges: number) => {
      for (let n = 0; n < badges; n += 1) await putBadge(db, id, { title: `Badge ${badges} ${n}` })
      await browser.get('/badges').expect(200)
      asked.length = 0
      await browser.get('/badges').expect(200)
      return [...asked]
    }
    const one = await kindsFor(1)
    assert.deepEqual(new Set(one), new Set(['SelectQueryNode']))
    assert.ok(one.length <= 8, `${one.length} queries`)
    assert.equal((await kindsFor(39)).length, one.length)
  })
})

describe('the outbox', () => {
  it('200 on the machine of the one person who runs the program', async () => {
    await (await openBackpack()).browser().get('/outbox').expect(200)
  })

  it('404 where the site has an address of its own: mails of everybody lie there', async () => {
    const env = { BASE_URL: 'http://badges.example' }
    await (await openBackpack({ env })).browser().get('/outbox').expect(404)
  })

  it('404 for any name but those of the machine itself: every site can have one that leads here', async () => {
    const backpack = await openBackpack()
    const ask = (headers: Record<string, string>) => backpack.browser().get('/outbox').set(headers)
    for (const Host of [
      'evil.example',
      'evil.example:3000',
      'localhost.evil.example',
      '0.0.0.0:3000',
    ])
      await ask({ Host }).expect(404)
    await ask({ Host: 'localhost', 'X-Forwarded-Host': 'evil.example' }).expect(404)
    for (const Host of ['localhost:3000', 'LOCALHOST', '127.0.0.1:80', '[::1]:3000'])
      await ask({ Host }).expect(200)
  })

  it('404 where mail is sent', async () => {
    const env = { SMTP_URL: 'smtp://localhost:2525' }
    await (await openBackpack({ env })).browser().get('/outbox').expect(404)
  })
})
