import assert from 'node:assert/strict'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { writeBadgePdf, type BadgeDocument } from '../../src/publishing/pdf/badge-pdf.js'
import { writeCollectionPdf, type BadgeEntry } from '../../src/publishing/pdf/collection-pdf.js'
import { NOW } from '../support/backpack.js'
import { PNG, SVG } from '../support/pictures.js'
import { BEES } from '../support/published.js'

const MADE = 'Made on 14 March 2026'

describe('PDF', () => {
  const entry = (changes: Partial<BadgeEntry> = {}): BadgeEntry => ({
    ...BEES,
    byline: `${BEES.issuer} · 3 February 2024`,
    note: '',
    picture: null,
    ...changes,
  })
  const collection = (badges: BadgeEntry[], title = 'Land and water skills') =>
    writeCollectionPdf(
      {
        title,
        earner: 'Ada Njoroge',
        description: 'Six years of courses.',
        overall: { state: 'valid', word: 'All badges are valid', line: 'checked today' },
        url: 'https://haversack.example/s/abc',
        badges,
      },
      NOW,
      MADE,
    )
  const badge = (changes: Partial<BadgeDocument> = {}) =>
    writeBadgePdf(
      {
        ...BEES,
        earner: 'Ada Njoroge',
        description: 'Keeps two hives.',
        picture: PNG,
        facts: [{ label: 'Awarded by', text: BEES.issuer }],
        chapters: [{ title: 'What it took', texts: ['Two winters.'] }],
        ...changes,
      },
      NOW,
      MADE,
    )
  const textOf = async (pdf: Buffer) => {
    const { text } = await extractText(new Uint8Array(pdf), { mergePages: true })
    return text.replace(/\s+/g, ' ')
  }
  const pagesOf = async (pdf: Buffer) => (await getDocumentProxy(new Uint8Array(pdf))).numPages

  it('holds title, issuer, verdict with its day, and when it was made, as text', async () => {
    for (const pdf of [await badge(), await collection([entry()])]) {
      const text = await textOf(pdf)
      for (const words of [BEES.title, BEES.issuer, 'Valid', 'Checked on 14 March 2026', MADE])
        assert.ok(text.includes(words), words)
      assert.ok(text.includes('https://haversack.example/s/abc'))
    }
  })

  it('is tagged, says its language and title, and declares PDF/UA', async () => {
    const pdf = await collection([entry({ picture: PNG })])
    const raw = pdf.toString('latin1')
    assert.match(raw, /\/Marked true/)
    assert.match(raw, /\/Lang \(en\)/)
    assert.match(raw, /\/DisplayDocTitle true/)
    assert.match(raw, /<pdfuaid:part>1<\/pdfuaid:part>/)
    for (const type of ['H1', 'H2', 'P', 'Figure', 'Link', 'Document'])
      assert.ok(raw.includes(`/S /${type}`), type)
    const { info: entries } = await getMeta(new Uint8Array(pdf))
    assert.equal(entries.Title, 'Land and water skills')
    assert.equal(entries.Author, 'Ada Njoroge')
  })

  it('leaves no badge out, however many there are, and numbers its pages', async () => {
    const many = Array.from({ length: 60 }, (_, n) => entry({ title: `Badge number ${n + 1}` }))
    const pdf = await collection(many)
    const text = await textOf(pdf)
    for (const { title } of many) assert.ok(text.includes(title), title)
    assert.ok(text.includes(`page 1 of ${await pagesOf(pdf)}`))
  })

  it('has as many pages as its text needs, and no empty one', async () => {
    assert.equal(await pagesOf(await badge()), 1)
    assert.equal(await pagesOf(await collection([entry()])), 1)
    assert.equal(await pagesOf(await badge({ description: 'long words '.repeat(700) })), 3)
  })

  it('says what a title in Arabic or Hebrew says, for reading aloud', async () => {
    for (const title of ['مقدمة في البرمجة (المستوى 2)', 'מבוא לתכנות']) {
      const raw = (await badge({ title })).toString('latin1')
      const utf16 = Buffer.from(title, 'utf16le').swap16().toString('latin1')
      const escaped = utf16.replace(/[\\()]/g, '\\$&')
      assert.ok(raw.includes(`/ActualText (\xfe\xff${escaped})`), title)
    }
  })

  it('says so where letters are missing, and goes on', async () => {
    const text = await textOf(await badge({ title: '\u{13080}\u{1e900}' }))
    assert.match(text, /letters that this document cannot hold/)
    assert.match(text, /Two winters/)
  })

  it('takes any text and any picture', async () => {
    const titles = ['\u0000\u0007\ud800', '(\\)', '   ', 'W'.repeat(2000)]
    for (const title of titles) assert.ok((await badge({ title })).length > 0)
    const pictures = [Buffer.from(SVG), Buffer.from('no picture'), null]
    for (const picture of pictures) assert.ok((await badge({ picture })).length > 0)
  })
})
