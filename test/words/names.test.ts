import assert from 'node:assert/strict'
import type { IssuerProof } from '../../src/openbadges/index.js'
import { headText } from '../../src/words/head.js'
import { claimedSiteWords, issuerPair, pairText } from '../../src/words/issuer.js'
import { nameOf } from '../../src/words/names.js'
import { personWords } from '../../src/words/person.js'
import { answerRows } from '../../src/words/rows.js'
import { because, DOMAIN, KEY_ONLY, TIMES, toldBut } from './told.js'

const UNSEEN = [
  0x202e, 0x2066, 0x200b, 0xfeff, 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800, 0xad, 0xfe0f,
]

const listedAs = (name: string | null): IssuerProof => ({
  ...KEY_ONLY,
  kind: 'registry',
  listings: [{ registry: 'Schools we know', name, url: null }],
})

describe('names that strangers chose', () => {
  for (const sign of [...UNSEEN, 0xe0100, 0x7, 0xe000])
    it(`hold nothing unseen: U+${sign.toString(16)}`, () => {
      assert.equal(nameOf(`Har${String.fromCodePoint(sign)}vard`).replace(' ', ''), 'Harvard')
    })

  it('stand in one line, whatever spaces they bring', () => {
    assert.equal(nameOf(' Bee\n\u00a0\u2028 \u3000Keepers\t'), 'Bee Keepers')
  })

  it('cannot close our quotation marks, nor bring the sign between name and proof', () => {
    const pair = issuerPair(KEY_ONLY, 'Harvard” · harvard.edu ✓ „x", ‘‘y’’', 'issuer-not-proven')
    assert.equal(pairText(pair), '“Harvard’ - harvard.edu ✓ ’x’, ’y’” · name not proven')
    assert.equal(nameOf('Col·legi de Metges'), 'Col·legi de Metges')
    assert.equal(nameOf('St John’s'), 'St John’s')
  })

  it('are cut, and the proven host never is', () => {
    const text = pairText(issuerPair(DOMAIN, 'Kauri '.repeat(50), 'valid'))
    assert.match(text, /^[^·]{1,60} · kauri\.example$/)
    assert.match(text, /… · /)
    assert.equal([...nameOf('😀'.repeat(80))].length, 60)
  })

  it('are cut also where most of a long text is nothing to be seen', () => {
    const unseen = '\u200b'.repeat(5000)
    assert.equal(nameOf(`Kauri${unseen}College`), 'Kauri…')
    assert.equal(nameOf(`${unseen}Kauri`), '')
  })

  it('that run from right to left keep to themselves in plain text', () => {
    assert.equal(
      pairText(issuerPair(DOMAIN, 'מכללה', 'valid')),
      '\u2068מכללה\u2069 · kauri.example',
    )
  })

  it('made of nothing to be seen are no names', () => {
    const told = toldBut({ issuer: KEY_ONLY }, { issuerName: '\u3164\u3164' })
    assert.match(answerRows(told, TIMES)[1]!.bold, /without a name/)
    assert.equal(
      pairText(issuerPair(KEY_ONLY, '\u200b', 'issuer-not-proven')),
      'Unnamed issuer · name not proven',
    )
  })

  for (const name of [
    'Harvard University harvard.edu',
    'Harvard, www.harvard.edu:443',
    'harvard。edu',
    'Harvard, listed by DCC registry',
    'Harvard ✓',
    'Harvard (Verified)',
    'Kauri proven',
  ])
    it(`that speak as only we may are quoted, and not all five are yes: ${name}`, () => {
      const told = toldBut({}, { issuerName: name })
      const pair = issuerPair(DOMAIN, name, 'valid')
      assert.match(pairText(pair), /^“.*” · kauri\.example$/)
      assert.equal(headText(told, TIMES), 'Real, still valid, and from kauri.example.')
    })

  for (const name of ['St. Brigid', 'U.S. Army', 'kauri.example', 'www.Kauri.example, Inc.'])
    it(`that do not are left as they are: ${name}`, () => {
      assert.equal(pairText(issuerPair(DOMAIN, name, 'valid')), `${name} · kauri.example`)
      assert.match(headText(toldBut({}, { issuerName: name }), TIMES), /^All five/)
    })

  it('of another web site than the proven one are not told as five times yes', () => {
    const issuer = { ...DOMAIN, claimedSite: 'www.harvard.edu' }
    assert.match(headText(toldBut({ issuer }), TIMES), /from kauri\.example\.$/)
  })

  it('of persons are cleaned as well', () => {
    const { confirmed, awardedTo } = personWords('Ada\u202e', 'Bob” “x', null)
    assert.match(confirmed, /themselves Ada has/)
    assert.equal(awardedTo, 'Bob’ ’x')
  })

  it('in findings are cleaned as well', () => {
    const real = { answer: 'disproven', because: because('proof_invalid') } as const
    const told = toldBut({ real }, { issuerName: 'Work”\u202eSafe' })
    assert.match(answerRows(told, TIMES)[1]!.soft, /^It says “Work’Safe”;/)
  })
})

describe('the weight of a registry', () => {
  it('goes to the name in the registry', () => {
    const pair = issuerPair(listedAs('Tiny Village School'), 'Harvard University', 'valid')
    assert.equal(
      pairText(pair),
      '“Harvard University” · listed as Tiny Village School by Schools we know',
    )
    const told = toldBut(
      { issuer: listedAs('Tiny Village School') },
      { issuerName: 'Harvard University' },
    )
    assert.equal(
      headText(told, TIMES),
      'Real, still valid, and its issuer is listed as Tiny Village School by Schools we know.',
    )
  })

  it('needs no other words where both names are one', () => {
    const pair = issuerPair(listedAs('tiny village-school'), 'Tiny Village School', 'valid')
    assert.equal(pairText(pair), 'Tiny Village School · listed by Schools we know')
  })

  it('goes to no name where the registry gives none', () => {
    assert.equal(
      pairText(issuerPair(listedAs(null), 'Harvard', 'valid')),
      '“Harvard” · listed by Schools we know',
    )
  })

  it('is not told as a web site', () => {
    const issuer = { ...listedAs('MIT'), claimedSite: 'mit.example' }
    assert.equal(
      claimedSiteWords(issuerPair(issuer, 'MIT', 'valid')),
      'It gives mit.example as its website, which does not confirm it.',
    )
  })
})
