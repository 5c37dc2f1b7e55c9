import assert from 'node:assert/strict'
import { badgeTexts } from '../../../src/backpack/reading/pdf/badge-texts.js'
import { splitText } from '../../../src/backpack/reading/pasted.js'
import { bareSvg } from '../../../src/backpack/reading/picture.js'
import {
  addressShown,
  firstWords,
  withoutSecrets,
} from '../../../src/backpack/reading/doctor/seen.js'
import { readBadge } from '../../../src/backpack/reading/read.js'
import { readJsonAnswer } from '../../../src/backpack/reading/resolve/read-json.js'
import { readPage } from '../../../src/backpack/reading/resolve/read-page.js'
import { withinBudget } from '../../../src/backpack/sharing/within-budget.js'
import { bake, silence, verify } from '../../../src/openbadges/index.js'
import { writeBadgePdf } from '../../../src/publishing/pdf/badge-pdf.js'
import { markdown, markdownText } from '../../../src/web/markdown.js'
import { issuerPair } from '../../../src/words/issuer.js'
import { imitates, isSameTitle, lineOf, nameOf } from '../../../src/words/names.js'
import { cpuMillis } from '../../support/cpu.js'
import { unsignedBadge } from '../../support/issuer-ob3.js'
import { BEES } from '../../support/published.js'

const NOW = new Date('2026-03-14T09:26:53.589Z')
const offline = async (url: string) => silence(url, 'dns', NOW)
const options = { loadDocument: offline, now: NOW, recipients: ['ada@example.org'] }

const repeated = (part: string) => (length: number) => part.repeat(length / part.length)
const nested = (open: string, close: string) => (length: number) =>
  open.repeat(length / 2 / open.length) + close.repeat(length / 2 / close.length)

/** Texts of so many characters that make careless readers slow. */
const SHAPES: Record<string, (length: number) => string> = {
  brackets: repeated('['),
  emphasis: repeated('*_'),
  addresses: repeated('http://a.'),
  hosts: repeated('a.'),
  mails: repeated('a@'),
  blanks: (length) => `1${' '.repeat(length)}x`,
  lines: repeated('\n'),
  commas: repeated(','),
  quotes: repeated('"'),
  apostrophes: repeated("'"),
  backslashes: repeated('\\'),
  percents: repeated('%'),
  elements: repeated('<a/>'),
  openings: repeated('<a '),
  comments: repeated('<!--'),
  deep: nested('<a>', '</a>'),
  lists: nested('[', ']'),
  objects: repeated('{"a":'),
  wide: repeated('"a",'),
  data: (length) => `data:${'a'.repeat(length)}`,
  parameters: (length) => `data:image/x${';a'.repeat(length / 2)}`,
  word: repeated('x'),
  marks: repeated('\u0301'),
  entities: repeated('&#'),
  dots: (length) => `x${'.'.repeat(length)}x`,
  colons: repeated('://'),
}

const withText = (text: string) => unsignedBadge('https://school.example/i', { description: text })
const older = (text: string, context: string | null) => ({
  ...(context ? { '@context': context, type: 'Assertion', id: 'https://school.example/1' } : {}),
  uid: '1',
  recipient: { type: 'email', hashed: false, identity: 'ada@example.org' },
  badge: {
    ...{ type: 'BadgeClass', id: 'https://school.example/b', name: text, description: text },
    image: text,
    criteria: { narrative: text },
    issuer: { type: 'Issuer', id: 'https://school.example/i', name: text, url: text, email: text },
  },
  verification: { type: 'hosted' },
  verify: { type: 'hosted', url: 'https://school.example/1' },
  issuedOn: '2024-01-01',
})
const svgOf = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`
const json = (value: unknown) => verify(JSON.stringify(value), options)

/** Everything that reads what strangers wrote. */
const READERS: Record<string, (text: string) => unknown> = {
  'what was pasted, in things': splitText,
  'what was pasted, as a badge': (text) => readBadge({ text, origin: 'paste' }, options),
  'a file': (text) =>
    readBadge({ bytes: Buffer.from(text), fileName: 'x', origin: 'upload' }, options),
  'an SVG': (text) =>
    readBadge({ bytes: Buffer.from(svgOf(text)), fileName: 'x', origin: 'upload' }, options),
  'an SVG without its badge': (text) => bareSvg(svgOf(text)),
  'an SVG to bake into': (text) => bake(Buffer.from(`<svg ${text}`), '{"a":1}'),
  'a badge of 3.0': (text) => json(withText(text)),
  'a badge of 2.0': (text) => json(older(text, 'https://w3id.org/openbadges/v2')),
  'a badge of 1.1': (text) => json(older(text, 'https://w3id.org/openbadges/v1')),
  'a badge of 1.0': (text) => json(older(text, null)),
  'a page': (text) => readPage(text, 'https://school.example/'),
  'a script of a page': (text) => readPage(`<script>${text}</script>`, 'https://a.example/'),
  'an answer in JSON': readJsonAnswer,
  'texts of a PDF': (text) =>
    badgeTexts({
      pages: 1,
      entries: [['openbadges', text]],
      xmp: `<x>${text}</x>`,
      attachments: [],
    }),
  Markdown: (text) => [markdown(text), markdownText(text)],
  'a name': (text) => [nameOf(text), lineOf(text, 300), imitates(text, []), isSameTitle(text, 'a')],
  'an issuer': (text) => issuerPair(proof, text, 'valid'),
  'facts of a diagnosis': (text) => [firstWords(text), withoutSecrets(text), addressShown(text)],
  paper: (text) =>
    writeBadgePdf({ ...paper, chapters: [{ title: 'x', texts: [withinBudget(text)] }] }, NOW, 'x'),
}
const proof = {
  ...{ kind: 'domain', by: 'hosted', host: 'school.example', url: null, document: null },
  ...{ listings: [], claimedSite: null },
} as unknown as Parameters<typeof issuerPair>[0]
const paper = { ...BEES, earner: null, description: null, picture: null, facts: [] }

async function cost(work: () => unknown): Promise<number> {
  const started = cpuMillis()
  try {
    await work()
  } catch {
    // a refusal is an answer
  }
  return cpuMillis() - started
}

/** Tried again while it is too much: what only happens once says nothing. */
async function leastCost(work: () => unknown, first: number, allowed: number): Promise<number> {
  let least = first
  for (let tries = 1; least > allowed && tries < TRIES; tries += 1)
    least = Math.min(least, await cost(work))
  return least
}

const MEGABYTE = 1_000_000
/** Milliseconds that say nothing: collecting of garbage, compiling. */
const NOISE = 400
const TRIES = 3
const MOST = 4000

describe('texts made to be slow', () => {
  for (const [reader, read] of Object.entries(READERS))
    it(`${reader}: twice the text takes at most four times as long`, async function () {
      this.timeout(120_000)
      for (const [shape, make] of Object.entries(SHAPES)) {
        const [whole, twice] = [make(MEGABYTE), make(2 * MEGABYTE)]
        const spent = await cost(() => read(twice))
        if (spent <= NOISE) continue
        const allowed = Math.min(4 * (await cost(() => read(whole))) + NOISE, MOST)
        const least = await leastCost(() => read(twice), spent, allowed)
        assert.ok(least <= allowed, `${shape}: ${least} of ${allowed}`)
      }
    })
})
