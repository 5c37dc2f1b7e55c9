import assert from 'node:assert/strict'
import { answered, silent } from '../../src/net/answers.js'
import { MAX_SHARED_BYTES, SHARED_FOR_MS, shareDocuments } from '../../src/net/shared-loader.js'
import type { LoadedDocument } from '../../src/openbadges/index.js'

describe('documents shared by badges that are looked at together', () => {
  let asked: string[]
  let now: Date
  let answer: (url: string) => LoadedDocument
  beforeEach(() => {
    asked = []
    now = new Date('2026-03-14T09:00:00Z')
    answer = (url) => page(url, 'same for all')
  })
  const page = (url: string, body: string | Uint8Array, status = 200) =>
    answered({ url, finalUrl: url, status, type: null, body: Buffer.from(body) }, now)
  const load = () =>
    shareDocuments(
      async (url, accept) => {
        asked.push(`${accept} ${url}`)
        return answer(url)
      },
      () => now,
    )

  it('is asked once by all who ask at the same time or within a minute', async () => {
    const loadDocument = load()
    const all = await Promise.all(
      [1, 2, 3].map((n) => loadDocument(`https://a.example/class#${n}`)),
    )
    assert.equal(new Set(all).size, 1)
    now = new Date(now.getTime() + SHARED_FOR_MS - 1)
    assert.equal(await loadDocument('https://a.example/class'), all[0])
    assert.deepEqual(asked, ['*/* https://a.example/class'])
  })

  it('is asked again after a minute', async () => {
    const loadDocument = load()
    await loadDocument('https://a.example/class')
    now = new Date(now.getTime() + SHARED_FOR_MS)
    await loadDocument('https://a.example/class')
    assert.equal(asked.length, 2)
  })

  it('is asked apart for another kind of answer', async () => {
    const loadDocument = load()
    await loadDocument('https://a.example/1', 'image/png')
    await loadDocument('https://a.example/1', 'application/json')
    assert.equal(asked.length, 2)
  })

  it('no answer but 200 is shared on', async () => {
    for (const failing of [
      (url: string) => page(url, 'gone', 410),
      (url: string) => page(url, 'busy', 503),
      (url: string) => silent(url, 'timeout', now),
    ]) {
      answer = failing
      asked = []
      const loadDocument = load()
      await loadDocument('https://a.example/1')
      await loadDocument('https://a.example/1')
      assert.equal(asked.length, 2)
    }
  })

  it('keeps a bounded number of bytes, the latest ones', async () => {
    const loadDocument = load()
    const half = new Uint8Array(MAX_SHARED_BYTES / 2)
    answer = (url) => page(url, half)
    for (const n of [1, 2, 3]) await loadDocument(`https://a.example/${n}`)
    await loadDocument('https://a.example/3')
    assert.equal(asked.length, 3)
    await loadDocument('https://a.example/1')
    assert.equal(asked.length, 4)
  })
})
