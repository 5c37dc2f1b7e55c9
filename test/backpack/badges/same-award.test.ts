import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { awardFactsOf, awardKeyOf, relateAwards } from '../../../src/backpack/badges/same-award.js'
import type { Credential, RecipientIdentity } from '../../../src/openbadges/index.js'
import { aCredential } from '../../support/rows.js'

const ADA: RecipientIdentity = {
  type: 'email',
  identity: 'ada@example.org',
  hashed: false,
  salt: null,
}
const HASHED: RecipientIdentity = {
  type: 'email',
  identity: `sha256$${createHash('sha256').update('ada@example.orgdeadsea').digest('hex')}`,
  hashed: true,
  salt: 'deadsea',
}

/** A hosted 2.0 badge; say only what is different. */
function badge(members: Partial<Credential> = {}): Credential {
  const bees = aCredential('Bee Keeping', 'Kauri College')
  return {
    ...bees,
    format: 'ob2.0',
    proofKind: 'hosted',
    id: 'https://kauri.example/awards/1',
    uid: null,
    name: null,
    subjectId: null,
    issuer: { ...bees.issuer, id: 'https://kauri.example/issuer', url: 'https://kauri.example' },
    achievement: { ...bees.achievement, id: 'https://kauri.example/bees' },
    recipients: [ADA],
    awardedDate: null,
    validFrom: '2024-02-03T10:00:00.000Z',
    validUntil: null,
    ...members,
  }
}

/** The same award as 3.0, by an issuer named by its key. */
function wrapper(members: Partial<Credential> = {}): Credential {
  const { issuer, achievement } = badge()
  return badge({
    format: 'ob3.0',
    proofKind: 'embedded',
    id: 'urn:uuid:0a',
    issuer: { ...issuer, id: 'did:key:z6Mk', url: 'https://www.kauri.example' },
    achievement: { ...achievement, id: 'urn:uuid:bees' },
    validFrom: '2024-02-03T23:59:00.000Z',
    ...members,
  })
}

const relate = (one: Credential, other: Credential, areBothProven = false) => {
  const [a, b] = [awardFactsOf(one), awardFactsOf(other)]
  const relation = relateAwards(a, b, areBothProven)
  assert.equal(relateAwards(b, a, areBothProven), relation, 'it does not matter which came first')
  return relation
}

describe('one award in several wrappers', () => {
  it('titles and issuers are compared without case and spaces, and only when both are there', () => {
    const key = awardKeyOf(badge())
    assert.notEqual(key, null)
    assert.equal(awardKeyOf({ ...aCredential(' bee  KEEPING', 'kauri college ') }), key)
    assert.notEqual(awardKeyOf(aCredential('Bee Keeping 2', 'Kauri College')), key)
    assert.equal(awardKeyOf(aCredential('Bee Keeping', '')), null)
    assert.equal(awardKeyOf({ ...aCredential(''), name: null }), null)
  })

  it('another version of the same issuer, recipient and day is the same award', () => {
    assert.equal(relate(badge(), wrapper()), 'same')
    assert.equal(relate(badge(), badge({ format: 'ob1.1', id: 'https://kauri.example/x' })), 'same')
  })

  it('hosted and signed are the same award, and two of one kind with two ids are rivals', () => {
    const signed = badge({ proofKind: 'signed', id: 'urn:uuid:1' })
    assert.equal(relate(badge(), signed), 'same')
    assert.equal(relate(badge(), badge({ id: 'https://kauri.example/awards/2' })), 'rival')
    assert.equal(relate(signed, badge({ proofKind: 'signed', id: 'urn:uuid:2' })), 'rival')
  })

  it('two classes of one name in one version are rivals', () => {
    const { achievement } = badge()
    const other = { ...achievement, id: 'https://kauri.example/bees-2' }
    const signed = badge({ proofKind: 'signed', id: 'urn:uuid:1', achievement: other })
    assert.equal(relate(badge(), signed), 'rival')
  })

  it('a uid decides before anything else', () => {
    const one = badge({ format: 'ob1.1', uid: 'u1' })
    const signed = { proofKind: 'signed', id: null, format: 'ob1.1' } as const
    assert.equal(relate(one, badge({ ...signed, uid: 'u1' })), 'same')
    assert.equal(relate(one, badge({ ...signed, uid: 'u2' })), 'rival')
  })

  it('an address on a platform that changed its name is the same one', () => {
    const at = (host: string) =>
      badge({
        id: `https://${host}/public/assertions/x1`,
        issuer: { ...badge().issuer, id: `https://${host}/public/issuers/i`, url: null },
      })
    assert.equal(relate(at('badgr.io'), at('api.badgr.io')), 'same')
    assert.equal(relate(at('badgr.io'), at('badgr.example')), 'other')
  })

  it('another day, end, issuer or recipient is another award', () => {
    const issuer = { ...badge().issuer, id: 'https://other.example/i', url: null }
    for (const members of [
      { validFrom: '2024-02-04T00:00:00.000Z' },
      { validFrom: null },
      { issuer },
      { recipients: [{ ...ADA, identity: 'bea@example.org' }] },
      { recipients: [] },
    ])
      assert.equal(relate(badge(), wrapper(members)), 'other')
    const until = '2027-01-01T00:00:00.000Z'
    const ending = badge({ validUntil: until })
    const later = wrapper({ validUntil: '2028-01-01T00:00:00.000Z' })
    assert.equal(relate(ending, later), 'other')
    assert.equal(relate(ending, wrapper({ validUntil: until })), 'same')
  })

  it('either date of a 3.0 badge may be the day of the award', () => {
    const dates = { awardedDate: '2024-02-03T00:00:00.000Z', validFrom: '2024-03-01T00:00:00.000Z' }
    assert.equal(relate(badge(), wrapper(dates)), 'same')
  })

  it('a hashed recipient is the plain one it was made of, or the same hash, or proven', () => {
    assert.equal(relate(badge(), wrapper({ recipients: [HASHED] })), 'same')
    const mail = { recipients: [], subjectId: 'mailto:Ada@example.org' }
    assert.equal(relate(badge(), wrapper({ ...mail })), 'same')
    const hashed = badge({ recipients: [HASHED] })
    assert.equal(relate(hashed, wrapper({ recipients: [HASHED] })), 'same')
    const otherSalt = wrapper({ recipients: [{ ...HASHED, salt: 'x', identity: 'sha256$00' }] })
    assert.equal(relate(hashed, otherSalt), 'other')
    assert.equal(relate(hashed, otherSalt, true), 'same')
  })
})
