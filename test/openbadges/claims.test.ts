import assert from 'node:assert/strict'
import { changedClaims } from '../../src/openbadges/index.js'
import { credentialWith } from '../support/credential.js'

describe('changed claims', () => {
  it('none between equal credentials, and each that differs with both values', () => {
    const before = credentialWith({ validUntil: '2027-10-28T00:00:00Z', awardedDate: null })
    assert.deepEqual(changedClaims(before, structuredClone(before)), [])
    const after = { ...before, validUntil: '2028-10-28T00:00:00Z' }
    assert.deepEqual(changedClaims(before, after), [
      { claim: 'ends', was: '2027-10-28T00:00:00Z', now: '2028-10-28T00:00:00Z' },
    ])
  })

  it('an end that is gone is a change, and a date that only moved to another member is not', () => {
    const before = credentialWith({ validUntil: '2027-10-28T00:00:00Z', validFrom: '2025-01-01' })
    const after = { ...before, validUntil: null, awardedDate: '2025-01-01' }
    assert.deepEqual(
      changedClaims(before, after).map(({ claim, now }) => [claim, now]),
      [['ends', null]],
    )
  })
})
