import assert from 'node:assert/strict'
import { SCHEMA_FILES } from '../../../src/openbadges/jsonld/bundle.js'
import { bundledSchema } from '../../../src/openbadges/jsonld/contexts.js'
import { schemaErrors } from '../../../src/openbadges/verify/checks/schema.js'
import { AWARD, check, hosted, outcomeOf } from '../../support/issuer-ob2.js'

const BASE = 'https://w3id.org/openbadges/extensions'
const geo = {
  '@context': `${BASE}/geoCoordinatesExtension/context.json`,
  type: ['Extension', 'extensions:GeoCoordinates'],
  description: 'The workshop',
  geo: { latitude: 47.5, longitude: 19 },
}

const withExtension = (node: object) => check(AWARD, hosted({ award: { 'extensions:x': node } }))

describe('extensions of 1.1 and 2.x', () => {
  for (const [name, node, expected] of [
    ['fits its schema', geo, 'valid'],
    ['misses a member', { ...geo, geo: { longitude: 19 } }, 'invalid extension_invalid'],
    ['has a member of a wrong kind', { ...geo, description: 5 }, 'invalid extension_invalid'],
    ['has no context of its own', { ...geo, '@context': undefined }, 'invalid extension_invalid'],
    ['has no further type', { ...geo, type: 'Extension' }, 'invalid extension_invalid'],
    [
      'has a context that nobody knows',
      { ...geo, '@context': 'https://x.example/c' },
      'valid (extension_unknown)',
    ],
    [
      'has a type that its context does not name',
      { ...geo, type: ['Extension', 'extensions:Other'] },
      'valid (extension_unknown)',
    ],
    [
      'names its context by an older address',
      {
        ...geo,
        '@context': 'http://openbadgespec.org/extensions/geoCoordinatesExtension/context.json',
      },
      'valid',
    ],
    [
      'writes its members as IRIs',
      {
        '@context': `${BASE}/exampleExtension/context.json`,
        type: ['Extension', 'extensions:ExampleExtension'],
        'http://schema.org/text': 'short and sweet',
      },
      'valid',
    ],
    [
      'hides a wrong value behind an IRI',
      {
        '@context': `${BASE}/exampleExtension/context.json`,
        type: ['Extension', 'extensions:ExampleExtension'],
        'http://schema.org/text': 1337,
      },
      'invalid extension_invalid',
    ],
  ] as const)
    it(`an extension that ${name}: ${expected}`, async () => {
      assert.equal(outcomeOf(await withExtension(node)), expected)
    })

  it('is found in class and issuer, however deep', async () => {
    const bad = { ...geo, geo: {} }
    const inIssuer = hosted({ issuer: { 'extensions:x': bad } })
    assert.equal(outcomeOf(await check(AWARD, inIssuer)), 'invalid extension_invalid')
    const deep = hosted({ badge: { criteria: { narrative: 'x', more: { at: bad } } } })
    const report = await check(AWARD, deep)
    const found = report.checks.flatMap((c) => c.findings).find((f) => f.code.startsWith('ext'))
    assert.equal(found?.path, 'badge.criteria.more.at')
  })

  it('the network is never asked for a context or a schema', async () => {
    const asked: string[] = []
    await check(AWARD, hosted({ award: { 'extensions:x': geo } }), { asked })
    assert.deepEqual(
      asked.filter((url) => !url.startsWith('https://school.example/')),
      [],
    )
  })

  for (const url of SCHEMA_FILES.keys())
    it(`the bundled schema compiles: ${url}`, async () => {
      assert.ok(Array.isArray(await schemaErrors(bundledSchema(url)!, {})))
    })
})
