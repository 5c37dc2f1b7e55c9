import assert from 'node:assert/strict'
import { openBackpack, type TestBackpack } from '../support/backpack.js'

describe('assets', () => {
  let backpack: TestBackpack
  beforeEach(async () => void (backpack = await openBackpack()))
  const addresses = async () => {
    const { text } = await backpack.browser().get('/').expect(200)
    return [...new Set([...text.matchAll(/\/assets\/[^"#]+/g)].map(([address]) => address))]
  }

  it('200 for ever under a name that changes with what is in them', async () => {
    for (const address of await addresses()) {
      const { headers } = await backpack.browser().get(address).expect(200)
      assert.match(headers['cache-control']!, /max-age=31536000, immutable/)
    }
  })

  it('200 compressed, all style sheets in one', async () => {
    const sheets = (await addresses()).filter((address) => address.endsWith('.css'))
    assert.equal(sheets.length, 1)
    const request = backpack.browser().get(sheets[0]!).set('Accept-Encoding', 'br')
    const { headers } = await request.buffer(false).expect(200)
    assert.equal(headers['content-encoding'], 'br')
    const { text } = await backpack.browser().get(sheets[0]!).set('Accept-Encoding', 'gzip')
    assert.match(text, /^@layer reset, tokens/)
  })

  it('200 but asked for again under the name of an earlier one', async () => {
    const sheet = (await addresses()).find((address) => address.endsWith('.css'))!
    const old = sheet.replace(/assets\/[0-9a-f]+/, 'assets/000000000000')
    const { headers } = await backpack.browser().get(old).expect(200)
    assert.equal(headers['cache-control'], 'no-cache')
  })

  it('404 for what is not there, and for what lies elsewhere', async () => {
    for (const path of [
      'css/none.css',
      '../package.json',
      'css/base+none.css',
      '..%2fpackage.json',
    ])
      await backpack.browser().get(`/assets/000000000000/${path}`).expect(404)
  })

  it('404 for every mixture of style sheets that no page asks for: each would be made and kept', async () => {
    const [sheet] = (await addresses()).filter((address) => address.endsWith('.css'))
    const [, folder, names] = /^(.*\/)([^/]+)\.css$/.exec(sheet!)!
    const some = names!.split('+')
    const mixtures = [
      Array<string>(2000).fill('base'),
      [...some].reverse(),
      some.slice(1),
      [...some, 'base'],
      ['base', 'top'],
    ]
    for (const mixture of mixtures)
      await backpack
        .browser()
        .get(`${folder}${mixture.join('+')}.css`)
        .expect(404)
    await backpack.browser().get(`${folder}base.css`).expect(200)
  })
})
