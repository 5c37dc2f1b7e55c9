import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOfflineLoader } from '../../src/net/document-loader.js'
import { createMapLoader, type DocumentMap, readDocumentMap } from '../../src/net/map-loader.js'

const now = () => new Date('2026-03-01T12:00:00Z')
const A = 'https://a.example'

describe('documents map', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-map-'))
  writeFileSync(join(folder, 'badge.json'), '{ "id": 1 }')
  after(() => rmSync(folder, { recursive: true }))

  const load = (map: DocumentMap, url: string) =>
    createMapLoader(map, folder, now).loadDocument(url)
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

  it('answers with file, json, body or nothing, and status 200 unless given', async () => {
    const map = {
      [`${A}/file`]: { file: 'badge.json', type: 'application/json' },
      [`${A}/json`]: { json: { a: 1 } },
      [`${A}/body`]: { body: 'ü', status: 404 },
      [`${A}/none`]: { status: 410 },
    }
    const answers = await Promise.all(Object.keys(map).map((url) => load(map, url)))
    const rows = answers.map((d) => [d.status, d.type, text(d.body)])
    assert.deepEqual(rows, [
      [200, 'application/json', '{ "id": 1 }'],
      [200, null, '{"a":1}'],
      [404, null, 'ü'],
      [410, null, ''],
    ])
  })

  it('any other address does not resolve', async () => {
    for (const url of [`${A}/b`, `${A}/a?x`, 'https://b.example/a', 'toString', '__proto__'])
      assert.equal((await load({ [`${A}/a`]: { body: 'x' } }, url)).cause, 'dns', url)
  })

  it('a fragment is cut off, and the same address in another spelling is the same', async () => {
    assert.equal((await load({ [`${A}/a`]: {} }, `${A}/a#x`)).url, `${A}/a`)
    assert.equal((await load({ [A]: {} }, 'https://A.example:443/')).status, 200)
  })

  it('follows at most five redirects, and none from https to http', async () => {
    const hops = (n: number): DocumentMap => {
      const steps = [...Array(n).keys()].map((i) => ({
        [`${A}/${i}`]: { status: 302, location: `/${i + 1}` },
      }))
      return Object.assign({ [`${A}/${n}`]: { body: 'here' } }, ...steps) as DocumentMap
    }
    const found = await load(hops(5), `${A}/0`)
    assert.deepEqual([found.url, found.finalUrl, found.status], [`${A}/0`, `${A}/5`, 200])
    assert.equal((await load(hops(6), `${A}/0`)).cause, 'redirect-loop')
    const down = { [A]: { status: 301, location: 'http://a.example/' }, 'http://a.example/': {} }
    assert.equal((await load(down, A)).cause, 'redirect-insecure')
  })

  it('a redirect to nowhere is silent, one without Location is an answer', async () => {
    assert.equal((await load({ [A]: { status: 302, location: '/gone' } }, A)).cause, 'dns')
    assert.equal((await load({ [A]: { status: 302 } }, A)).status, 302)
  })

  it('hands over the JSON-LD contexts that are asked for', () => {
    const map: DocumentMap = {
      [`${A}/gone`]: { json: { '@context': {} }, status: 410 },
      [`${A}/context`]: { json: { '@context': { a: `${A}/terms#a` } } },
      [`${A}/plain`]: { json: { a: 1 } },
      [`${A}/html`]: { body: '<html>' },
    }
    const { contexts } = createMapLoader(map, folder, now)
    const held = [...Object.keys(map), 'toString'].filter((url) => contexts.has(url))
    assert.deepEqual(held, [`${A}/context`])
    assert.deepEqual(contexts.get(`${A}/context`), map[`${A}/context`]!.json)
  })

  it('is read from a file or from documents.json in a folder', () => {
    const file = join(folder, 'documents.json')
    writeFileSync(file, JSON.stringify({ [A]: { body: 'x' } }))
    assert.deepEqual(readDocumentMap(folder), readDocumentMap(file))
    assert.equal(readDocumentMap(file).folder, folder)
    writeFileSync(file, '[]')
    assert.throws(() => readDocumentMap(folder), /no map of documents/)
  })
})

describe('offline', () => {
  it('every address is silent because we are offline', async () => {
    const document = await createOfflineLoader(now)(`${A}/a#b`)
    assert.deepEqual([document.url, document.status, document.cause], [`${A}/a`, null, 'offline'])
  })
})
