import assert from 'node:assert/strict'
import { checkOb3Structure } from '../../../../src/openbadges/formats/ob3/structure.js'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { unsignedBadge } from '../../../support/issuer-ob3.js'

/** What is found in a badge whose achievement has these members. */
function found(members: JsonObject): string[] {
  const subject = unsignedBadge('did:example:school').credentialSubject as JsonObject
  const achievement = { ...(subject.achievement as JsonObject), ...members }
  const badge = unsignedBadge('did:example:school', {
    credentialSubject: { ...subject, achievement },
  })
  const place = 'credentialSubject.achievement.'
  return checkOb3Structure(badge).map(({ code, path }) => `${code} ${path?.replace(place, '')}`)
}

describe('structure of 3.0: values', () => {
  it('text comes plain, with a language, in a map of languages, or in several languages', () => {
    const values = [
      { '@value': 'Welding', '@language': 'en', '@direction': 'ltr' },
      { en: 'Welding', 'de-AT': 'Schweißen' },
      [
        { '@value': 'Welding', '@language': 'en' },
        { '@value': 'Schweißen', '@language': 'de' },
      ],
    ]
    for (const name of values) assert.deepEqual(found({ name }), [])
  })

  it('a value object holds nothing beside value, language and direction', () => {
    for (const name of [
      { '@value': 'Welding', url: 'https://evil.example/' },
      { '@value': 7 },
      { '@value': 'Welding', '@language': 3 },
      { en: 7 },
      { '@language': 'en' },
      true,
    ])
      assert.deepEqual(found({ name }), ['property_type name'])
  })

  it('a number for a text, digits for a number, and unknown words are only loose', () => {
    assert.deepEqual(found({ version: 2 }), ['property_sloppy version'])
    assert.deepEqual(found({ creditsAvailable: '2.5' }), ['property_sloppy creditsAvailable'])
    assert.deepEqual(found({ achievementType: 'Hobby' }), ['property_sloppy achievementType'])
    assert.deepEqual(found({ achievementType: 'ext:Hobby' }), [])
    assert.deepEqual(found({ inLanguage: 'de_DE' }), ['property_sloppy inLanguage'])
  })

  const OPTIONAL = [
    ...['humanCode', 'fieldOfStudy', 'image', 'tag', 'creator', 'creditsAvailable', 'inLanguage'],
    ...['achievementType', 'alignment', 'related', 'resultDescription', 'otherIdentifier'],
    ...['endorsement', 'endorsementJwt', 'version'],
  ]
  for (const name of OPTIONAL)
    it(`null and an empty text count as an absent ${name}, with a warning`, () => {
      for (const empty of [null, '', [null], ['']])
        assert.deepEqual(
          found({ [name]: empty }).map((one) => one.replace('[0]', '')),
          [`property_sloppy ${name}`],
        )
      assert.deepEqual(found({ [name]: [] }), [])
    })

  it('null and empty texts count as absent at every depth, also in lists', () => {
    const alignment = {
      type: ['Alignment'],
      targetName: 'Weld',
      targetUrl: 'https://esco.example/1',
      targetCode: '',
      targetDescription: null,
    }
    assert.deepEqual(found({ alignment: [null, alignment, ''] }), [
      'property_sloppy alignment[0]',
      'property_sloppy alignment[1].targetCode',
      'property_sloppy alignment[1].targetDescription',
      'property_sloppy alignment[2]',
    ])
    assert.deepEqual(found({ fieldOfStudy: [null, 'Metal'] }), ['property_sloppy fieldOfStudy'])
    assert.deepEqual(found({ fieldOfStudy: { en: 'Metal', de: null } }), [])
    assert.deepEqual(found({ fieldOfStudy: ['', 'Metal', 'Wood'] }), ['property_many fieldOfStudy'])
  })

  it('what is mandatory may not be empty, however deep', () => {
    const alignment = { type: ['Alignment'], targetName: 'Weld', targetUrl: '' }
    assert.deepEqual(found({ alignment: [alignment] }), ['property_missing alignment[0].targetUrl'])
    const image = { id: null, type: 'Image' }
    assert.deepEqual(found({ image }), ['property_missing image.id'])
    assert.deepEqual(found({ image: { id: 'https://a.example/1.png', type: ['Image', null] } }), [
      'property_type image.type',
    ])
  })

  it('nodes are objects, ids absolute IRIs', () => {
    assert.deepEqual(found({ criteria: 'https://school.example/' }), ['property_type criteria'])
    assert.deepEqual(found({ id: 'badges/welding' }), ['iri_bad id'])
    assert.deepEqual(found({ id: '_:b0' }), ['iri_bad id'])
    assert.deepEqual(found({ id: { '@value': 'https://a.example/' } }), ['property_type id'])
    assert.deepEqual(found({ image: 'https://school.example/1.png' }), [])
    assert.deepEqual(found({ image: 'data:image/png;base64,AAAA' }), [])
  })

  it('criteria that say nothing are a warning', () => {
    assert.deepEqual(found({ criteria: {} }), ['criteria_empty criteria'])
  })

  it('texts, pictures and addresses may be as long as they like', () => {
    const long = 'a'.repeat(4 * 1024 * 1024)
    assert.deepEqual(found({ description: long, humanCode: long, name: { '@value': long } }), [])
    assert.deepEqual(found({ image: `data:image/png;base64,${long}` }), [])
    assert.deepEqual(found({ image: { id: `https://a.example/${long}`, type: 'Image' } }), [])
    assert.deepEqual(found({ fieldOfStudy: { [`en${'-a'.repeat(2_000_000)}`]: 'x' } }), [
      'property_type fieldOfStudy',
    ])
  })

  it('badge and achievement may have one id', () => {
    assert.deepEqual(found({ id: unsignedBadge('did:example:school').id }), [])
  })

  it('members that objects inherit are never read', () => {
    const badge = JSON.parse(
      JSON.stringify(unsignedBadge('did:example:school')).replace('"issuer"', '"__proto__"'),
    ) as JsonObject
    assert.deepEqual(
      checkOb3Structure(badge).map(({ code, path }) => [code, path]),
      [['property_missing', 'issuer']],
    )
    assert.equal(({} as JsonObject).issuer, undefined)
  })

  it('a broken hash is told from clear text', () => {
    const identifier = { type: 'IdentityObject', hashed: true, identityType: 'emailAddress' }
    const subject = unsignedBadge('').credentialSubject as JsonObject
    const codes = (identityHash: string): string[] =>
      checkOb3Structure(
        unsignedBadge('did:example:school', {
          credentialSubject: { ...subject, identifier: [{ ...identifier, identityHash }] },
        }),
      ).map(({ code }) => code)
    for (const broken of ['sha256$12', '0'.repeat(64), 'ada', `sha3-256$${'0'.repeat(64)}`])
      assert.deepEqual(codes(broken), ['hash_bad'])
    assert.deepEqual(codes(`SHA256$${'A'.repeat(64)}`), [])
    assert.deepEqual(codes('earner@school.example'), [])
  })
})
