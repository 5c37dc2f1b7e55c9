import assert from 'node:assert/strict'
import sharp from 'sharp'
import { takePicture } from '../../../src/backpack/reading/picture.js'
import {
  bake,
  type Credential,
  type DocumentLoader,
  silence,
} from '../../../src/openbadges/index.js'
import { cpuMillis } from '../../support/cpu.js'
import { aCredential } from '../../support/rows.js'

const NOW = new Date('2026-03-14T09:26:53.589Z')
const SECRET = JSON.stringify({ recipient: 'ada@example.org', text: 'x'.repeat(50) })
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><path d="M0 0h9v9z"/></svg>'

const nobody: DocumentLoader = async (url) => silence(url, 'dns', NOW)
const serving =
  (body: Buffer, asked: string[] = []): DocumentLoader =>
  async (url) => {
    asked.push(url)
    return { ...silence(url, 'dns', NOW), cause: null, status: 200, body }
  }
const take = (file: Uint8Array, loadDocument = nobody, url: string | null = null) =>
  takePicture({ loadDocument }, credential(url), file)

function credential(url: string | null): Credential {
  const bare = aCredential('Bees')
  const image = url ? { url, caption: null } : null
  return { ...bare, image: null, achievement: { ...bare.achievement, image } }
}

function aPng(width = 30, height = 20): Promise<Buffer> {
  const background = { r: 200, g: 120, b: 20 }
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()
}

describe('the picture of a badge', () => {
  it('is the uploaded PNG, drawn anew without the badge inside', async () => {
    const baked = bake(await aPng(), SECRET)
    assert.ok(Buffer.from(baked).includes('ada@example.org'))
    const picture = await take(baked)
    assert.equal(picture?.type, 'image/png')
    assert.ok(!Buffer.from(picture.bytes).includes('ada@example.org'))
    assert.equal((await sharp(picture.bytes).metadata()).width, 30)
  })

  it('is the uploaded SVG without the badge inside, everything else as it was', async () => {
    for (const text of [SECRET, 'https://school.example/a?b=1&c=2', 'a.b.c']) {
      const picture = await take(bake(Buffer.from(SVG), text))
      assert.equal(picture?.type, 'image/svg+xml')
      const shown = Buffer.from(picture.bytes).toString('utf8')
      assert.ok(!shown.includes('assertion'), shown)
      assert.match(shown, /<path d="M0 0h9v9z"\/>/)
    }
  })

  it('is told of an SVG made to be searched for ever, at once', async () => {
    const start = cpuMillis()
    await take(Buffer.from(SVG.replace('<path', `${'<assertion '.repeat(20_000)}<path`)))
    assert.ok(cpuMillis() - start < 3000)
  })

  it('is drawn as pixels when the badge cannot be taken out of the SVG for sure', async () => {
    const nested =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org" width="9" height="9"><o:assertion verify="https://school.example/1"><![CDATA[</o:assertion>]]></o:assertion><path d="M0 0h9v9z"/></svg>'
    const picture = await take(Buffer.from(nested))
    assert.equal(picture?.type, 'image/png')
  })

  it('is the one embedded in the badge when there is one', async () => {
    const inner = await aPng(7, 7)
    const url = `data:image/png;base64,${inner.toString('base64')}`
    const picture = await take(await aPng(30, 30), nobody, url)
    assert.equal((await sharp(picture!.bytes).metadata()).width, 7)
    const svg = await take(
      Buffer.from('{}'),
      nobody,
      `data:image/svg+xml,${encodeURIComponent(SVG)}`,
    )
    assert.equal(svg?.type, 'image/svg+xml')
  })

  it('is fetched once when the upload is no picture, and only over http', async () => {
    const asked: string[] = []
    const picture = await take(
      Buffer.from('{}'),
      serving(await aPng(2000, 1000), asked),
      'https://school.example/b.png',
    )
    const { width, height } = await sharp(picture!.bytes).metadata()
    assert.deepEqual([width, height], [512, 256])
    assert.deepEqual(asked, ['https://school.example/b.png'])
    assert.equal(await take(Buffer.from('{}'), serving(await aPng()), 'file:///etc/passwd'), null)
  })

  it('is none when nothing that answers is a picture', async () => {
    const url = 'https://school.example/b.png'
    assert.equal(await take(Buffer.from('{}')), null)
    assert.equal(await take(Buffer.from('{}'), nobody, url), null)
    assert.equal(
      await take(Buffer.from('{}'), serving(Buffer.from('<html><svg></svg>')), url),
      null,
    )
    assert.equal(await take(Buffer.from('{}'), nobody, 'data:image/png;base64,AAAA'), null)
    assert.equal(await take(Buffer.from('{}'), nobody, 'data:image/svg+xml,%E0%A4%A'), null)
  })

  it('is none when it would be too large to draw', async () => {
    const header = Buffer.from(await aPng())
    header.writeUInt32BE(60_000, 16)
    header.writeUInt32BE(60_000, 20)
    assert.equal(await take(header), null)
  })
})
