import assert from 'node:assert/strict'
import { createDocumentLoader } from '../../src/net/document-loader.js'
import { NOW, openBackpack, signIn, type TestBackpack } from '../support/backpack.js'
import { diBadge, jwtBadge } from '../support/issuer-ob3.js'
import { ed25519Key } from '../support/keys.js'
import { serveHttp, type Loopback } from '../support/loopback.js'

const key = ed25519Key()
const header = { kid: `${key.didKey}#${key.multibase}` }

/** Media types that the specification names for a credential at an address, and some that servers send instead. */
const TYPES = [
  'application/vc+ld+json',
  'application/vc',
  'application/vc+jwt',
  'application/jwt',
  'application/ld+json',
  'application/json',
  'text/plain',
  'application/octet-stream',
  'text/html',
]

const NAMED = new Set(TYPES.slice(0, 7))

/** Does the header allow this type? The named ones must stand there by name, as strict servers have it. */
function allows(accept: string, type: string): boolean {
  const ranges = accept.split(',').map((one) => one.split(';')[0]!.trim())
  return ranges.includes(NAMED.has(type) ? type : '*/*')
}

describe('servers that negotiate', () => {
  let server: Loopback
  let backpack: TestBackpack
  before(async () => {
    const bodies = [
      JSON.stringify(await diBadge(key.didKey, key)),
      jwtBadge(key.didKey, key, { header }),
    ]
    server = await serveHttp((req, res) => {
      const [, index, form] = /^\/(\d)\/(\d)$/.exec(req.url ?? '') ?? []
      const type = TYPES[Number(index)]
      if (!type || !allows(req.headers.accept ?? '', type)) return void res.writeHead(406).end()
      res.writeHead(200, { 'content-type': type }).end(bodies[Number(form)])
    })
    const loadDocument = createDocumentLoader({
      allowedPrivateHosts: ['127.0.0.1'],
      now: () => NOW,
    })
    backpack = await openBackpack({ loadDocument })
  })
  after(() => server.close())

  for (const [index, type] of TYPES.entries())
    for (const [form, what] of ['JSON', 'a token'].entries())
      it(`a pasted address that answers ${what} as ${type} is a valid badge`, async () => {
        const text = `http://127.0.0.1:${server.port}/${index}/${form}`
        const checked = await backpack
          .browser()
          .post('/check')
          .set('Accept', 'application/json')
          .field('text', text)
          .expect(200)
        assert.equal((checked.body as { verdict: string }).verdict, 'valid')
      })

  it('is kept, from every type', async () => {
    const browser = await signIn(backpack)
    for (const index of TYPES.keys()) {
      const text = `http://127.0.0.1:${server.port}/${index}/1`
      const { headers } = await browser.post('/badges').field('text', text).expect(303)
      const page = await browser.get(headers.location!).expect(200)
      assert.match(page.text, /Issuer not proven/)
    }
  })
})
