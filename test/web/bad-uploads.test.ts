import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { createDocumentLoader } from '../../src/net/document-loader.js'
import {
  silence,
  type DocumentLoader,
  type LoadedDocument,
  type SilenceCause,
} from '../../src/openbadges/index.js'
import { NOW, openBackpack, signIn, type Browser, type TestBackpack } from '../support/backpack.js'
import { sampleOf } from '../support/samples.js'

describe('bad input', () => {
  let backpack: TestBackpack
  let browser: Browser
  const said = new Map<string, string>()
  before(async () => {
    backpack = await openBackpack()
    browser = await signIn(backpack)
  })

  const upload = (bytes: Buffer, filename: string) =>
    browser.post('/badges').attach('files', bytes, { filename })

  /** The one sentence of the page, which must be unlike that of every other mistake. */
  async function sentenceOf(what: string, text: string): Promise<string> {
    const sentence = /<p class="small" dir="auto">(.*?)<\/p>/s.exec(text)?.[1]?.trim() ?? ''
    assert.ok(sentence.length > 30, `${what}: ${text}`)
    assert.ok(!said.has(sentence), `${what} and ${said.get(sentence)} say: ${sentence}`)
    said.set(sentence, what)
    const { db, config } = backpack.ctx
    assert.deepEqual(await db.selectFrom('badge').selectAll().execute(), [])
    assert.deepEqual(await db.selectFrom('badgeSource').selectAll().execute(), [])
    assert.deepEqual(filesIn(join(config.dataDir, 'files')), [])
    return sentence
  }

  const FILES: [what: string, name: string, bytes: () => Promise<Buffer> | Buffer][] = [
    ['not an image', 'note.txt', () => Buffer.from('Dear Ada, congratulations!')],
    ['a JPEG', 'photo.png', () => Buffer.from('ffd8ffe000104a46494600010100', 'hex')],
    ['a PNG without a badge', 'plain.png', () => aPng()],
    ['a cut-off PNG', 'cut.png', async () => cut(await bytesOf('2.0-RS256-valid'))],
    ['a PNG whose text inflates beyond the limit', 'bomb.png', () => aPng(bomb())],
    ['an SVG with a DOCTYPE', 'type.svg', () => Buffer.from(DOCTYPE)],
    ['JSON that is no badge', 'x.json', () => Buffer.from('{"name": "Ada", "age": 36}')],
    ['a badge class', 'class.json', () => Buffer.from(JSON.stringify(BADGE_CLASS))],
    ['an unknown version', 'new.json', () => Buffer.from(JSON.stringify(UNKNOWN_VERSION))],
    ['broken JSON', 'broken.json', () => Buffer.from('{"@context": ')],
    ['an empty file', 'empty.png', () => Buffer.alloc(0)],
    ['a file over 5 MB', 'large.png', () => Buffer.concat([aPng(), Buffer.alloc(5 * 1024 * 1024)])],
  ]
  for (const [what, name, bytes] of FILES)
    it(`422 with a sentence of its own for ${what}, and nothing is stored`, async () => {
      const page = await upload(await bytes(), name).expect(422)
      assert.ok(page.text.includes(name))
      await sentenceOf(what, page.text)
    })

  it('422 for an SVG without a badge', async () => {
    assert.match((await upload(Buffer.from(SVG), 'plain.svg').expect(422)).text, /no badge inside/)
  })

  const CAUSES: SilenceCause[] = [
    'dns',
    'timeout',
    'too-large',
    'redirect-loop',
    'redirect-insecure',
    'connection',
    'tls',
  ]
  for (const cause of CAUSES)
    it(`422 with a sentence of its own for an address that fails by ${cause}`, async () => {
      backpack.answerWith(async (url) => silence(url, cause, NOW))
      const page = await browser.post('/badges').field('text', ADDRESS).expect(422)
      assert.ok(page.text.includes(`${ADDRESS}</textarea>`), 'what was typed stays')
      assert.match(await sentenceOf(cause, page.text), /school\.example/)
    })

  const PRIVATE = [
    'http://127.0.0.1/b',
    'http://[::1]/b',
    'http://10.1.2.3/b',
    'http://0x7f000001/b',
  ]
  for (const address of PRIVATE)
    it(`422 for the private address ${address}, through the real door`, async () => {
      said.clear()
      backpack.answerWith(createDocumentLoader({ allowedPrivateHosts: [], now: () => NOW }))
      const page = await browser.post('/badges').field('text', address).expect(422)
      assert.match(await sentenceOf(address, page.text), /private network/)
    })

  const ANSWERS: [what: string, answer: Partial<LoadedDocument>, words: RegExp][] = [
    ['a web page', { type: 'text/html', body: Buffer.from('<!doctype html><p>Hi') }, /web page/],
    ['JSON that is no badge', { body: Buffer.from('{"a": 1}') }, /./],
    ['nothing there', { status: 404, body: Buffer.from('{}') }, /nothing at this address/],
    ['gone', { status: 410, body: Buffer.from('{"revoked": true}') }, /withdrawn/],
    ['a door', { status: 403, body: Buffer.from('') }, /without signing in/],
    ['trouble', { status: 503, body: Buffer.from('') }, /in trouble/],
  ]
  for (const [what, answer, words] of ANSWERS)
    it(`422 with a sentence of its own for an address that answers ${what}`, async () => {
      backpack.answerWith(answering(answer))
      const page = await browser.post('/badges').field('text', ADDRESS).expect(422)
      assert.match(await sentenceOf(what, page.text), words)
    })

  it('422 for words in the box that are no badge', async () => {
    const page = await browser.post('/badges').field('text', 'bees and hives').expect(422)
    await sentenceOf('words', page.text)
  })

  it('422 for more than 20 files, and for an upload that is cut off', async () => {
    const request = browser.post('/badges')
    for (let n = 0; n < 21; n++) request.attach('files', Buffer.from('x'), { filename: `${n}` })
    assert.match((await request.expect(422)).text, /at most 20 files/)
    const type = 'multipart/form-data; boundary=x'
    const cutOff = await browser.post('/badges').set('Content-Type', type).send('--x\r\nContent')
    assert.equal(cutOff.status, 422)
    assert.match(cutOff.text, /arrived incomplete/)
  })

  it('a file that is too large does not lose the one beside it', async () => {
    const page = await upload(Buffer.alloc(6 * 1024 * 1024), 'large.png')
      .attach('files', await bytesOf('2.0-RS256-valid'), { filename: 'good.png' })
      .expect(200)
    assert.match(page.text, /1 of 2 kept/)
    assert.match(page.text, /larger than 5 MB/)
  })
})

const ADDRESS = 'https://school.example/badges/1'
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
const DOCTYPE = `<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}`
const BADGE_CLASS = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'BadgeClass',
  id: 'https://school.example/class',
  name: 'Bees',
  description: 'Bees',
  image: 'https://school.example/bees.png',
  criteria: 'https://school.example/criteria',
  issuer: 'https://school.example/issuer',
}
const UNKNOWN_VERSION = {
  '@context': 'https://w3id.org/openbadges/v9',
  type: 'Assertion',
  id: 'https://school.example/1',
}

function answering(answer: Partial<LoadedDocument>): DocumentLoader {
  return async (url) => ({
    ...silence(url, 'dns', NOW),
    cause: null,
    status: 200,
    type: 'application/json',
    ...answer,
  })
}

async function bytesOf(name: string): Promise<Buffer> {
  return Buffer.from((await sampleOf(name)).bytes)
}

const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))

function aPng(...extra: Buffer[]): Buffer {
  const header = Buffer.from('00000001000000010800000000', 'hex')
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** 64 MiB of zeros behind some kilobytes. */
function bomb(): Buffer {
  const text = deflateSync(Buffer.alloc(64 * 1024 * 1024))
  return chunk('zTXt', Buffer.concat([Buffer.from('openbadges\0\0', 'latin1'), text]))
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}
