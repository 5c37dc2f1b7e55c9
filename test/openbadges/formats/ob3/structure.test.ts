import assert from 'node:assert/strict'
import { checkOb3Structure } from '../../../../src/openbadges/formats/ob3/structure.js'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { OB3, unsignedBadge, VC1, VC2 } from '../../../support/issuer-ob3.js'

/** A good badge changed at one path; undefined takes the member away. */
function changed(path: string, value: unknown, badge = fullBadge()): JsonObject {
  const names = path.split('.')
  const last = names.pop()!
  const node = names.reduce<JsonObject>((at, name) => at[name] as JsonObject, badge)
  if (value === undefined) delete node[last]
  else node[last] = value
  return badge
}

/** Codes with their paths, without those in passing. */
function problems(badge: JsonObject): string[] {
  return checkOb3Structure(badge)
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ code, path }) => `${code} ${path}`)
}

function warnings(badge: JsonObject): string[] {
  return checkOb3Structure(badge)
    .filter(({ severity }) => severity === 'warning')
    .map(({ code, path }) => `${code} ${path}`)
}

const alignment = () => ({
  type: ['Alignment'],
  targetName: 'Weld',
  targetUrl: 'https://esco.example/1',
})

/** A badge with something in every part. */
function fullBadge(): JsonObject {
  return structuredClone(
    unsignedBadge('https://school.example/issuer', {
      image: { id: 'https://school.example/1.png', type: 'Image', caption: 'A weld' },
      issuer: {
        id: 'https://school.example/issuer',
        type: ['Profile'],
        name: 'School',
        email: 'office@school.example',
        address: {
          type: ['Address'],
          addressCountry: 'DE',
          geo: { type: 'GeoCoordinates', latitude: 1, longitude: 2.5 },
        },
        otherIdentifier: [
          { type: 'IdentifierEntry', identifier: '1', identifierType: 'sourcedId' },
        ],
        parentOrg: { id: 'https://town.example/', type: ['Profile'], name: 'Town' },
      },
      evidence: [{ type: ['Evidence'], name: 'Photo' }],
      credentialSubject: {
        type: ['AchievementSubject'],
        identifier: [
          {
            type: 'IdentityObject',
            hashed: true,
            identityHash: `sha256$${'0'.repeat(64)}`,
            identityType: 'emailAddress',
            salt: 'salt',
          },
        ],
        result: [{ type: ['Result'], resultDescription: 'urn:uuid:1', value: 'A' }],
        source: { id: 'https://school.example/welding', type: ['Profile'] },
        achievement: {
          id: 'https://school.example/badges/welding',
          type: ['Achievement'],
          name: 'Welding',
          description: 'Can weld.',
          criteria: { narrative: 'Passed.' },
          alignment: [alignment()],
          related: [{ id: 'https://school.example/badges/schweissen', type: ['Related'] }],
          otherIdentifier: [{ type: 'IdentifierEntry', identifier: '2', identifierType: 'isbn' }],
          resultDescription: [
            {
              id: 'urn:uuid:1',
              type: ['ResultDescription'],
              name: 'Grade',
              resultType: 'LetterGrade',
              alignment: [alignment()],
              rubricCriterionLevel: [
                {
                  id: 'urn:uuid:2',
                  type: ['RubricCriterionLevel'],
                  name: 'Good',
                  alignment: [alignment()],
                },
              ],
            },
          ],
        },
      },
      credentialSchema: [{ id: 'https://school.example/schema', type: 'JsonSchema' }],
      credentialStatus: { id: 'https://school.example/status', type: '1EdTechRevocationList' },
      refreshService: { id: 'https://school.example/new', type: '1EdTechCredentialRefresh' },
      termsOfUse: [{ type: 'https://school.example/terms' }],
    }),
  )
}

const SUBJECT = 'credentialSubject'
const ACHIEVEMENT = `${SUBJECT}.achievement`

describe('structure of 3.0', () => {
  it('nothing is said of a good badge', () => {
    assert.deepEqual(checkOb3Structure(fullBadge()), [])
  })

  const REQUIRED = [
    ...['id', 'type', 'issuer', 'validFrom', SUBJECT],
    ...['id', 'type'].map((name) => `issuer.${name}`),
    'issuer.address.type',
    ...['type', 'latitude', 'longitude'].map((name) => `issuer.address.geo.${name}`),
    ...['type', 'identifier', 'identifierType'].map((n) => `issuer.otherIdentifier.0.${n}`),
    ...['id', 'type'].map((name) => `issuer.parentOrg.${name}`),
    ...['id', 'type'].map((name) => `image.${name}`),
    'evidence.0.type',
    ...['type', 'achievement'].map((name) => `${SUBJECT}.${name}`),
    ...['type', 'hashed', 'identityHash', 'identityType'].map(
      (n) => `${SUBJECT}.identifier.0.${n}`,
    ),
    `${SUBJECT}.result.0.type`,
    ...['id', 'type'].map((name) => `${SUBJECT}.source.${name}`),
    ...['id', 'type', 'name', 'description', 'criteria'].map((name) => `${ACHIEVEMENT}.${name}`),
    ...['type', 'targetName', 'targetUrl'].map((name) => `${ACHIEVEMENT}.alignment.0.${name}`),
    ...['id', 'type'].map((name) => `${ACHIEVEMENT}.related.0.${name}`),
    ...['id', 'type', 'name', 'resultType'].map((n) => `${ACHIEVEMENT}.resultDescription.0.${n}`),
    `${ACHIEVEMENT}.resultDescription.0.alignment.0.targetUrl`,
    ...['id', 'type', 'name'].map(
      (name) => `${ACHIEVEMENT}.resultDescription.0.rubricCriterionLevel.0.${name}`,
    ),
    `${ACHIEVEMENT}.resultDescription.0.rubricCriterionLevel.0.alignment.0.targetName`,
    ...['id', 'type'].map((name) => `credentialSchema.0.${name}`),
    'credentialStatus.type',
    ...['id', 'type'].map((name) => `refreshService.${name}`),
    'termsOfUse.0.type',
  ]

  for (const path of REQUIRED)
    it(`${path} is mandatory, and empty means missing`, () => {
      const place = path.replaceAll(/\.(\d+)/g, '[$1]')
      for (const nothing of [undefined, null, '', [], [null]])
        assert.deepEqual(problems(changed(path, nothing)), [`property_missing ${place}`])
    })

  it('the mandatory type must be among the types of each part', () => {
    for (const path of REQUIRED.filter(
      (one) => one.endsWith('.type') && !/Sch|Sta|Ser|Use/.test(one),
    ))
      assert.deepEqual(problems(changed(path, 'Other')), [
        `type_wrong ${path.replaceAll(/\.(\d+)/g, '[$1]')}`,
      ])
    const more = ['Achievement', 'https://school.example/Course']
    assert.deepEqual(problems(changed(`${ACHIEVEMENT}.type`, more)), [])
    assert.deepEqual(problems(changed('type', ['OpenBadgeCredential'])), ['type_wrong type'])
    assert.deepEqual(problems(changed('type', ['VerifiableCredential'])), ['type_wrong type'])
    const older = ['VerifiableCredential', 'AchievementCredential']
    assert.deepEqual(problems(changed('type', older)), [])
  })

  it('one value for a list, and a list of one for a value, are read silently', () => {
    const badge = changed(`${ACHIEVEMENT}.alignment`, alignment())
    changed(SUBJECT, [badge[SUBJECT]], badge)
    changed('issuer', [badge.issuer], badge)
    changed('validFrom', ['2025-01-01T00:00:00Z'], badge)
    assert.deepEqual(checkOb3Structure(badge), [])
  })

  it('two values where one is allowed are an error', () => {
    const { credentialSubject, issuer } = fullBadge()
    const subjects = [credentialSubject, credentialSubject]
    assert.deepEqual(problems(changed(SUBJECT, subjects)), [`property_many ${SUBJECT}`])
    assert.deepEqual(problems(changed('issuer', [issuer, issuer])), ['property_many issuer'])
    assert.deepEqual(problems(changed(`${ACHIEVEMENT}.name`, ['a', 'b'])), [
      `property_many ${ACHIEVEMENT}.name`,
    ])
  })

  it('a day is one that the calendar has, written as a day', () => {
    const told = (dateOfBirth: unknown) => problems(changed('issuer.dateOfBirth', dateOfBirth))
    assert.deepEqual(told('2000-02-29'), [])
    for (const bad of ['2001-02-29', '2000-13-01', '2000-02-29T00:00:00Z', '29.2.2000', 7])
      assert.deepEqual(told(bad), ['date_bad issuer.dateOfBirth'], String(bad))
  })

  it('the earner is named by an id or an identifier', () => {
    const subject = { ...(fullBadge()[SUBJECT] as JsonObject), identifier: undefined }
    const unnamed = ['subject_unidentified credentialSubject']
    assert.deepEqual(problems(changed(SUBJECT, { ...subject })), unnamed)
    assert.deepEqual(problems(changed(SUBJECT, { ...subject, id: '_:b0' })), unnamed)
    assert.deepEqual(problems(changed(SUBJECT, { ...subject, id: 'did:example:1' })), [])
  })

  it('an issuer may be its id alone, and one without a name is a warning', () => {
    const nameless = ['issuer_name_missing issuer']
    assert.deepEqual(warnings(changed('issuer', 'did:example:school')), nameless)
    assert.deepEqual(warnings(changed('issuer.name', undefined)), nameless)
    assert.deepEqual(problems(changed('issuer', 'did:example:school')), [])
    assert.deepEqual(problems(changed('issuer', 'school')), ['iri_bad issuer'])
  })

  it('the W3C context comes first and one of Open Badges is there, best as the second', () => {
    const missing = ['context_missing @context']
    for (const context of [undefined, VC2, [VC2], [OB3, VC2], ['https://a.example/', VC2, OB3]])
      assert.deepEqual(problems(changed('@context', context)), missing)
    assert.deepEqual(warnings(changed('@context', [VC2, 'https://a.example/', OB3])), [
      'context_order @context',
    ])
    assert.deepEqual(problems(changed('@context', [VC2, OB3, 7])), ['property_type @context[2]'])
    assert.deepEqual(problems(changed('@context', [VC2, OB3, 'a b'])), ['iri_bad @context[2]'])
  })

  it('the address at which 3.0 was never published is called that', () => {
    for (const named of ['https://w3id.org/openbadges/v3', 'http://w3id.org/openbadges/v3/'])
      assert.deepEqual(problems(changed('@context', [VC2, named])), [
        'context_unpublished @context',
      ])
    const other = 'https://w3id.org/openbadges/v30'
    assert.deepEqual(problems(changed('@context', [VC2, other])), ['context_missing @context'])
  })

  it('each data model has its own names for the dates', () => {
    const badge = changed('@context', [VC1, OB3])
    assert.deepEqual(problems(badge), ['property_missing issuanceDate'])
    assert.deepEqual(problems(changed('issuanceDate', '2025-01-01T00:00:00Z', badge)), [])
    const newer = changed('validFrom', undefined, changed('issuanceDate', '2025-01-01T00:00:00Z'))
    assert.deepEqual(problems(newer), ['property_missing validFrom'])
  })

  it('dates have a zone and are in order; equal is allowed', () => {
    for (const date of ['2025-01-01', '2025-01-01T00:00:00', '2025-02-30T00:00:00Z', 1735689600])
      assert.deepEqual(problems(changed('validFrom', date)), ['date_bad validFrom'])
    for (const empty of [null, ''])
      for (const name of ['awardedDate', 'validUntil', `${SUBJECT}.activityEndDate`])
        assert.deepEqual(warnings(changed(name, empty)), [`property_sloppy ${name}`])
    assert.deepEqual(problems(changed('validUntil', 'null')), ['date_bad validUntil'])
    assert.deepEqual(problems(changed('validUntil', '2024-12-31T23:59:59Z')), [
      'dates_inverted validUntil',
    ])
    assert.deepEqual(problems(changed('validUntil', '2025-01-01T01:00:00+01:00')), [])
  })
})
