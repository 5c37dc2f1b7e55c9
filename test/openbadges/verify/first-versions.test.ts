import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { Answered } from '../../support/documents.js'
import {
  AWARD,
  badgeClass11,
  check,
  compactJws,
  CLASS,
  hosted11,
  ISSUER,
  issuer11,
  outcomeOf,
  schoolKey,
} from '../../support/issuer-ob2.js'

const OLD = 'https://school.example/old/1'

function assertion05(changes: JsonObject = {}): JsonObject {
  return {
    recipient: 'sha256$c6e1b2cc37ef5c3d4ad4cbd8a1f1a7a1bb9a9a9a1c2f3e4d5c6b7a8990a1b2c3',
    salt: 'hashbrowns',
    issued_on: '2012-06-01',
    badge: {
      version: '0.5.0',
      name: 'Basic',
      description: 'A basic badge.',
      image: '/basic.png',
      criteria: '/basic.html',
      issuer: { origin: 'https://school.example', name: 'School', org: null, contact: null },
    },
    ...changes,
  }
}

const inBadge = (changes: JsonObject) =>
  assertion05({ badge: { ...(assertion05()['badge'] as JsonObject), ...changes } })

describe('badges of 0.5', () => {
  it('a good one is valid, and very old', async () => {
    const report = await check(OLD, { [OLD]: assertion05() })
    assert.equal(outcomeOf(report), 'valid (version_old) (image_unreachable)')
    assert.equal(report.credential?.achievement.criteria.id, 'https://school.example/basic.html')
    assert.equal(report.credential?.validFrom, '2012-06-01T00:00:00.000Z')
    assert.equal(report.credential?.issuer.url, 'https://school.example')
  })

  for (const [name, assertion, expected] of [
    ['no name', inBadge({ name: null }), 'property_missing'],
    ['broken hash', assertion05({ recipient: 'sha256$12' }), 'hash_bad'],
    [
      'origin with path',
      inBadge({ issuer: { origin: 'https://school.example/x', name: 'S' } }),
      'iri_bad',
    ],
    ['end before start', assertion05({ expires: '2011-01-01' }), 'dates_inverted'],
  ] as const)
    it(`${name} → ${expected}`, async () => {
      const report = await check(OLD, { [OLD]: assertion })
      assert.match(outcomeOf(report), new RegExp(`^invalid .*${expected}`))
    })

  it('on another host or port than its issuer: invalid', async () => {
    for (const url of ['https://evil.example/a', 'https://school.example:8443/a']) {
      const report = await check(url, { [url]: assertion05() })
      assert.match(outcomeOf(report), /^invalid .*scope_outside/)
    }
    const redirected = new Answered(200, JSON.stringify(assertion05()), 'https://evil.example/a')
    assert.match(outcomeOf(await check(OLD, { [OLD]: redirected })), /^invalid .*scope_outside/)
  })

  it('the scheme of the origin does not matter', async () => {
    const url = 'http://school.example/old/1'
    const report = await check(url, { [url]: assertion05() })
    assert.equal(report.verdict, 'valid')
  })

  it('in a JWS: invalid, whoever signed it and wherever it lies', async () => {
    const jws = compactJws(assertion05(), schoolKey)
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${jws.split('.')[1]}.`
    for (const text of [jws, unsigned]) {
      assert.match(outcomeOf(await check(text)), /^invalid/)
      assert.match(outcomeOf(await check(OLD, { [OLD]: text })), /^invalid/)
      const verify = { type: 'hosted', url: OLD }
      const pointing = compactJws(assertion05({ verify }), schoolKey)
      assert.match(outcomeOf(await check(pointing, { [OLD]: text })), /^invalid/)
    }
  })

  it('what 0.5 does not know decides nothing', async () => {
    const unknown = { '@context': 'https://odd.example', type: 'Diploma', uid: null, verify: '' }
    assert.match(outcomeOf(await check(OLD, { [OLD]: assertion05(unknown) })), /^valid/)
  })

  it('a file without any address: nothing can be asked', async () => {
    const report = await check(assertion05())
    assert.match(outcomeOf(report), /^unverifiable .*hosted_url_missing/)
  })
})

describe('badges of 1.0 and 1.1', () => {
  for (const [name, changes, expected] of [
    ['no uid', { uid: undefined }, 'property_missing'],
    [
      'no verify, only the word of 2.0',
      { verify: undefined, verification: { type: 'hosted' } },
      'property_missing',
    ],
    ['recipient as text', { recipient: 'a@b.example' }, 'property_type'],
    ['two badges', { badge: [CLASS, CLASS] }, 'property_many'],
    ['a date that is none', { issuedOn: 'yesterday' }, 'date_bad'],
  ] as const)
    it(`${name} → invalid ${expected}`, async () => {
      const report = await check(AWARD, hosted11(changes))
      assert.match(outcomeOf(report), new RegExp(`^invalid .*${expected}`))
    })

  for (const issuedOn of [
    1735689600,
    '1735689600',
    '1735689600.25',
    '2025-01-01',
    '2025-01-01T00:00:00.123456',
  ])
    it(`issuedOn ${JSON.stringify(issuedOn)} is read`, async () => {
      const report = await check(AWARD, hosted11({ issuedOn }))
      assert.equal(outcomeOf(report), 'valid')
      assert.equal(report.credential?.validFrom?.slice(0, 10), '2025-01-01')
    })

  it('a date-only end lasts the whole day', async () => {
    const day = hosted11({ expires: '2026-01-01' })
    assert.equal((await check(AWARD, day)).verdict, 'valid')
    const later = { now: new Date('2026-01-02T00:00:01Z') }
    assert.equal((await check(AWARD, day, later)).verdict, 'expired')
  })

  it('1.0: contexts, types and the words of 0.5 decide nothing', async () => {
    const odd = [
      { '@context': 'http://draft.example/1.1/context.json', '@type': 'assertion' },
      { '@context': [{ x: 'https://x.example' }], type: 'award' },
      { issued_on: '2012-01-01', salt: 'x', version: '0.5.0' },
      { '@context': 'https://w3id.org/openbadges/v9' },
    ]
    const plain = { '@context': undefined, type: undefined, id: undefined }
    for (const changes of odd) {
      const answers = {
        ...hosted11({ ...plain, ...changes }),
        [CLASS]: badgeClass11({ ...plain, ...changes }),
        [ISSUER]: issuer11({ ...plain, ...changes, origin: 'https://odd.example' }),
      }
      const report = await check(AWARD, answers)
      assert.deepEqual([outcomeOf(report), report.format], ['valid', 'ob1.0'])
    }
  })

  it('1.1: a context that is not its own is missed, in every part', async () => {
    const odd = { '@context': 'http://draft.example/1.1/context.json' }
    for (const answers of [
      hosted11(odd),
      { ...hosted11(), [CLASS]: badgeClass11(odd) },
      { ...hosted11(), [ISSUER]: issuer11(odd) },
    ])
      assert.match(outcomeOf(await check(AWARD, answers)), /^invalid .*context_missing/)
  })

  it('1.0 has no context: its parts live where they were fetched', async () => {
    const plain = { '@context': undefined, type: undefined, id: undefined }
    const answers = {
      ...hosted11(plain),
      [CLASS]: badgeClass11(plain),
      [ISSUER]: issuer11(plain),
    }
    const report = await check(AWARD, answers)
    assert.equal(outcomeOf(report), 'valid')
    assert.equal(report.format, 'ob1.0')
    assert.equal(report.credential?.achievement.id, CLASS)
    assert.equal(report.credential?.issuer.id, ISSUER)
  })
})
