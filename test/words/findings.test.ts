import assert from 'node:assert/strict'
import { CODES, type FindingCode } from '../../src/openbadges/findings/codes.js'
import { finding } from '../../src/openbadges/findings/report.js'
import { sentence, WORDS } from '../../src/words/findings.js'

const codes = Object.keys(CODES) as FindingCode[]
const full = {
  path: 'badge.issuer',
  found: 'x',
  values: {
    ...{ url: 'https://a.example', cause: 'dns', date: '2026-01-31T23:00:00.000Z' },
    ...{ issuer: 'School', reason: 'a mistake.', a: 'a.example', b: 'b.example', name: 'Ada' },
  },
}

describe('sentences', () => {
  for (const reader of ['earner', 'employer'] as const)
    it(`are whole for the ${reader}, whether the finding tells much or nothing`, () => {
      for (const code of codes)
        for (const detail of [{}, full]) {
          const text = sentence(finding(code, detail), reader)
          assert.match(text, /^(?:[A-Z]|[ab]\.example|badge\.issuer)[^{}]*\.$/, code)
          assert.doesNotMatch(text, /undefined|null| {2}|\(\)| \/ | · | \.|\.\.$/, code)
        }
    })

  it('differ where two codes mean different things', () => {
    assert.notEqual(WORDS.key_weak[0], WORDS.key_private[0])
    assert.notEqual(WORDS.image_crc[0], WORDS.image_several_badges[0])
  })

  it('tell days and causes in words', () => {
    assert.equal(
      sentence(finding('expired', full), 'employer'),
      'It was good until 31 January 2026 and has run out.',
    )
    assert.match(sentence(finding('key_unreachable', full), 'earner'), /\(its name is not known\)/)
    assert.match(
      sentence(finding('revoked_list', full), 'earner'),
      /withdrew this badge: a mistake\.$/,
    )
  })

  it('leave out what is not known', () => {
    assert.equal(
      sentence(finding('key_unreachable'), 'earner'),
      "The issuer's key could not be fetched.",
    )
    assert.equal(sentence(finding('key_ok'), 'earner'), 'The key belongs to the issuer.')
    assert.equal(
      sentence(finding('property_missing'), 'earner'),
      'A part of the badge is required and missing.',
    )
  })

  it('keep texts of strangers short, on one line, and in their direction', () => {
    const found = `a\u202eb\n${'x'.repeat(300)}`
    const text = sentence(finding('type_wrong', { path: 'type', found }), 'earner')
    assert.match(text, /^type is of the wrong kind \(ab x+…\)\.$/)
    assert.ok(text.length < 160)
  })

  it('fill in values as they are, patterns of replacement and braces too', () => {
    const text = sentence(finding('scope_alias', { values: { a: '$& {b}', b: "$'" } }), 'earner')
    assert.equal(text, "The issuer moved from $& {b} to $'.")
  })
})
