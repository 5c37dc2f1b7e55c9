import assert from 'node:assert/strict'
import { deflateRawSync } from 'node:zlib'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { PdfError, type PdfProblem } from '../../../src/backpack/reading/pdf/pdf-error.js'
import { textIn } from '../../../src/backpack/reading/carried.js'
import type { Sample } from '../../../src/demo/issuer/samples.js'
import { unbake } from '../../../src/openbadges/index.js'
import { type Browser, openBackpack, signIn, type TestBackpack } from '../../support/backpack.js'
import { makePdf } from '../../support/pdf.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { bytesOf } from '../../support/uploads.js'

describe('badges in PDF', function () {
  // every PDF is read in a thread of its own
  let signed: Sample
  let token: string
  before(async () => {
    signed = await sampleOf('2.0-RS256-valid')
    token = unbake(signed.bytes).text
  })

  for (const key of ['openbadges', 'openbadge', 'OpenBadgeCredential', 'open_badges'])
    it(`an entry ${key} of the document information holds the badge`, async () => {
      assert.equal(await found({ entries: { [key]: token } }), token)
    })

  it('an entry of another name counts when it is a badge', async () => {
    const hosted = JSON.stringify({ recipient: {}, badge: 'https://kauri.example/class' })
    assert.equal(await found({ entries: { Assertion: hosted } }), hosted)
    await assertProblem(makePdf({ entries: { Assertion: '{"a":1}' } }), 'pdf_without_badge')
  })

  it('an XMP element, or attribute, named openbadges holds the badge', async () => {
    const element = `<openbadges:assertion>${token}</openbadges:assertion>`
    assert.equal(await found({ xmp: description('', element) }), token)
    const attribute = ' ob:openbadges="https://kauri.example/a?b=1&amp;c=2"'
    assert.equal(await found({ xmp: description(attribute) }), 'https://kauri.example/a?b=1&c=2')
  })

  it('an attached picture or text file holds the badge, whatever else is attached', async () => {
    const picture = { name: 'badge.png', bytes: signed.bytes }
    const letter = { name: 'letter.txt', bytes: Buffer.from('Dear Ada, well done.') }
    assert.equal(await found({ attachments: [letter, picture] }), token)
    const vector = { name: 'b.svg', bytes: (await sampleOf('2.0-hosted-valid')).bytes }
    assert.match(await found({ attachments: [vector] }), /"type":"Assertion"/)
    const file = { name: 'badge.jwt', bytes: Buffer.from(token) }
    assert.equal(await found({ attachments: [letter, file] }), token)
  })

  it('metadata counts before attachments', async () => {
    const attachments = [{ name: 'b.svg', bytes: (await sampleOf('2.0-hosted-valid')).bytes }]
    assert.equal(await found({ entries: { openbadges: token }, attachments }), token)
  })

  it('a PDF without a badge, a locked and a broken one are told apart', async () => {
    await assertProblem(makePdf(), 'pdf_without_badge', /pages: 1, attached files: 0/)
    await assertProblem(
      makePdf({ password: 'secret', entries: { openbadges: token } }),
      'pdf_locked',
    )
    await assertProblem(Buffer.from('%PDF-1.7\nnothing more'), 'pdf_unreadable')
    const whole = await makePdf()
    await assertProblem(whole.subarray(0, 400), 'pdf_unreadable')
  })

  it('a PDF that unpacks without end is given up, and the next one is read', async () => {
    await assertProblem(bomb(), 'pdf_unreadable', /given up/)
    assert.equal(await found({ entries: { openbadges: token } }), token)
  })

  describe('in a backpack', () => {
    let backpack: TestBackpack
    let browser: Browser
    beforeEach(async () => {
      backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
      browser = await signIn(backpack)
    })

    it('is verified as usual, verified again, and downloaded as exactly the PDF', async () => {
      const pdf = await makePdf({ entries: { openbadges: token } })
      const { headers } = await browser
        .post('/badges')
        .attach('files', pdf, 'certificate.pdf')
        .expect(303)
      const page = headers.location!
      assert.match((await browser.get(page)).text, /Verdict: <\/span>Valid<\/h2>/)
      await browser.post(`${page}/reports`).expect(303)
      assert.match((await browser.get(page)).text, /Verdict: <\/span>Valid<\/h2>/)
      const file = await browser.get(`${page}/file`).buffer(true).parse(bytesOf).expect(200)
      assert.equal(file.headers['content-type'], 'application/pdf')
      assert.match(file.headers['content-disposition']!, /certificate\.pdf/)
      assert.deepEqual(file.body, pdf)
    })

    it('422 for a PDF without a badge, and nothing is kept', async () => {
      const answer = await browser.post('/badges').attach('files', await makePdf(), 'diploma.pdf')
      assert.equal(answer.status, 422)
      assert.match(answer.text, /PDF/)
      assert.match((await browser.get('/badges')).text, /Your badges will stand here/)
    })

    it('and the same badge as a picture are one', async () => {
      const { id } = await backpack.ctx.db
        .selectFrom('account')
        .select('id')
        .executeTakeFirstOrThrow()
      const upload = (bytes: Uint8Array, fileName: string) =>
        addBadge(backpack.ctx, { id }, { bytes, fileName, origin: 'upload' })
      const first = await upload(signed.bytes, 'badge.png')
      const second = await upload(await makePdf({ entries: { openbadges: token } }), 'badge.pdf')
      assert.deepEqual([second.badgeId, second.outcome], [first.badgeId, 'known'])
    })
  })
})

async function found(options: Parameters<typeof makePdf>[0]): Promise<string> {
  return (await textIn(await makePdf(options))).text
}

const description = (attributes: string, content = '') =>
  `<rdf:Description rdf:about="" xmlns:openbadges="http://openbadges.org" xmlns:ob="http://openbadges.org"${attributes}>${content}</rdf:Description>`

async function assertProblem(
  pdf: Buffer | Promise<Buffer>,
  problem: PdfProblem,
  seen = /^PDF/,
): Promise<void> {
  await assert.rejects(textIn(await pdf), (error: unknown) => {
    assert.ok(error instanceof PdfError)
    assert.equal(error.problem, problem)
    assert.match(error.seen ?? '', seen)
    return true
  })
}

/** A PDF of 3 MB with one attachment of 3 GB. */
function bomb(): Buffer {
  const mebibyte = deflateRawSync(Buffer.alloc(1 << 20), { finishFlush: 2 })
  const start = Buffer.from([0x78, 0x9c])
  const packed = Buffer.concat([start, ...Array.from({ length: 3000 }, () => mebibyte)])
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >> >>',
    '<< /Type /Pages /Kids [] /Count 0 >>',
    '<< /Type /Filespec /F (a) /EF << /F 4 0 R >> >>',
  ].map((text, index) => Buffer.from(`${index + 1} 0 obj\n${text}\nendobj\n`))
  const head = `4 0 obj\n<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`
  const parts = [Buffer.from('%PDF-1.7\n'), ...objects, Buffer.from(head), packed]
  const end = '\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n'
  return Buffer.concat([...parts, Buffer.from(end)])
}
