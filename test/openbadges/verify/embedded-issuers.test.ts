import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { Answered } from '../../support/documents.js'
import {
  assertion11,
  AWARD,
  badgeClass11,
  badgeClass20,
  check,
  CLASS,
  hosted,
  hosted11,
  ISSUER,
  issuer11,
  outcomeOf,
  profile20,
} from '../../support/issuer-ob2.js'

/** What another host answers after a redirect. */
const from = (finalUrl: string, value: unknown) =>
  new Answered(200, JSON.stringify(value), finalUrl)

describe('issuers inside a badge', () => {
  const plain = { '@context': undefined, type: undefined, id: undefined }
  const badge = (issuer: JsonObject) => badgeClass11({ ...plain, issuer })
  const nameless = (changes: JsonObject = {}) => issuer11({ ...plain, ...changes })

  it('1.1: could not check', async () => {
    const report = await check(AWARD, hosted11({ badge: badge(nameless()) }))
    assert.match(outcomeOf(report), /^unverifiable .*linked_unreachable/)
    const classOnly = { ...hosted11(), [CLASS]: badgeClass11({ issuer: nameless() }) }
    assert.match(outcomeOf(await check(AWARD, classOnly)), /^unverifiable .*linked_unreachable/)
  })

  for (const [name, changes, expected] of [
    ['the site that served it', {}, /^valid/],
    ['that site under www', { url: 'http://www.school.example' }, /^valid/],
    ['that site, also by the word of 0.5', { origin: 'https://school.example' }, /^valid/],
    ['another site', { url: 'https://famous.example' }, /^unverifiable .*linked_unreachable/],
    ['another origin', { origin: 'https://famous.example' }, /^unverifiable/],
    ['a part of that site', { url: 'https://art.school.example' }, /^unverifiable/],
  ] as const)
    it(`1.0: an issuer that names ${name}`, async () => {
      const report = await check(AWARD, hosted11({ ...plain, badge: badge(nameless(changes)) }))
      assert.match(outcomeOf(report), expected)
      assert.equal(report.format, 'ob1.0')
      const told = report.checks.flatMap(({ findings }) => findings)
      const counted = told.find(({ code, path }) => code === 'linked_embedded' && path !== 'badge')
      assert.equal(counted?.evidence[0]?.url, report.verdict === 'valid' ? AWARD : undefined)
    })

  it('1.0: served by a stranger after a redirect', async () => {
    const award = assertion11({ ...plain, badge: badge(nameless()) })
    const report = await check(AWARD, { [AWARD]: from('https://evil.example/a', award) })
    assert.match(outcomeOf(report), /^unverifiable .*linked_unreachable/)
  })

  it('2.0: an issuer whose own address is silent counts as its host served it, not as a stranger did', async () => {
    const embedding = badgeClass20({ issuer: profile20() })
    const { [ISSUER]: _, ...silent } = hosted({})
    const own = await check(AWARD, { ...silent, [CLASS]: embedding })
    assert.equal(outcomeOf(own), 'valid (linked_embedded)')
    const told = own.checks.flatMap(({ findings }) => findings)
    const counted = told.find(({ code }) => code === 'linked_embedded')!
    assert.deepEqual(
      counted.evidence.map(({ url }) => url),
      [CLASS],
    )
    for (const served of ['https://evil.example/b', 'https://school.example.evil.example/b']) {
      const report = await check(AWARD, { ...silent, [CLASS]: from(served, embedding) })
      assert.match(outcomeOf(report), /^unverifiable .*linked_unreachable/)
    }
    const beside = 'https://evil.example/b'
    const { [ISSUER]: __, ...award } = hosted({ award: { badge: beside } })
    const elsewhere = await check(AWARD, { ...award, [beside]: embedding })
    assert.match(outcomeOf(elsewhere), /linked_unreachable/)
  })

  it('1.0: the known names of one platform serve for each other, those of two do not', async () => {
    const award = 'https://api.badgr.io/public/assertions/1'
    const verify = { type: 'hosted', url: award }
    const named = (url: string) =>
      assertion11({ ...plain, verify, badge: badge(nameless({ url })) })
    assert.match(
      outcomeOf(await check(award, { [award]: named('https://badgr.com/school') })),
      /^valid/,
    )
    const other = await check(award, { [award]: named('https://www.credly.com/school') })
    assert.match(outcomeOf(other), /^unverifiable/)
  })

  it('1.0: ids that this version does not know decide nothing', async () => {
    const ids = { '@id': 'https://silent.example/x' }
    const answers = {
      ...hosted11(plain),
      [CLASS]: badgeClass11({ ...plain, ...ids }),
      [ISSUER]: issuer11({ ...plain, id: 'https://silent.example/y' }),
    }
    const expected = 'valid (linked_id_mismatch) (linked_id_mismatch)'
    assert.equal(outcomeOf(await check(AWARD, answers)), expected)
    const inside = badgeClass11({ ...plain, ...ids, issuer: ISSUER })
    const embedded = { ...answers, ...hosted11({ ...plain, badge: inside }), [ISSUER]: issuer11() }
    assert.match(outcomeOf(await check(AWARD, embedded)), /^valid/)
  })
})
