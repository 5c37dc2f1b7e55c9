import assert from 'node:assert/strict'
import { isNarrowed, readBackpackQuery } from '../../../src/web/view-models/backpack-query.js'

describe('the query of the backpack', () => {
  for (const [name, value] of [
    ['q', 'bees'],
    ['status', 'expired'],
    ['issuer', 'Kauri College'],
    ['year', '2024'],
    ['tag', 'garden'],
    ['collection', '0190'],
  ] as const)
    it(`is narrowed by ${name} alone`, () => {
      assert.equal(isNarrowed(readBackpackQuery({ [name]: value })), true)
    })

  it('is not narrowed by an order or a page', () => {
    assert.equal(isNarrowed(readBackpackQuery({ sort: 'title', page: '2' })), false)
    assert.equal(isNarrowed(readBackpackQuery({})), false)
  })
})
