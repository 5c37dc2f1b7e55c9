import assert from 'node:assert/strict'
import { parseOb3 } from '../../../../src/openbadges/formats/ob3/parse.js'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { OB3, unsignedBadge, VC1, VC2 } from '../../../support/issuer-ob3.js'

const EMBEDDED = { proofKind: 'embedded', validUntil: null } as const

function parse(changes: JsonObject, envelope: Parameters<typeof parseOb3>[1] = EMBEDDED) {
  return parseOb3(unsignedBadge('https://school.example/issuer', changes), envelope)
}

function withSubject(members: JsonObject, ofAchievement: JsonObject = {}): JsonObject {
  const subject = unsignedBadge('').credentialSubject as JsonObject
  const achievement = { ...(subject.achievement as JsonObject), ...ofAchievement }
  return { credentialSubject: { ...subject, achievement, ...members } }
}

describe('parsing 3.0', () => {
  it('who, what, from whom and when', () => {
    const credential = parse({ validUntil: '2030-01-01T01:00:00+01:00' })
    assert.equal(credential.format, 'ob3.0')
    assert.equal(credential.achievement.name, 'Welding')
    assert.equal(credential.issuer.name, 'School')
    assert.equal(credential.subjectId, 'did:example:earner')
    assert.equal(credential.validFrom, '2025-01-01T00:00:00.000Z')
    // as the issuer wrote it: the day is theirs
    assert.equal(credential.validUntil, '2030-01-01T01:00:00.000+01:00')
    assert.deepEqual(credential.extra, [])
  })

  it('a name of the earner only where the badge carries it in clear', () => {
    const named = (identifier: JsonObject) =>
      parse(withSubject({ identifier: { type: 'IdentityObject', ...identifier } })).recipientName
    const clear = { identityType: 'name', identityHash: 'Ada Njoroge', hashed: false }
    assert.equal(named(clear), 'Ada Njoroge')
    assert.equal(named({ ...clear, identityType: 'emailAddress' }), null)
    const hash = `sha256$${'ab'.repeat(32)}`
    assert.equal(named({ ...clear, identityHash: hash, hashed: true }), null)
    assert.equal(parse({}).recipientName, null)
  })

  it('the dates of data model 1.1', () => {
    const credential = parse({
      '@context': [VC1, OB3],
      validFrom: undefined,
      issuanceDate: '2024-01-01T00:00:00Z',
      expirationDate: '2026-01-01T00:00:00Z',
    })
    assert.equal(credential.validFrom, '2024-01-01T00:00:00.000Z')
    assert.equal(credential.validUntil, '2026-01-01T00:00:00.000Z')
  })

  it('dates by the names of the other data model count: the latest start, the earliest end', () => {
    const dates = { validFrom: '2024-01-01T00:00:00Z', validUntil: '2030-01-01T00:00:00Z' }
    const others = { issuanceDate: '2025-01-01T00:00:00Z', expirationDate: '2026-01-01T00:00:00Z' }
    for (const context of [VC1, VC2]) {
      const credential = parse({ '@context': [context, OB3], ...dates, ...others })
      assert.equal(credential.validFrom, '2025-01-01T00:00:00.000Z')
      assert.equal(credential.validUntil, '2026-01-01T00:00:00.000Z')
    }
    assert.equal(
      parse({ expirationDate: ['2026-01-01T00:00:00Z'] }).validUntil?.slice(0, 4),
      '2026',
    )
  })

  it('the end that a token claims counts before its own', () => {
    const claimed = { proofKind: 'jwt', validUntil: '2026-05-01T00:00:00.000Z' } as const
    assert.equal(
      parse({ validUntil: '2030-01-01T00:00:00Z' }, claimed).validUntil,
      claimed.validUntil,
    )
  })

  it('null beside a value in a list says nothing, and hides nothing', () => {
    const subject = unsignedBadge('did:example:school').credentialSubject as JsonObject
    const identifier = {
      type: 'IdentityObject',
      hashed: [null, false],
      identityType: [null, 'name'],
    }
    const credential = parse({
      credentialSubject: {
        ...subject,
        creditsEarned: [null, 2.5],
        identifier: [null, { ...identifier, identityHash: [null, 'Ada'] }],
      },
    })
    assert.equal(credential.creditsEarned, 2.5)
    assert.deepEqual(credential.recipients, [
      { type: 'name', identity: 'Ada', hashed: false, salt: null },
    ])
  })

  it('the first language of texts', () => {
    const name = { en: 'Welding', de: 'Schweißen' }
    const description = [
      { '@value': 'Kann schweißen', '@language': 'de' },
      { '@value': 'Can weld', '@language': 'en' },
    ]
    const { achievement } = parse(withSubject({}, { name, description, inLanguage: 'en' }))
    assert.deepEqual(
      [achievement.name, achievement.description, achievement.language],
      ['Welding', 'Kann schweißen', 'en'],
    )
  })

  it('an issuer that is only an id', () => {
    const { issuer } = parse({ issuer: 'did:example:school' })
    assert.deepEqual([issuer.id, issuer.name], ['did:example:school', null])
  })

  it('identifiers, hashed or in clear', () => {
    const hash = `sha256$${'0'.repeat(64)}`
    const type = 'IdentityObject'
    const identifier = [
      { type, hashed: true, identityHash: hash, identityType: 'emailAddress', salt: 'abc' },
      { type, hashed: true, identityHash: 'a@b.example', identityType: 'emailAddress' },
      { type, hashed: false, identityHash: '4711', identityType: 'sourcedId' },
    ]
    assert.deepEqual(parse(withSubject({ identifier })).recipients, [
      { type: 'email', identity: hash, hashed: true, salt: 'abc' },
      { type: 'email', identity: 'a@b.example', hashed: false, salt: null },
      { type: 'sourcedId', identity: '4711', hashed: false, salt: null },
    ])
  })

  it('a blank node names nobody', () => {
    assert.equal(parse(withSubject({ id: '_:b0' })).subjectId, null)
  })

  it('results with the words of their descriptions', () => {
    const level = { id: 'urn:uuid:2', type: 'RubricCriterionLevel', name: 'Mastered' }
    const described = {
      id: 'urn:uuid:1',
      type: 'ResultDescription',
      name: 'Final test',
      resultType: 'RubricCriterionLevel',
      requiredLevel: 'urn:uuid:2',
      rubricCriterionLevel: level,
    }
    const result = [
      { type: 'Result', resultDescription: 'urn:uuid:1', achievedLevel: 'urn:uuid:2' },
      { type: 'Result', value: 'B', status: 'Completed' },
    ]
    const credential = parse(withSubject({ result }, { resultDescription: described }))
    assert.deepEqual(credential.results, [
      { name: 'Final test', value: null, status: null, achievedLevel: 'Mastered' },
      { name: null, value: 'B', status: 'Completed', achievedLevel: null },
    ])
    assert.equal(credential.achievement.resultDescriptions[0]?.requiredValue, 'Mastered')
  })

  it('members without a place are kept as they came, by path', () => {
    const extra = { deep: [1] }
    const credential = parse({
      colour: extra,
      ...withSubject({ mood: 'good' }, { tag: 'steel', grade: 3, otherIdentifier: [] }),
    })
    assert.deepEqual(credential.extra, [
      { path: 'credentialSubject.achievement.grade', value: 3 },
      { path: 'credentialSubject.achievement.otherIdentifier', value: [] },
      { path: 'credentialSubject.mood', value: 'good' },
      { path: 'colour', value: extra },
    ])
    assert.deepEqual(credential.achievement.tags, ['steel'])
  })

  it('the proof is no member without a place, whatever the badge defines it as', () => {
    const own = { proof: 'https://w3id.org/security#proof', mood: 'urn:school:mood' }
    const changes = {
      '@context': [VC2, OB3, own],
      proof: { type: 'DataIntegrityProof' },
      mood: 'x',
    }
    const { extra } = parse(changes)
    assert.deepEqual(
      extra.map(({ value }) => value),
      ['x'],
    )
  })

  it('what is said of the issuer or the creator at another place is theirs too', () => {
    const id = 'https://school.example/issuer'
    const more = { id, type: 'Profile', url: 'https://school.example/', email: 'a@school.example' }
    const named = { id, type: 'Profile', name: 'School' }
    const ofIssuer = parse({ issuer: named, ...withSubject({}, { creator: more }) })
    for (const { name, url, email } of [ofIssuer.issuer, ofIssuer.achievement.creator!])
      assert.deepEqual([name, url, email], ['School', more.url, more.email])
    const deep = parse({ issuer: named, evidence: [{ id: 'urn:x:1', creator: [{ by: more }] }] })
    assert.equal(deep.issuer.url, more.url)
    const other = { ...more, id: 'https://other.example/' }
    assert.equal(parse({ issuer: named, evidence: [other] }).issuer.url, null)
  })

  it('a part that is said twice is read once', () => {
    const creator = { id: 'https://school.example/x', type: 'Profile', name: 'Guild' }
    const { name, id, type } = creator
    const { achievement } = parse(withSubject({}, { creator: [creator, { name, type, id }] }))
    assert.equal(achievement.creator?.name, 'Guild')
    const several = parse(withSubject({}, { creator: [creator, { ...creator, name: 'Club' }] }))
    assert.equal(several.achievement.creator, null)
  })

  it('anything at all without an error', () => {
    for (const value of [null, 7, 'a', [], [null], {}, [[{}]], { id: {} }, { '@value': {} }])
      for (const name of ['issuer', 'credentialSubject', 'evidence', 'image', 'name', 'validFrom'])
        assert.ok(parse({ [name]: value }))
  })
})
