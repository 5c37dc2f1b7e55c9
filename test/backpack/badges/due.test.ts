import assert from 'node:assert/strict'
import { nextDue } from '../../../src/backpack/badges/standing.js'

const now = new Date('2026-11-24T12:00:00Z')
const hours = (from: Date) => (from.getTime() - now.getTime()) / 3_600_000
const badge = (changes: object) => ({
  createdAt: now,
  turningPoints: [],
  silentCount: 0,
  ...changes,
})

describe('when a badge is checked again', () => {
  it('a fresh one after a day, a settled one after a week', () => {
    assert.equal(hours(nextDue(badge({}), now, 0.5)), 24)
    const old = badge({ createdAt: new Date('2026-10-01T00:00:00Z') })
    assert.equal(hours(nextDue(old, now, 0.5)), 7 * 24)
  })

  it('a silent issuer after six hours, then half as often, at least every 30 days', () => {
    const after = (silentCount: number) => hours(nextDue(badge({ silentCount }), now, 0.5))
    assert.deepEqual([1, 2, 3, 4, 20].map(after), [6, 12, 24, 48, 30 * 24])
  })

  it('a minute after it ends, when that comes first', () => {
    const ending = badge({ turningPoints: [new Date('2026-11-24T13:00:00Z')] })
    assert.equal(nextDue(ending, now, 0.5).toISOString(), '2026-11-24T13:01:00.000Z')
    const ended = badge({ turningPoints: [new Date('2020-01-01T00:00:00Z')] })
    assert.equal(hours(nextDue(ended, now, 0.5)), 24)
  })

  it('with a tenth of jitter either way', () => {
    assert.equal(hours(nextDue(badge({}), now, 0)), 21.6)
    assert.equal(hours(nextDue(badge({}), now, 1)).toFixed(1), '26.4')
  })
})
