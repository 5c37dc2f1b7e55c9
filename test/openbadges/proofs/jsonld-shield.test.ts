import assert from 'node:assert/strict'
import { canonize, expand } from '../../../src/openbadges/proofs/jsonld.js'
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
