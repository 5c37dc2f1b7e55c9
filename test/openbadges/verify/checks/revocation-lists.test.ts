import assert from 'node:assert/strict'
import { Answered } from '../../../support/documents.js'
import {
  assertion11,
  AWARD,
  badgeClass11,
  check,
  CLASS,
  compactJws,
  hosted,
  ISSUER,
  issuer11,
  jws20,
  KEY,
  keyDocument,
  outcomeOf,
  schoolKey,
  signers,
  V1,
  V2,
} from '../../../support/issuer-ob2.js'
import { sameListedId, sameUid } from '../../../../src/openbadges/verify/listed-ids.js'

const LIST = 'https://school.example/revoked'
const UUID = '9d7c3d1e-6a55-4b6e-8b1c-111111111111'

/** Verdict of a signed 2.0 badge over this list. */
async function over(list: object, changes: object = {}, declared: unknown = LIST) {
  const answers = { ...signers({ issuer: { revocationList: declared } }), [LIST]: list }
  return outcomeOf(await check(jws20(schoolKey, { uid: 'u1', ...changes }), answers))
}

const listing = (...revokedAssertions: unknown[]) => ({
  '@context': V2,
  id: LIST,
  type: 'RevocationList',
  revokedAssertions,
})

describe('lists of withdrawn badges of 2.x', () => {
  for (const [name, entry] of [
    ['its id under the keyword', { '@id': `urn:uuid:${UUID}` }],
    ['a UUID in capitals', `urn:uuid:${UUID.toUpperCase()}`],
    ['another case of the whole', { id: `URN:UUID:${UUID}` }],
    ['percent-encoding', { id: `urn:uuid:%39${UUID.slice(1)}` }],
    ['a uid', { uid: 'u1' }],
    ['a uid beside another id', { id: 'urn:other', uid: 'u1' }],
  ] as const)
    it(`${name} revokes`, async () => {
      assert.equal(await over(listing('urn:other', entry)), 'revoked revoked_list')
    })

  it('keywords all the way down', async () => {
    const list = { '@context': V2, '@id': LIST, '@type': 'RevocationList' }
    const revokedAssertions = [{ '@id': `urn:uuid:${UUID}`, revocationReason: 'x' }]
    assert.equal(await over({ ...list, revokedAssertions }), 'revoked revoked_list')
    assert.equal(await over({ ...list, revokedAssertions: [] }), 'valid')
  })

  it('a UUID as uid, and one without its scheme', async () => {
    const list = listing({ uid: UUID.toUpperCase() })
    assert.match(await over(list, { uid: UUID }), /^revoked/)
    assert.match(await over(listing({ uid: 5 }), { uid: 5 }), /^revoked/)
  })

  for (const [name, entry] of [
    ['an entry that names nobody', { revocationReason: 'x' }],
    ['a number', 7],
    ['a list', [[`urn:uuid:${UUID}`]]],
    ['an object of uids', { u1: 'x' }],
  ] as const)
    it(`${name} leaves the question open`, async () => {
      assert.equal(await over(listing(entry)), 'unverifiable status_list_bad')
    })

  for (const declared of [
    'urn:list',
    'ftp://school.example/list',
    'revoked.json',
    'mailto:a@school.example',
    'data:application/json,{}',
  ])
    it(`a list declared at ${JSON.stringify(declared)} cannot be asked`, async () => {
      const outcome = await over(listing(), {}, declared)
      assert.match(outcome, declared === 'revoked.json' ? /^invalid/ : /^unverifiable/)
      assert.match(outcome, /status_unreachable/)
      const answers = hosted({ issuer: { revocationList: 'urn:list' } })
      assert.equal(outcomeOf(await check(AWARD, answers)), 'valid (status_unreachable)')
    })

  for (const declared of [undefined, null, '', []])
    it(`an issuer whose list is ${JSON.stringify(declared)} has none`, async () => {
      assert.match(await over(listing(), {}, declared), /^valid/)
    })

  it('a hosted badge on the list is revoked, and a silent list only warns', async () => {
    const answers = hosted({ issuer: { revocationList: LIST } })
    const listed = { ...answers, [LIST]: listing({ '@id': AWARD.replace('awards', '%61wards') }) }
    assert.match(outcomeOf(await check(AWARD, listed)), /^revoked/)
    const silent = { ...answers, [LIST]: new Answered(404) }
    assert.equal(outcomeOf(await check(AWARD, silent)), 'valid (status_unreachable)')
  })
})

describe('lists of withdrawn badges of 1.x', () => {
  async function over11(list: object, uid: unknown = 'abc') {
    const jws = compactJws(assertion11({ verify: { type: 'signed', url: KEY }, uid }), schoolKey)
    const answers = {
      [CLASS]: badgeClass11(),
      [ISSUER]: issuer11({ revocationList: LIST }),
      [KEY]: keyDocument(schoolKey),
      [LIST]: list,
    }
    return outcomeOf(await check(jws, answers))
  }

  it('a member named by the uid or the id revokes, whatever else is in the list', async () => {
    for (const list of [
      { abc: 'Error' },
      { '@context': V1, abc: '' },
      { [AWARD]: 'Error' },
      { other: 'x', abc: null },
    ])
      assert.equal(await over11(list), 'revoked revoked_list')
    assert.equal(await over11({ [UUID.toUpperCase()]: 'x' }, UUID), 'revoked revoked_list')
    assert.equal(await over11({ '@context': V1, other: 'x' }), 'valid')
  })

  it('something else is no list', async () => {
    for (const other of [issuer11(), { '@type': 'Issuer', name: 'x' }, [], ['abc']])
      assert.equal(await over11(other), 'unverifiable status_list_bad')
  })
})

describe('ids in lists', () => {
  for (const [a, b, same] of [
    ['https://a.example/caf%C3%A9', 'https://a.example/café', true],
    ['https://a.example/a%20b', 'https://a.example/a b', true],
    ['HTTPS://A.example:443/x', 'https://a.example/x', true],
    [`https://a.example/${UUID}`, `https://a.example/${UUID.toUpperCase()}`, true],
    ['https://a.example/%E9', 'https://a.example/%e9', true],
    ['https://a.example/A', 'https://a.example/a', false],
    ['https://a.example/x#1', 'https://a.example/x#2', false],
    ['https://a.example/x', null, false],
    [null, null, false],
  ] as const)
    it(`${a} and ${b}: ${same ? 'the same' : 'different'}`, () => {
      assert.equal(sameListedId(a, b), same)
    })

  it('a uid is compared as it is, but for the letters of a UUID', () => {
    assert.ok(sameUid(UUID, UUID.toUpperCase()))
    assert.ok(!sameUid('abc', 'ABC'))
    assert.ok(!sameUid('a%20b', 'a b'))
    assert.ok(!sameUid(null, null))
  })
})
