import assert from 'node:assert/strict'
import { checkExpiry } from '../../../../src/openbadges/verify/checks/expiry.js'
import type { Credential } from '../../../../src/openbadges/types.js'
import { credentialWith } from '../../../support/credential.js'

const NOW = new Date('2026-01-01T02:00:00.000Z')
const codes = (dates: Partial<Credential>): string[] =>
  checkExpiry(credentialWith(dates), NOW).map(({ code }) => code)

describe('expiry', () => {
  it('has nothing to say of a badge that has begun and never ends', () => {
    assert.deepEqual(codes({}), [])
    assert.deepEqual(codes({ validFrom: '2020-01-01T00:00:00.000Z' }), [])
  })

  it('passes up to the very end', () => {
    assert.deepEqual(codes({ validUntil: '2026-01-01T02:00:00.000Z' }), ['expiry_ok'])
    assert.deepEqual(codes({ validUntil: '2026-01-01T01:59:59.999Z' }), ['expired'])
  })

  it('gives a beginning a minute of grace, for clocks differ', () => {
    assert.deepEqual(codes({ validFrom: '2026-01-01T02:01:00.000Z' }), [])
    assert.deepEqual(codes({ validFrom: '2026-01-01T02:01:00.001Z' }), ['not_yet_valid'])
  })

  it('compares moments, not texts', () => {
    assert.deepEqual(codes({ validUntil: '2026-01-01T03:30:00+02:00' }), ['expired'])
  })

  it('tells the date', () => {
    const [found] = checkExpiry(credentialWith({ validUntil: '2025-12-31T23:59:59.000Z' }), NOW)
    assert.deepEqual([found?.path, found?.values.date], ['validUntil', '2025-12-31T23:59:59.000Z'])
  })
})
