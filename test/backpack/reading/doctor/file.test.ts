import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import type { DiagnosisCode } from '../../../../src/backpack/reading/doctor/diagnosis.js'
import { openPractice, type Practice } from '../../../support/diagnoses.js'
import { chunk, iTXt, PNG, pngWith, svgWith, tEXt } from '../../../support/pictures.js'
import { openIssuer, sampleOf } from '../../../support/samples.js'

type Case = [
  code: DiagnosisCode,
  what: string,
  file: () => FileLike | Promise<FileLike>,
  name?: string,
]
type FileLike = Uint8Array | string

describe('doctor: files', () => {
  let practice: Practice
  before(async () => void (practice = await openPractice()))

  const CASES: Case[] = [
    ['empty_file', 'a file without a byte', () => ''],
    ['empty_file', 'a file of white space', () => ' \n '],
    ['photo_stripped', 'a baked PNG that a chat app drew anew', () => stripped('2.0-hosted-valid')],
    ['photo_stripped', 'a PNG without any text', () => PNG],
    ['edited_picture', 'a PNG saved by an editor', () => pngWith(tEXt('Software', 'GIMP 2.10'))],
    [
      'edited_picture',
      'a PNG whose XMP names the program',
      () => pngWith(iTXt('XML:com.adobe.xmp', '<x xmp:CreatorTool="Canva"/>')),
    ],
    ['screenshot', 'a PNG by its file name', () => PNG, 'Screenshot 2026-03-14 at 09.26.png'],
    ['screenshot', 'a PNG that a screenshot program signed', () => signedScreenshot()],
    ['screenshot', 'a PNG as large as a phone screen', () => phoneScreen()],
    ['jpeg', 'a JPEG that calls itself PNG', () => drawn('jpeg'), 'badge.png'],
    ['webp', 'a WebP from a web page', () => drawn('webp')],
    [
      'heic',
      'a photo from a phone',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    ],
    ['gif', 'a GIF', () => drawn('gif')],
    ['other_picture', 'a TIFF', () => drawn('tiff')],
    ['other_picture', 'an AVIF', () => Buffer.from('\0\0\0\x1cftypavif\0\0\0\0', 'latin1')],
    ['svg_without_badge', 'an SVG without badge', () => svgWith('<g/>')],
    ['svg_doctype', 'an SVG with definitions in its badge', () => DTD + SVG.replace('<g>', BADGE)],
    ['svg_without_badge', 'an SVG with definitions and no badge', () => DTD + SVG],
    ['svg_damaged', 'an SVG that stops in the middle', () => SVG.slice(0, -9)],
    ['cut_short', 'a download that broke off', () => half('2.0-RS256-valid')],
    ['damaged_on_way', 'a PNG whose line ends were changed', () => asText(PNG)],
    ['baked_text_damaged', 'a chunk that is not UTF-8', () => pngWith(badUtf8())],
    [
      'baked_text_damaged',
      'a chunk packed wrongly',
      () => pngWith(chunk('zTXt', 'openbadges\0\0x')),
    ],
    ['baked_text_damaged', 'a chunk with words', () => pngWith(iTXt('openbadges', 'my badge'))],
    ['compressed_bomb', 'a chunk that unpacks to 64 MB', () => pngWith(bomb())],
    ['saved_page', 'a saved web page', () => '<!DOCTYPE html><title>Badge</title>', 'Badge.html'],
    ['unknown_file', 'bytes of no known kind', () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['not_utf8', 'a text in an old encoding', () => Buffer.from('caf\xe9', 'latin1'), 'note.txt'],
    ['zip', 'an archive', () => Buffer.from('504b03041400000000000000', 'hex'), 'badges.zip'],
    ['json_broken', 'a PNG with broken JSON inside', () => pngWith(iTXt('openbadges', '{"a": x}'))],
    ['learner_record', 'a PNG with a learner record', () => pngWith(iTXt('clrcredential', '{}'))],
  ]
  for (const [code, what, file, name] of CASES)
    it(`${code}: ${what}`, async () => {
      const diagnosis = await practice.ofFile(await file(), name)
      assert.equal(diagnosis?.code, code, JSON.stringify(diagnosis))
      assert.ok(diagnosis.seen.length > 0, 'tells what was seen')
    })

  it('tells the size, the chunks and the magic bytes', async () => {
    const png = await practice.ofFile(pngWith(tEXt('Software', 'GIMP 2.10')))
    assert.match(png!.seen.join('\n'), /PNG, 1 × 1 pixels, \d+ bytes/)
    assert.match(png!.seen.join('\n'), /chunks: IHDR tEXt IDAT IEND/)
    assert.match(png!.seen.join('\n'), /made with: GIMP 2\.10$/m)
    const jpeg = await practice.ofFile(await drawn('jpeg'))
    assert.match(jpeg!.seen.join('\n'), /JPEG \(ff d8 ff/)
  })

  for (const [length, size] of [
    [1, '1 byte'],
    [1023, '1023 bytes'],
    [1024, '1 KB'],
    [1023 * 1024, '1023 KB'],
    [1024 * 1024, '1.0 MB'],
  ] as const)
    it(`a file of ${length} bytes is told as ${size}`, async () => {
      const { seen } = (await practice.ofFile(Buffer.alloc(length, 7), 'badge.bin'))!
      assert.ok(seen.includes(size), seen.join())
    })

  it('a good badge needs no doctor', async () => {
    const { bytes } = await sampleOf('3.0-EdDSA-valid')
    practice.backpack.answerWith((await openIssuer()).loadDocument)
    assert.equal(await practice.ofFile(bytes), null)
  })
})

const DTD = '<!DOCTYPE svg [<!ENTITY a "b">]>'
const BADGE = '<o:assertion xmlns:o="http://openbadges.org" verify="&a;"/><g>'
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g></g></svg>'

async function stripped(name: string): Promise<Buffer> {
  return sharp((await sampleOf(name)).bytes)
    .png()
    .toBuffer()
}

async function half(name: string): Promise<Buffer> {
  const { bytes } = await sampleOf(name)
  return Buffer.from(bytes.subarray(0, bytes.length / 2))
}

const square = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })

const drawn = (format: 'jpeg' | 'webp' | 'gif' | 'tiff') => square(8, 8)[format]().toBuffer()

const phoneScreen = () => square(1170, 2532).png().toBuffer()

/** macOS notes it in the Exif of the picture. */
function signedScreenshot(): Buffer {
  return pngWith(chunk('eXIf', 'MM\0*\0\0\0\x08UserComment\0ASCII\0\0\0Screenshot'))
}

function asText(png: Buffer): Buffer {
  return Buffer.from(png.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
}

function badUtf8(): Buffer {
  return chunk(
    'iTXt',
    Buffer.concat([Buffer.from('openbadges\0\0\0\0\0'), Buffer.from([0xff, 0xfe])]),
  )
}

function bomb(): Buffer {
  const packed = deflateSync(Buffer.alloc(64 * 1024 * 1024))
  assert.ok(packed.length < 100_000)
  return chunk('zTXt', Buffer.concat([Buffer.from('openbadges\0\0'), packed]))
}
