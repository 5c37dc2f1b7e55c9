import { createIssuer, type Issuer } from '../../src/demo/issuer/issuer.js'
import { makePdf } from '../support/pdf.js'
import { zipOf } from '../support/zip.js'

/** When all of it is read. */
export const NOW = new Date('2026-03-14T09:26:53.589Z')

let made: Promise<Issuer> | undefined

/** Whose badges are spoilt; made once. */
export function openFuzzIssuer(): Promise<Issuer> {
  const urls = { baseUrl: 'https://issuers.example', forgerUrl: 'https://forger.example' }
  return (made ??= createIssuer({ ...urls, now: () => NOW }))
}

/** Something sound that is spoilt, and what it is when it is whole. */
export interface Seed {
  name: string
  kind: 'badge' | 'page' | 'archive' | 'text'
  bytes: Buffer
}

const PAGE = `<!doctype html><title>A badge</title><link rel="alternate" type="application/json" href="/a.json">
<script type="application/ld+json">{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}</script>
<meta property="og:image" content="/badge.png"><a href="badge.svg" download>Download</a><input type="password">`
const TEXTS = [
  'https://issuers.example/1, https://issuers.example/2\n<https://issuers.example/3>',
  'Kept **two hives** behind the [school](https://school.example/) `alive`.\n\n- one\n- _two_\n\n> three',
]

/** Every sample badge as it comes, some in PDF and ZIP, a page and texts. */
export async function makeCorpus(): Promise<Seed[]> {
  const { samples } = await openFuzzIssuer()
  const badges = samples.map(({ name, bytes }): Seed => ({
    name,
    kind: 'badge',
    bytes: Buffer.from(bytes),
  }))
  const entries = { openbadges: 'https://issuers.example/1' }
  const attachments = [{ name: 'badge.json', bytes: samples.at(-1)!.bytes }]
  const pdf = await makePdf({ entries, attachments })
  const zip = await zipOf(
    Object.fromEntries(samples.slice(0, 3).map(({ fileName, bytes }) => [fileName, bytes])),
  )
  return [
    ...badges,
    { name: 'a PDF', kind: 'badge', bytes: Buffer.from(pdf) },
    { name: 'an archive', kind: 'archive', bytes: zip },
    { name: 'a page', kind: 'page', bytes: Buffer.from(PAGE) },
    ...TEXTS.map((text, index): Seed => ({
      name: `text ${index}`,
      kind: 'text',
      bytes: Buffer.from(text),
    })),
  ]
}
