import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'mocha'
import {
  openRegistries,
  REGISTRY_FRESH_MS,
  REGISTRY_KEPT_MS,
  REGISTRY_RETRY_MS,
} from '../../src/net/registry-loader.js'
import { answered, silent } from '../../src/net/answers.js'

const URL = 'https://registry.example/registry.json'
const folder = mkdtempSync(join(tmpdir(), 'haversack-registry-'))
after(() => rmSync(folder, { recursive: true }))

function openOne(places = [URL]) {
  const state = { now: Date.parse('2026-03-14T09:26:53Z'), asked: [] as string[], isSilent: false }
  const now = () => new Date(state.now)
  const load = async (url: string) => {
    state.asked.push(url)
    const body = Buffer.from('{}')
    return state.isSilent
      ? silent(url, 'timeout', now())
      : answered({ url, finalUrl: url, status: 200, type: null, body }, now())
  }
  return { state, ...openRegistries(places, load, now) }
}

describe('the loader of registries', () => {
  it('asks a registry once an hour, and for nothing else keeps an answer', async () => {
    const { state, loadDocument } = openOne()
    await Promise.all([loadDocument(URL), loadDocument(URL)])
    state.now += REGISTRY_FRESH_MS - 1
    await loadDocument(URL)
    assert.deepEqual(state.asked, [URL])
    state.now += 1
    await loadDocument(URL)
    await loadDocument('https://school.example/1')
    await loadDocument('https://school.example/1')
    assert.equal(state.asked.length, 4)
  })

  it('one that fell silent says for a day what it said last, and is asked again soon', async () => {
    const { state, loadDocument } = openOne()
    const first = await loadDocument(URL)
    state.isSilent = true
    state.now += REGISTRY_FRESH_MS
    assert.equal(await loadDocument(URL), first)
    state.now += REGISTRY_RETRY_MS - 1
    await loadDocument(URL)
    assert.equal(state.asked.length, 2)
    state.now += REGISTRY_KEPT_MS
    assert.equal((await loadDocument(URL)).status, null)
    state.isSilent = false
    state.now += REGISTRY_RETRY_MS
    assert.equal((await loadDocument(URL)).status, 200)
  })

  it('reads files, whose path nobody learns', async () => {
    const path = join(folder, 'issuers.json')
    writeFileSync(path, '{"issuers": []}')
    const { state, registries, loadDocument } = openOne([path])
    assert.deepEqual(registries, ['registry:issuers.json'])
    const { status, body, url } = await loadDocument('registry:issuers.json')
    assert.deepEqual(
      [status, url, Buffer.from(body).toString()],
      [200, 'registry:issuers.json', '{"issuers": []}'],
    )
    rmSync(path)
    state.now += REGISTRY_KEPT_MS
    assert.equal((await loadDocument('registry:issuers.json')).status, null)
    assert.deepEqual(state.asked, [])
  })
})
