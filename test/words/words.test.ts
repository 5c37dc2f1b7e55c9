import assert from 'node:assert/strict'
import { headText, joined } from '../../src/words/head.js'
import { issuerPair, pairText, claimedSiteWords } from '../../src/words/issuer.js'
import { personWords } from '../../src/words/person.js'
import { answerRows, type AnswerRow } from '../../src/words/rows.js'
import { wordOf } from '../../src/words/states.js'
import type { Told } from '../../src/words/told.js'
import { because, DOMAIN, KEY_ONLY, TIMES, toldBut } from './told.js'

const SILENT = { answer: 'unasked', because: because('hosted_unreachable') } as const
const NEVER = { from: null, until: null, because: [] }

/** The rows as one would read them aloud. */
function read(told: Told): string[] {
  return answerRows(told, TIMES).map(lineOf)
}

function lineOf({ mark, bold, soft, issuer, decides }: AnswerRow): string {
  const pair = issuer ? pairText(issuer) : ''
  return `${decides ? '> ' : ''}${mark}: ${joined(joined(pair, bold), soft)}`
}

describe('the words for the answers', () => {
  it('five times yes is said in five rows, and no row decides', () => {
    const told = toldBut({})
    assert.equal(told.state, 'valid')
    assert.equal(headText(told, TIMES), 'All five answers are yes.')
    assert.deepEqual(read(told), [
      'yes: Yes. Nothing in it was changed.',
      'yes: Kauri College · kauri.example',
      'yes: Yes, until 2028-10-28.',
      'yes: a…@example.org, confirmed by the person sharing it.',
      'yes: Yes. Follows Open Badges 3.0.',
    ])
  })

  it('a question that was not asked is not counted as a yes', () => {
    const told = toldBut({ whose: { answer: 'unasked', because: [] } }, { reader: 'visitor' })
    assert.equal(headText(told, TIMES), 'Real, still valid, and from kauri.example.')
    assert.match(read(told)[3]!, /^dash: Not asked/)
  })

  it('a key that nobody vouches for is told first, never begun with Valid', () => {
    const told = toldBut({ issuer: KEY_ONLY }, { issuerName: 'Harvard University' })
    assert.equal(wordOf(told.state), 'Issuer not proven')
    assert.match(headText(told, TIMES), /^Anybody could have made it\./)
    assert.equal(
      read(told)[1],
      '> quotes: A key that calls itself “Harvard University”. Nobody vouches for that name.',
    )
  })

  it('of a badge that is not genuine nothing else is asked, and its issuer is not known', () => {
    const real = { answer: 'disproven', because: because('proof_invalid') } as const
    const told = toldBut({ real }, { issuerName: 'WorkSafe' })
    assert.deepEqual(read(told), [
      '> no: No. What it says now is not what was signed.',
      'quotes: Not known. It says “WorkSafe”; nothing proves that.',
      'dash: Not asked.',
      'dash: Not asked.',
      'dash: Not asked.',
    ])
  })

  it('silence after a yes says when the yes was', () => {
    const told = toldBut(
      { real: SILENT, force: { ...NEVER, answer: 'yes' } },
      { provenAt: '2026-11-28T20:51:00Z' },
    )
    assert.equal(told.state, 'was-valid')
    assert.equal(
      headText(told, TIMES),
      'Proven valid 8 minutes ago. The issuer does not answer right now.',
    )
    assert.equal(read(told)[1], 'yes: Kauri College · kauri.example')
    assert.equal(read(told)[2], '> question: It was, 8 minutes ago. We ask again soon.')
  })

  it('without an earlier yes silence proves no issuer', () => {
    const told = toldBut({ real: SILENT })
    assert.equal(told.state, 'unchecked')
    assert.equal(read(told)[1], 'quotes: It says “Kauri College”.')
    assert.match(headText(told, TIMES), /does not mean it is false/)
  })

  for (const answer of ['yes', 'ended', 'not-yet'] as const)
    it(`days that a link hides are told as hidden: ${answer}`, () => {
      const force = { ...NEVER, answer }
      const [, , row] = read(toldBut({ force }, { areDatesHidden: true }))
      assert.match(row!, /not shown on this link/)
      assert.doesNotMatch(row!, /No end date/)
    })

  it('an end with an issuer nobody vouches for is not called genuine', () => {
    const force = { ...NEVER, answer: 'ended', until: '2025-03-08T00:00:00Z' } as const
    assert.match(headText(toldBut({ force }), TIMES), /^Genuine, but it ended on 2025-03-08\.$/)
    assert.match(
      headText(toldBut({ force, issuer: KEY_ONLY }), TIMES),
      /^Unchanged, but it ended .* Nobody vouches/,
    )
  })

  it('a broken rule is told, and small deviations do not take the yes away', () => {
    const broken = { answer: 'broken', because: because('property_missing', 'date_bad') } as const
    assert.match(read(toldBut({ rules: broken }))[4]!, /^> wave: Not quite\. .* And 1 more\.$/)
    const loose = { answer: 'deviates', because: because('context_order') } as const
    assert.equal(read(toldBut({ rules: loose }))[4], 'yes: Yes, with a small deviation.')
  })
})

describe('the issuer in words', () => {
  it('name and proven host stand together; a claim stands in quotation marks', () => {
    assert.equal(
      pairText(issuerPair(DOMAIN, 'Kauri College', 'valid')),
      'Kauri College · kauri.example',
    )
    assert.equal(
      pairText(issuerPair(KEY_ONLY, 'Harvard University', 'issuer-not-proven')),
      '“Harvard University” · name not proven',
    )
    assert.match(pairText(issuerPair(DOMAIN, 'Kauri College', 'not-genuine')), /name not proven$/)
  })

  it('a registry is named', () => {
    const listings = [{ registry: 'DCC', name: 'MIT', url: null }]
    const pair = issuerPair({ ...KEY_ONLY, kind: 'registry', listings }, 'MIT', 'valid')
    assert.equal(pairText(pair), 'MIT · listed by DCC')
    const other = issuerPair({ ...KEY_ONLY, kind: 'registry', listings }, 'Harvard', 'valid')
    assert.equal(pairText(other), '“Harvard” · listed as MIT by DCC')
  })

  it('of several registries the one speaks that calls it as it calls itself, else the first', () => {
    const listings = [
      { registry: 'One', name: null, url: null },
      { registry: 'Two', name: 'Harvard', url: null },
      { registry: 'Three', name: 'MIT', url: null },
    ]
    const said = (name: string, known = listings) =>
      pairText(issuerPair({ ...KEY_ONLY, kind: 'registry', listings: known }, name, 'valid'))
    assert.equal(said('MIT'), 'MIT · listed by Three')
    assert.equal(said('Harvard'), 'Harvard · listed by Two')
    assert.match(said('Yale'), /listed by One$/)
    assert.equal(said('Yale', listings.slice(1)), '“Yale” · listed as Harvard by Two')
  })

  it('a name cannot pass for what is proven, end its quotation marks or turn the line round', () => {
    const said = (name: string, proof: typeof DOMAIN = DOMAIN) =>
      pairText(issuerPair(proof, name, 'valid'))
    assert.equal(said('Harvard · harvard.edu'), '“Harvard - harvard.edu” · kauri.example')
    assert.equal(said('Escola Col·legi'), 'Escola Col·legi · kauri.example')
    assert.equal(
      said('Harvard” · harvard.edu · “x', KEY_ONLY),
      '“Harvard’ - harvard.edu - ’x” · name not proven',
    )
    assert.equal(said('Har\u202evard\n\u200b'), 'Harvard · kauri.example')
    const long = said('W'.repeat(5000))
    assert.ok(long.length < 200 && long.endsWith('… · kauri.example'))
    const host = `harvard.edu.${'a'.repeat(60)}.${'b'.repeat(60)}.evil.example`
    assert.match(said('Harvard', { ...DOMAIN, host }), /^Harvard · ….{60,80}\.evil\.example$/)
  })

  it('a name of letters of different alphabets, or with an address in it, is said to be one', () => {
    const mixed = 'H\u0430rv\u0430rd University'
    const proven = read(toldBut({ issuer: DOMAIN }, { issuerName: mixed }))[1]!
    assert.match(proven, /Take care: that name mixes letters of different alphabets\.$/)
    const claimed = read(toldBut({ issuer: KEY_ONLY }, { issuerName: mixed }))[1]!
    assert.match(claimed, /Nobody vouches for that name\. Take care/)
    for (const name of ['Harvard (harvard.edu)', 'www.harvard.edu', 'HARVARD.EDU, Registrar'])
      for (const proof of [DOMAIN, KEY_ONLY])
        assert.match(issuerPair(proof, name, 'valid').care, /holds an address that nothing proves/)
    for (const own of [
      'kauri.example',
      'www.Kauri.example',
      'St. John’s',
      'Dr.Schmidt',
      'Ph.D. School',
    ])
      assert.equal(issuerPair(DOMAIN, own, 'valid').care, '')
    const credly = { ...DOMAIN, host: 'api.credly.com:8443' }
    assert.equal(issuerPair(credly, 'Credly.com', 'valid').care, '')
    for (const honest of ['Kauri College', 'Университет', '東京大学 Tokyo', 'Ελληνικά'])
      assert.equal(issuerPair(DOMAIN, honest, 'valid').care, '')
  })

  it('a host that could be taken for another one stands in ASCII, with a warning', () => {
    const issuer = { ...DOMAIN, host: 'xn--80ak6aa92e.com' }
    const told = toldBut({ issuer }, { issuerName: 'Apple' })
    assert.equal(
      read(told)[1],
      'yes: Apple · xn--80ak6aa92e.com Take care: that address is written to look like another one.',
    )
    const honest = { ...DOMAIN, host: 'xn--mnchen-3ya.example:8443' }
    assert.match(
      read(toldBut({ issuer: honest }))[1]!,
      /· münchen\.example:8443 In plain letters: xn--mnchen-3ya\.example:8443\.$/,
    )
  })

  it('a web site elsewhere than the proven host is said', () => {
    const proof = { ...DOMAIN, host: 'evil.example', claimedSite: 'www.harvard.edu' }
    const pair = issuerPair(proof, 'Harvard University', 'valid')
    assert.equal(
      claimedSiteWords(pair),
      'It gives www.harvard.edu as its website; proven is evil.example.',
    )
    const told = toldBut({ issuer: proof }, { issuerName: 'Harvard University' })
    assert.equal(headText(told, TIMES), 'Real, still valid, and from evil.example.')
  })
})

describe('the person in words', () => {
  it('the name of an account is what the person calls themselves', () => {
    const { awardedTo, confirmed } = personWords('Ada Njoroge', null, null)
    assert.equal(awardedTo, null)
    assert.equal(
      confirmed,
      'Awarded to an e-mail address that the person who calls themselves Ada Njoroge has confirmed.',
    )
  })

  it('a name in the badge stands, and a difference from the account is said', () => {
    assert.match(personWords('Eve', 'Ada Njoroge', null).difference, /“Ada Njoroge”.*“Eve”/)
    assert.equal(personWords('Ada Njoroge', 'NJOROGE, Ada', null).difference, '')
    assert.equal(personWords(null, 'Ada Njoroge', null).difference, '')
  })
})
