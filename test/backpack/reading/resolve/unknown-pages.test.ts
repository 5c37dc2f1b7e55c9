import assert from 'node:assert/strict'
import type { Diagnosis } from '../../../../src/backpack/reading/doctor/diagnosis.js'
import { MAX_REQUESTS } from '../../../../src/backpack/reading/resolve/inquiry.js'
import { resolvePage } from '../../../../src/backpack/reading/resolve/resolve-page.js'
import type { DocumentMap, MappedDocument } from '../../../../src/net/map-loader.js'
import type { DocumentLoader } from '../../../../src/openbadges/index.js'
import { hostedBadge, pageWith, resolveOver, SHARED, sites } from '../../../support/pages.js'
import { iTXt, pngWith } from '../../../support/pictures.js'

const V2 = 'https://w3id.org/openbadges/v2'

describe('resolver: pages of nobody in particular', () => {
  let answer: MappedDocument
  let award: string
  before(async () => void ({ answer, text: award } = await hostedBadge()))

  const HINTS: [what: string, inside: string, found: string][] = [
    [
      'a link to another form',
      '<link rel="alternate" type="application/ld+json" href="7.jsonld">',
      '7.jsonld',
    ],
    ['a link to JSON', '<a href="/download/7.json?full=1">JSON</a>', '/download/7.json?full=1'],
    ['a link that asks for JSON', '<a href="?format=json&amp;v=2">Data</a>', '7?format=json&v=2'],
    ['a link to an assertion', '<a href="/assertions/7">Verify</a>', '/assertions/7'],
    [
      'a script that names the assertion',
      scriptWith('https:\\/\\/api.school.example\\/assertions\\/7'),
      'https://api.school.example/assertions/7',
    ],
    [
      'JSON-LD that names it',
      '<script type="application/ld+json">{"@type":"EducationalOccupationalCredential","verificationUrl":"https://school.example/v/7"}</script>',
      'https://school.example/v/7',
    ],
    [
      'a base and a relative link',
      '<base href="https://cdn.example/x/"><a href="7.json">JSON</a>',
      'https://cdn.example/x/7.json',
    ],
  ]
  for (const [what, inside, found] of HINTS)
    it(`an unknown page with ${what}`, async () => {
      const url = new URL(found, SHARED).href
      assert.deepEqual(await resolveOver(SHARED, { [SHARED]: pageWith(inside), [url]: answer }), {
        text: url,
      })
    })

  const PICTURES: [what: string, inside: string][] = [
    [
      'a picture for previews that is baked',
      '<meta property="og:image" content="/pictures/7.png">',
    ],
    ['a download of the baked picture', '<a download href="/pictures/7.png">Save</a>'],
  ]
  for (const [what, inside] of PICTURES)
    it(`an unknown page with ${what}`, async () => {
      const url = 'https://school.example/pictures/7.png'
      const baked = { body: '', type: 'image/png' }
      const load = mapped(
        { [SHARED]: pageWith(inside), [url]: baked },
        pngWith(iTXt('openbadges', award)),
      )
      assert.deepEqual(await resolvePage({ loadDocument: load }, SHARED), { text: url })
    })

  it('an unknown page with the badge itself in a script', async () => {
    const inside = `<script type="application/ld+json">${award}</script>`
    assert.deepEqual(await resolveOver(SHARED, { [SHARED]: pageWith(inside) }), { text: award })
  })

  it('an unknown page that has the badge at .json, or at ?format=json', async () => {
    for (const found of [`${SHARED}.json`, `${SHARED}?format=json`])
      assert.deepEqual(await resolveOver(SHARED, { [SHARED]: pageWith(), [found]: answer }), {
        text: found,
      })
  })

  it('a page that is a badge to who asks for JSON, and the badge’s own address', async () => {
    assert.deepEqual(await resolveOver(SHARED, { [SHARED]: answer }), { text: SHARED })
  })

  it('a site that says 406 to JSON is asked for its page', async () => {
    const loadDocument = sites({
      [SHARED]: pageWith('<a href="/7.json">JSON</a>'),
      'https://school.example/7.json': answer,
    })
    const picky: DocumentLoader = async (url, accept = '') =>
      url === SHARED && !accept.includes('html')
        ? { ...(await loadDocument(url)), status: 406, body: Buffer.from('') }
        : loadDocument(url, accept)
    const found = await resolvePage({ loadDocument: picky }, SHARED)
    assert.deepEqual(found, { text: 'https://school.example/7.json' })
  })

  it('a badge class that the page links to is not taken for the badge', async () => {
    const found = await resolveOver(SHARED, {
      [SHARED]: pageWith('<a href="/class.json">About</a><a href="/7.json">Badge</a>'),
      'https://school.example/class.json': { json: { '@context': V2, type: 'BadgeClass' } },
      'https://school.example/7.json': answer,
    })
    assert.deepEqual(found, { text: 'https://school.example/7.json' })
  })

  it('a page with nothing behind it is explained, with all that was asked', async () => {
    const found = (await resolveOver(SHARED, {
      [SHARED]: pageWith('<a href="/7.json">x</a>'),
    })) as Diagnosis
    assert.equal(found.code, 'page_without_badge')
    assert.match(
      found.seen.join('\n'),
      /also asked: https:\/\/school\.example\/7\.json \(no answer\)/,
    )
  })

  it('a page cannot send us round the world: at most 16 requests', async () => {
    const asked: string[] = []
    const links = Array.from({ length: 200 }, (_, n) => `<a href="/${n}.json">x</a>`).join('')
    await resolveOver(SHARED, { [SHARED]: pageWith(links) }, asked)
    assert.ok(asked.length <= MAX_REQUESTS, String(asked.length))
  })
})

function scriptWith(address: string): string {
  return `<script>window.state = {"badge": {"proof": "${address}"}}</script>`
}

/** A map in which every PNG is this one. */
function mapped(map: DocumentMap, png: Buffer): DocumentLoader {
  return async (url) => {
    const document = await sites(map)(url)
    return document.type === 'image/png' ? { ...document, body: png } : document
  }
}
