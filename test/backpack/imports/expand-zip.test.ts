import assert from 'node:assert/strict'
import { isZip, openArchive, ZIP_LIMITS } from '../../../src/backpack/imports/unpack.js'
import { DiagnosedError } from '../../../src/backpack/reading/doctor/diagnosis.js'
import { onDisk } from '../../support/on-disk.js'
import { zipOf } from '../../support/zip.js'

const SYMLINK = 0o120777

async function expand(bytes: Uint8Array) {
  const archive = await openArchive(onDisk(bytes))
  const parts = []
  for await (const part of archive.parts()) parts.push(part)
  archive.close()
  return { parts, leftOut: archive.leftOut }
}

const refusal = (bytes: Uint8Array) =>
  openArchive(onDisk(bytes)).then(
    () => null,
    (error: unknown) => (error instanceof DiagnosedError ? error.diagnosis.code : String(error)),
  )

describe('archives', () => {
  it('give their files in order, with their very bytes', async () => {
    const { parts } = await expand(await zipOf({ 'b/ü.png': 'one', 'a.json': 'two', 'é.txt': '' }))
    const read = parts.map(({ name, bytes }) => [name, bytes?.toString()])
    assert.deepEqual(read, [
      ['b/ü.png', 'one'],
      ['a.json', 'two'],
      ['é.txt', ''],
    ])
  })

  it('folders, shortcuts and hidden files are left out, and counted', async () => {
    const zip = await zipOf({
      'a/': '',
      'b/': '',
      '__MACOSX/a/._x.png': 'x',
      '.DS_Store': 'x',
      'x.png': 'x',
    })
    const link = await zipOf({ 'x.png': 'x', link: '/etc/passwd' }, { mode: SYMLINK })
    assert.deepEqual((await expand(zip)).leftOut, ['2 folders', '2 hidden files'])
    assert.deepEqual(
      (await expand(zip)).parts.map(({ name }) => name),
      ['x.png'],
    )
    assert.equal(await refusal(link), 'empty_file')
  })

  it('Mozilla’s list says to which address each file was sent, and is no badge itself', async () => {
    const manifest = JSON.stringify({ 'ada@example.org': ['a.png'], 'old@example.org': ['b.png'] })
    const zip = await zipOf({
      'export/a.png': 'a',
      'export/b.png': 'b',
      'export/c.png': 'c',
      'export/manifest.txt': manifest,
    })
    const { parts } = await expand(zip)
    assert.deepEqual(
      parts.map(({ name, sentTo }) => [name, sentTo]),
      [
        ['export/a.png', 'ada@example.org'],
        ['export/b.png', 'old@example.org'],
        ['export/c.png', null],
      ],
    )
  })

  it('a manifest.txt that holds anything else is a file like the others', async () => {
    for (const text of ['not JSON', '["a"]', '{"a": "b"}', '{"a": [1]}']) {
      const { parts } = await expand(await zipOf({ 'manifest.txt': text }))
      assert.deepEqual(
        parts.map(({ name }) => name),
        ['manifest.txt'],
      )
    }
  })

  it('an archive inside an archive and a file too large lose only themselves', async () => {
    const inner = await zipOf({ x: 'x' })
    const large = Buffer.alloc(ZIP_LIMITS.bytesEach + 1, 'abcdefgh')
    for (let at = 0; at < large.length; at += 100) large[at] = (at * 7919) % 256
    const { parts } = await expand(
      await zipOf({ 'inner.zip': inner, 'large.png': large, 'x.png': 'x' }, { compress: false }),
    )
    assert.deepEqual(
      parts.map(({ name, bytes, diagnosis }) => [name, bytes?.toString() ?? diagnosis?.code]),
      [
        ['inner.zip', 'zip_in_zip'],
        ['large.png', 'too_large'],
        ['x.png', 'x'],
      ],
    )
  })

  it('a bomb, too many files and too much together are refused before anything is unpacked', async () => {
    assert.equal(
      await refusal(await zipOf({ 'bomb.png': Buffer.alloc(4 * 1024 * 1024) })),
      'zip_bomb',
    )
    const many = Array.from({ length: ZIP_LIMITS.files + 1 }, (_, n) => [`${n}.png`, 'x'] as const)
    assert.equal(await refusal(await zipOf(Object.fromEntries(many))), 'zip_too_much')
    assert.equal(await refusal(declaring(await zipOf({ 'a.png': 'x' }), 4_000_000_000)), 'zip_bomb')
  })

  it('an entry that unpacks to more than its directory says is not read', async () => {
    const honest = await zipOf({ 'a.png': Buffer.alloc(40_000, 'x') })
    const [part] = (await expand(declaring(honest, 10))).parts
    assert.equal(part!.bytes, null)
  })

  it('what is cut off, empty or names places outside is refused', async () => {
    const zip = await zipOf({ 'aa/x.png': 'x' })
    assert.equal(await refusal(zip.subarray(0, zip.length - 30)), 'zip_damaged')
    assert.equal(
      await refusal(Buffer.from(zip.toString('latin1').replaceAll('aa/', '../'), 'latin1')),
      'zip_damaged',
    )
    assert.equal(await refusal(await zipOf({})), 'empty_file')
  })

  it('are told by their first bytes', async () => {
    assert.ok(isZip(await zipOf({ x: 'x' })))
    assert.ok(isZip(await zipOf({})))
    assert.ok(!isZip(Buffer.from('{"PK": 1}')))
  })
})

/** The same archive, its directory claiming another unpacked size for the first entry. */
function declaring(zip: Buffer, size: number): Buffer {
  const lying = Buffer.from(zip)
  lying.writeUInt32LE(size, lying.indexOf('PK\x01\x02', 0, 'latin1') + 24)
  return lying
}
