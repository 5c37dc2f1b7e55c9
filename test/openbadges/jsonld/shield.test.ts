import assert from 'node:assert/strict'
import { canonize, expand } from '../../../src/openbadges/jsonld/jsonld.js'
import { unsignedBadge } from '../../support/issuer-ob3.js'

const run = { contexts: new Map() }

describe('ids that every object inherits', () => {
  for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    it(`a node called ${id} leaves nothing behind`, async () => {
      const inherited = Object.getOwnPropertyNames(Object.prototype)
      const before = tracesOf(inherited)
      const badge = unsignedBadge('did:example:school', { issuer: id })
      assert.equal((await canonize(badge, run)).problem?.code, 'unsigned_data')
      assert.ok((await expand(badge, run)).value)
      assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), inherited)
      assert.deepEqual(tracesOf(inherited), before)
    })

  function tracesOf(names: string[]): string[][] {
    return names.map((name) => {
      const value = ({} as Record<string, unknown>)[name]
      return typeof value === 'function' ? Object.keys(value) : []
    })
  }
})

describe('what jsonld remembers of a context', () => {
  const published = 'https://w3id.org/openbadges/v1'
  const honest = { '@context': published, id: 'urn:a:b', type: 'Assertion' }

  /** jsonld remembers a context in ten surroundings; in ten others it forgets the first. */
  async function forget(): Promise<void> {
    for (let i = 0; i < 12; i++)
      await expand({ ...honest, '@context': [{ [`word${i}`]: `urn:a:${i}` }, published] }, run)
  }

  for (const hostile of [{ '@vocab': '' }, { '@keyword': 'urn:a:word' }])
    it(`${JSON.stringify(hostile)} behind a published context speaks in no other document`, async () => {
      await forget()
      const document = { ...honest, '@context': [published, hostile] }
      assert.ok((await expand(document, run)).value)
      assert.equal((await canonize(document, run)).problem?.code, 'unsigned_data')
      assert.equal((await canonize(honest, run)).problem, null)
      await forget()
      assert.equal((await canonize(document, run)).problem?.code, 'unsigned_data')
      assert.equal((await canonize(honest, run)).problem, null)
    })
})
