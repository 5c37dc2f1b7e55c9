import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonize, compact, expand } from '../../../src/openbadges/jsonld/jsonld.js'
import { contextSource } from '../../../src/openbadges/jsonld/loader.js'
import { useFastContexts } from '../../../src/openbadges/jsonld/speed.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { cpuMillis } from '../../support/cpu.js'
import { OB3, SUITE_2020, unsignedBadge, VC2 } from '../../support/issuer-ob3.js'

const run = { contexts: new Map<string, unknown>() }
const CONFORMANCE = '../shared/conformance/files'

describe('JSON-LD', () => {
  it('canonical text does not depend on the order of members', async () => {
    const badge = unsignedBadge('did:example:school')
    const turned = Object.fromEntries(Object.entries(badge).reverse())
    assert.deepEqual(await canonize(badge, run), await canonize(turned, run))
  })

  it('compacts an assertion to the words of 2.0, whatever its own contexts call them', async () => {
    const context = [
      'https://w3id.org/openbadges/v2',
      { prize: 'https://w3id.org/openbadges#badge' },
    ]
    const own = {
      '@context': context,
      type: 'Assertion',
      id: 'https://school.example/a',
      prize: { id: 'https://school.example/b' },
      narrative: 'x',
    }
    const { value } = await compact(own, 'https://w3id.org/openbadges/v2', run)
    assert.equal(value?.badge, 'https://school.example/b')
    assert.equal(value?.narrative, 'x')
  })

  it('expands 1.1 through the context its context names', async () => {
    const { value } = await expand({ '@context': 'https://w3id.org/openbadges/v1', uid: 'x' }, run)
    assert.equal(JSON.stringify(value), '[{"https://w3id.org/openbadges#uid":[{"@value":"x"}]}]')
  })

  it('knows the base direction of text', async () => {
    const name = { '@value': 'شهادة', '@language': 'ar', '@direction': 'rtl' }
    const { value } = await canonize({ '@context': VC2, id: 'urn:x:1', name }, run)
    assert.match(value!, /#ar_rtl>/)
  })

  for (const [name, badge, code] of [
    ['an unknown context', { '@context': 'https://evil.example/c' }, 'context_unknown'],
    ['a relative context', { '@context': [VC2, 'ctx.json'] }, 'context_unknown'],
    ['a protected term redefined', { '@context': [VC2, { id: 'x:y' }] }, 'context_redefines'],
    ['a context that is a number', { '@context': [VC2, 5] }, 'context_redefines'],
    [
      'an unbundled @import',
      { '@context': { '@import': 'https://evil.example/c' } },
      'context_unknown',
    ],
    ['an undefined word', { '@context': VC2, grade: 1 }, 'unsigned_data'],
    ['a relative id', { '@context': VC2, id: 'a' }, 'unsigned_data'],
    ['an id that is a number', { '@context': VC2, id: 5 }, 'unsigned_data'],
  ] as [string, JsonObject, string][])
    it(`${name} is ${code}`, async () => {
      assert.equal((await canonize(badge, run)).problem?.code, code)
    })

  it('a context handed in for one run is forgotten in the next', async () => {
    const url = 'https://school.example/ctx'
    const badge = { '@context': [VC2, { '@import': url }], id: 'urn:x:1', word: 'x' }
    const given = (iri: string): typeof run => ({
      contexts: new Map([[url, { '@context': { word: iri } }]]),
    })
    assert.match((await canonize(badge, given('https://a.example/w'))).value!, /a\.example/)
    assert.match((await canonize(badge, given('https://b.example/w'))).value!, /b\.example/)
    assert.equal((await canonize(badge, run)).problem?.code, 'context_unknown')
  })
})

describe('JSON-LD, cache of contexts', () => {
  const handed = { contexts: new Map([['https://school.example/ctx', { '@context': {} }]]) }
  const isShared = (...documents: unknown[]) =>
    contextSource(handed, documents).contextResolver === undefined

  it('is shared by all badges of published contexts, whatever was handed in', () => {
    assert.ok(isShared(unsignedBadge('did:example:school')))
    assert.ok(isShared({ '@context': [VC2, { word: 'urn:x' }] }, { '@context': OB3 }))
  })

  for (const [name, context] of Object.entries({
    'a context of elsewhere': 'https://school.example/ctx',
    'one that nobody has': ['https://nobody.example/ctx'],
    'one within a context': { word: { '@id': 'urn:x', '@context': 'https://school.example/ctx' } },
    'an import': { '@import': VC2 },
  }))
    it(`is not for ${name}`, () => {
      assert.ok(!isShared({ '@context': [VC2, context] }))
      assert.ok(!isShared({ '@context': VC2, evidence: [{ '@context': context }] }))
      assert.ok(!isShared({}, { '@context': context }))
    })
})

describe('JSON-LD, context bombs', () => {
  const many = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  const terms = Object.fromEntries(many(9000).map((n) => [`t${n}`, `https://evil.example/t${n}`]))
  const scoped = { '@id': 'https://evil.example/P', '@context': many(100).map(() => OB3) }
  const nodes = many(1000).map((n) => ({ type: ['Evidence', 'P'], name: `n${n}` }))

  for (const [name, changes] of [
    ['one context a thousand times', { '@context': [VC2, ...many(1000).map(() => OB3)] }],
    [
      'thousands of small contexts',
      { '@context': [VC2, OB3, ...many(3000).map((n) => ({ [n]: null }))] },
    ],
    ['a large context before many nodes', { '@context': [VC2, OB3, terms], evidence: nodes }],
    [
      'a context within a context for every node',
      { '@context': [VC2, OB3, { P: scoped }], evidence: nodes },
    ],
    [
      'a context in every node',
      { endorsement: many(1000).map((n) => ({ '@context': [VC2, OB3], id: `urn:x:${n}` })) },
    ],
  ] as [string, JsonObject][])
    it(`${name}: refused before it costs anything`, async () => {
      const badge = unsignedBadge('did:example:school', changes)
      const start = cpuMillis()
      for (const read of [canonize, expand])
        assert.equal((await read(badge, run)).problem?.code, 'canonical_budget')
      assert.ok(cpuMillis() - start < 500)
    })
})

describe('JSON-LD, faster', () => {
  after(() => useFastContexts(true))

  it('canonical text equals that of the untouched library for every fixture', async () => {
    for (const document of fixtures()) {
      // a context handed in gives each call a cache of its own
      const handed = { contexts: new Map([['urn:none', { '@context': {} }]]) }
      const fresh = { ...document, '@context': [document['@context'], 'urn:none'].flat() }
      useFastContexts(true)
      const fast = await canonize(fresh, handed)
      useFastContexts(false)
      assert.deepEqual(fast, await canonize(fresh, handed))
    }
  })

  function fixtures(): JsonObject[] {
    const own = [
      unsignedBadge('did:example:school'),
      unsignedBadge('did:example:school', SUITE_2020.badge),
    ]
    if (!existsSync(CONFORMANCE)) return own
    const files = readdirSync(CONFORMANCE, { recursive: true }).map(String)
    return [...own, ...files.filter((file) => file.endsWith('.json')).flatMap(readFixture)]
  }

  function readFixture(file: string): JsonObject[] {
    try {
      const document = JSON.parse(readFileSync(join(CONFORMANCE, file), 'utf8')) as JsonObject
      return document['@context'] ? [document] : []
    } catch {
      return []
    }
  }
})
